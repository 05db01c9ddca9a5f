"""The sequential test where nothing was calibrated: it takes its noise from the very pairs that it judges.

A candidate that is tested on its own has no incumbent to calibrate on. So the test assumes a noise that is
not quiet, believes the pairs where they show more, and asks for one pair more before it keeps anything.
"""

from collections.abc import Sequence
from dataclasses import replace

from reducer.oracle.noise import Noise, calibrate
from reducer.oracle.sequential import SequentialTest
from reducer.oracle.settings import DEFAULTS, Settings

# Twice what a quiet machine shows. Lower, and a pair counts for more than three pairs' scatter can vouch
# for; at 15 %, one in three candidates 5 % above the bar ends at the cap on a quiet machine.
ASSUMED_SIGMA = 0.10
# With fewer the median absolute deviation is luck.
LEAST_TO_JUDGE = 3


def own_noise(xs: Sequence[float], settings: Settings = DEFAULTS, processes: Sequence[int] = ()) -> Noise:
    """The noise that pairs show themselves, and no less than what is assumed."""
    if len(xs) < LEAST_TO_JUDGE:
        return Noise(ASSUMED_SIGMA)
    found = calibrate(xs, settings, processes)
    return Noise(max(ASSUMED_SIGMA, found.sigma), found.spike_rate, found.between)


def uncalibrated_test(
    bar: float, xs: Sequence[float], settings: Settings = DEFAULTS, processes: Sequence[int] = ()
) -> SequentialTest:
    """The sequential test of `xs` at `bar`, in the light of their own noise; `processes` are those that they
    come from.

    Made anew after every pair, for each changes the noise. Where its decision is None, it wants another.
    """
    settings = replace(settings.asking_one_more(), quiet_cap=settings.cap)
    return SequentialTest(bar, own_noise(xs, settings, processes), settings, xs, processes)
