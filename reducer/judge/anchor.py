"""What the original shows: the noise of a pair, and the lower bound that a search hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reducer.oracle import Interval, Noise, anchor, calibrate, ratio_interval
from reducer.oracle.settings import DEFAULTS, Settings

CALIBRATION_BLOCKS = 3
"""The calibration's pairs come from this many fresh processes: some releases run a loop at one of two speeds,
drawn at start-up."""


@dataclass(frozen=True)
class Anchor:
    """What the original shows: the noise, the lower bound that the search hangs on, the interval of the
    ratio."""

    noise: Noise
    low: float
    interval: Interval
    pairs: int


def anchor_of(xs: Sequence[float], settings: Settings = DEFAULTS) -> Anchor:
    """The anchor that pairs of the original give, as ln ratios: a calibration's pairs, or more."""
    return Anchor(
        calibrate(xs, settings), anchor(xs, settings.level), ratio_interval(xs, settings.level), len(xs)
    )
