"""`wreduce controls`: what a trigger is and is not, by variants of the case measured in one session."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from reducer.cli.app import INTERRUPTED, Config, app, seconds
from reducer.cli.given import takes_given
from reducer.cli.help import UNDERSTAND
from reducer.controls.files import write_controls
from reducer.controls.named import named_case
from reducer.controls.running import run_controls
from reducer.controls.session import Asked, Controls
from reducer.controls.variants import MOST
from reducer.printable import show
from reducer.program.load import NOTHING_GIVEN, LoadError, load_program
from reducer.program.program import Program
from reducer.records.findings import finding_text
from reducer.records.writing import check_writable, write_atomically
from reducer.report.itself import placement_lines
from reducer.report.terminal import Screen, Terminal
from reducer.report.variants import print_controls
from reducer.runtimes import Given, parse_spec

# What `wreduce blame` is given as well.
Case = Annotated[
    list[str],
    typer.Argument(metavar="CASE", help="The case: .wat or .wasm, or a run folder.", show_default=False),
]
SlowSide = Annotated[str | None, typer.Option(help="The slow side.  [default: wasmtime, or the run's]")]
FastSide = Annotated[str | None, typer.Option(help="The fast side.  [default: wasmer, or the run's]")]
JsonFile = Annotated[Path | None, typer.Option("--json", help="File for the findings, as JSON.")]
Rounds = Annotated[
    int | None,
    typer.Option(min=1, help="Number of rounds.  [default: 8 to 15, as many as take a minute or two]"),
]


@app.command(rich_help_panel=UNDERSTAND, epilog="Example: wreduce controls wreduce-run-seed")
@takes_given
def controls(
    words: Case,
    slow: SlowSide = None,
    fast: FastSide = None,
    also: Annotated[
        list[str] | None,
        typer.Option(metavar="SPEC...", help="Further runtimes, measured beside them.", show_default=False),
    ] = None,
    edit: Annotated[
        list[str] | None,
        typer.Option(metavar="FAMILY:LABEL", help="One more variant, by its edit.", show_default=False),
    ] = None,
    target: Annotated[
        str | None, typer.Option(metavar="INSTRUCTION", help="The trigger, such as memory.copy.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder for the variants.  [default: CASE-controls, RUN/controls]"),
    ] = None,
    json_file: JsonFile = None,
    time: Annotated[str, typer.Option(help="The fast side's time on the case, by its trip count.")] = "20ms",
    rounds: Rounds = None,
    most: Annotated[int, typer.Option(min=1, help="Number of variants, the most informative first.")] = MOST,
    no_placements: Annotated[
        bool, typer.Option("--no-placements", help="Leave out the case where its code lies elsewhere.")
    ] = False,
    config: Config = None,
    given: Given = NOTHING_GIVEN,
) -> None:
    """Make and measure variants of a case, to find what the trigger is and what it is not.

    Exit code 0 when there is a table, 4 when the case cannot be measured, 130 after ^C with what there is.
    """
    check_writable(json_file)
    named = named_case(*one_case(words, also or []), given)
    asked = Asked(
        case=told(load_program(named.case, named.given)),
        slow=slow or named.slow,
        fast=fast or named.fast,
        also=named.also,
        target=target,
        edits=tuple(edit or ()),
        target_ns=round(seconds(time) * 1e9),
        rounds=rounds,
        most=most,
        carriers=named.carriers,
        placements=not no_placements,
    )
    for spec in (asked.slow, asked.fast, *asked.also):
        parse_spec(spec)
    made = _measured(asked)
    finding = write_controls(made, out or named.folder)
    print_controls(finding, Terminal())
    show(*placement_lines(made.placement))
    _say_where(made, out or named.folder)
    if json_file is not None:
        write_atomically(json_file, finding_text(finding))
    if finding.interrupted:
        raise typer.Exit(INTERRUPTED)


def one_case(words: list[str], also: list[str]) -> tuple[Path, list[str]]:
    """Splits the words: the first is the case, and those after `--also SPEC` are further runtimes.  Raises
    LoadError."""
    if len(words) > 1 and not also:
        raise LoadError(f"one case at a time: {words[0]}, and not {' '.join(words[1:])} as well")
    return Path(words[0]), [*also, *words[1:]]


def told(case: Program) -> Program:
    """Prints what loading the case had to say to standard error; returns the case."""
    show(*case.said, stream=sys.stderr)
    return case


def _measured(asked: Asked) -> Controls:
    with Screen() as screen:
        # In a pipe there is a line for every round, not for every run.
        return run_controls(asked, lambda line: screen.say(line, line.partition("  ")[0]))


def _say_where(made: Controls, folder: Path) -> None:
    show(f"variants: {folder}")
    if made.left_out:
        show(f"{made.left_out} more variants were left out (--most)")
