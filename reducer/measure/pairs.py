"""Pairs of one binary that must run to its end on both sides, and the time at which they are taken."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from reducer.timing import Lane, Pair

TARGET_NS = 10_000_000
"""The fast side's time at which the search measures: 10 to 20 ms keep the spread of a ratio at 4 to 6 %, a
half doubles it."""


class MeasurementError(Exception):
    """A program that should run to its end on both sides does not."""


def pairs(lane: Lane, binary: bytes, count: int, timeout_ns: int | None = None) -> list[Pair]:
    """That many pairs of one binary.  Raises MeasurementError when one is not comparable."""
    made = []
    for _ in range(count):
        pair = lane.pair(binary, timeout_ns=timeout_ns)
        if not pair.comparable:
            outcomes = [
                f"{sample.outcome.kind} {sample.outcome.message}".strip()
                for sample in (pair.slow, pair.fast)
                if sample
            ]
            raise MeasurementError("; ".join(outcomes))
        made.append(pair)
    return made


def middle(values: Iterable[int | None]) -> int:
    """The median of times in ns, 1 at least."""
    return max(1, int(median(value or 1 for value in values)))
