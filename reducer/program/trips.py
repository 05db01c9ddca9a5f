"""The constants that the running time grows with.

A constant is a trip count when the hottest loop's count follows from it (equal, one off, or a multiple of one
another) and falls when the constant is made smaller.  Counts decide, not times, so it takes a few
instrumented runs and no statistics.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reducer.program.profile import Observe, Profile, observer, profile
from reducer.program.program import Program, TripConstant
from reducer.runtimes import Runtime
from reducer.wat.module import Module
from reducer.wat.tree import Instr, walk

MIN_COUNT = 64
"""A loop of fewer trips than this does not need shortening."""
SHORTER = 8
"""By how much a constant is divided to see whether the count follows."""
MAX_TRIED = 12
"""How many constants are tried: each costs an instrumented run, and the likely ones come first."""


def constants(module: Module) -> Iterable[TripConstant]:
    """Every integer constant of the bodies."""
    for function in module.functions:
        for node in walk(module.body(function)):
            if isinstance(node, Instr) and node.op in ("i32.const", "i64.const"):
                yield TripConstant(function.name, node)


def with_trips(program: Program, observe: Observe, first: Profile | None = None) -> Program:
    """The program with the constant that sets the trip count of its hottest loop, where there is one.

    `first` is the module's profile, where it is known already.
    """
    first = first or profile(program.module, observe)
    if first is None or first.hottest < MIN_COUNT:
        return program
    hottest = first.hottest
    likely = sorted(constants(program.module), key=lambda trip: _distance(trip.value, hottest))
    for trip in likely[:MAX_TRIED]:
        if _distance(trip.value, hottest) == _UNRELATED:
            break
        found = replace(program, trips=(trip,))
        counts = profile(found.at([trip.value // SHORTER]).module, observe)
        if counts is not None and counts.hottest * 2 < hottest:
            return found
    return program


def as_written(program: Program, observing: Runtime) -> Program:
    """The program with its trip constant, at the trip count that it has; `observing` reads globals."""
    return with_trips(program, observer(observing, program))


_UNRELATED = 9


def _distance(value: int, count: int) -> int:
    """How far a constant is from being the trip count behind a count: equal, one off, one a multiple, ..."""
    value = abs(value)
    if value < MIN_COUNT:
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
