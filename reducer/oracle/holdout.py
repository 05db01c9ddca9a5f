"""The hold-out: the final claim rests on it, on processes and pairs that no decision used.

The unit is the process: each gives a few pairs, in an order that is balanced against drift; their median
counts, and the exact signed-rank interval is that of the medians.  The hold-out is looked at once, and where
it is unclear once more after twice as many processes; the level allows for both looks.  This module is pure:
it says which order comes next, is handed the pair, and gives the verdict.  Sources: docs/oracle.md.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Literal

from reducer.oracle.intervals import Interval, ratio_interval
from reducer.oracle.processes import TwoKinds, Variances, two_kinds, variances
from reducer.oracle.settings import DEFAULTS, Settings
from reducer.oracle.verdict import VerdictKind

Order = Literal["slow first", "fast first"]

# The interval's half-width, in standard errors of its estimate (oracle/bars.py).
HALF_WIDTH_SIGMAS = 3.1
# The standard deviation of the median of a few pairs, in that of their mean, for Gaussian noise.
MEDIAN_SPREAD = 1.16
# Pairs that do agree are said to disagree 3 times in 1,000, which costs another hold-out.
AGREEING_SIGMAS = 3.0


class HoldOut:
    """The state of one hold-out against `threshold`, a ratio. Holds the pairs taken so far.

    `at_once` processes live at a time, and their pairs are taken in turn: a round of them has `round_pairs`.
    """

    def __init__(self, threshold: float, settings: Settings = DEFAULTS, at_once: int = 1) -> None:
        if not threshold > 0:
            raise ValueError(f"a threshold is a ratio above 0, got {threshold}")
        self.threshold = threshold
        self.settings = settings
        self.at_once = at_once
        self.xs: list[float] = []
        self.verdict: VerdictKind | None = None
        self.interval: Interval | None = None

    @property
    def round_pairs(self) -> int:
        """How many pairs are taken from the processes that live at a time, before fresh ones are started."""
        return self.at_once * self.settings.holdout_pairs_a_process

    def process(self, index: int) -> int:
        """The number of the process that gives pair `index`; both count from 0."""
        return index // self.round_pairs * self.at_once + index % self.at_once

    def order(self, index: int) -> Order:
        """Which side runs first in pair `index`: the sides alternate within a process, and in the opposite
        way in the process beside it and in the one after it."""
        turns = index // self.at_once + index % self.at_once
        return "slow first" if turns % 2 == 0 else "fast first"

    @property
    def wants_more(self) -> bool:
        """Whether another pair is to be measured."""
        return self.verdict is None

    @property
    def observations(self) -> list[tuple[int, float]]:
        """The pairs, each with its process."""
        return [(self.process(index), x) for index, x in enumerate(self.xs)]

    @property
    def centres(self) -> list[float]:
        """The median of each whole process, in ln ratio."""
        found: dict[int, list[float]] = {}
        for process, x in self.observations:
            found.setdefault(process, []).append(x)
        whole = self.settings.holdout_pairs_a_process
        return [median(xs) for xs in found.values() if len(xs) == whole]

    @property
    def variances(self) -> Variances:
        """How much processes, and pairs within a process, vary."""
        return variances(self.observations, self.settings)

    @property
    def kinds(self) -> TwoKinds | None:
        """The two kinds of processes, None where they are of one."""
        return two_kinds(self.observations, self.settings)

    @property
    def share_above(self) -> float:
        """The share of processes whose ratio is above the threshold, 0 to 1."""
        centres = self.centres
        return sum(x > math.log(self.threshold) for x in centres) / max(1, len(centres))

    def add(self, x: float) -> VerdictKind | None:
        """Take one pair, x = ln(T_slow/T_fast). The verdict comes when the plan, or its double, ends."""
        if self.verdict is not None:
            raise ValueError("the hold-out is closed: a pair added after its verdict would be a second try")
        self.xs.append(x)
        if len(self.xs) % self.round_pairs == 0:
            self._look(len(self.xs) // self.settings.holdout_pairs_a_process)
        return self.verdict

    def agrees(self, xs: Sequence[float]) -> bool:
        """Whether pairs of the same program at another trip count, one a process, lie where these do.

        Their median may be off by half the indifference zone, which is of no interest to a person, and by
        AGREEING_SIGMAS of what both scatter by.  Raises ValueError before there is an interval.
        """
        if self.interval is None:
            raise ValueError("a hold-out without an interval has nothing to agree with")
        own = math.log(self.interval.high / self.interval.low) / 2 / HALF_WIDTH_SIGMAS
        theirs = self.variances.of_mean([1] * len(xs)) * MEDIAN_SPREAD
        off = abs(median(xs) - math.log(self.interval.estimate))
        return off <= self.settings.indifference + AGREEING_SIGMAS * math.hypot(own, theirs)

    def _look(self, processes: int) -> None:
        """The verdict after this many processes.  Where rounds do not divide them evenly, it comes one round
        later."""
        looks, before = self.settings.holdout_looks, processes - self.at_once
        if not any(before < look <= processes for look in looks):
            return
        found = ratio_interval(self.centres, self.settings.holdout_look_level)
        self.interval = replace(found, level=self.settings.level)
        if self.interval.low > self.threshold:
            self.verdict = VerdictKind.KEPT
        elif self.interval.high < self.threshold:
            self.verdict = VerdictKind.NOT_SHOWN
        elif processes >= looks[-1]:
            self.verdict = VerdictKind.INCONCLUSIVE
