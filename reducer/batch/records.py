"""What a batch knows of a case and of a group: the rows of its store, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

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
GroupStage = Literal["open", "confirmed", "reported", "not confirmed"]


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
    evidence: dict[str, Any]
    result: dict[str, Any]
    group_id: int | None
    doing: str
    attempts: int
    seconds: float
    added: float
    changed: float


@dataclass(frozen=True)
class Group:
    """Cases of one anomaly.  `tried` are the representatives that failed their hold-out."""

    id: int
    key: str
    slow: str
    trigger: str
    stage: GroupStage
    reason: str
    representative: int | None
    tried: tuple[int, ...]
    result: dict[str, Any]
