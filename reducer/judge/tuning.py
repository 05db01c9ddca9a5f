"""The trip count at which a side takes about as long as is wanted: seeds run for seconds, a search needs
milliseconds, a result a tenth of a second."""

from __future__ import annotations

from collections.abc import Callable

from reducer.judge.limits import MAX_FIRST_RUN_NS, MAX_SLOW_NS, OUTSIDE_TARGET_NS, SHORT_SLOW_NS, TARGET_NS
from reducer.judge.pairs import MeasurementError, middle, pair_of, pairs
from reducer.program.program import Program
from reducer.runtimes import Runtime
from reducer.timing import Clock, Lane, time_of

CLOSE_ENOUGH = 0.35
"""A trip count is good when the time is within this of what was wanted, as a share: the noise of one run."""
CLOSE_TO_A_POWER = 0.6
"""Likewise where only powers of two are taken."""
MAX_STEP = 256
"""The trip count changes by this factor at most between two tries: one run may lie."""
UNKNOWN_STEP = 8
"""By how much it is raised where the time still drowns in start-up."""
MAX_TRIES = 16
FIRST_TRIPS = 2**14
"""Where one side's search begins: a millisecond of the heaviest loops on an interpreter."""
MAX_TRIPS = 2**36
"""Nothing but a loop that was deleted runs this many trips in the time asked for, a second at most."""
DELETED_FACTOR = 4
"""A side that stays this far under the time asked for does not run its trips."""


FEWER = 8
FALLS = 0.8
"""A constant has a part in a time that falls below this share of itself at a FEWER-th of the trips."""


class LoopDeletedError(MeasurementError):
    """More trips take no more time: the compiler has removed the loop, or worked out what comes of it."""


def toward(program: Program, took_ns: int | None, target_ns: int, *, rounded: bool = False) -> Program:
    """The program at the trip count at which what took `took_ns` (None: too short to tell) should take
    `target_ns`."""
    factor = UNKNOWN_STEP if took_ns is None else target_ns / max(1, took_ns)
    return program.longer(min(MAX_STEP, max(1 / MAX_STEP, factor)), rounded=rounded)


def target_of(lane: Lane, ratio: float = 1.0) -> int:
    """The fast side's time at which programs are measured in this lane, in ns; down to half the usual one
    where the slow side takes so many times as long."""
    own_clocks = lane.slow.tells_least and lane.fast.tells_least
    usual = TARGET_NS if own_clocks else OUTSIDE_TARGET_NS
    return max(usual // 2, min(usual, round(SHORT_SLOW_NS / max(1.0, ratio))))


def bounded_ns(fast_ns: int, slow_ns: int, target_ns: int) -> int:
    """The fast side's time, which is to be `target_ns`; more, where it is the slow side that sets the trip
    count: that is not to take more than MAX_SLOW_NS."""
    return max(fast_ns, round(slow_ns * target_ns / MAX_SLOW_NS))


def sets_the_time(lane: Lane, program: Program, slow_ns: int) -> bool:
    """Whether the slow side, which takes `slow_ns`, takes less time at fewer trips.

    True as well if `slow_ns` is already short, or if the program then ends in another way: the guard decides
    whether a loop was deleted.
    """
    if slow_ns < target_of(lane):
        return True
    pair = pair_of(lane, program.longer(1 / FEWER), MAX_FIRST_RUN_NS)
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
    for _ in range(MAX_TRIES):
        took_ns = time_ns(program)
        if took_ns is not None and abs(target_ns / max(1, took_ns) - 1) <= close:
            return program
        further = toward(program, took_ns, target_ns, rounded=rounded)
        if further.trip_counts == program.trip_counts or program.trip_count > MAX_TRIPS:
            break
        program = further
    if took_ns is None or target_ns > DELETED_FACTOR * took_ns:
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

    `known` are both times at the present trip count, where they are known.  Where it has no trip count, or
    another phase than execute is measured, it stays as it is.  Raises MeasurementError.
    """
    times = known or (0, 0)
    target_ns = target_of(lane) if target_ns is None else target_ns

    def time_ns(tried: Program) -> int:
        nonlocal times
        measured = pairs(lane, tried, 2, MAX_FIRST_RUN_NS)
        times = middle(pair.fast_ns for pair in measured), middle(pair.slow_ns for pair in measured)
        return bounded_ns(*times, target_ns)

    if program.has_trips and lane.phase == "execute":
        took_ns = None if known is None else bounded_ns(*times, target_ns)
        program = tuned(program, time_ns, target_ns, took_ns=took_ns, rounded=rounded)
    elif known is None or lane.phase == "execute":
        time_ns(program)
    return program, *times


def tuned_on(program: Program, runtime: Runtime, target_ns: int, *, clock: Clock = "cpu") -> Program:
    """The program at the trip count at which one runtime executes it in about `target_ns`.

    As it is where no constant sets its trip count.  Raises MeasurementError where it does not run to its end,
    LoopDeletedError where it takes no more time for more trips.
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
        # The shorter of the two: what disturbs only adds.
        return min((time for time in times if time is not None), default=None)

    program = program.longer(min(1.0, FIRST_TRIPS / max(1, program.trip_count)))
    try:
        found = tuned(program, time_ns, target_ns)
        # A hiccup of the machine may have looked like the time wanted.
        fewer_ns = time_ns(found.longer(1 / FEWER))
        if fewer_ns is not None and fewer_ns * FEWER * DELETED_FACTOR < target_ns:
            raise LoopDeletedError("fewer trips take next to no time: the loop is deleted")
        return found
    except LoopDeletedError as error:
        raise LoopDeletedError(f"{error} on {runtime.spec}; let another runtime set the trip count") from None
