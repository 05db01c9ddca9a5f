"""Does a side run a variant's loop at all, or has its compiler worked out what comes of it?

More trips take more time where the loop runs.  Runs are taken here, on one side at a time.
"""

from __future__ import annotations

import math
from statistics import median

from reducer.measure.candidate import Candidate
from reducer.measure.pairs import MeasurementError
from reducer.measure.trip_time import ending
from reducer.runtimes import Runtime
from reducer.timing import time_of
from reducer.wat.assemble import Assembler

FACTOR = 16
"""How many times more trips are tried: a live loop takes 16 times as long, a folded one as long as before.
Twice would do on a quiet machine; what a folded loop takes is microseconds, and swings by half."""
BORDER = math.sqrt(FACTOR)
RUNS = 3
TIMEOUT_NS = 60 * 10**9


def growth(
    runtime: Runtime, assembler: Assembler, candidate: Candidate, short_ns: float | None
) -> float | None:
    """How many times longer 16 times the trips take: 1 where both drown in start-up; None where the trip
    count cannot be raised so far.

    `short_ns` is the time at the candidate's own trip count, None where it drowns in start-up; then 16 times
    the trips are held against 256 times.  Raises MeasurementError where a run does not end well.
    """
    for _ in range(2):
        more = candidate.longer(FACTOR)
        if _trips(more) < FACTOR / 2 * _trips(candidate):
            return None
        long_ns = _middle(runtime, assembler, more)
        if long_ns is None or short_ns is not None:
            break
        candidate, short_ns, long_ns = more, long_ns, None
    return 1.0 if short_ns is None or long_ns is None else long_ns / max(1.0, short_ns)


def _trips(candidate: Candidate) -> int:
    return max(abs(count) for count in candidate.trip_counts)


def _middle(runtime: Runtime, assembler: Assembler, candidate: Candidate) -> float | None:
    """The median time of a few runs in ns; None where most drown in start-up."""
    binary = assembler.assemble(candidate.text)
    times: list[int] = []
    for _ in range(RUNS):
        sample = runtime.run(binary, timeout_ns=TIMEOUT_NS)
        if not sample.outcome.normal:
            raise MeasurementError(ending(sample.outcome))
        taken = time_of(sample, "execute", "cpu")
        times += [] if taken is None else [taken]
    return median(times) if 2 * len(times) > RUNS else None
