"""What the original shows: the noise of a pair, and the lower bound that a search hangs on."""

from __future__ import annotations

from collections.abc import Sequence

from reducer.oracle import anchor, calibrate, ratio_interval
from reducer.oracle.settings import DEFAULTS, Settings
from reducer.records.run import Anchor

CALIBRATION_BLOCKS = 3
"""The calibration's pairs come from this many fresh processes: some releases run a loop at one of two speeds,
drawn at start-up."""


def anchor_of(xs: Sequence[float], settings: Settings = DEFAULTS) -> Anchor:
    """The anchor that pairs of the original give, as ln ratios: a calibration's pairs, or more."""
    return Anchor(
        calibrate(xs, settings), anchor(xs, settings.level), ratio_interval(xs, settings.level), len(xs)
    )
