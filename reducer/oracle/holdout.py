"""The hold-out: what the final claim rests on, from pairs that no decision used.

A fixed plan of pairs in blocks, with the order of the two sides balanced against drift; looked at once, and
once more after doubling when unclear. Pure: it says which order comes next, is handed the pair, and gives
the verdict.
"""

from typing import Literal

from reducer.oracle.intervals import Interval, ratio_interval
from reducer.oracle.settings import DEFAULTS, Settings
from reducer.oracle.verdict import VerdictKind

Order = Literal["slow first", "fast first"]


class HoldOut:
    """The state of one hold-out against `threshold`, a ratio. Holds the pairs taken so far."""

    def __init__(self, threshold: float, settings: Settings = DEFAULTS) -> None:
        if not threshold > 0:
            raise ValueError(f"a threshold is a ratio above 0, got {threshold}")
        self.threshold = threshold
        self.settings = settings
        self.xs: list[float] = []
        self.verdict: VerdictKind | None = None
        self.interval: Interval | None = None

    @property
    def block_pairs(self) -> int:
        """Pairs in one block."""
        return self.settings.holdout_pairs // self.settings.holdout_blocks

    def block(self, index: int) -> int:
        """The block that pair `index` is in; a new block means fresh processes."""
        return index // self.block_pairs

    def order(self, index: int) -> Order:
        """Which side runs first in pair `index`: turn about in a block, the other way round in the next."""
        return "slow first" if (index + self.block(index)) % 2 == 0 else "fast first"

    @property
    def wants_more(self) -> bool:
        """Whether another pair is to be measured."""
        return self.verdict is None

    def add(self, x: float) -> VerdictKind | None:
        """Take one pair, x = ln(T_slow/T_fast). The verdict comes when the plan, or its double, ends."""
        if self.verdict is not None:
            raise ValueError("the hold-out is closed: a pair added after its verdict would be a second try")
        self.xs.append(x)
        planned = self.settings.holdout_pairs
        if len(self.xs) in (planned, 2 * planned):
            self._look(last=len(self.xs) == 2 * planned)
        return self.verdict

    def _look(self, last: bool) -> None:
        self.interval = ratio_interval(self.xs, self.settings.level)
        if self.interval.low > self.threshold:
            self.verdict = VerdictKind.KEPT
        elif self.interval.high < self.threshold:
            self.verdict = VerdictKind.NOT_SHOWN
        elif last:
            self.verdict = VerdictKind.INCONCLUSIVE
