"""The sequential test for `ratio > bar`: add pairs until it decides, two at least to reject, three to keep.

A truncated sequential probability ratio test (Wald, Sequential Analysis, 1947) between ln(bar) - d and
ln(bar) + d, whose increments are clipped (Huber, "A robust version of the probability ratio test", Ann.
Math. Stat. 1965), so that no single run can decide. It does not know where a pair came from.
"""

import math
from collections.abc import Sequence
from enum import StrEnum

from reducer.oracle.noise import Noise
from reducer.oracle.settings import DEFAULTS, Settings

# Three clipped increments must add up to the barrier, whatever floating point makes of a third.
ROUNDING = 1e-9


class Decision(StrEnum):
    """What a sequential test says of a candidate."""

    KEPT = "kept"
    NOT_SHOWN = "not shown"


def increment(x: float, bar: float, noise: Noise, settings: Settings = DEFAULTS) -> float:
    """The clipped log-likelihood that one pair `x` adds for "ratio > bar". Raises ValueError for NaN."""
    if math.isnan(x):
        raise ValueError("a pair is not a number: a time was zero or negative on both sides")
    width = settings.half_width(noise.sigma)
    raw = 2 * width * (x - math.log(bar)) / noise.sigma**2
    return min(max(raw, settings.clip_low), settings.clip_high)


def enough(bar: float, noise: Noise, settings: Settings = DEFAULTS) -> float:
    """The x beyond which a longer slow run proves nothing more: the clip binds, and it may be cut off."""
    width = settings.half_width(noise.sigma)
    return math.log(bar) + settings.clip_high * noise.sigma**2 / (2 * width)


class SequentialTest:
    """Evidence for one candidate at one bar: the running log-likelihood. Once decided, it stays decided."""

    def __init__(
        self, bar: float, noise: Noise, settings: Settings = DEFAULTS, prior: Sequence[float] = ()
    ) -> None:
        """`bar` is a ratio; `prior` is evidence of earlier tries, taken up in its order."""
        if not (bar > 0 and math.isfinite(bar)):
            raise ValueError(f"a bar is a ratio above 0, got {bar}")
        self.bar = bar
        self.noise = noise
        self.settings = settings
        self.evidence = 0.0
        self.pairs = 0
        self.decision: Decision | None = None
        for x in prior:
            self.add(x)

    def add(self, x: float) -> Decision | None:
        """Take one pair, x = ln(T_slow/T_fast), into account. After a decision, pairs change nothing."""
        if self.decision is not None:
            return self.decision
        self.pairs += 1
        self.evidence += increment(x, self.bar, self.noise, self.settings)
        if self.evidence >= self.settings.keep_at - ROUNDING:
            self.decision = Decision.KEPT
        elif self.rejected or self.pairs >= self.settings.cap_at(self.noise.sigma):
            self.decision = Decision.NOT_SHOWN
        return self.decision

    @property
    def rejected(self) -> bool:
        """Shown to be below the bar, not just undecided at the cap. A checkpoint fails on this."""
        return self.evidence <= self.settings.reject_at + ROUNDING
