"""Checkpoints: when to measure the incumbent afresh, and where in the history the slowdown was lost.

Time is handed in, in seconds of any clock that only goes forward. It knows counts and indexes, not programs.
"""

from collections.abc import Generator
from dataclasses import dataclass, field

from reducer.oracle.settings import DEFAULTS, Settings


@dataclass(slots=True)
class Checkpoints:
    """When the next checkpoint is due. Tell it of every decision and of every checkpoint's outcome."""

    now: float = 0.0
    settings: Settings = DEFAULTS
    failures: int = 0
    _kept: int = field(default=0, init=False)
    _rejected_in_a_row: int = field(default=0, init=False)
    _last: float = field(init=False)

    def __post_init__(self) -> None:
        self._last = self.now

    def decided(self, kept: bool) -> None:
        """A candidate was kept, or it was not."""
        if kept:
            self._kept += 1
            self._rejected_in_a_row = 0
        else:
            self._rejected_in_a_row += 1

    def due(self, now: float) -> bool:
        """Whether to measure the incumbent afresh before the next candidate; right away after one failure.

        Nothing is due when nothing was kept since the last passed checkpoint and no failure stands open: the
        incumbent is still the one that passed.
        """
        if self.failures:
            return True
        if not self._kept:
            return False
        return (
            self._kept >= self.settings.checkpoint_kept
            or self._rejected_in_a_row >= self.settings.checkpoint_rejected
            or now - self._last >= self.settings.checkpoint_seconds
        )

    def checked(self, held: bool, now: float) -> bool:
        """A checkpoint was measured. True when the search must go back through its history."""
        self._last = now
        if held:
            self._start_over()
            return False
        self.failures += 1
        if self.failures < self.settings.checkpoint_failures:
            return False
        self._start_over()
        return True

    def _start_over(self) -> None:
        self.failures = 0
        self._kept = 0
        self._rejected_in_a_row = 0


def bisect_history(length: int, known_good: int = 0) -> Generator[int, bool, int]:
    """Find the last step of a history that still holds. Yields an index to measure, is sent whether it held.

    The history has `length` steps; step 0, the original, is trusted, and the last has failed. `known_good`
    is the last step that a checkpoint passed. The step found is measured once more before it is returned:
    if that fails, the search begins again below it, from the original, so that one wrong answer cannot fix
    the outcome.
    """
    low, high = min(known_good, max(length - 1, 0)), length - 1
    while True:
        while high - low > 1:
            middle = (low + high) // 2
            if (yield middle):
                low = middle
            else:
                high = middle
        if low <= 0 or (yield low):
            return max(low, 0)
        low, high = 0, low
