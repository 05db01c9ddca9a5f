"""The sequential test without a calibration: it estimates the noise from the very pairs that it judges.

A candidate that is tested on its own has no incumbent to calibrate on.  So the test assumes a noise that is
not quiet, believes the pairs where they show more, and asks for one pair more before it keeps anything.
"""

from collections.abc import Sequence
from dataclasses import replace

from reducer.oracle.noise import Noise, calibrate
from reducer.oracle.sequential import SequentialTest
from reducer.oracle.settings import DEFAULTS, Settings

# Twice what a quiet machine shows. With less, a pair would count for more than the scatter of three pairs can
# support; with 15 %, one in three candidates 5 % above the bar would end at the cap on a quiet machine.
ASSUMED_SIGMA = 0.10
# With fewer pairs the median absolute deviation says nothing.
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
