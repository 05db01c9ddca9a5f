"""How long a search may still take, from how quickly instructions vanish.  Pure arithmetic: times are handed
in.

Sizes fall about geometrically: the next tenth of a program takes about as long as the last one.
"""

from __future__ import annotations

import math
from bisect import bisect_right

GOALS = (300, 30)
"""Reduced programs mostly have between so many instructions; a smaller one may be done at any moment."""
MIN_SECONDS = 60.0
"""Before this nobody can tell."""
MIN_STEPS = 3
"""So many times the program must have become smaller in the latter half of the time."""
WINDOWS = (2, 4)
"""Rates are those of the last half and of the last quarter of the time."""


class Outlook:
    """The sizes that a program had, and when."""

    def __init__(self) -> None:
        self._seconds: list[float] = []
        self._sizes: list[int] = []

    def note(self, seconds: float, instructions: int) -> None:
        """The program has so many instructions after so many seconds of the search."""
        if not self._sizes or instructions != self._sizes[-1]:
            self._seconds.append(seconds)
            self._sizes.append(instructions)

    def remaining(self, seconds: float) -> tuple[float, float] | None:
        """Between how many seconds the search may still take, so long after its start; None: unknown."""
        if seconds < MIN_SECONDS or not self._sizes or self._sizes[-1] <= GOALS[0]:
            return None
        if len(self._sizes) - bisect_right(self._seconds, seconds / 2) < MIN_STEPS:
            return None
        rates = [self._rate(seconds, seconds / window) for window in WINDOWS]
        if min(rates) <= 0:
            return None
        soon, late = (math.log(self._sizes[-1] / goal) for goal in GOALS)
        return soon / max(rates), late / min(rates)

    def _rate(self, seconds: float, window: float) -> float:
        """By how much the logarithm of the size fell a second in the last seconds."""
        before = max(0, bisect_right(self._seconds, seconds - window) - 1)
        return math.log(self._sizes[before] / max(1, self._sizes[-1])) / window
