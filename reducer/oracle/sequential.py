"""The sequential test for `ratio > bar`: add pairs until it decides, two at least to reject, three to keep.

A truncated sequential probability ratio test (Wald, Sequential Analysis, 1947) between ln(bar) - d and
ln(bar) + d, whose increments are clipped (Huber, "A robust version of the probability ratio test", Ann.
Math. Stat. 1965), so that no single run can decide. Pairs of one process share its effect, so n of them
count as n / (1 + (n - 1) rho) pairs, where rho is the share of the variance that lies between processes: the
design effect (Kish, Survey Sampling, 1965), with which the sum is the log-likelihood of correlated pairs.
"""

import math
from collections.abc import Sequence
from enum import StrEnum
from statistics import median

from reducer.oracle.noise import Noise
from reducer.oracle.settings import DEFAULTS, Settings
from reducer.oracle.wins import e_value

# Three clipped increments must reach the barrier despite the rounding of a third.
ROUNDING = 1e-9


class Decision(StrEnum):
    """What a sequential test decides about a candidate."""

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
    """The x beyond which a longer slow run adds no evidence, because the clip binds: the run may be stopped
    there."""
    width = settings.half_width(noise.sigma)
    return math.log(bar) + settings.clip_high * noise.sigma**2 / (2 * width)


class SequentialTest:
    """Evidence for one candidate at one bar: the running log-likelihood. Once decided, it stays decided.

    `two_kinds`: processes are of two kinds (oracle/processes.py). Then their wins stand beside the
    log-likelihood, which takes their effects to be Gaussian: either may keep.
    """

    def __init__(
        self,
        bar: float,
        noise: Noise,
        settings: Settings = DEFAULTS,
        prior: Sequence[float] = (),
        processes: Sequence[int] = (),
        *,
        two_kinds: bool = False,
    ) -> None:
        """`bar` is a ratio; `prior` is evidence of earlier tries, taken up in its order, `processes` the
        processes that it comes from (none: each pair from its own)."""
        if not (bar > 0 and math.isfinite(bar)):
            raise ValueError(f"a bar is a ratio above 0, got {bar}")
        self.bar = bar
        self.noise = noise
        self.settings = settings
        self.two_kinds = two_kinds
        self.pairs = 0
        self.decision: Decision | None = None
        # Of each process its pairs' increments, and its pairs.
        self._increments: dict[int, list[float]] = {}
        self._xs: dict[int, list[float]] = {}
        for index, x in enumerate(prior):
            self.add(x, processes[index] if processes else None)

    @property
    def evidence(self) -> float:
        """The log-likelihood of all pairs, those of a process counted as fewer where they share an effect."""
        shared = min(1.0, (self.noise.between / self.noise.sigma) ** 2)
        return sum(sum(found) / (1 + (len(found) - 1) * shared) for found in self._increments.values())

    def add(self, x: float, process: int | None = None) -> Decision | None:
        """Take one pair, x = ln(T_slow/T_fast), into account, and the process that it comes from (None: one
        of its own). After a decision, pairs change nothing."""
        if self.decision is not None:
            return self.decision
        self.pairs += 1
        # No process is numbered below zero.
        process = -self.pairs if process is None else process
        found = increment(x, self.bar, self.noise, self.settings)
        self._increments.setdefault(process, []).append(found)
        self._xs.setdefault(process, []).append(x)
        if self._shown:
            self.decision = Decision.KEPT
        elif self.rejected or self.pairs >= self.settings.cap_at(self.noise.sigma):
            self.decision = Decision.NOT_SHOWN
        return self.decision

    @property
    def _shown(self) -> bool:
        processes = len(self._increments)
        if processes < self.settings.least_processes_to_keep:
            return False
        return self.evidence >= self.settings.keep_at - ROUNDING or (
            self.two_kinds and self._wins >= 1 / self.settings.alpha
        )

    @property
    def _wins(self) -> float:
        """The e-value of the processes whose own ratio lies above the bar."""
        wins = sum(median(xs) > math.log(self.bar) for xs in self._xs.values())
        return e_value(wins, len(self._xs) - wins)

    @property
    def rejected(self) -> bool:
        """Shown to be below the bar, not just undecided at the cap. A checkpoint fails on this."""
        return self.evidence <= self.settings.reject_at + ROUNDING
