"""What the judge says about a program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reducer.oracle import ANOTHER, Interval, Noise, VerdictKind, ratio_interval

if TYPE_CHECKING:
    # A verdict from evidence alone must not load the modules for programs.
    from reducer.program.program import Program


@dataclass(frozen=True)
class Verdict:
    """The verdict, the reason in words (where the number is not the reason), the pairs it rests on as ln
    ratios, and the bar that they were compared with.

    `program` is the one that was measured: its trip count may have been raised.  Times are medians in ns, of
    the new pairs alone; `new_pairs` is how many these are.
    """

    kind: VerdictKind
    reason: str = ""
    program: Program | None = None
    xs: tuple[float, ...] = ()
    bar: float | None = None
    noise: Noise | None = None
    fast_ns: int | None = None
    slow_ns: int | None = None
    new_pairs: int = 0

    @property
    def kept(self) -> bool:
        """Whether the slowdown is there."""
        return self.kind is VerdictKind.KEPT

    @property
    def another(self) -> bool:
        """Whether the number is shown, but for another reason than the original's."""
        return self.reason.startswith(ANOTHER)

    @property
    def interval(self) -> Interval | None:
        """The number that was asked about, with its 99 % interval (infinite under 8 pairs)."""
        return ratio_interval(self.xs) if self.xs else None

    def __str__(self) -> str:
        return f"{self.kind}: {self.reason}" if self.reason else str(self.kind)
