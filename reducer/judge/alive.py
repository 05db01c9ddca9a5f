"""Is a program's loop alive: do more trips take more time, on both sides?

Takes the runs that the oracle's guard asks for; the arithmetic is the guard's.
"""

from __future__ import annotations

from reducer.judge.pairs import MeasurementError, pair_of
from reducer.oracle import Alive, Liveness, Noise, alive
from reducer.program.program import Program
from reducer.timing import Lane

FIRST_RUNS = 3
"""Runs at each trip count: a factor of two against a border of 1.4 is clear at once on a quiet machine."""
MAX_RUNS = 12
"""A loop is not called deleted after fewer, over fresh processes: some run a loop at one of two speeds, a
factor of two apart, that are drawn when they start.  What is unclear after this many stays so."""


def loop_alive(
    lane: Lane, program: Program, noise: Noise, *, factor: int = 2, timeout_ns: int | None = None
) -> Alive | None:
    """The guard's word on the loop, from runs at its trip count and at `factor` times that; `timeout_ns` is for
    a run.

    None where there is no trip count to raise, or another phase than execute is measured.  A time that drowns
    in start-up counts as none.  Raises MeasurementError where a run does not end as it should.
    """
    if lane.phase != "execute" or not program.has_trips:
        return None
    more = program.longer(factor)
    if more.trip_count < factor / 2 * program.trip_count:
        return None
    times: dict[str, list[float]] = {"fast once": [], "fast more": [], "slow once": [], "slow more": []}
    while True:
        # The longer first in every second round: each then runs slow side first and fast side first alike.
        order = (("once", program), ("more", more))
        for name, tried in order if len(times["fast once"]) % 2 == 0 else order[::-1]:
            pair = pair_of(lane, tried, timeout_ns)
            failed = pair.failed()
            if failed is not None:
                raise MeasurementError(failed.outcome.in_words)
            times[f"fast {name}"].append(pair.fast_ns or 0)
            times[f"slow {name}"].append(pair.slow_ns or 0)
        runs = len(times["fast once"])
        if runs % FIRST_RUNS:
            continue
        verdict = alive(*times.values(), noise, factor)
        if verdict.liveness is Liveness.ALIVE or runs >= MAX_RUNS:
            return verdict
        lane.restart()
