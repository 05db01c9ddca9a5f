"""What the original shows: the noise of a pair, and the lower bound that a search hangs on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from reducer.oracle import Noise, anchor, calibrate, ratio_interval
from reducer.oracle.settings import DEFAULTS, Settings
from reducer.records.run import Anchor

MIN_CLEAR_PAIRS = 9
"""Three from each of three processes; the 99 % bound of a median takes eight."""


def anchor_of(xs: Sequence[float], settings: Settings = DEFAULTS, processes: Sequence[int] = ()) -> Anchor:
    """The anchor that pairs of the original give, as ln ratios: a calibration's pairs, or more; `processes`
    are those that they come from."""
    noise = _for_so_few(calibrate(xs, settings, processes), len(xs), settings)
    return Anchor(noise, anchor(xs, settings.level), ratio_interval(xs, settings.level), len(xs))


def clearly_above(
    xs: Sequence[float], threshold: float, settings: Settings = DEFAULTS, processes: Sequence[int] = ()
) -> bool:
    """Whether an original needs no more pairs: its lower bound is above the threshold already, and its noise
    is that of a quiet machine, also for the worst that so few pairs may hide."""
    if len(xs) < MIN_CLEAR_PAIRS:
        return False
    found = anchor_of(xs, settings, processes)
    return found.low > threshold and found.noise.sigma <= settings.quiet_sigma and not found.noise.spike_rate


def _for_so_few(noise: Noise, pairs: int, settings: Settings) -> Noise:
    """The noise from fewer pairs than a whole calibration has, made so much greater that it is no more often
    far too small than that: of Gaussian pairs, below 0.61 of the truth one time in twenty, of 9 as of 24."""
    factor = math.sqrt(max(1.0, settings.calibration_pairs / pairs))
    return replace(noise, sigma=factor * noise.sigma, between=factor * noise.between)
