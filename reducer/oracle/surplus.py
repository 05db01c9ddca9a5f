"""Does at least a fifth of a surplus go with what was knocked out?  A sequential test of few pairs.

A surplus is what the slow side takes longer than the fast one, in ns a run.  Unlike the ratio it stays what
it is while more or less other work stands beside it.  Nothing here measures.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from reducer.oracle.intervals import Interval, hodges_lehmann
from reducer.oracle.noise import Noise, calibrate
from reducer.oracle.sequential import Decision, SequentialTest
from reducer.oracle.settings import DEFAULTS

LEAST_SHARE = 0.2
"""The smallest share that is named.  Four equal carriers are all named; a smaller share may be the noise of a
loop's new place in memory."""
SURPLUS = replace(DEFAULTS, indifference=0.1)
"""The test of a share: between 0.1 and 0.3, with the error rates and caps of a candidate's."""
ORIGINALS = 2
"""The original runs this often in each round of knock-outs, because all shares depend on its median."""


def scatter(surpluses: Sequence[float]) -> Noise:
    """How much the original's surplus varies from pair to pair, as a share of its median.

    Raises ValueError for fewer than two pairs, or where the median is not above 0.
    """
    whole = median(surpluses)
    if whole <= 0:
        raise ValueError("the slow side is not the slower one")
    return calibrate([surplus / whole for surplus in surpluses])


def shares(original: Sequence[float], without: Sequence[float]) -> list[float]:
    """The share of the original's surplus that a knock-out took away, by each of its pairs: 1 is all, 0 is
    none."""
    whole = median(original)
    return [1 - surplus / whole for surplus in without]


def takes_a_share(
    original: Sequence[float], without: Sequence[float], noise: Noise, least: float = LEAST_SHARE
) -> Decision | None:
    """KEPT where at least that share of the surplus goes with a knock-out, NOT_SHOWN where less does or
    nobody can tell; None while more pairs are wanted."""
    # The test is given shares instead of ln ratios, so its bar is the exponential of a share.
    found = shares(original, without)
    test = SequentialTest(math.exp(least), noise, SURPLUS, found)
    return test.decision


def share_interval(original: Sequence[float], without: Sequence[float]) -> Interval:
    """The share with its 99 % interval (infinite under 8 pairs)."""
    return hodges_lehmann(shares(original, without))
