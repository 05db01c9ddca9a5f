"""Passes: which sets of edits to try next.  A pass is a generator that yields a set and is sent whether it
was kept.

Subset sizes follow counter-based probabilistic delta debugging (CDD: Zhang et al., "Toward a Better
Understanding of Probabilistic Delta Debugging", ICSE 2025).  A pass knows no module, no oracle and no time:
it is tested with a list of booleans.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Sequence
from typing import TypeVar

Element = TypeVar("Element")
Pass = Generator[list[Element], bool, list[Element]]
"""Yields the elements to remove together (those kept removed included), is sent the verdict, returns all that
were removed."""

FIRST_PROBABILITY = 0.1
"""CDD's estimate, before anything was tried, that one element is needed: the value its authors use."""


def subset_size(round_: int, first_probability: float = FIRST_PROBABILITY) -> int:
    """How many elements CDD removes at a time in a round (from 0).

    The size that maximises the expected gain size x (1-p)^size; after each failed round p grows by 1/(1-1/e).
    """
    probability = min(first_probability / (1 - 1 / math.e) ** round_, 1 - 1e-9)
    return max(1, round(-1 / math.log(1 - probability)))


def counter_based(elements: Sequence[Element], together: bool = True) -> Pass[Element]:
    """Counter-based probabilistic delta debugging over elements, most promising first.

    With `together`, all of them are tried at once before any subset.
    """
    removed: list[Element] = []
    left = list(elements)
    if together and len(left) > 1 and (yield list(left)):
        return left
    round_ = 0
    while left:
        size = min(subset_size(round_), max(1, (len(left) + 1) // 2))
        kept: list[Element] = []
        for start in range(0, len(left), size):
            subset = left[start : start + size]
            if (yield removed + subset):
                removed += subset
            else:
                kept += subset
        left = kept
        if size == 1:
            break
        round_ += 1
    return removed


MANY = 64
"""Of more elements than this none is tried by itself: 30,000 of a kind go in tens of candidates, and what is
left is cut anew in the next round."""


def halving(elements: Sequence[Element], smallest: int = 1) -> Pass[Element]:
    """All at once; where that fails, each half likewise, down to so many elements.  Cheap where most elements
    go and the needed ones stand together, or where it only matters how many there are."""
    removed: list[Element] = []
    work = [list(elements)] if elements else []
    while work:
        subset = work.pop()
        if (yield removed + subset):
            removed += subset
        elif len(subset) > smallest:
            middle = len(subset) // 2
            work += [subset[middle:], subset[:middle]]
    return removed


def many(elements: Sequence[Element], few: Callable[[Sequence[Element]], Pass[Element]]) -> Pass[Element]:
    """What `few` does with them, where there are no more than MANY; otherwise halves, down to a share of them
    all."""
    return halving(elements, len(elements) // MANY) if len(elements) > MANY else few(elements)


FEW_PARTS = 16
"""Of thousands of elements none goes in a smaller part than a 16th of them: what stays is cut anew later."""


def in_parts(elements: Sequence[Element]) -> Pass[Element]:
    """All at once, then halves in the order given: of few down to single ones, of many down to a share."""
    parts = FEW_PARTS if len(elements) > FEW_PARTS * MANY else MANY
    return halving(elements, max(1, len(elements) // parts))


FIRST_GROUP = 4
"""The first group is a fourth of all: where the elements are most of a program, more at once never go."""


def along(elements: Sequence[Element]) -> Pass[Element]:
    """Groups along the order given: twice as many after a group that went, half as many after one that did
    not; a single one that stays is passed over.

    So groups are about as large as what stands between two elements that are needed, wherever that is.
    """
    removed: list[Element] = []
    position, size = 0, max(1, len(elements) // FIRST_GROUP)
    while position < len(elements):
        group = list(elements[position : position + size])
        if (yield removed + group):
            removed += group
            position, size = position + len(group), 2 * len(group)
        elif len(group) > 1:
            size = len(group) // 2
        else:
            position += 1
    return removed


def first_kept(elements: Sequence[Element]) -> Pass[Element]:
    """Each element by itself until one is kept: they stand in each other's place."""
    for element in elements:
        if (yield [element]):
            return [element]
    return []


def one_by_one(elements: Sequence[Element]) -> Pass[Element]:
    """Each element by itself: the last sweep, after which no single one can be removed."""
    removed: list[Element] = []
    for element in elements:
        if (yield [*removed, element]):
            removed.append(element)
    return removed
