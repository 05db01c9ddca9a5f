"""What a batch knows of a case and of a group: the rows of its store, and what is told of them.

Ratios are slow/fast, intervals of 99 %; `host` and `cpu` say where something was measured, "" where nothing
was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reducer.oracle import VerdictKind
from reducer.records.ordinary import Ordinary
from reducer.records.run import Summary

Stage = Literal[
    "taken", "checked", "measured", "promising", "reduced", "grouped",
    "skipped", "normal", "too short", "crash", "not shown", "failed",
]  # fmt: skip
"""taken: its file is in the run folder; checked: a program; measured: its times are known; promising: worth a
reduction; reduced: confirmed by its own hold-out; grouped: in a group.

Ends: skipped (cannot run, or a duplicate), normal, too short (over before its times say anything), crash (of
a runtime, a finding), not shown (the oracle does not hold when measured properly), failed (its limits, or
wreduce itself).
"""
Setting = str | int | tuple[str, ...]
"""Of a batch: a value that is the same as long as it is gone on with."""
GroupStage = Literal["open", "confirmed", "reported", "not confirmed"]


@dataclass(frozen=True)
class Ending:
    """Why a runtime has no time: the kind of an Outcome (or `unmeasurable`), and its message."""

    spec: str
    kind: str
    message: str


@dataclass(frozen=True)
class CaseEvidence:
    """What triage has found so far.

    `times_ns` holds a time for each runtime of the batch, or None; `endings` then gives the reason.
    `at_least` lists the runtimes that were stopped at the time-out.  `slow` and `fast` are the sides with the
    best contrast; `excess` is how far their ratio is above normal."""

    instructions: int | None = None
    bytes: int | None = None
    times_ns: tuple[float | None, ...] = ()
    endings: tuple[Ending, ...] = ()
    at_least: tuple[str, ...] = ()
    host: str = ""
    cpu: str = ""
    slow: str = ""
    fast: str = ""
    ratio: float | None = None
    excess: float | None = None


@dataclass(frozen=True)
class CaseResult:
    """What its reduction came to; `summary` is that of `wreduce SEED`, None where it did not come to its
    end."""

    summary: Summary | None = None
    host: str = ""
    cpu: str = ""


@dataclass(frozen=True)
class Confirmed:
    """What fresh pairs of a group's representative showed; `reason` where they showed nothing."""

    verdict: VerdictKind | Literal["failed"]
    ratio: float | None = None
    ci99: tuple[float, float] | None = None
    pairs: int = 0
    reason: str = ""
    host: str = ""
    cpu: str = ""


@dataclass(frozen=True)
class Case:
    """A row.  `source` is where it came from; `file` its copy's name in the run folder; `score` how promising
    it is; `doing` what is being done with it now ("" where nothing is); `seconds` what it has cost so far;
    `added` and `changed` are seconds since 1970."""

    id: int
    source: str
    hash: str
    file: str
    oracle: str
    stage: Stage
    reason: str
    binary_hash: str | None
    score: float | None
    evidence: CaseEvidence
    result: CaseResult
    group_id: int | None
    doing: str
    attempts: int
    seconds: float
    added: float
    changed: float


@dataclass(frozen=True)
class Group:
    """Cases of one anomaly.  `tried` are the representatives that failed their hold-out, `result` that of the
    present one, None before it had one."""

    id: int
    key: str
    slow: str
    trigger: str
    stage: GroupStage
    reason: str
    representative: int | None
    tried: tuple[int, ...]
    result: Confirmed | None


# ---- what is told


@dataclass(frozen=True)
class GroupFacts:
    """A group in its rank; `ratio` and `ci99` are its representative's, `sure` is the lower bound; `ordinary`
    is what ordinary loops show.  `reduced` and `report` are files below the run folder."""

    rank: int
    group: int
    stage: GroupStage
    reason: str
    slow: str
    fast: str
    trigger: str
    ratio: float | None
    ci99: tuple[float, float] | None
    sure: float | None
    cases: int
    instructions: int | None
    representative: str
    host: str
    cpu: str
    reduced: str
    report: str | None
    members: tuple[str, ...]
    ordinary: Ordinary | None = None


@dataclass(frozen=True)
class CaseFacts:
    """A case as people are told of it."""

    case: int
    source: str
    hash: str
    stage: Stage
    reason: str
    group: int | None
    score: float | None
    ratio: float | None
    slow: str
    fast: str
    host: str
    cpu: str
    seconds: float


@dataclass(frozen=True)
class InHand:
    """What is being done with a case now."""

    case: int
    source: str
    doing: str


@dataclass(frozen=True)
class BatchFacts:
    """Everything about a batch.  `settings` are what it was begun with, by name, in words; `timing_share` is
    the part of the reductions' time in which guests ran."""

    settings: dict[str, Setting]
    counts: dict[str, int]
    groups: tuple[GroupFacts, ...]
    crashes: tuple[CaseFacts, ...]
    cases: tuple[CaseFacts, ...]
    in_hand: tuple[InHand, ...]
    timing_share: float | None
