"""`wreduce bisect`: which release of a runtime brought a slowdown in or out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from reducer.cli.app import DIFFERENT, INCONCLUSIVE, INTERRUPTED, KEPT, Config, app
from reducer.cli.given import takes_given
from reducer.cli.help import UNDERSTAND
from reducer.cli.measure import trip_note
from reducer.errors import InterruptedWork, WreduceError
from reducer.judge.limits import OUTSIDE_TARGET_NS
from reducer.judge.pairs import as_it_ends_on
from reducer.judge.tuning import tuned_on
from reducer.oracle import Phase, parse_oracle
from reducer.printable import show
from reducer.program.load import NOTHING_GIVEN, load_program
from reducer.program.profile import OBSERVER
from reducer.program.program import Program
from reducer.program.trips import as_written
from reducer.records.writing import check_writable, write_atomically
from reducer.report.bisected import closing_lines, step_line
from reducer.runtimes import Given, Runtime, Spec, open_runtime, parse_spec
from reducer.runtimes.checked import open_checked
from reducer.runtimes.published import asked_releases
from reducer.surveys.releases import Bisection, OpenLane, bisect_releases
from reducer.timing import Lane, choose_core, describe_machine

CODES = {"found": KEPT, "no change": DIFFERENT, "inconclusive": INCONCLUSIVE, "": INTERRUPTED}


class BisectError(WreduceError):
    """A question that bisect cannot answer; the message is one line that says what to write."""


@app.command(
    rich_help_panel=UNDERSTAND,
    epilog="Example: wreduce bisect small.wat --runtime wasmtime --versions 38..50 --against wasmer",
)
@takes_given
def bisect(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="CASE", help="The program: .wat or .wasm, also compressed (.gz).", show_default=False
        ),
    ],
    runtime: Annotated[
        str, typer.Option(metavar="SPEC", help="The runtime whose releases are measured, without a version.")
    ] = "wasmtime",
    versions: Annotated[
        str, typer.Option(help="38..50 (the newest release of each), or 41.0.0,45.0.0,46.0.1.")
    ] = "38..50",
    against: Annotated[
        str, typer.Option(metavar="SPEC", help="The runtime that each release is compared with.")
    ] = "wasmer",
    oracle: Annotated[
        str | None,
        typer.Option(
            help="The bound between slow and fast, such as 'ratio>2'.  [default: between both ends]"
        ),
    ] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="File for all steps, as JSON.")] = None,
    config: Config = None,
    given: Given = NOTHING_GIVEN,
) -> None:
    """Find the release of a runtime that brought or removed a slowdown.

    Exit code 0 where it was found and confirmed, 1 where both ends are alike, 4 where it stayed unclear.
    """
    found = Bisection((), None)
    facts: dict[str, object] = {"case": str(path), "runtime": runtime}
    try:
        check_writable(json_file)
        phase, bar = _question(oracle)
        spec = parse_spec(runtime)
        if spec.version is not None:
            raise BisectError(f"{runtime} names a version: name the releases by --versions")
        case = load_program(path, given)
        show(*case.said)
        releases, missing = asked_releases(versions, spec)
        found = Bisection(tuple(releases), bar, skipped=missing)
        width = max(len(release) for release in releases)
        core = choose_core()
        executes = phase == "execute"
        with open_checked(parse_spec(against), core=core, keeps_artefacts=executes) as other:
            program, note = _shortened(case, other, phase, core)
            facts |= {"note": note, "phase": phase}
            facts["against"] = {"spec": other.spec, "version": other.version}
            show(f"{path}, {note}; {runtime} / {other.spec} {other.version}, {phase} phase")
            bisect_releases(
                found,
                _opener(spec, other, phase, core),
                program,
                lambda step: show(step_line(step, width)),
            )
    except KeyboardInterrupt:
        if not found.steps:
            raise InterruptedWork("interrupted before anything was measured") from None
    _tell(found, facts, json_file)


def _question(oracle: str | None) -> tuple[Phase, float | None]:
    """The phase, and the bar where one was given.  Raises BisectError for a question that cannot be asked of
    releases."""
    if oracle is None:
        return "execute", None
    question = parse_oracle(oracle)
    clause = question.ratio
    if clause is None or len(question.clauses) > 1:
        raise BisectError(f"oracle {oracle!r}: releases are asked for one ratio, as in 'ratio>2'")
    if clause.slow is not None or clause.threshold.of_original or clause.threshold.of_ordinary:
        raise BisectError(
            f"oracle {oracle!r}: write a plain bound, as in 'ratio>2'; --runtime and --against say of what"
        )
    return clause.phase, clause.threshold.value


def _shortened(program: Program, other: Runtime, phase: Phase, core: int | None) -> tuple[Program, str]:
    """The program at the trip count of a search (as written for the total time), and the change in words."""
    program = as_it_ends_on([other], program)
    if phase == "total":
        return program, "trip count as written"
    with open_runtime(OBSERVER, core=core) as observing:
        program = as_written(program, observing)
    program = tuned_on(program, other, OUTSIDE_TARGET_NS)
    return program, trip_note(program.trip_counts)


def _opener(spec: Spec, other: Runtime, phase: Phase, core: int | None) -> OpenLane:
    """A function that opens a release in a lane with the other runtime, which stays open."""

    @contextmanager
    def open_lane(release: str) -> Iterator[Lane]:
        named, executes = replace(spec, version=release), phase == "execute"
        with open_checked(named, core=core, keeps_artefacts=executes) as runtime:
            # Every pair is from fresh processes: further workers would be started and never used.
            yield Lane(runtime, other, phase=phase, processes=1)

    return open_lane


def _tell(found: Bisection, facts: dict[str, object], json_file: Path | None) -> None:
    """The end, on screen and in the file."""
    show(*closing_lines(found))
    if json_file is not None:
        summary = {**facts, **found.facts(), "machine": describe_machine()}
        write_atomically(json_file, json.dumps(summary, indent=1) + "\n")
    raise typer.Exit(CODES[found.verdict])
