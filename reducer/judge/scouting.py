"""How long a candidate takes on the fast side, by one run: enough to see that a run is no shorter, and that
no pair of it is worth taking.  It decides nothing else."""

from __future__ import annotations

from reducer.program.program import Program
from reducer.timing import Lane, time_of


def fast_time(lane: Lane, program: Program, timeout_ns: int) -> int | None:
    """The fast side's CPU time in ns of the lane's phase, in one run; None where it does not end as it
    should, or gives no time."""
    sample = lane.fast.run(program.binary, invocation=program.invocation, timeout_ns=timeout_ns)
    return time_of(sample, lane.phase, "cpu") if program.ending.of(sample.outcome) else None
