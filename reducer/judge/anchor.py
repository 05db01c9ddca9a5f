"""What the original shows: the noise of a pair, and the lower bound that a search hangs on."""

from __future__ import annotations

from collections.abc import Sequence

from reducer.oracle import anchor, calibrate, ratio_interval
from reducer.oracle.settings import DEFAULTS, Settings
from reducer.records.run import Anchor


def anchor_of(xs: Sequence[float], settings: Settings = DEFAULTS, processes: Sequence[int] = ()) -> Anchor:
    """The anchor that pairs of the original give, as ln ratios: a calibration's pairs, or more; `processes`
    are those that they come from."""
    noise = calibrate(xs, settings, processes)
    return Anchor(noise, anchor(xs, settings.level), ratio_interval(xs, settings.level), len(xs))
