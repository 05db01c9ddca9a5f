"""`wreduce measure`: programs on runtimes, one table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Literal

import typer

from reducer.cli.app import BAD_INPUT, INTERRUPTED, Config, app, fail, seconds
from reducer.cli.given import takes_given
from reducer.cli.help import UNDERSTAND
from reducer.judge.pairs import as_it_ends_on
from reducer.judge.tuning import tuned_on
from reducer.program.load import NOTHING_GIVEN, load_with_binary
from reducer.program.profile import OBSERVER
from reducer.program.program import Program
from reducer.program.trips import as_written
from reducer.records.writing import check_writable, write_atomically
from reducer.report.measured import csv_text, print_table
from reducer.report.terminal import Screen, Terminal
from reducer.runtimes import Given, Runtime, open_runtime
from reducer.runtimes.checked import open_all
from reducer.surveys.table import Plan, Table, TableFile, measure_table
from reducer.timing import Clock, choose_core

# What says of a word that it is a program, whether the file is there or not.
PROGRAMS = (".wat", ".wasm")
DEFAULT_RUNTIMES = ("wasmtime", "wasmer")


@app.command(
    rich_help_panel=UNDERSTAND, epilog="Example: wreduce measure small.wat --runtime wasmtime wasmer node"
)
@takes_given
def measure(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...", help="Programs: .wat or .wasm, also compressed (.gz).", show_default=False
        ),
    ],
    runtime: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SPEC...", help="Runtimes, one or more.  [default: wasmtime wasmer]", show_default=False
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="SPEC", help="The runtime that ratios are relative to.  [default: each file's fastest]"
        ),
    ] = None,
    phase: Annotated[
        Literal["execute", "compile", "instantiate", "total"], typer.Option(help="The phase to time.")
    ] = "execute",
    metric: Annotated[
        Literal["task-clock", "wall", "instructions", "cycles"],
        typer.Option(help="The clock, or a counter of perf, for command lines only."),
    ] = "task-clock",
    rounds: Annotated[
        int, typer.Option(min=1, help="Number of rounds; a 99 % interval needs at least 8.")
    ] = 15,
    time: Annotated[
        str | None,
        typer.Option(
            help="Change trip counts so that --against, or the first runtime, takes about this long."
        ),
    ] = None,
    budget: Annotated[
        str, typer.Option(help="A cell that takes longer than this gets fewer rounds.")
    ] = "30s",
    timeout: Annotated[str, typer.Option(help="Time limit for each run.")] = "120s",
    json_file: Annotated[Path | None, typer.Option("--json", help="File for all figures, as JSON.")] = None,
    csv_file: Annotated[
        Path | None, typer.Option("--csv", help="Write one CSV line per cell to this file.")
    ] = None,
    config: Config = None,
    given: Given = NOTHING_GIVEN,
) -> None:
    """Measure programs on runtimes, interleaved: one table of times and ratios with their intervals.

    Exit code 0 also where a cell failed, which then says why; 2 where a file or a runtime is not there.
    """
    paths, specs = sorted_words(words, runtime or [])
    plan = Plan(
        rounds,
        phase,
        _clock(metric),
        budget_ns=round(seconds(budget) * 1e9),
        timeout_ns=round(seconds(timeout) * 1e9),
        counter=metric if metric in ("instructions", "cycles") else None,
    )
    target_ns = None if time is None else round(seconds(time) * 1e9)
    for path in (json_file, csv_file):
        check_writable(path)
    table = _measured(paths, specs, against, plan, target_ns, given)
    print_table(table, Terminal())
    if json_file is not None:
        write_atomically(json_file, json.dumps(table.facts(), indent=1) + "\n")
    if csv_file is not None:
        write_atomically(csv_file, csv_text(table))
    if table.interrupted:
        raise typer.Exit(INTERRUPTED)


def sorted_words(words: Sequence[str], specs: Sequence[str]) -> tuple[list[Path], list[str]]:
    """Splits the words into files and runtimes: a word after `--runtime SPEC` that is no file is one more
    runtime."""
    files = [word for word in words if not specs or word.endswith(PROGRAMS) or Path(word).is_file()]
    more = [word for word in words if word not in files]
    if not files:
        fail("no program is named: give a .wat or .wasm file", BAD_INPUT)
    return [Path(file) for file in files], [*specs, *more] or list(DEFAULT_RUNTIMES)


def _clock(metric: str) -> Clock:
    return "wall" if metric == "wall" else "cpu"


def _measured(
    paths: Sequence[Path],
    specs: Sequence[str],
    against: str | None,
    plan: Plan,
    target_ns: int | None,
    given: Given,
) -> Table:
    """The table; every runtime is closed when this returns."""
    specs = list(specs) if against is None or against in specs else [against, *specs]
    reference = None if against is None else specs.index(against)
    core = choose_core()
    with ExitStack() as stack:
        screen = stack.enter_context(Screen())

        def tell(round_: int, path: str, spec: str) -> None:
            phase = f"round {round_}/{plan.rounds}"
            screen.say(f"{phase}  {path}  {spec}", phase)

        cases = [load_with_binary(path, given) for path in paths]
        for case, _ in cases:
            for line in case.said:
                screen.tell(f"{case.path} {line}" if len(cases) > 1 else line)
        screen.say("opening the runtimes, and looking whether each is what its name says")
        runtimes = open_all(
            specs, stack, core=core, counter=plan.counter, keeps_artefacts=plan.phase == "execute"
        )
        programs = [
            TableFile(case.path, binary, invocation=case.invocation)
            if target_ns is None
            else _at_time(case, runtimes[reference or 0], target_ns, plan.clock, core)
            for case, binary in cases
        ]
        return measure_table(programs, runtimes, plan, against=reference, tell=tell)


def _at_time(case: Program, setter: Runtime, target_ns: int, clock: Clock, core: int | None) -> TableFile:
    """The program at the trip count at which `setter` takes `target_ns`."""
    with open_runtime(OBSERVER, core=core) as observing:
        program = as_written(as_it_ends_on([setter], case), observing)
        program = tuned_on(program, setter, target_ns, clock=clock)
    return TableFile(
        case.path, program.binary, trip_note(program.trip_counts), program.ending, case.invocation
    )


def trip_note(trip_counts: Sequence[int]) -> str:
    """The trip count that was set, in words."""
    counts = ", ".join(str(abs(count)) for count in trip_counts)
    return f"{counts} trips" if counts else "trip count as written: no constant sets it"
