"""`wreduce blame`: how much of a slowdown goes with each site of a case, and what the trigger is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reducer.cli.app import INTERRUPTED, Config, app, seconds
from reducer.cli.controls import Case, FastSide, JsonFile, Rounds, SlowSide, one_case, told
from reducer.cli.given import takes_given
from reducer.cli.help import UNDERSTAND
from reducer.controls.blame import MOST_SITES, run_blame
from reducer.controls.conclusions import Blamed
from reducer.controls.files import write_blame
from reducer.controls.named import controls_of, named_case
from reducer.controls.session import Asked
from reducer.printable import show
from reducer.program.load import NOTHING_GIVEN, load_program
from reducer.records.findings import ControlsFinding, finding_text
from reducer.records.writing import check_writable, write_atomically
from reducer.report.blamed import print_blame
from reducer.report.terminal import Screen, Terminal
from reducer.runtimes import Given, parse_spec


@app.command(rich_help_panel=UNDERSTAND, epilog="Example: wreduce blame wreduce-run-seed")
@takes_given
def blame(
    words: Case,
    slow: SlowSide = None,
    fast: FastSide = None,
    also: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SPEC...", help="Further runtimes whose machine code is shown.", show_default=False
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder for the files.  [default: the run folder, CASE-controls]"),
    ] = None,
    json_file: JsonFile = None,
    time: Annotated[str, typer.Option(help="The fast side's time on the case, by its trip count.")] = "10ms",
    rounds: Rounds = None,
    most: Annotated[int, typer.Option(min=1, help="Number of sites, the hottest first.")] = MOST_SITES,
    config: Config = None,
    given: Given = NOTHING_GIVEN,
) -> None:
    """Knock out each site and each class of instructions of a case, to find what the slowdown goes with.

    Exit code 0 when there is a ranking, 4 when the case cannot be measured or is not slower, 130 after ^C
    with what there is.
    """
    check_writable(json_file)
    path, specs = one_case(words, also or [])
    named = named_case(path, specs, given)
    asked = Asked(
        case=told(load_program(named.case, named.given)),
        slow=slow or named.slow,
        fast=fast or named.fast,
        also=named.also,
        target_ns=round(seconds(time) * 1e9),
        rounds=rounds,
        most=most,
        carriers=named.carriers,
    )
    for spec in (asked.slow, asked.fast, *asked.also):
        parse_spec(spec)
    place = out or (path if path.is_dir() else named.folder)
    blamed = _measured(asked, controls_of(named, asked.slow, asked.fast), named.folder)
    write_blame(blamed, place)
    print_blame(blamed.finding, blamed.generated_code, Terminal())
    if blamed.left_out:
        show(f"{blamed.left_out} more sites were left out (--most)")
    show(f"files: {place}")
    if json_file is not None:
        write_atomically(json_file, finding_text(blamed.finding))
    if blamed.interrupted:
        raise typer.Exit(INTERRUPTED)


def _measured(asked: Asked, controls: ControlsFinding | None, folder: Path) -> Blamed:
    with Screen(live_only=True) as screen:
        return run_blame(asked, controls, folder, lambda line: screen.say(line, line.partition("  ")[0]))
