"""Bars: which ratio a candidate must hold, given what was asked for and what the original showed.

The anchor is the original's lower confidence bound; a share of it keeps the search from sliding down to the
threshold. Nothing here measures.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reducer.oracle.intervals import median_interval
from reducer.oracle.noise import Noise
from reducer.oracle.settings import DEFAULTS, Settings

# The interval's half-width in standard errors at a look's level (99.75 %), and the power that a true case
# should pass its hold-out with (97.5 %); a tenth for what the signed-rank interval of so few medians loses
# against that of a Gaussian mean, by simulation.
HOLDOUT_SIGMAS = (3.02 + 1.96) * 1.1
# The variance of the median of three pairs, in that of their mean, for Gaussian noise.
MEDIAN_VARIANCE = 1.35


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a ratio must exceed: a plain number, a multiple of the original's ratio, or a multiple of the
    highest ratio that ordinary loops show.  The last is replaced by a plain number before anything is
    judged."""

    value: float
    of_original: bool = False
    of_ordinary: bool = False

    def against(self, anchor_low: float) -> float:
        """The threshold as a ratio, given the original's lower bound."""
        return self.value * anchor_low if self.of_original else self.value

    def against_ordinary(self, highest: float) -> "Threshold":
        """The threshold as a plain number, also where it is a multiple of ordinary loops.

        `highest` is the largest ratio of these loops.
        """
        return Threshold(self.value * highest) if self.of_ordinary else self


def anchor(xs: Sequence[float], level: float = DEFAULTS.level) -> float:
    """The ratio that the original is sure to have: the lower bound of its median's interval over pairs `xs`.

    The median is used because three spikes on the fast side, which one calibration in eight has where 5 % of
    runs are spikes, pull the signed-rank bound of 24 pairs down by a third, and the guard band with it.
    Raises ValueError when there are too few pairs for the level (under 8 for 99 %).
    """
    low = median_interval(xs, level).low
    if math.isinf(low):
        raise ValueError(f"{len(xs)} pairs are too few for an anchor at level {level:.0%}")
    return math.exp(low)


def bar_for(
    threshold: Threshold | float,
    anchor_low: float,
    share: float = DEFAULTS.anchor_share,
    noise: Noise | None = None,
    settings: Settings = DEFAULTS,
) -> float:
    """The ratio that candidates must hold during the search: max(t, share x anchor).

    A multiple of the original needs no guard band and is taken as it was given: `0.5*original` asks for a
    half.  With `noise`, t is raised to `sure_bar`, but not above the original itself.
    """
    if isinstance(threshold, Threshold):
        share = 0.0 if threshold.of_original else share
        threshold = threshold.against(anchor_low)
    if noise is not None:
        threshold = max(threshold, min(sure_bar(threshold, noise, settings), anchor_low))
    return max(threshold, share * anchor_low)


def sure_bar(threshold: float, noise: Noise, settings: Settings = DEFAULTS) -> float:
    """The ratio at which a case passes its hold-out against `threshold` 39 times in 40.

    The last stage of a search anneals to a threshold that was given as a number.  It asks for this ratio
    instead, because a case exactly at the threshold can never be confirmed there.
    """
    found, pairs = noise.variances, settings.holdout_pairs_a_process
    of_process = math.hypot(found.between, found.within * math.sqrt(MEDIAN_VARIANCE / pairs))
    return threshold * math.exp(HOLDOUT_SIGMAS * of_process / math.sqrt(settings.holdout_looks[-1]))


def checkpoint_bar(bar: float, threshold: float, noise: Noise, settings: Settings = DEFAULTS) -> float:
    """The ratio that the incumbent must hold at a checkpoint: lower than the search's bar by the indifference
    zone, but never lower than the threshold.

    A checkpoint asks whether the slowdown was lost, not whether the incumbent is above the bar.  If it asked
    at the bar itself, every second incumbent that rightly lies there would fail.
    """
    return max(threshold, bar * math.exp(-2 * settings.half_width(noise.sigma)))
