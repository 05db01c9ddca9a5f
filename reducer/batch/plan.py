"""What was asked of a batch, and the tasks that follow from it: what each takes, leaves, and may cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reducer.batch.checking import CheckRequest
from reducer.batch.confirming import ConfirmRequest
from reducer.batch.one_engine import of_one_engine
from reducer.batch.steps import ReduceRequest, ReportRequest, Steps
from reducer.batch.tasks import Task
from reducer.batch.triage import TriageRequest
from reducer.oracle import DEFAULTS, Ratio, Threshold, parse_oracle
from reducer.records.batch import Case, Group
from reducer.runtimes import Given

CHECK_SECONDS, DESCRIBE_SECONDS, CONFIRM_SECONDS, REPORT_SECONDS = 180.0, 300.0, 900.0, 3600.0


@dataclass(frozen=True)
class Plan:
    """What was asked for.  `equal`: assume that all runtimes are normally equally fast, whatever the corpus
    shows. `run_seconds` is the time limit of a run in triage, `case_seconds` that of a reduction,
    `time_limit` that of the whole batch in seconds (None: no limit).  `given` is what every program is loaded
    with.  `itself`: pairs of one engine are asked about, and rank, before all others.  `campaign` is what
    made the programs, in a person's words."""

    specs: tuple[str, ...]
    oracle: str
    equal: bool = False
    run_seconds: float = 10.0
    case_seconds: float = 1200.0
    time_limit: float | None = None
    reports: bool = True
    given: Given = field(default=Given())
    itself: bool = False
    campaign: str = ""


# ---- where things lie, relative to the run folder: a task may be done in a copy of it


def source_path(case: Case) -> Path:
    """The copy of the file that was taken in."""
    return Path("cases", case.file)


def binary_path(case: Case) -> Path:
    """The binary that is measured."""
    return Path("binaries", f"{case.id:05d}.wasm")


def run_path(case: Case) -> Path:
    """The run folder of its reduction."""
    return Path("runs", f"{case.id:05d}-{case.hash[:10]}")


def reduced_path(case: Case) -> Path:
    """The reduced case."""
    return run_path(case) / "reduced.wat"


# ---- tasks


def check_task(case: Case, steps: Steps, plan: Plan) -> Task:
    """Is it a program?"""
    request = CheckRequest(source_path(case), binary_path(case), plan.given)
    return _task("check", case.id, steps.check, request, CHECK_SECONDS, [request.file], [request.binary])


def triage_task(case: Case, steps: Steps, plan: Plan) -> Task:
    """A few runs on every runtime."""
    request = TriageRequest(
        binary_path(case),
        plan.specs,
        ratio_of(case).phase,
        round(plan.run_seconds * 1e9),
        plan.given.invocation,
    )
    # Time for compiling, for five rounds on each runtime, and for the start of the runtimes.
    seconds = 120.0 + 6 * plan.run_seconds * len(plan.specs)
    return _task("triage", case.id, steps.measure, request, seconds, [request.binary], timed=True)


def reduce_task(case: Case, steps: Steps, plan: Plan, limit: float, known: tuple[str, ...] = ()) -> Task:
    """A reduction whose search ends after `limit` seconds, or with a kernel of a `known` group."""
    file, run_dir = source_path(case), run_path(case)
    slow, fast = case.evidence.slow, case.evidence.fast
    request = ReduceRequest(
        case.source, file, run_dir, case.oracle, slow, fast, limit, plan.given, known, plan.campaign
    )
    # After the search there are up to two hold-outs, which take minutes on a slow runtime.
    seconds = 1.5 * limit + 600
    return _task(
        "reduce", case.id, steps.reduce, request, seconds, [file, run_dir], [run_dir], cpu_of(case),
        timed=True,
    )  # fmt: skip


def describe_task(case: Case, steps: Steps) -> Task:
    """The reduced case in a form that others share."""
    reduced = reduced_path(case)
    return _task("describe", case.id, steps.describe, reduced, DESCRIBE_SECONDS, [reduced])


def confirm_task(group: Group, case: Case, steps: Steps, plan: Plan) -> Task:
    """A hold-out of the case that stands for a group."""
    clause = ratio_of(case)
    assert case.result.summary is not None
    summary = case.result.summary
    threshold = clause.threshold.against(summary.ratio.anchor)
    if clause.threshold.of_ordinary:
        assert summary.ordinary is not None
        threshold = clause.threshold.against_ordinary(summary.ordinary.high).value
    slow, fast = case.evidence.slow, case.evidence.fast
    request = ConfirmRequest(
        reduced_path(case), slow, fast, clause.phase, threshold, plan.given.invocation, summary.carriers
    )
    return _task(
        "confirm", group.id, steps.confirm, request, CONFIRM_SECONDS, [request.file], cpu=cpu_of(case),
        timed=True,
    )  # fmt: skip


def report_task(group: Group, case: Case, steps: Steps, plan: Plan) -> Task:
    """The report on the case that stands for a group, with the other runtimes beside its two; those of the
    slow side's own engine have a table of their own there."""
    sides = case.evidence.slow, case.evidence.fast
    beside = [spec for spec in plan.specs if spec not in sides]
    if plan.itself:
        beside = [spec for spec in beside if not of_one_engine(spec, case.evidence.slow)]
    request = ReportRequest(run_path(case), tuple(beside))
    folder = [request.run_dir]
    return _task(
        "report", group.id, steps.report, request, REPORT_SECONDS, folder, folder, cpu_of(case), timed=True
    )


def _task(
    kind: str, id_: int, function: Callable[[Any], Any], argument: Any, seconds: float, takes: Sequence[Path],
    leaves: Sequence[Path] = (), cpu: str = "", *, timed: bool = False,
) -> Task:  # fmt: skip
    names = [tuple(path.as_posix() for path in paths) for paths in (takes, leaves)]
    return Task((kind, id_), function, argument, timed, seconds, takes=names[0], leaves=names[1], cpu=cpu)


def cpu_of(case: Case) -> str:
    """The CPU model that its reduction holds for, or else its times; "" where there are none."""
    return case.result.cpu or case.evidence.cpu


def ratio_of(case: Case) -> Ratio:
    """The ratio clause of its oracle."""
    default = Ratio("execute", None, None, Threshold(DEFAULTS.anchor_share, of_original=True))
    return parse_oracle(case.oracle).ratio or default
