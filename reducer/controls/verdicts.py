"""What a variant's ratio says, held against the case's own in the same session.  Pure arithmetic.

In logarithms, so that a ratio of 1 is nothing and that of the case is all: a variant that keeps more than
half persists, one that keeps less than a quarter has lost it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from reducer.oracle import Interval
from reducer.records.findings import Bounds, Verdict

PERSISTS = 0.5
"""The share of ln ratio above which the slowdown is still there."""
VANISHES = 0.25
"""The share below which it is gone: of a ratio of 2.5, one of 1.26 and less."""


@dataclass(frozen=True)
class Judged:
    """The verdict; `clear` where both intervals, the case's and the variant's, bear it out, else it is the
    estimates'."""

    verdict: Verdict
    clear: bool


def borders(ratio: float) -> tuple[float, float]:
    """The ratios below which a variant has lost the slowdown, and above which it has kept it."""
    return ratio**VANISHES, ratio**PERSISTS


def is_shown(primary: Interval | None) -> bool:
    """Whether the case is slower at all: without that nothing can be said of a variant.

    Surely slower; with too few rounds for an interval, slower by the estimate.
    """
    if primary is None:
        return False
    return (primary.low if math.isfinite(primary.high) else primary.estimate) > 1


def judged(primary: Interval, ratio: Interval) -> Judged:
    """The verdict on a variant's ratio.  Raises ValueError for a case that is no slower on its slow side."""
    if primary.estimate <= 1:
        raise ValueError(f"the case's own ratio is {primary.estimate}, not above 1")
    # The borders are as uncertain as the case's own ratio.
    (gone, kept), (highest_gone, highest_kept) = borders(primary.low), borders(primary.high)
    if ratio.low > highest_kept:
        return Judged("persists", True)
    if ratio.high < gone:
        return Judged("vanishes", True)
    if ratio.low > highest_gone and ratio.high < kept:
        return Judged("weakens", True)
    share = math.log(ratio.estimate) / math.log(primary.estimate)
    if share > PERSISTS:
        return Judged("persists", False)
    return Judged("vanishes" if share < VANISHES else "weakens", False)


def bounds_of(interval: Interval) -> Bounds:
    """An interval as a fact, without bounds where there were too few rounds."""
    if not math.isfinite(interval.high):
        return Bounds(interval.estimate)
    return Bounds(interval.estimate, interval.low, interval.high)
