"""Is a program's loop alive: do more trips take more time, on both sides?

Takes the runs that the oracle's guard asks for; the arithmetic is the guard's.
"""

from __future__ import annotations

import math
from statistics import median

from reducer.judge.limits import MAX_FIRST_RUN_NS
from reducer.judge.pairs import MeasurementError, pair_of
from reducer.oracle import Alive, Liveness, Noise, alive
from reducer.program.program import Program
from reducer.runtimes import Runtime
from reducer.timing import Lane, time_of

FIRST_RUNS = 3
"""Runs at each trip count: a factor of two against a border of 1.4 is clear at once on a quiet machine."""
MAX_RUNS = 12
"""A loop is not called deleted after fewer, over fresh processes: some run a loop at one of two speeds, a
factor of two apart, that are drawn when they start.  What is unclear after this many stays so."""
STEEP = 16
"""How many times more trips are tried: a live loop takes 16 times as long, a deleted one as long as before.
Twice would do on a quiet machine; what a deleted loop takes is microseconds, and swings by half."""
BORDER = math.sqrt(STEEP)
RUNS = 3
MORE_TRIPS = 3
MAX_DOUBLED_NS = 60_000_000
"""Where a run takes longer, half the trips are held against all of them, not all against twice."""
SHOWS = 2.0
SHOWS_NS = 1_000_000
"""A loop that drowns in what else a side does is seen where more trips, by STEEP up to three times over, take
so many times as long, and so long: a deleted one takes microseconds whatever its trip count."""


def loop_alive(
    lane: Lane, program: Program, noise: Noise, *, run_ns: int = 0, timeout_ns: int | None = None
) -> Alive | None:
    """The guard's word on the loop, from runs at its trip count and at twice that; at half and all of it
    where a run takes `run_ns`, and that is long.  `timeout_ns` is for a run.

    None where there is no trip count to raise, or another phase than execute is measured.  A time that drowns
    in start-up counts as none.  Raises MeasurementError where a run does not end as it should.
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
        # The longer first in every second round: each then runs slow side first and fast side first alike.
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


def deleted(
    lane: Lane,
    program: Program,
    noise: Noise,
    *,
    allow_fast: bool = False,
    run_ns: int = 0,
    timeout_ns: int | None = None,
) -> str | None:
    """What shows that a side does not run the program's loop: twice the trips take no longer, or cannot be
    run. None where nothing shows it.  The fast side may delete its loop with `allow_fast`; `run_ns` as of
    `loop_alive`."""
    try:
        found = loop_alive(lane, program, noise, run_ns=run_ns, timeout_ns=timeout_ns)
    except MeasurementError as error:
        return str(error)
    if found is None or not found.deleted(allow_fast=allow_fast):
        return None
    drowned = found.liveness is Liveness.FAST_DELETED and _shows_at_more_trips(lane.fast, program)
    return None if drowned else found.sentence


def _shows_at_more_trips(runtime: Runtime, program: Program) -> bool:
    """Whether a loop that seemed deleted takes its time where its trips are many times more."""
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
    """How many times longer 16 times the trips take: 1 where both drown in start-up; None where the trip
    count cannot be raised so far.

    `short_ns` is the time at the program's own trip count, None where it drowns in start-up; then 16 times
    the trips are held against 256 times.  Raises MeasurementError where a run does not end well.
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
    """The median time of a few runs in ns; None where most drown in start-up."""
    times: list[int] = []
    for _ in range(RUNS):
        sample = runtime.run(program.binary, invocation=program.invocation, timeout_ns=MAX_FIRST_RUN_NS)
        if not program.ending.of(sample.outcome):
            raise MeasurementError(sample.outcome.in_words)
        taken = time_of(sample, "execute", "cpu")
        times += [] if taken is None else [taken]
    return median(times) if 2 * len(times) > RUNS else None
