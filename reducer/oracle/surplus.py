"""Does at least a fifth of a surplus go with what was knocked out?  A sequential test of few pairs.

A surplus is what the slow side takes longer than the fast one, in ns a run.  Unlike the ratio it stays what
it is while more or less other work stands beside it.  Nothing here measures.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import mean, median

from reducer.oracle.intervals import Interval, hodges_lehmann
from reducer.oracle.noise import Noise, calibrate
from reducer.oracle.sequential import Decision, SequentialTest
from reducer.oracle.settings import DEFAULTS

LEAST_SHARE = 0.2
"""Four things that carry alike are all named; what carries less than a fifth may be the noise of a loop's new
place in memory."""
SURPLUS = replace(DEFAULTS, indifference=0.1)
"""The test of a share: between 0.1 and 0.3, with the error rates and caps of a candidate's."""
ORIGINALS = 2
"""The original runs this often in each round of knock-outs: all shares hang on its median."""


def scatter(surpluses: Sequence[float]) -> Noise:
    """How much the original's surplus varies from pair to pair, as a share of its median.

    Raises ValueError for fewer than two pairs, or where the median is not above 0.
    """
    whole = median(surpluses)
    if whole <= 0:
        raise ValueError("the slow side is not the slower one")
    return calibrate([surplus / whole for surplus in surpluses])


def shares(original: Sequence[float], without: Sequence[float]) -> list[float]:
    """The share of the original's surplus that went, by each pair of a knock-out: 1 all, 0 none."""
    whole = median(original)
    return [1 - surplus / whole for surplus in without]


def takes_a_share(original: Sequence[float], without: Sequence[float], noise: Noise) -> Decision | None:
    """KEPT where at least a fifth of the surplus goes with a knock-out, NOT_SHOWN where less does or nobody
    can tell; None while more pairs are wanted."""
    # The test's numbers are shares here, and its bar is given as the exponential of one.
    found = shares(original, without)
    test = SequentialTest(math.exp(LEAST_SHARE), noise, SURPLUS, found)
    return test.decision


def share_interval(original: Sequence[float], without: Sequence[float]) -> Interval:
    """The share with its 99 % interval (infinite under 8 pairs)."""
    return hodges_lehmann(shares(original, without))


@dataclass(frozen=True, slots=True)
class ShareCharacteristics:
    """How often a knock-out of a true share is named, and the mean of its pairs."""

    named: float
    pairs: float


def share_characteristics(
    share: float,
    ratio: float,
    sigma: float,
    spike_probability: float = 0.0,
    *,
    calibration: int = DEFAULTS.calibration_pairs,
    tries: int = 2000,
    seed: int = 1,
) -> ShareCharacteristics:
    """The quick test on simulated runs: `sigma` is the noise of one run's logarithm, `ratio` the original's,
    and each run is two to five times too long with `spike_probability`."""
    source = random.Random(seed)

    def run(time_ns: float) -> float:
        spike = source.uniform(2, 5) if source.random() < spike_probability else 1.0
        return time_ns * spike * source.lognormvariate(0.0, sigma)

    def surplus(left: float) -> float:
        return run(1 + (ratio - 1) * left) - run(1.0)

    named, counts = 0, []
    for _ in range(tries):
        noise = scatter([surplus(1.0) for _ in range(calibration)])
        original: list[float] = []
        without: list[float] = []
        decision = None
        while decision is None:
            original += [surplus(1.0) for _ in range(ORIGINALS)]
            without.append(surplus(1 - share))
            decision = takes_a_share(original, without, noise)
        named += decision is Decision.KEPT
        counts.append(len(without))
    return ShareCharacteristics(named / tries, mean(counts))
