"""Is a case's loop alive: does twice the trips take twice the time, on both sides?

Takes the runs that the oracle's guard asks for; the arithmetic is the guard's.
"""

from __future__ import annotations

from reducer.measure.candidate import Candidate
from reducer.measure.pairs import pairs
from reducer.oracle import Alive, Liveness, Noise, alive
from reducer.timing import Lane
from reducer.wat.assemble import Assembler

FIRST_RUNS = 3
"""Runs at each trip count: a factor of two against a border of 1.4 is clear at once on a quiet machine."""
MOST_RUNS = 12
"""A loop is not called folded after fewer, over fresh processes: some run a loop at one of two speeds, a
factor of two apart, that are drawn when they start.  What is unclear after this many stays so."""


def folded(found: Alive, *, allow_fast: bool = False) -> bool:
    """Whether a side folded the loop away; `allow_fast`: the fast side may."""
    refused = {Liveness.SLOW_FOLDED, Liveness.BOTH_FOLDED} | (set() if allow_fast else {Liveness.FAST_FOLDED})
    return found.liveness in refused


def liveness(
    lane: Lane, assembler: Assembler, candidate: Candidate, noise: Noise, timeout_ns: int | None = None
) -> Alive | None:
    """The guard's word on the loop, from runs at its trip count and at twice that; `timeout_ns` is for the
    longer ones.

    None where the candidate has no trip count to double, or another phase than execute is measured.
    Raises MeasurementError.
    """
    if lane.phase != "execute" or not candidate.has_trips:
        return None
    once, twice = (assembler.assemble(case.text) for case in (candidate, candidate.longer(2)))
    times: dict[str, list[float]] = {"fast n": [], "fast 2n": [], "slow n": [], "slow 2n": []}
    while True:
        # The longer first in every second round: each then runs slow side first and fast side first alike.
        order = (("n", once), ("2n", twice))
        for name, binary in order if len(times["fast n"]) % 2 == 0 else order[::-1]:
            pair = pairs(lane, binary, 1, timeout_ns)[0]
            times[f"fast {name}"].append(pair.fast_ns or 0)
            times[f"slow {name}"].append(pair.slow_ns or 0)
        runs = len(times["fast n"])
        if runs % FIRST_RUNS:
            continue
        verdict = alive(times["fast n"], times["fast 2n"], times["slow n"], times["slow 2n"], noise)
        if verdict.liveness is Liveness.ALIVE or runs >= MOST_RUNS:
            return verdict
        lane.restart()
