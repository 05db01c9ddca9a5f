"""`wreduce doctor`: does measuring work here, how finely, and what stands in its way?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from reducer.cli.app import BAD_INPUT, INCONCLUSIVE, Config, app
from reducer.cli.help import MACHINE
from reducer.judge.question import DEFAULT_SIDES
from reducer.oracle.recording import Recording
from reducer.printable import show
from reducer.records.writing import check_writable, write_atomically
from reducer.report.doctor import doctor_json, doctor_text
from reducer.report.terminal import Screen
from reducer.surveys.doctor import Checkup, check_up


@app.command(rich_help_panel=MACHINE, epilog="Example: wreduce doctor")
def doctor(
    runtime: Annotated[str, typer.Option(help="The runtime that is run against itself.")] = DEFAULT_SIDES[0],
    json_file: Annotated[Path | None, typer.Option("--json", help="File for the findings, as JSON.")] = None,
    trace: Annotated[
        Path | None, typer.Option(help="File for the pairs, for `wreduce simulate --trace`.")
    ] = None,
    config: Config = None,
) -> None:
    """Examine this machine: a runtime against itself, noise, clock, cores, load, and what to do about each.

    Exit code 0 where measuring works, 4 where it does not now (the A/A interval misses 1, or too much noise),
    2 where a runtime is missing.
    """
    for path in (json_file, trace):
        check_writable(path)
    with Screen(live_only=True) as screen:
        checkup = check_up(runtime, screen.say)
    found = checkup.examination
    if json_file is not None:
        write_atomically(json_file, json.dumps(doctor_json(checkup), indent=1) + "\n")
    if trace is not None:
        what = f"{found.spec} {found.version} against itself; {checkup.machine['cpu']}"
        write_atomically(trace, Recording(what, found.xs).to_text())
    show(*doctor_text(checkup).split("\n"))
    _end(checkup)


def _end(checkup: Checkup) -> None:
    if any(checkup.tools.runtimes.values()):
        raise typer.Exit(BAD_INPUT)
    if not checkup.examination.fair or checkup.examination.too_noisy:
        raise typer.Exit(INCONCLUSIVE)
