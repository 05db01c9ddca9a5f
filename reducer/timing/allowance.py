"""How much time a step may take, and whether that is spent.

Whatever goes round often before the search looks here each time, and goes on with what it has by then.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

Now = Callable[[], float]
"""A clock, in seconds, that never goes back."""


@dataclass(frozen=True)
class Allowance:
    """Time up to `until`, in seconds of the clock `now`."""

    until: float = math.inf
    now: Now = time.monotonic

    @property
    def left(self) -> float:
        """Seconds that are left; not negative."""
        return max(0.0, self.until - self.now())

    @property
    def spent(self) -> bool:
        """Whether nothing is left."""
        return self.now() >= self.until

    def part(self, share: float, most: float = math.inf) -> Allowance:
        """That share of what is left, from now on, `most` seconds at the most."""
        return replace(self, until=self.now() + min(most, share * self.left))


def up_to(deadline: float | None) -> Allowance:
    """All the time up to a deadline of time.monotonic(); without one, without end."""
    return Allowance() if deadline is None else Allowance(deadline)
