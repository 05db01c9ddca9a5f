"""Finds the trip count at which a side takes about as long as is wanted: seeds run for seconds, a search
needs milliseconds, a result a tenth of a second."""

from __future__ import annotations

from collections.abc import Callable

from reducer.judge.limits import (
    LEAST_NS,
    MAX_FIRST_RUN_NS,
    MAX_SLOW_NS,
    OUTSIDE_LEAST_NS,
    OUTSIDE_TARGET_NS,
    SHORT_SLOW_NS,
    TARGET_NS,
)
from reducer.judge.pairs import MeasurementError, NoTimeError, middle, pair_of, pairs
from reducer.program.program import Program
from reducer.runtimes import Runtime
from reducer.runtimes.checked import is_command
from reducer.timing import Clock, Lane, time_of

CLOSE_ENOUGH = 0.35
"""How far the time may be from the wanted one, as a share of it: this much is the noise of a single run."""
CLOSE_TO_A_POWER = 0.6
"""The same where only powers of two are tried."""
MAX_STEP = 256
"""The largest factor between two tried trip counts: a single run may be far off."""
UNKNOWN_STEP = 8
"""The factor by which the trip count is raised while the time is lost in start-up."""
MAX_TRIES = 16
FIRST_TRIPS = 2**14
"""Where one side's search begins: a millisecond of the heaviest loops on an interpreter."""
MAX_TRIPS = 2**36
"""Only a deleted loop runs this many trips in the time asked for, which is a second at most."""
LENGTHS = 4
"""Where a run is lost in what its start varies by, one of twice the time is tried, and so on: so many in
all."""
MANY, FLAT = 16, 4
"""Where MANY times the trips take less than FLAT times as long, what was timed is not the trips: what is left
of start-up may look like a time."""
DELETED_FACTOR = 4
"""A side that takes less than the wanted time divided by this does not run its trips."""


FEWER = 8
FALLS = 0.8
"""A constant sets part of a time where a FEWER-th of it, or less, brings the time below this share."""


class LoopDeletedError(MeasurementError):
    """More trips take no more time: the compiler has removed the loop, or computed its result."""


def toward(program: Program, took_ns: int | None, target_ns: int, *, rounded: bool = False) -> Program:
    """The program at the trip count at which it should take `target_ns`, given that it took `took_ns` (None:
    too short to tell)."""
    factor = UNKNOWN_STEP if took_ns is None else target_ns / max(1, took_ns)
    return program.longer(min(MAX_STEP, max(1 / MAX_STEP, factor)), rounded=rounded)


def target_of(lane: Lane, ratio: float = 1.0) -> int:
    """The fast side's time at which programs are measured in this lane, in ns; less where the slow side takes
    `ratio` times as long and that is much."""
    sides = lane.slow, lane.fast
    usual = TARGET_NS if all(side.tells_least for side in sides) else OUTSIDE_TARGET_NS
    least = OUTSIDE_LEAST_NS if any(map(is_command, sides)) else LEAST_NS
    return max(least, min(usual, round(SHORT_SLOW_NS / max(1.0, ratio))))


def bounded_ns(fast_ns: int, slow_ns: int, target_ns: int) -> int:
    """The time to compare with `target_ns`: the fast side's, or a larger one where the slow side, which may
    not take more than MAX_SLOW_NS, sets the trip count."""
    return max(fast_ns, round(slow_ns * target_ns / MAX_SLOW_NS))


def sets_the_time(lane: Lane, program: Program, slow_ns: int) -> bool:
    """Whether the slow side, which takes `slow_ns`, takes less time at fewer trips, as few as the search has.

    True as well if `slow_ns` is already short, or if the program then ends in another way: the guard decides
    whether a loop was deleted.
    """
    target_ns = target_of(lane)
    if slow_ns < target_ns:
        return True
    pair = pair_of(lane, program.longer(1 / max(FEWER, slow_ns / target_ns)), MAX_FIRST_RUN_NS)
    return not pair.comparable or (pair.slow_ns or 0) < FALLS * slow_ns


def tuned(
    program: Program,
    time_ns: Callable[[Program], int | None],
    target_ns: int,
    *,
    took_ns: int | None = None,
    rounded: bool = False,
) -> Program:
    """The program at the trip count at which `time_ns` of it is about `target_ns`, within a third.

    `took_ns` is its time at the present trip count, where that is known; `rounded`: at a power of two.
    Raises LoopDeletedError.
    """
    close = CLOSE_TO_A_POWER if rounded else CLOSE_ENOUGH
    if took_ns is not None:
        program = toward(program, took_ns, target_ns, rounded=rounded)
    first: tuple[int, int] | None = None
    for _ in range(MAX_TRIES):
        took_ns = time_ns(program)
        if first is None and took_ns is not None:
            first = program.trip_count, took_ns
        if took_ns is not None and abs(target_ns / max(1, took_ns) - 1) <= close:
            return program
        further = toward(program, took_ns, target_ns, rounded=rounded)
        if further.trip_counts == program.trip_counts or program.trip_count > MAX_TRIPS:
            break
        program = further
    trips, ns = first or (program.trip_count, 0)
    flat = took_ns is not None and program.trip_count >= MANY * trips and took_ns < FLAT * ns
    if took_ns is None or flat or target_ns > DELETED_FACTOR * took_ns:
        raise LoopDeletedError("more trips take no more time: the loop is deleted")
    return program


def tuned_in_lane(
    lane: Lane,
    program: Program,
    target_ns: int | None = None,
    *,
    known: tuple[int, int] | None = None,
    rounded: bool = False,
) -> tuple[Program, int, int]:
    """The program at the trip count at which the fast side takes about `target_ns` (the lane's, where none
    is given), or less where the slow side would take over MAX_SLOW_NS; its fast and slow time in ns.

    `known` are both times at the present trip count, where they are known.  Where a run is lost in what its
    start varies by, it is longer.  Where the program has no trip count, or another phase than execute is
    measured, it stays as it is.  Raises MeasurementError.
    """
    times = known or (0, 0)
    target_ns = target_of(lane) if target_ns is None else target_ns

    def time_ns(tried: Program) -> int:
        nonlocal times
        measured = pairs(lane, tried, 2, MAX_FIRST_RUN_NS)
        times = middle(pair.fast_ns for pair in measured), middle(pair.slow_ns for pair in measured)
        return bounded_ns(*times, target_ns)

    if program.has_trips and lane.phase == "execute":
        for longer in range(LENGTHS):
            took_ns = None if known is None else bounded_ns(*known, target_ns)
            try:
                program = tuned(program, time_ns, target_ns, took_ns=took_ns, rounded=rounded)
                break
            except NoTimeError:
                if longer == LENGTHS - 1:
                    raise
            target_ns *= 2
            program = program if known else program.longer(2)
    elif known is None or lane.phase == "execute":
        time_ns(program)
    return program, *times


def tuned_on(program: Program, runtime: Runtime, target_ns: int, *, clock: Clock = "cpu") -> Program:
    """The program at the trip count at which one runtime executes it in about `target_ns`.

    A program whose trip count no constant sets is returned unchanged.  Raises MeasurementError where it does
    not run to its end, LoopDeletedError where more trips take no more time.
    """
    if not program.has_trips:
        return program

    def time_ns(tried: Program) -> int | None:
        times = []
        for _ in range(2):
            sample = runtime.run(tried.binary, invocation=tried.invocation, timeout_ns=MAX_FIRST_RUN_NS)
            if not tried.ending.of(sample.outcome):
                raise MeasurementError(f"{tried.path} on {runtime.spec}: {sample.outcome.in_words}")
            times.append(time_of(sample, "execute", clock))
        # The shorter of the two, because a disturbance only makes a run longer.
        return min((time for time in times if time is not None), default=None)

    program = program.longer(min(1.0, FIRST_TRIPS / max(1, program.trip_count)))
    try:
        found = tuned(program, time_ns, target_ns)
        # A disturbed run may have happened to take the wanted time.
        fewer_ns = time_ns(found.longer(1 / FEWER))
        if fewer_ns is not None and fewer_ns * FEWER * DELETED_FACTOR < target_ns:
            raise LoopDeletedError("fewer trips take next to no time: the loop is deleted")
        return found
    except LoopDeletedError as error:
        raise LoopDeletedError(f"{error} on {runtime.spec}; let another runtime set the trip count") from None
