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
"""Yields the elements to remove together (including those that stay removed), is sent whether that was kept,
and returns all elements that were removed."""

FIRST_PROBABILITY = 0.1
"""CDD's first estimate of the probability that an element is needed: the value that its authors use."""


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
"""Where there are more elements than this, none is tried by itself: tens of candidates remove 30,000 elements
of a kind, and the next round divides what is left anew."""


def halving(elements: Sequence[Element], smallest: int = 1) -> Pass[Element]:
    """Tries all elements at once; where that fails, each half in the same way, down to `smallest` elements.
    Few decisions are needed where most elements can go and the needed ones stand together, or where only
    their number matters."""
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
    """The pass `few`, where there are no more than MANY elements; otherwise halves, down to a fixed share of
    all elements."""
    return halving(elements, len(elements) // MANY) if len(elements) > MANY else few(elements)


FEW_PARTS = 16
"""Thousands of elements are divided into this many parts at most: what stays is divided anew later."""


def in_parts(elements: Sequence[Element]) -> Pass[Element]:
    """Tries all elements at once, then halves in the order given: down to single elements where there are
    few, down to a share where there are many."""
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
    """Tries each element by itself until one is kept: only one of them is wanted."""
    for element in elements:
        if (yield [element]):
            return [element]
    return []


def one_by_one(elements: Sequence[Element]) -> Pass[Element]:
    """Tries each element by itself: the last sweep, after which no single element can be removed."""
    removed: list[Element] = []
    for element in elements:
        if (yield [*removed, element]):
            removed.append(element)
    return removed
