"""The constants that the running time grows with.

A constant is a trip count when the hottest loop's count follows from it (equal, one off, or a multiple of one
another) and falls when the constant is made smaller.  Counts decide, not times, so it takes a few
instrumented runs and no statistics.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reducer.program.never_run import without_never_run
from reducer.program.profile import Observe, Profile, node_counts, observer, profile
from reducer.program.program import Program, TripConstant
from reducer.records.run import TripPlace
from reducer.runtimes import MOST_FUEL, Runtime
from reducer.timing import Allowance
from reducer.wat.module import Field, Module
from reducer.wat.tree import Instr, walk

MIN_COUNT = 64
"""A loop of fewer trips than this does not need shortening."""
SHORTER = 8
"""The divisor of a constant in the test whether the count follows it."""
MAX_TRIED = 12
"""How many constants are tried: each costs an instrumented run, and the likely ones come first."""
FUEL_MARGIN = 2
"""A run in which a constant is smaller may use so many times the fuel of the original."""
TRIPS_SECONDS = 60.0
"""The constant is looked for no longer than this: of a program whose runs take seconds, each try is such a
run."""
WITHOUT_END = Allowance()


def constants(module: Module, counts: Profile | None = None) -> Iterable[TripConstant]:
    """Every integer constant of the bodies; with counts, of those that ran."""
    for function in module.functions:
        if counts is None or counts.functions.get(function.name, 0):
            yield from _constants_in(module, function)


def _constants_in(module: Module, function: Field) -> Iterator[TripConstant]:
    """The integer constants of one function, in the order of its tree."""
    for node in walk(module.body(function)):
        if isinstance(node, Instr) and node.op in ("i32.const", "i64.const"):
            yield TripConstant(function.name, node)


def with_trips(
    program: Program, observe: Observe, first: Profile | None = None, allowance: Allowance = WITHOUT_END
) -> Program:
    """The program with the constant that sets the trip count of its hottest loop, where there is one, and one
    is found before the allowance is spent.

    `first` is the module's profile, where it is known already.  A constant that was never executed sets
    nothing, so it is not tried: most constants of a large program are of this kind, and each try is a whole
    run.
    """
    first = first or profile(program.module, observe)
    if first is None or first.hottest < MIN_COUNT:
        return program
    hottest, running = first.hottest, without_never_run(program, first)
    executed = node_counts(program.module, first)
    live = (trip for trip in constants(program.module, first) if executed[id(trip.node)])
    likely = sorted(live, key=lambda trip: _distance(trip.value, hottest))
    for trip in likely[:MAX_TRIED]:
        if _distance(trip.value, hottest) == _UNRELATED or allowance.spent:
            break
        shorter = replace(running, trips=(trip,)).at([trip.value // SHORTER])
        counts = profile(shorter.module, observe)
        if counts is not None and counts.hottest * 2 < hottest:
            return replace(program, trips=(trip,))
    return program


def with_other_trips(program: Program, counts: Profile) -> Iterator[Program]:
    """The program with another constant that equals how often a loop goes round, the largest first."""
    rounds = {around for count in counts.arms.values() for around in (count - 1, count, count + 1)}
    known = {id(trip.node) for trip in program.trips}
    found = [
        trip
        for trip in constants(program.module, counts)
        if id(trip.node) not in known and abs(trip.value) >= SHORTER and abs(trip.value) in rounds
    ]
    for trip in sorted(found, key=lambda trip: -abs(trip.value))[:MAX_TRIED]:
        yield replace(program, trips=(trip,))


def as_written(
    program: Program, observing: Runtime, first: Profile | None = None, allowance: Allowance | None = None
) -> Program:
    """The program with its trip constant, at its own trip count, as `with_trips` finds it; `observing` can
    read globals.  No try takes many more instructions than the program, and all take TRIPS_SECONDS at the
    most where there is no allowance."""
    first = first or profile(program.module, observer(observing, program))
    if first is None:
        return program
    # With another constant a program may never end; with the right one it executes less.  What is used
    # by a run that traps is told short.
    told = 0 if program.ending.traps else first.used
    observe = observer(observing, program, fuel=FUEL_MARGIN * told or MOST_FUEL)
    return with_trips(program, observe, first, allowance or WITHOUT_END.part(1.0, TRIPS_SECONDS))


def places(program: Program) -> tuple[TripPlace, ...]:
    """Where the trip constants stand, to find them again in the program's text."""
    names = {trip.function for trip in program.trips}
    numbers = {
        id(trip.node): number
        for function in program.module.functions
        if function.name in names
        for number, trip in enumerate(_constants_in(program.module, function))
    }
    return tuple(
        TripPlace(trip.function, numbers.get(id(trip.node)), trip.node.op, trip.value)
        for trip in program.trips
    )


def at_places(program: Program, found: Sequence[TripPlace]) -> Program:
    """The program with the trip constants that stand at these places."""
    names = {place.function for place in found}
    there = {
        function.name: list(_constants_in(program.module, function))
        for function in program.module.functions
        if function.name in names
    }
    trips = []
    for place in found:
        constants_there = there.get(place.function, [])
        if place.number is not None and place.number < len(constants_there):
            trips.append(constants_there[place.number])
        else:
            gone = Instr(place.instruction, (str(place.value),), (), (place.instruction[:3],))
            trips.append(TripConstant(place.function, gone))
    return replace(program, trips=tuple(trips))


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
