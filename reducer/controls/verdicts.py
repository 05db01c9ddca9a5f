"""What a variant's ratio says, held against the case's own in the same rounds.  Pure arithmetic.

In logarithms, so that a ratio of 1 is nothing and that of the case is all: a variant that keeps more than
half persists, one that keeps less than a quarter has lost it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reducer.oracle import DEFAULTS, Interval, hodges_lehmann
from reducer.records.findings import Bounds, Verdict

PERSISTS = 0.5
"""The share of ln ratio above which the slowdown is still there."""
VANISHES = 0.25
"""The share below which it is gone: of a ratio of 2.5, one of 1.26 and less."""


@dataclass(frozen=True)
class Judged:
    """The verdict; `clear` where the interval bears it out, else it is the estimate's."""

    verdict: Verdict
    clear: bool


def is_shown(primary: Interval | None) -> bool:
    """Whether the case is slower at all: without that nothing can be said of a variant.

    Surely slower; with too few rounds for an interval, slower by the estimate.
    """
    if primary is None:
        return False
    return (primary.low if math.isfinite(primary.high) else primary.estimate) > 1


def judged(logs: Sequence[tuple[float, float]]) -> Judged:
    """The verdict from (the case's, the variant's) ln ratio of each round.  Both are compared within a round:
    what disturbs it disturbs both, and the borders are as uncertain as the case.

    Raises ValueError without rounds.
    """
    kept = _over(logs, PERSISTS)
    left = _over(logs, VANISHES)
    if kept.low > 0:
        return Judged("persists", True)
    if left.high < 0:
        return Judged("vanishes", True)
    if left.low > 0 > kept.high:
        return Judged("weakens", True)
    if kept.estimate > 0:
        return Judged("persists", False)
    return Judged("vanishes" if left.estimate < 0 else "weakens", False)


def _over(logs: Sequence[tuple[float, float]], share: float) -> Interval:
    """By how much the variant's ln ratio is over that share of the case's."""
    return hodges_lehmann([changed - share * whole for whole, changed in logs], DEFAULTS.level)


def bounds_of(interval: Interval) -> Bounds:
    """An interval as a fact, without bounds where there were too few rounds."""
    if not math.isfinite(interval.high):
        return Bounds(interval.estimate)
    return Bounds(interval.estimate, interval.low, interval.high)
