"""One run of a batch, from what was asked to its end: the store, the lanes, the intake, the pages."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from reducer.batch.database import StoreError
from reducer.batch.intake import SIZE_LIMIT, Intake, IntakeError, Watch, offers
from reducer.batch.joining import connected
from reducer.batch.lanes import prepare
from reducer.batch.local import LocalExecutor
from reducer.batch.one_engine import ASKED_FIRST, LIKE_OTHERS, SETTING
from reducer.batch.pipeline import Pipeline, Tell
from reducer.batch.plan import Plan
from reducer.batch.progress import facts, progress_event
from reducer.batch.reducing import STEPS
from reducer.batch.store import Store, is_running
from reducer.batch.summary import cases_csv, summary_csv
from reducer.batch.tasks import Executor, ExecutorError
from reducer.records.batch import BatchFacts, Setting
from reducer.records.codec import to_plain
from reducer.records.writing import write_atomically
from reducer.report.batch_page import batch_page
from reducer.runtimes import parse_spec
from reducer.runtimes.table import own_tables

OWN_RUNTIMES = "runtimes of wreduce.toml"
"""The setting that holds the definitions of a person's own runtimes, which must stay the same for the whole
run."""
GIVEN = "options for the programs"
STOPPED = "interrupted"
"""Why a run has ended early if a signal ended it."""
_TELLING = ("grouped", "confirmed", "not confirmed", "report")
"""The events after which the pages are written again."""


@dataclass(frozen=True)
class Asked:
    """A corpus, the run folder, and what is looked for; lanes on this machine (`jobs`, None: one for each
    core but one) or those of a Dask scheduler.  `size_limit` is in bytes."""

    source: str
    out: Path
    plan: Plan
    jobs: int | None = None
    scheduler: str | None = None
    size_limit: int = SIZE_LIMIT
    retry_failed: bool = False
    watch: bool = False


@dataclass(frozen=True)
class Ended:
    """The facts of a run, and why it ended early ("" where it did not)."""

    facts: BatchFacts
    stopped: str


def run_batch(asked: Asked, tell: Tell) -> Ended:
    """Does everything that is left to do, and leaves no process behind.

    `tell` is called with events.  ^C ends the run as `interrupted` once cases are in hand, and raises
    KeyboardInterrupt before that.  Raises StoreError, IntakeError, ExecutorError, RuntimesError, FileError.
    """
    source, out, plan = asked.source, asked.out, asked.plan
    settings: dict[str, Setting] = {
        "runtimes": plan.specs,
        "oracle": plan.oracle,
        "normal": "equal" if plan.equal else "corpus",
        GIVEN: plan.given.words,
        SETTING: ASKED_FIRST if plan.itself else LIKE_OTHERS,
        OWN_RUNTIMES: own_tables(parse_spec(spec).name for spec in plan.specs),
    }
    # A source that cannot be read leaves no run folder.
    offered = offers(source, sys.stdin)
    if source != "-" and out.resolve() == Path(source).resolve():
        raise StoreError(f"{out} is the corpus: name another folder with --out")
    with ExitStack() as stack:
        store = stack.enter_context(Store.open(out, settings))
        tell({"event": "phase", "words": "starting the runtimes"})
        executor, releases = _lanes(asked, tell)
        stack.callback(executor.close)
        store.require(out, {**settings, "versions": tuple(releases)})
        if asked.retry_failed:
            tell({"event": "retry", "cases": store.retry_failed()})
        tell({"event": "phase", "words": f"taking {source}"})
        intake = Intake(store, out, plan.oracle, asked.size_limit)
        if not asked.watch:
            # The files of a watched folder are read once they have stopped changing.
            intake.take_all(offered)
            tell({"event": "intake", **to_plain(intake.taken)})
            if not store.counts():
                raise IntakeError(f"{source} has no .wat or .wasm file, and no other binary")
        pipeline = Pipeline(store, out, plan, STEPS, executor, _publishing(store, out, tell))
        stopped = _stopped(pipeline, (Watch(Path(source)), intake) if asked.watch else None)
        executor.close()
        publish(store, out, stopped)
        tell({**progress_event(store, pipeline.pace), "event": "end", "stopped": stopped})
        return Ended(facts(store), stopped)


def _stopped(pipeline: Pipeline, watch: tuple[Watch, Intake] | None) -> str:
    """Runs the pipeline; returns why it ended early."""
    try:
        return pipeline.run(watch)
    except KeyboardInterrupt:
        return STOPPED
    except ExecutorError as error:
        return str(error)


def _lanes(asked: Asked, tell: Tell) -> tuple[Executor, tuple[str, ...]]:
    """The lanes, and the releases that they run.  Raises RuntimesError, ExecutorError."""
    if asked.scheduler is not None:
        return connected(asked.scheduler, asked.out, asked.plan.specs, tell)
    executor = LocalExecutor(asked.out, asked.jobs, asked.out / "lanes.log")
    try:
        ready = prepare(executor, asked.plan.specs)
    except BaseException:
        executor.close()
        raise
    tell({"event": "lanes", "lanes": ready.lanes, "reason": ready.reason})
    return executor, ready.versions


def _publishing(store: Store, out: Path, tell: Tell) -> Tell:
    """Tells, and writes the pages whenever a group has changed."""

    def told(event: dict[str, object]) -> None:
        if event["event"] in _TELLING:
            publish(store, out, "running")
        tell(event)

    return told


def publish(store: Store, out: Path, stopped: str) -> None:
    """Writes index.html, summary.csv and cases.csv for the present state.  Raises FileError."""
    found = facts(store)
    write_atomically(out / "index.html", batch_page(found, stopped))
    write_atomically(out / "summary.csv", summary_csv(found))
    write_atomically(out / "cases.csv", cases_csv(found))


def read_status(folder: Path) -> tuple[BatchFacts, bool]:
    """The present facts of a run, and whether a process is working on it.  Raises StoreError, RecordError."""
    with Store.read(folder) as store:
        return facts(store), is_running(folder)
