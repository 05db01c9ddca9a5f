"""`wreduce batch`: a folder of programs in, a short ranked list of distinct anomalies out."""

from __future__ import annotations

import json
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any

import typer

from reducer.batch.database import StoreError
from reducer.batch.intake import SIZE_LIMIT, Intake, IntakeError, Watch, offers
from reducer.batch.lanes import prepare
from reducer.batch.local import LocalExecutor
from reducer.batch.pipeline import TIME_LIMIT, Event, Pipeline
from reducer.batch.plan import Plan
from reducer.batch.progress import facts, progress_event, progress_line
from reducer.batch.steps import Steps
from reducer.batch.store import Store, is_running
from reducer.batch.summary import cases_csv, summary_csv
from reducer.batch.tasks import Executor, ExecutorError
from reducer.cli.app import BAD_INPUT, INTERRUPTED, Config, app, fail, seconds
from reducer.cli.batch_cluster import become_worker, connected
from reducer.cli.batch_steps import describe_step, reduce_step, report_step
from reducer.errors import InterruptedWork
from reducer.judge.question import DEFAULT_SIDES
from reducer.oracle import parse_oracle
from reducer.printable import show
from reducer.records.batch import Setting
from reducer.records.codec import to_plain
from reducer.records.writing import write_atomically
from reducer.report.batch_page import batch_page, group_lines
from reducer.report.terminal import Screen
from reducer.runtimes import parse_spec
from reducer.runtimes.table import own_tables
from reducer.search.request import check_clauses

ORACLE = "ratio>1.5"
"""Where nobody says.  A share of the original would hold for every case, however normal."""
MANY_SHORT = 0.2
"""So large a part of a corpus that is too short is worth a line at the end."""
OWN_RUNTIMES = "runtimes of wreduce.toml"
"""What the names of one's own runtimes mean, which must stay the same from the begin of a run to its end."""
PLAIN_SECONDS = 30.0
"""Between two plain lines on how it gets on."""


@app.command()
def batch(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="DIR | status RUN | worker ADDRESS",
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
    oracle: Annotated[str, typer.Option(help="What a case must show to be worth a place.")] = ORACLE,
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
    case_limit: Annotated[str, typer.Option(help="A reduction's search is content after this long.")] = "20m",
    run_timeout: Annotated[str, typer.Option(help="A single run's time-out in triage.")] = "10s",
    size_limit: Annotated[int, typer.Option(help="Bytes of a file at most.")] = SIZE_LIMIT,
    equal: Annotated[
        bool, typer.Option("--equal", help="Hold all runtimes to be normally equally fast.")
    ] = False,
    reports: Annotated[bool, typer.Option(help="Controls, blame and a report for each group.")] = True,
    retry_failed: Annotated[bool, typer.Option(help="Try once more what has failed.")] = False,
    watch: Annotated[bool, typer.Option(help="Keep taking files that come into DIR.")] = False,
    json_events: Annotated[bool, typer.Option("--json", help="Events on standard output.")] = False,
    config: Config = None,
) -> None:
    """Find the distinct anomalies in a corpus: triage, reduce, group, confirm, report.

    The same command goes on with a run that was stopped, however it was.  `wreduce batch status RUN` tells
    how one gets on; `wreduce batch worker ADDRESS` lends this machine's lanes to the runs that name the same
    Dask scheduler.  Exit code 0 at the end or at the time limit, 130 after ^C.
    """
    if words[0] == "status":
        _status(words[1:], json_events)
        return
    if words[0] == "worker":
        become_worker(words[1:], jobs)
    specs = tuple(dict.fromkeys([*(runtime or ()), *words[1:]])) or DEFAULT_SIDES
    try:
        if out is None:
            raise StoreError("name the run folder: --out RUN")
        if len(words) > 1 and not runtime:
            raise StoreError(f"one source at a time: {words[0]}, and not {' '.join(words[1:])} as well")
        if scheduler is not None and jobs is not None:
            raise StoreError("--jobs is for `wreduce batch worker` where there is a --scheduler")
        check_clauses(parse_oracle(oracle))
        if len(specs) < 2:
            raise StoreError("two runtimes at least: --runtime SPEC SPEC")
        for spec in specs:
            parse_spec(spec)
        if watch and not Path(words[0]).is_dir():
            raise IntakeError(f"--watch needs a folder, and {words[0]} is none")
        limit = None if time_limit is None else seconds(time_limit)
        plan = Plan(specs, oracle, equal, seconds(run_timeout), seconds(case_limit), limit, reports)
        stopped = _run(words[0], out, plan, jobs, scheduler, size_limit, retry_failed, watch, json_events)
    except KeyboardInterrupt:
        raise InterruptedWork("interrupted: the same command goes on") from None
    if stopped == "interrupted":
        raise typer.Exit(INTERRUPTED)
    if stopped not in ("", TIME_LIMIT):
        raise typer.Exit(BAD_INPUT)


def _run(
    source: str,
    out: Path,
    plan: Plan,
    jobs: int | None,
    scheduler: str | None,
    size_limit: int,
    retry_failed: bool,
    watch: bool,
    json_events: bool,
) -> str:
    """Everything between the options and the exit code; returns why it ended early."""
    asked: dict[str, Setting] = {
        "runtimes": plan.specs,
        "oracle": plan.oracle,
        "normal": "equal" if plan.equal else "corpus",
        OWN_RUNTIMES: own_tables(parse_spec(spec).name for spec in plan.specs),
    }
    # What cannot be read leaves no run folder.
    offered = offers(source, sys.stdin)
    if source != "-" and out.resolve() == Path(source).resolve():
        raise StoreError(f"{out} is the corpus: name another folder with --out")
    with ExitStack() as stack:
        store = stack.enter_context(Store.open(out, asked))
        screen = stack.enter_context(Screen(quiet=json_events))
        hear = _Listener(store, out, screen, json_events)
        screen.say("starting the runtimes")
        if scheduler is None:
            executor, releases = _local(out, plan, jobs, hear)
        else:
            executor, releases = connected(scheduler, out, plan.specs, hear)
        stack.callback(executor.close)
        store.require(out, {**asked, "versions": tuple(releases)})
        if retry_failed:
            hear({"event": "retry", "cases": store.retry_failed()})
        screen.say(f"taking {source}")
        intake = Intake(store, out, plan.oracle, size_limit)
        if not watch:
            # A watched folder is read when its files have come to rest.
            intake.take_all(offered)
            hear({"event": "intake", **to_plain(intake.taken)})
            if not store.counts():
                raise IntakeError(f"{source} has no .wat or .wasm file, and no other binary")
        steps = Steps(reduce_step, describe_step, report_step)
        pipeline = Pipeline(store, out, plan, steps, executor, hear)
        try:
            stopped = pipeline.run((Watch(Path(source)), intake) if watch else None)
        except KeyboardInterrupt:
            stopped = "interrupted"
        except ExecutorError as error:
            stopped = str(error)
        executor.close()
        screen.close()
        publish(store, out, stopped)
        hear({**progress_event(store, pipeline.pace), "event": "end", "stopped": stopped})
        if not json_events:
            _tell(store, out, stopped)
        return stopped


def _local(out: Path, plan: Plan, jobs: int | None, hear: _Listener) -> tuple[Executor, tuple[str, ...]]:
    """The lanes of this machine, and the releases that they run.  Raises RuntimesError."""
    executor = LocalExecutor(out, jobs, out / "lanes.log")
    try:
        ready = prepare(executor, plan.specs)
    except BaseException:
        executor.close()
        raise
    hear({"event": "lanes", "lanes": ready.lanes, "reason": ready.reason})
    return executor, ready.versions


def publish(store: Store, out: Path, stopped: str) -> None:
    """index.html, summary.csv and cases.csv as things stand.  Raises FileError."""
    found = facts(store)
    write_atomically(out / "index.html", batch_page(found, stopped))
    write_atomically(out / "summary.csv", summary_csv(found))
    write_atomically(out / "cases.csv", cases_csv(found))


def _tell(store: Store, out: Path, stopped: str) -> None:
    found = facts(store)
    for line in group_lines(found.groups):
        show(line)
    for case in found.crashes:
        show(f"crash: {case.source}: {case.reason}")
    show(f"{_counts(found.counts)}; {out / 'index.html'}")
    short, total = found.counts.get("too short", 0), sum(found.counts.values())
    if short > MANY_SHORT * total:
        show(
            f"{short} of {total} are over in 0.2 ms on every runtime, too short to tell: let them loop longer"
        )
    if stopped:
        show(f"stopped ({stopped}): the same command goes on")


def _counts(counts: dict[str, int]) -> str:
    words = ", ".join(f"{count} {stage}" for stage, count in counts.items())
    total = sum(counts.values())
    return f"{total} case{'s' if total != 1 else ''}: {words or 'none'}"


def _status(words: list[str], json_out: bool) -> None:
    """How a run gets on, from another terminal."""
    if len(words) != 1:
        fail("name one run folder: wreduce batch status RUN", BAD_INPUT)
    folder = Path(words[0])
    with Store.read(folder) as store:
        found = facts(store)
    running = is_running(folder)
    if json_out:
        show(json.dumps({**to_plain(found), "running": running}))
        return
    show(f"{folder}: {'running' if running else 'not running'}; {_counts(found.counts)}")
    for entry in found.in_hand if running else ():
        show(f"now: {entry.doing} {entry.source}")
    for line in group_lines(found.groups):
        show(line)
    for case in found.crashes:
        show(f"crash: {case.source}: {case.reason}")


class _Listener:
    """Hears events: JSON lines on standard output, or the screen.  Writes the pages whenever a group has
    changed."""

    def __init__(self, store: Store, out: Path, screen: Screen, json_events: bool) -> None:
        self.store, self.out, self.json_events = store, out, json_events
        self.screen = screen
        self._told = -PLAIN_SECONDS

    def __call__(self, event: Event) -> None:
        """One event."""
        if event["event"] in ("grouped", "confirmed", "not confirmed", "report"):
            publish(self.store, self.out, "running")
        if self.json_events:
            show(json.dumps(event))
        elif event["event"] == "progress":
            self._progress(event)
        elif (line := _event_line(event)) is not None:
            self.screen.tell(line)

    def _progress(self, event: Event) -> None:
        if self.screen.live or time.monotonic() - self._told >= PLAIN_SECONDS:
            self._told = time.monotonic()
            self.screen.say(progress_line(event))


_QUIET_STAGES = ("checked", "measured", "normal", "too short")


def _event_line(event: dict[str, Any]) -> str | None:
    """An event for people; None for one that says little."""
    kind = event["event"]
    if kind == "case" and event["stage"] not in _QUIET_STAGES:
        return f"{event['stage']}: {event['source']}{': ' if event['reason'] else ''}{event['reason']}"
    if kind == "normal":
        if event["assumed"]:
            return "all runtimes are held to be normally equally fast"
        times = ", ".join(f"{spec} {time:.2f}" for spec, time in event["times"].items())
        return f"normal in {event['cases']} cases, the fastest as 1: {times}"
    if kind == "intake":
        return f"{event['new']} new files, {event['refused']} refused, {event['known']} known"
    if kind == "lanes":
        many = f"{event['lanes']} lane{'s' if event['lanes'] > 1 else ''}"
        return f"{many}, since {event['reason']}" if event["reason"] else many
    if kind in ("worker", "worker lost"):
        what = event["reason"] or f"{event['lanes']} lanes, {event['cpu']}"
        lost = " is gone" if kind == "worker lost" else ""
        return f"worker {event['host']} at {event['address']}{lost}: {what}"
    if kind == "grouped":
        return f"group {event['group']}: {event['source']}"
    if kind == "confirmed":
        return f"group {event['group']} confirmed: {event['ratio']:.2f}"
    if kind in ("not confirmed", "report"):
        return f"group {event['group']}: {event['reason'] or 'report written'}"
    return None
