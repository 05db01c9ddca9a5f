"""What the original shows: the noise of a pair, and the lower bound below which no candidate may fall."""

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
    """The anchor from pairs of the original, given as ln ratios (from a calibration, or more of them);
    `processes` says which process each pair comes from."""
    noise = _for_so_few(calibrate(xs, settings, processes), len(xs), settings)
    return Anchor(noise, anchor(xs, settings.level), ratio_interval(xs, settings.level), len(xs))


def clearly_above(
    xs: Sequence[float], threshold: float, settings: Settings = DEFAULTS, processes: Sequence[int] = ()
) -> bool:
    """Whether an original needs no more pairs: its lower bound lies above the threshold, and its noise would
    be that of a quiet machine even if these few pairs understate it."""
    if len(xs) < MIN_CLEAR_PAIRS:
        return False
    found = anchor_of(xs, settings, processes)
    return found.low > threshold and found.noise.sigma <= settings.quiet_sigma and not found.noise.spike_rate


def _for_so_few(noise: Noise, pairs: int, settings: Settings) -> Noise:
    """The noise from fewer pairs than a whole calibration has, raised so that it is far too small no more
    often than the noise of a whole calibration.  With Gaussian pairs, "far too small" is below 0.61 of the
    truth, which happens one time in twenty, with 9 pairs as with 24."""
    factor = math.sqrt(max(1.0, settings.calibration_pairs / pairs))
    return replace(noise, sigma=factor * noise.sigma, between=factor * noise.between)
