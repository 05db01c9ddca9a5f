"""Making the report of a finished run: what is missing is measured, then the three files are written.

A second call measures nothing, and writes the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reducer.controls.blame import MOST_SITES, run_blame
from reducer.controls.files import BLAME, CODE, CONTROLS, write_blame, write_controls
from reducer.controls.named import given_to_result, reduced_case
from reducer.controls.running import run_controls
from reducer.controls.session import Asked
from reducer.program.load import load_program
from reducer.records.findings import BlameFinding, CodeFinding, ControlsFinding
from reducer.records.itself import ITSELF
from reducer.records.run import State
from reducer.records.run_folder import STATE, read_decisions
from reducer.records.writing import write_atomically
from reducer.report.archive import archive
from reducer.report.formats import Format, format_files
from reducer.report.html import html
from reducer.report.making_itself import fill_form, look_at_itself, look_at_placements
from reducer.report.markdown import markdown
from reducer.report.rows import file_name
from reducer.report.subject import (
    ReportError,
    check_finished,
    controls_folder,
    read_finding,
    read_subject,
)
from reducer.runtimes import Given, parse_spec
from reducer.surveys.relatives import MAX_SECONDS

FILES = ("report.md", "report.html", "test_cases.zip")

Tell = Callable[[str], None]


def make_report(
    folder: Path,
    also: Sequence[str] = (),
    template: str | None = None,
    tell: Tell = lambda _line: None,
    *,
    self_seconds: float = MAX_SECONDS,
    campaign: str = "",
) -> tuple[Path, ...]:
    """Writes report.md, report.html and test_cases.zip into a run folder, and gives their paths.

    `also`: runtimes to measure beside both sides; `template`: whose issue form report.md follows;
    `self_seconds`: how long the slow side is held against its own engine (0: not at all); `campaign`: where
    the original comes from, in words ("": as the run was told).  Raises ReportError, LoadError, FileError,
    RuntimesError, MeasurementError, TargetError, EditError; ^C comes out as KeyboardInterrupt, with what was
    measured to its end on disk.
    """
    state = check_finished(folder)
    if state is not None:
        # What is broken is told before minutes of measuring.
        read_decisions(folder)
    for spec in also:
        parse_spec(spec)
    try:
        controls = _controls(folder, state, also, tell)
        sides = _sides(folder, state, controls)
        look_at_placements(controls_folder(folder), controls, sides.given, tell)
        _blame(folder, state, controls, tell)
        look_at_itself(folder, controls_folder(folder), controls, sides.given, self_seconds, tell)
        fill_form(folder, state, controls, campaign)
        tell("writing the report")
        subject = read_subject(folder)
        text = markdown(subject, template)
        write_atomically(folder / FILES[0], text)
        write_atomically(folder / FILES[1], html(subject))
        write_atomically(folder / FILES[2], archive(subject, text))
    except OSError as error:
        raise ReportError(f"{folder} cannot be written: {error.strerror}") from None
    return tuple(folder / name for name in FILES)


def make_formats(
    folder: Path, formats: Sequence[Format], template: str | None = None, tell: Tell = lambda _line: None
) -> tuple[Path, ...]:
    """Writes the files of these formats into a run folder whose report has been made, and gives their paths.

    Raises what `format_files` does, and ReportError where the folder cannot be written.
    """
    subject, paths = read_subject(folder), []
    for format_ in dict.fromkeys(formats):
        tell(f"writing {format_}")
        files = format_files(format_, subject, template)
        try:
            for name, content in files.items():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(path, content)
                paths.append(path)
        except OSError as error:
            raise ReportError(f"{folder} cannot be written: {error.strerror}") from None
    return tuple(paths)


@dataclass(frozen=True)
class _Sides:
    """The runtimes of a run, its case, and what that is loaded with."""

    slow: str
    fast: str
    case: Path
    given: Given = field(default=Given())


def _sides(folder: Path, state: State | None, controls: ControlsFinding | None) -> _Sides:
    """Those of the controls, where there are any; else those of the run.  Raises ReportError, LoadError."""
    if controls is not None:
        primary = controls_folder(folder) / file_name(controls.primary.file)
        if state is None:
            return _Sides(controls.slow, controls.fast, primary)
        return _Sides(controls.slow, controls.fast, reduced_case(folder, state), given_to_result(state))
    if state is None:
        raise ReportError(f"{folder} is not a run folder: it has no {STATE}")
    sides = state.slow.spec, state.fast.spec
    return _Sides(*sides, reduced_case(folder, state), given_to_result(state))


def _controls(folder: Path, state: State | None, also: Sequence[str], tell: Tell) -> ControlsFinding:
    """The controls, measured where there are none, or none with these runtimes."""
    place = controls_folder(folder)
    found = read_finding(place / CONTROLS, ControlsFinding)
    if found is not None and not found.interrupted and set(also) <= set(found.also):
        return found
    sides = _sides(folder, state, found)
    everyone = tuple(dict.fromkeys([*(found.also if found is not None else ()), *also]))
    carriers = () if state is None else state.carriers.found
    case = load_program(sides.case, sides.given)
    asked = Asked(case, sides.slow, sides.fast, everyone, carriers=carriers)
    made = run_controls(asked, lambda line: tell(f"controls: {line}"))
    if made.finding.interrupted:
        raise KeyboardInterrupt
    # What blame says, it says of these variants.
    for name in (BLAME, CODE, ITSELF):
        (folder / name).unlink(missing_ok=True)
    return write_controls(made, place)


def _blame(folder: Path, state: State | None, controls: ControlsFinding, tell: Tell) -> None:
    """Blame and generated code, where one of them is missing, or is of other runtimes."""
    blame = read_finding(folder / BLAME, BlameFinding)
    found = read_finding(folder / CODE, CodeFinding)
    fits = blame is not None and (blame.slow, blame.fast) == (controls.slow, controls.fast)
    if fits and found is not None:
        return
    sides, place = _sides(folder, state, controls), controls_folder(folder)
    case = load_program(sides.case, sides.given)
    carriers = () if state is None else state.carriers.found
    asked = Asked(case, sides.slow, sides.fast, controls.also, most=MOST_SITES, carriers=carriers)
    made = run_blame(asked, controls, place, lambda line: tell(f"blame: {line}"))
    if made.interrupted:
        raise KeyboardInterrupt
    write_blame(made, folder)
