"""What a batch does with a case in rooms that it does not know: the command line hands these functions in.

Each is a function of one argument, and both can be pickled, because they run in a lane or at a desk, in
another process.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from reducer.batch.checking import Checked, CheckRequest, check_case
from reducer.batch.confirming import ConfirmRequest, confirm_case
from reducer.batch.triage import Measured, TriageRequest, measure_case
from reducer.records.batch import Confirmed
from reducer.records.run import Summary
from reducer.runtimes import Given


@dataclass(frozen=True)
class ReduceRequest:
    """A case to reduce in `run_dir`, where an interrupted reduction goes on.  `source` is where it came from,
    `file` its copy; `seconds` is the time limit of the search; `known` are the keys of the groups so far;
    `campaign` is what found it, in a person's words."""

    source: str
    file: Path
    run_dir: Path
    oracle: str
    slow: str
    fast: str
    seconds: float | None
    given: Given = field(default=Given())
    known: tuple[str, ...] = ()
    campaign: str = ""


@dataclass(frozen=True)
class Reduced:
    """`verdict` is kept, not shown, or anything else with its reason; `summary` is that of `wreduce SEED`;
    `parts` are files in its run folder, programs with another anomaly of the case."""

    verdict: str
    reason: str = ""
    summary: Summary | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Described:
    """The reduced loop in a form that all cases of one anomaly share, and what is slow in it, in words."""

    canonical: str
    trigger: str


@dataclass(frozen=True)
class ReportRequest:
    """A finished run folder, and runtimes to measure beside its two."""

    run_dir: Path
    also: tuple[str, ...]


@dataclass(frozen=True)
class Steps:
    """The steps of a case.  `reduce` and `report` have a lane; `describe` takes a reduced.wat; `report`
    writes report.html into the run folder and returns why it could not ("" where it could)."""

    reduce: Callable[[ReduceRequest], Reduced]
    describe: Callable[[Path], Described]
    report: Callable[[ReportRequest], str]
    check: Callable[[CheckRequest], Checked] = check_case
    measure: Callable[[TriageRequest], Measured] = measure_case
    confirm: Callable[[ConfirmRequest], Confirmed] = confirm_case
