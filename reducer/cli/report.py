"""`wreduce report`: from a finished run to a bug report, its long form, and an archive to send along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from reducer.cli.app import Config, app
from reducer.cli.blame import write_blame
from reducer.cli.controls import reduced_case
from reducer.controls.blame import MOST_SITES, run_blame
from reducer.controls.files import write_controls
from reducer.controls.session import Asked, run_controls
from reducer.errors import InterruptedWork
from reducer.printable import show
from reducer.program.load import load_program
from reducer.records.findings import BlameFinding, ControlsFinding, EvidenceFinding
from reducer.records.run import State
from reducer.records.run_folder import STATE
from reducer.records.writing import write_atomically
from reducer.report.archive import archive
from reducer.report.html import html
from reducer.report.markdown import markdown
from reducer.report.rows import file_name
from reducer.report.subject import (
    BLAME,
    CONTROLS,
    EVIDENCE,
    ReportError,
    check_finished,
    controls_folder,
    read_finding,
    read_subject,
)
from reducer.report.terminal import Screen
from reducer.runtimes import parse_spec


class Template(StrEnum):
    """Whose issue form report.md follows."""

    WASMTIME = "wasmtime"
    WAMR = "wamr"
    WASMEDGE = "wasmedge"
    WASMER = "wasmer"


@app.command()
def report(
    words: Annotated[
        list[str],
        typer.Argument(metavar="RUN_DIR", help="The folder of a finished run.", show_default=False),
    ],
    template: Annotated[
        Template | None, typer.Option(help="Follow this project's issue form.", show_default=False)
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(metavar="SPEC...", help="Runtimes to measure beside both sides.", show_default=False),
    ] = None,
    config: Config = None,
) -> None:
    """Write report.md, report.html and test_cases.zip into a run folder.

    Controls and blame are measured where they are missing, which takes some minutes; a second call measures
    nothing, and writes the same bytes.
    """
    if len(words) > 1 and not also:
        raise ReportError(f"one run folder at a time: {words[0]}, and not {' '.join(words[1:])} as well")
    try:
        with Screen() as screen:
            for path in write_report(Path(words[0]), (*(also or ()), *words[1:]), screen, template):
                show(str(path))
    except KeyboardInterrupt:
        raise InterruptedWork("interrupted: what was measured to its end is kept") from None


def write_report(
    folder: Path, also: Sequence[str], screen: Screen, template: Template | None = None
) -> list[Path]:
    """Measure what is missing and write the three files; where they are.  Raises WreduceError."""
    state = check_finished(folder)
    for spec in also:
        parse_spec(spec)
    try:
        controls = _controls(folder, state, also, screen)
        _blame(folder, state, controls, screen)
        screen.say("writing the report")
        return _write(folder, template)
    except OSError as error:
        raise ReportError(f"{folder} cannot be written: {error.strerror}") from None


@dataclass(frozen=True)
class _Sides:
    """The runtimes of a run, and its case."""

    slow: str
    fast: str
    case: Path


def _sides(folder: Path, state: State | None, controls: ControlsFinding | None) -> _Sides:
    """Those of the controls, where there are any; else those of the run.  Raises ReportError, LoadError."""
    if controls is not None:
        primary = controls_folder(folder) / file_name(controls.primary.file)
        return _Sides(controls.slow, controls.fast, primary if state is None else reduced_case(folder, state))
    if state is None:
        raise ReportError(f"{folder} is not a run folder: it has no {STATE}")
    return _Sides(state.slow.spec, state.fast.spec, reduced_case(folder, state))


def _controls(folder: Path, state: State | None, also: Sequence[str], screen: Screen) -> ControlsFinding:
    """The controls, measured where there are none, or none with these runtimes."""
    place = controls_folder(folder)
    found = read_finding(place / CONTROLS, ControlsFinding)
    if found is not None and not found.interrupted and set(also) <= set(found.also):
        return found
    sides = _sides(folder, state, found)
    everyone = tuple(dict.fromkeys([*(found.also if found is not None else ()), *also]))
    asked = Asked(load_program(sides.case), sides.slow, sides.fast, everyone)
    made = run_controls(asked, lambda line: screen.say(f"controls: {line}", "controls"))
    if made.finding.interrupted:
        raise KeyboardInterrupt
    # What blame says, it says of these variants.
    for name in (BLAME, EVIDENCE):
        (folder / name).unlink(missing_ok=True)
    return write_controls(made, place)


def _blame(folder: Path, state: State | None, controls: ControlsFinding, screen: Screen) -> None:
    """Blame and evidence, where one of them is missing, or is of other runtimes."""
    blame = read_finding(folder / BLAME, BlameFinding)
    evidence = read_finding(folder / EVIDENCE, EvidenceFinding)
    fits = blame is not None and (blame.slow, blame.fast) == (controls.slow, controls.fast)
    if fits and evidence is not None:
        return
    sides, place = _sides(folder, state, controls), controls_folder(folder)
    asked = Asked(load_program(sides.case), sides.slow, sides.fast, controls.also, most=MOST_SITES)
    made = run_blame(asked, controls, place, lambda line: screen.say(f"blame: {line}", "blame"))
    if made.interrupted:
        raise KeyboardInterrupt
    write_blame(made, folder)


def _write(folder: Path, template: Template | None) -> list[Path]:
    """The three files."""
    subject = read_subject(folder)
    text = markdown(subject, template)
    write_atomically(folder / "report.md", text)
    write_atomically(folder / "report.html", html(subject))
    write_atomically(folder / "test_cases.zip", archive(subject, text))
    return [folder / name for name in ("report.md", "report.html", "test_cases.zip")]
