"""Intervals that spikes cannot move: the Hodges-Lehmann estimate with its exact signed-rank interval.

Works in ln ratio on independent pairs, symmetric about their centre; knows nothing of thresholds. Source:
Hollander, Wolfe and Chicken, Nonparametric Statistical Methods, 3rd ed., sections 3.1 to 3.3.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from statistics import median

from reducer.oracle.settings import DEFAULTS


@dataclass(frozen=True, slots=True)
class Interval:
    """A two-sided confidence interval with its estimate; `level` is 0.99 for 99 %."""

    low: float
    estimate: float
    high: float
    level: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high


@lru_cache(maxsize=256)
def signed_rank_cut(count: int, level: float) -> int:
    """The largest k with P(W+ <= k - 1) <= (1 - level)/2 for `count` pairs; 0 when even k = 1 is too bold.

    The null distribution of W+ is built exactly: rank r is in the sum with probability one half.
    """
    import numpy as np

    tops = count * (count + 1) // 2
    mass = np.zeros(tops + 1)
    mass[0] = 1.0
    for rank in range(1, count + 1):
        shifted = np.zeros_like(mass)
        shifted[rank:] = mass[:-rank]
        mass = 0.5 * (mass + shifted)
    below = np.cumsum(mass)
    # 1e-12: (1 - 0.99)/2 is not exactly 0.005.
    return int(np.searchsorted(below, (1 - level) / 2 + 1e-12, side="right"))


def hodges_lehmann(xs: Sequence[float], level: float = DEFAULTS.level) -> Interval:
    """The median of all pairwise means of `xs` with its exact interval, in the unit of `xs` (ln ratio).

    With too few pairs for the level (under 8 for 99 %) the interval is infinite, which is the truth.
    Raises ValueError when `xs` is empty or the level is not between 0 and 1.
    """
    if not xs:
        raise ValueError("an interval needs at least one pair")
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, got {level}")
    # Imported here because it takes longer to load than everything else that `wreduce test` loads.
    import numpy as np

    values = np.asarray(xs, dtype=np.float64)
    first, second = np.triu_indices(len(values))
    means = np.sort((values[first] + values[second]) / 2)
    cut = signed_rank_cut(len(values), level)
    low, high = (float(means[cut - 1]), float(means[-cut])) if cut else (-math.inf, math.inf)
    return Interval(low, float(np.median(means)), high, level)


def median_interval(xs: Sequence[float], level: float = DEFAULTS.level) -> Interval:
    """The median of `xs` with its exact interval from the binomial distribution, in the unit of `xs`.

    Wider than the signed-rank interval, by 25 % for Gaussian pairs, and far harder to move: of 24 pairs it
    takes 6 spikes on one side to reach its bounds. Infinite with too few pairs; raises ValueError as above.
    """
    if not xs:
        raise ValueError("an interval needs at least one pair")
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, got {level}")
    values = sorted(xs)
    # Of the 2^n ways in which n pairs can lie about their median, those with at most k below it.
    below = accumulate(math.comb(len(values), fewer) for fewer in range(len(values) // 2))
    cut = sum(ways <= (1 - level) / 2 * 2 ** len(values) for ways in below)
    low, high = (values[cut - 1], values[-cut]) if cut else (-math.inf, math.inf)
    return Interval(low, median(values), high, level)


def ratio_interval(xs: Sequence[float], level: float = DEFAULTS.level) -> Interval:
    """The interval of T_slow/T_fast, from pairs in ln ratio."""
    logs = hodges_lehmann(xs, level)
    return Interval(math.exp(logs.low), math.exp(logs.estimate), math.exp(logs.high), level)
