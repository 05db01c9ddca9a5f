"""`wreduce batch`: a folder of programs in, a short ranked list of distinct anomalies out."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from reducer.batch.database import StoreError
from reducer.batch.intake import SIZE_LIMIT, IntakeError
from reducer.batch.joining import become_worker
from reducer.batch.one_engine import with_relatives
from reducer.batch.pipeline import TIME_LIMIT, Event, Tell
from reducer.batch.plan import Plan
from reducer.batch.progress import progress_line
from reducer.batch.running import STOPPED, Asked, read_status, run_batch
from reducer.batch.telling import closing_lines, event_line, status_lines
from reducer.cli.app import BAD_INPUT, INTERRUPTED, Campaign, Config, app, seconds
from reducer.cli.given import takes_given
from reducer.cli.help import CAMPAIGNS
from reducer.errors import InterruptedWork
from reducer.judge.question import DEFAULT_SIDES
from reducer.oracle import parse_oracle
from reducer.printable import show
from reducer.program.load import NOTHING_GIVEN
from reducer.records.codec import to_plain
from reducer.report.terminal import Screen
from reducer.runtimes import Given, parse_spec
from reducer.search.request import check_clauses

ORACLE = "ratio>1.5"
"""The default oracle.  A share of the original's ratio would hold for every case, however normal it is."""
PLAIN_SECONDS = 30.0
"""The time between two plain lines of progress."""


@app.command(
    rich_help_panel=CAMPAIGNS,
    epilog="Example: wreduce batch corpus/ --out run --runtime wasmtime wasmer node",
)
@takes_given
def batch(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="DIR",
            help="A folder, a zip, a tar, a manifest .csv of (file, oracle), or - for a list of files.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path | None, typer.Option(metavar="RUN", help="The run folder.", show_default=False)
    ] = None,
    runtime: Annotated[
        list[str] | None,
        typer.Option(metavar="SPEC...", help="The runtimes to compare.  [default: wasmtime wasmer]"),
    ] = None,
    oracle: Annotated[str, typer.Option(help="What a case must show to be reduced.")] = ORACLE,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Lanes, each with its core.  [default: cores but one]")
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Use the lanes of the workers of this Dask scheduler.", show_default=False
        ),
    ] = None,
    time_limit: Annotated[str | None, typer.Option(help="Stop after this long: 10m, 8h.")] = None,
    case_limit: Annotated[str, typer.Option(help="Time limit for each reduction.")] = "20m",
    run_timeout: Annotated[str, typer.Option(help="Time limit for each run in triage.")] = "10s",
    size_limit: Annotated[int, typer.Option(help="Largest size of a file, in bytes.")] = SIZE_LIMIT,
    equal: Annotated[
        bool, typer.Option("--equal", help="Assume all runtimes are normally equally fast.")
    ] = False,
    itself: Annotated[
        bool,
        typer.Option("--self", help="Add the tiers and releases of each runtime; their pairs come first."),
    ] = False,
    campaign: Campaign = "",
    no_reports: Annotated[
        bool, typer.Option("--no-reports", help="Leave out controls, blame and the report of each group.")
    ] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try failed cases once more.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Also take files that are added to DIR later.")
    ] = False,
    json_events: Annotated[bool, typer.Option("--json", help="Events on standard output.")] = False,
    config: Config = None,
    given: Given = NOTHING_GIVEN,
) -> None:
    """Find the distinct anomalies in a corpus: triage, reduce, group, confirm, report.

    The same command goes on with a run that was stopped, however it was.  Exit code 0 at the end or at the
    time limit, 130 after ^C.
    """
    specs = (*(runtime or ()), *words[1:]) or DEFAULT_SIDES
    try:
        if out is None:
            raise StoreError("name the run folder: --out RUN")
        if len(words) > 1 and not runtime:
            raise StoreError(f"one source at a time: {words[0]}, and not {' '.join(words[1:])} as well")
        if scheduler is not None and jobs is not None:
            raise StoreError("--jobs is for `wreduce batch worker` where there is a --scheduler")
        if scheduler is not None and (given.invocation.stdin or given.invocation.dirs):
            raise StoreError("--stdin and --dir are of this machine: leave them out, or --scheduler")
        check_clauses(parse_oracle(oracle))
        specs = tuple(dict.fromkeys(str(parse_spec(spec)) for spec in specs))
        if itself:
            specs = with_relatives(specs)
        if len(specs) < 2:
            raise StoreError("two runtimes at least: --runtime SPEC SPEC")
        if watch and not Path(words[0]).is_dir():
            raise IntakeError(f"--watch needs a folder, and {words[0]} is none")
        limit = None if time_limit is None else seconds(time_limit)
        given = replace(given, any_entry=given.invoke is None)
        plan = Plan(
            specs, oracle, equal, seconds(run_timeout), seconds(case_limit), limit, not no_reports, given,
            itself, campaign,
        )  # fmt: skip
        asked = Asked(words[0], out, plan, jobs, scheduler, size_limit, retry_failed, watch)
        stopped = _run(asked, json_events)
    except KeyboardInterrupt:
        raise InterruptedWork("interrupted: the same command goes on") from None
    if stopped == STOPPED:
        raise typer.Exit(INTERRUPTED)
    if stopped not in ("", TIME_LIMIT):
        raise typer.Exit(BAD_INPUT)


def _run(asked: Asked, json_events: bool) -> str:
    """Runs it, shows it, and says why it has ended early ("" where it has not)."""
    with Screen(quiet=json_events) as screen:
        ended = run_batch(asked, _told_on(screen, json_events))
    if not json_events:
        show(*closing_lines(ended.facts, asked.out, ended.stopped))
    return ended.stopped


def _told_on(screen: Screen, json_events: bool) -> Tell:
    """Events as JSON lines on standard output, or on the screen."""
    told = -PLAIN_SECONDS

    def tell(event: Event) -> None:
        nonlocal told
        if event["event"] == "phase":
            screen.say(event["words"])
        elif json_events:
            show(json.dumps(event))
        elif event["event"] == "progress":
            if screen.live or time.monotonic() - told >= PLAIN_SECONDS:
                told = time.monotonic()
                screen.say(progress_line(event))
        elif (line := event_line(event)) is not None:
            screen.tell(line)

    return tell


@app.command("batch status", rich_help_panel=CAMPAIGNS, epilog="Example: wreduce batch status run")
def batch_status(
    folder: Annotated[Path, typer.Argument(metavar="RUN", help="The run folder.", show_default=False)],
    json_out: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False,
) -> None:
    """Show the progress of a batch, also from another terminal or after its end."""
    found, running = read_status(folder)
    if json_out:
        show(json.dumps({**to_plain(found), "running": running}))
    else:
        show(*status_lines(folder, found, running))


@app.command(
    "batch worker", rich_help_panel=CAMPAIGNS, epilog="Example: wreduce batch worker tcp://10.0.0.1:8786"
)
def batch_worker(
    address: Annotated[
        str, typer.Argument(metavar="ADDRESS", help="The address of the Dask scheduler.", show_default=False)
    ],
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Lanes, each with its core.  [default: cores but one]")
    ] = None,
    config: Config = None,
) -> None:
    """Lend this machine's lanes to the batches that name the same Dask scheduler."""
    become_worker(address, jobs)
