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
PART, FALLS = 1 / 4, 1 / 2
"""A loop is alive beyond doubt where PART of its trips takes FALLS of its time at most.  A disturbance only
makes the shorter run longer, so a deleted loop does not show this."""
GROWS = 6
"""Of a short time too much may be what is left of start-up.  There STEEP times the trips must take GROWS
times as long, which is more than a busy machine makes of a deleted loop."""
SHORT_NS = 8_000_000
SHORT_OUTSIDE_NS = 50_000_000
"""What is short; the second where a side is timed from outside."""
MIDDLE_OUTSIDE_NS = 16_000_000
MORE, RISES = 4, 2.5
"""Where a side is timed from outside and takes at least that, MORE times the trips must take RISES times as
long: 24 ms more are not what a start varies by."""
SURE_RUNS = 2
KNOWN_RUNS = 3
"""So many runs at the trip count tell the time to hold this against."""
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
    """Whether a few runs show that both sides run the loop; False is no answer.

    `known` are the fast and the slow side's times of runs of the program, in ns; some are taken where these
    are too few.
    """
    if lane.phase != "execute" or not program.has_trips:
        return False
    known = list(known) if len(known) >= KNOWN_RUNS else []
    while len(known) < KNOWN_RUNS:
        pair = pair_of(lane, program, timeout_ns)
        if not pair.comparable:
            return False
        known.append((pair.fast_ns or 0, pair.slow_ns or 0))
    fast, slow = zip(*known, strict=True)
    return _follows(lane.fast, program, fast, timeout_ns) and _follows(lane.slow, program, slow, timeout_ns)


def _follows(runtime: Runtime, program: Program, known: Sequence[int], timeout_ns: int | None) -> bool:
    """Whether a side's time surely follows the trip count; `known` are its times, in ns."""
    outside, least_ns = not runtime.tells_least, min(known)
    is_long = least_ns >= (SHORT_OUTSIDE_NS if outside else SHORT_NS)
    more, grows = (MORE, RISES) if outside and least_ns >= MIDDLE_OUTSIDE_NS else (STEEP, GROWS)
    other = program.longer(PART if is_long else more)
    factor = other.trip_count / program.trip_count
    if FALLS < factor < grows:
        return False
    try:
        times = _times(runtime, other, SURE_RUNS, timeout_ns)
    except MeasurementError:
        # It may end in another way at another trip count.
        return False
    whole = [taken for taken in times if taken is not None]
    if len(whole) < SURE_RUNS:
        return False
    if is_long:
        return max(whole) <= FALLS * min(known)
    return min(whole) >= grows * max(known) > 0


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
    found = _times(runtime, program, RUNS, MAX_FIRST_RUN_NS)
    times = [taken for taken in found if taken is not None]
    return median(times) if 2 * len(times) > RUNS else None


def _times(runtime: Runtime, program: Program, count: int, timeout_ns: int | None) -> list[int | None]:
    """The times of so many runs on a side, in ns; None for one that is lost in start-up.  Raises
    MeasurementError where a run does not end well."""
    times = []
    for _ in range(count):
        sample = runtime.run(program.binary, invocation=program.invocation, timeout_ns=timeout_ns)
        if not program.ending.of(sample.outcome):
            raise MeasurementError(sample.outcome.in_words)
        times.append(time_of(sample, "execute", "cpu"))
    return times
