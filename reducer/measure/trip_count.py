"""The constants that the running time grows with, and the module at another trip count.

A constant is a trip count when the hottest loop's count follows from it (equal, one off, or a multiple of one
another) and falls when the constant is made smaller.  Counts decide, not times, so it takes a few
instrumented runs and no statistics.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reducer.edits.edit import Edit, Replacement, apply
from reducer.measure.profile import Observe, Profile, profile
from reducer.wat import numbers
from reducer.wat.module import Module
from reducer.wat.tree import Instr, walk

SMALLEST = 64
"""A loop of fewer trips than this does not need shortening."""
SHORTER = 8
"""By how much a constant is divided to see whether the count follows."""
MOST_TRIED = 12
"""How many constants are tried: each costs an instrumented run, and the likely ones come first."""


@dataclass(frozen=True, eq=False)
class TripConstant:
    """A constant of the program that sets a trip count, as it stood in the original."""

    node: Instr
    value: int


def integer(node: Instr) -> int | None:
    """The value of an integer constant as it is written, None for any other instruction."""
    if node.op not in ("i32.const", "i64.const"):
        return None
    return numbers.integer(node.immediates[0])


def constants(module: Module) -> Iterable[tuple[str, Instr, int]]:
    """Every integer constant of the bodies: function, node, value."""
    for function in module.functions:
        for node in walk(module.body(function)):
            if isinstance(node, Instr):
                value = integer(node)
                if value is not None:
                    yield function.name, node, value


def with_value(module: Module, nodes: dict[int, int]) -> tuple[Module, dict[int, Instr]]:
    """The module with these constants (by the id of the node) at other values, and the new node of each."""
    replacements, made = [], {}
    for function, node, _ in constants(module):
        if id(node) in nodes and id(node) not in made:
            made[id(node)] = Instr(node.op, (str(nodes[id(node)]),), (), node.results, None, node.comment)
            replacements.append(Replacement(function, node, (made[id(node)],)))
    return apply(module, [Edit("trip-count", "trip count", 0, tuple(replacements))]), made


def find_trip_constants(
    module: Module, observe: Observe, first: Profile | None = None
) -> tuple[TripConstant, ...]:
    """The constants that set the trip count of the hottest loop, the most telling first; empty where none
    does.

    `first` is the module's profile, where it is known already.
    """
    first = first or profile(module, observe)
    if first is None or first.hottest < SMALLEST:
        return ()
    hottest = first.hottest
    found = []
    for _, node, value in sorted(constants(module), key=lambda entry: _distance(entry[2], hottest))[
        :MOST_TRIED
    ]:
        if _distance(value, hottest) == _UNRELATED:
            break
        shorter, _ = with_value(module, {id(node): value // SHORTER})
        counts = profile(shorter, observe)
        if counts is not None and counts.hottest * 2 < hottest:
            found.append(TripConstant(node, value))
            break
    return tuple(found)


_UNRELATED = 9


def _distance(value: int, count: int) -> int:
    """How far a constant is from being the trip count behind a count: equal, one off, one a multiple, ..."""
    value = abs(value)
    if value < SMALLEST:
        return _UNRELATED
    if value == count:
        return 0
    if abs(value - count) == 1:
        return 1
    if count % value == 0 or value % count == 0:
        return 2
    if (
        (count + 1) % value == 0
        or (count - 1) % value == 0
        or value % (count + 1) == 0
        or value % max(count - 1, 1) == 0
    ):
        return 3
    return _UNRELATED
