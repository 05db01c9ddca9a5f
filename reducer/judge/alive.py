"""Is a program's loop alive: does it take longer on both sides when its trip count is raised?

This module takes the runs that the oracle's guard asks for; the guard does the arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

from reducer.judge.limits import MAX_FIRST_RUN_NS
from reducer.judge.pairs import MeasurementError, pair_of
from reducer.oracle import Alive, Liveness, Noise, alive
from reducer.program.program import Program
from reducer.runtimes import Runtime
from reducer.timing import Lane, time_of

FIRST_RUNS = 3
"""Runs at each trip count.  On a quiet machine these are enough to tell a factor of two from the border of
1.4."""
MAX_RUNS = 12
"""No loop is called deleted after fewer runs, taken from several fresh processes: some processes run a loop
at half speed, which is decided when they start.  A loop that is unclear after this many runs stays
unclear."""
STEEP = 16
"""By how much the trip count is raised: a live loop then takes 16 times as long, a deleted one no longer than
before.  On a quiet machine a factor of two would be enough, but the microseconds that a deleted loop takes
vary by half."""
BORDER = math.sqrt(STEEP)
RUNS = 3
MORE_TRIPS = 3
MAX_DOUBLED_NS = 60_000_000
"""Where a run takes longer than this, the whole trip count is compared with half of it, instead of twice the
trip count with the whole."""
PART = 1 / 4
FALLS = 1 / 2
"""A loop is alive beyond doubt where PART of its trips takes FALLS of its time at most, on both sides and in
each of FALLING_RUNS processes.  A disturbance only makes the shorter run longer, so a deleted loop does not
show this."""
FALLING_RUNS = 2
KNOWN_RUNS = 3
"""The shortest of so many runs is the time to hold this against."""
LEAST_KNOWN_NS = 2_000_000
LEAST_OUTSIDE_NS = 50_000_000
"""Of less, too much may be what is left of start-up; the second where a side is timed from outside."""
SHOWS = 2.0
SHOWS_NS = 1_000_000
"""A loop whose time is lost in the rest of a run is called alive once STEEP times the trips, up to three
times over, take SHOWS times as long and more than SHOWS_NS.  A deleted loop takes microseconds at any trip
count."""


def loop_alive(
    lane: Lane, program: Program, noise: Noise, *, run_ns: int = 0, timeout_ns: int | None = None
) -> Alive | None:
    """The guard's verdict on the loop, from runs at its trip count and at twice that.  Where a run takes long
    (`run_ns`), runs at half the trip count and at the whole are compared instead.  `timeout_ns` is for each
    run.

    Returns None where there is no trip count to raise, or where another phase than execute is measured.  A
    time that is lost in start-up counts as 0.  Raises MeasurementError where a run does not end as it should.
    """
    if lane.phase != "execute" or not program.has_trips:
        return None
    if run_ns > MAX_DOUBLED_NS:
        program = program.longer(1 / 2)
    more = program.longer(2)
    if more.trip_counts == program.trip_counts:
        return None
    fast: dict[str, list[float]] = {"once": [], "more": []}
    slow: dict[str, list[float]] = {"once": [], "more": []}
    while True:
        # Every second round begins with the longer program: then each program runs as often with the slow
        # side first as with the fast side first.
        order = (("once", program), ("more", more))
        for name, tried in order if len(fast["once"]) % 2 == 0 else order[::-1]:
            pair = pair_of(lane, tried, timeout_ns)
            failed = pair.failed()
            if failed is not None:
                raise MeasurementError(failed.outcome.in_words)
            fast[name].append(pair.fast_ns or 0)
            slow[name].append(pair.slow_ns or 0)
        runs = len(fast["once"])
        if runs % FIRST_RUNS:
            continue
        verdict = alive(fast["once"], fast["more"], slow["once"], slow["more"], noise)
        if verdict.liveness is Liveness.ALIVE or runs >= MAX_RUNS:
            return verdict
        lane.restart()


def surely_alive(
    lane: Lane, program: Program, known: Sequence[tuple[int, int]] = (), timeout_ns: int | None = None
) -> bool:
    """Whether two short runs show that both sides run the loop; False is no answer.

    `known` are the fast and the slow side's times of runs of the program, in ns; some are taken where these
    are too few.
    """
    part = program.longer(PART)
    if lane.phase != "execute" or not program.has_trips or part.trip_count > program.trip_count / 2:
        return False
    known = known if len(known) >= KNOWN_RUNS else _both_times(lane, program, KNOWN_RUNS, timeout_ns)
    usual = [min(times) for times in zip(*known, strict=True)]
    for side, taken_ns in zip((lane.fast, lane.slow), usual, strict=False):
        if taken_ns < (LEAST_KNOWN_NS if side.tells_least else LEAST_OUTSIDE_NS):
            return False
    shorter = _both_times(lane, part, FALLING_RUNS, timeout_ns) if usual else []
    fall = (short <= FALLS * long for times in shorter for short, long in zip(times, usual, strict=True))
    return bool(shorter) and all(fall)


def _both_times(lane: Lane, program: Program, count: int, timeout_ns: int | None) -> list[tuple[int, int]]:
    """The fast and the slow side's times of so many pairs, in ns; none where one of them has no time."""
    made = [pair_of(lane, program, timeout_ns) for _ in range(count)]
    whole = all(pair.comparable for pair in made)
    return [(pair.fast_ns or 0, pair.slow_ns or 0) for pair in made] if whole else []


def deleted(
    lane: Lane,
    program: Program,
    noise: Noise,
    *,
    known: Sequence[tuple[int, int]] = (),
    allow_fast: bool = False,
    run_ns: int = 0,
    timeout_ns: int | None = None,
) -> str | None:
    """The sentence that says which side does not run the program's loop: twice the trips take no longer
    there, or cannot be run.  None where both sides run it.  `known` is that of `surely_alive`; with
    `allow_fast` the fast side may delete its loop; `run_ns` and `timeout_ns` are those of `loop_alive`."""
    try:
        if surely_alive(lane, program, known, timeout_ns):
            return None
        found = loop_alive(lane, program, noise, run_ns=run_ns, timeout_ns=timeout_ns)
    except MeasurementError as error:
        return str(error)
    if found is None or not found.deleted(allow_fast=allow_fast):
        return None
    drowned = found.liveness is Liveness.FAST_DELETED and _shows_at_more_trips(lane.fast, program)
    return None if drowned else found.sentence


def _shows_at_more_trips(runtime: Runtime, program: Program) -> bool:
    """Whether a loop that seemed deleted takes measurable time once its trip count is raised far enough."""
    short_ns = _middle_ns(runtime, program)
    for _ in range(MORE_TRIPS):
        program = program.longer(STEEP)
        long_ns = _middle_ns(runtime, program)
        if short_ns is None or long_ns is None:
            return False
        if long_ns > max(SHOWS * short_ns, SHOWS_NS):
            return True
    return False


def growth(runtime: Runtime, program: Program, short_ns: float | None) -> float | None:
    """By how much the time grows when the trip count is raised 16 times: 1 where both times are lost in
    start-up; None where the trip count cannot be raised that far.

    `short_ns` is the time at the program's own trip count.  Where it is None (lost in start-up), 16 times the
    trips are compared with 256 times.  Raises MeasurementError where a run does not end well.
    """
    for _ in range(2):
        more = program.longer(STEEP)
        if more.trip_count < STEEP / 2 * program.trip_count:
            return None
        long_ns = _middle_ns(runtime, more)
        if long_ns is None or short_ns is not None:
            break
        program, short_ns, long_ns = more, long_ns, None
    return 1.0 if short_ns is None or long_ns is None else long_ns / max(1.0, short_ns)


def _middle_ns(runtime: Runtime, program: Program) -> float | None:
    """The median time of a few runs in ns; None where most of them are lost in start-up."""
    times: list[int] = []
    for _ in range(RUNS):
        sample = runtime.run(program.binary, invocation=program.invocation, timeout_ns=MAX_FIRST_RUN_NS)
        if not program.ending.of(sample.outcome):
            raise MeasurementError(sample.outcome.in_words)
        taken = time_of(sample, "execute", "cpu")
        times += [] if taken is None else [taken]
    return median(times) if 2 * len(times) > RUNS else None
