"""Random choices that come out the same on every Python release.

Only `random.Random.random()` promises the same sequence for the same seed in later releases; `choice`,
`shuffle` and `randint` do not. So every choice here is computed from it, and a committed seed can be made
again years later, byte by byte.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Dice:
    """A seeded source of choices."""

    def __init__(self, seed: str) -> None:
        self._source = random.Random(seed)

    def integer(self, low: int, high: int) -> int:
        """An integer from low to high, both included."""
        return low + int(self._source.random() * (high - low + 1))

    def chance(self, probability: float) -> bool:
        """True with the given probability."""
        return self._source.random() < probability

    def choice(self, items: Sequence[Item]) -> Item:
        """One of the items, each as likely."""
        return items[self.integer(0, len(items) - 1)]

    def weighted(self, weights: Mapping[Item, float]) -> Item:
        """One of the keys, as likely as its weight says."""
        mark = self._source.random() * sum(weights.values())
        for item, weight in weights.items():
            mark -= weight
            if mark < 0:
                return item
        return next(iter(weights))

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """The items in a random order (Fisher-Yates)."""
        result = list(items)
        for last in range(len(result) - 1, 0, -1):
            other = self.integer(0, last)
            result[last], result[other] = result[other], result[last]
        return result

    def odd_constant(self) -> int:
        """An odd 64-bit constant of the kind fuzzers mix into operands, read as signed."""
        bits = (self.integer(0, 2**32 - 1) << 32) | self.integer(0, 2**32 - 1) | 1
        return bits - 2**64 if bits >= 2**63 else bits
