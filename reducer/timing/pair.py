"""A pair: the same binary on the slow and on the fast side, one right after the other.

Two runs that are close in time meet the same state of the machine, so their ratio is steadier than either
time.  Knows what a pair shows, not what follows from it.
"""

import math
from dataclasses import dataclass
from typing import Literal

from reducer.runtimes import Ending, Outcome, Sample

Phase = Literal["compile", "instantiate", "execute", "total"]
Clock = Literal["cpu", "wall"]
Order = Literal["slow first", "fast first"]
WELL = Ending()


@dataclass(frozen=True)
class Pair:
    """One observation.  The second run is None when the first did not end as it should.  `ending` is how the
    program ends, None where its sides did not end alike.  `process` is the number of the processes that it
    ran in: pairs with the same number share their processes."""

    slow: Sample | None
    fast: Sample | None
    order: Order
    phase: Phase = "execute"
    clock: Clock = "cpu"
    ending: Ending | None = WELL
    process: int = 0

    def failed(self) -> Sample | None:
        """The run that did not end as the program should; None where both did."""
        samples = (sample for sample in (self.slow, self.fast) if sample is not None)
        return next((sample for sample in samples if not self._ended(sample.outcome)), None)

    def _ended(self, outcome: Outcome) -> bool:
        return self.ending is not None and self.ending.of(outcome)

    @property
    def comparable(self) -> bool:
        """Whether both sides ended as the program should, with a time for the phase."""
        return (
            self.slow is not None
            and self.fast is not None
            and self.failed() is None
            and self.slow_ns is not None
            and self.fast_ns is not None
        )

    @property
    def lost(self) -> bool:
        """Whether both sides ended as the program should, and a time is lost in what its start varies by."""
        whole = self.slow is not None and self.fast is not None and self.failed() is None
        return whole and self.phase == "execute" and (self.slow_ns is None or self.fast_ns is None)

    @property
    def slow_ns(self) -> int | None:
        """Time of the phase on the slow side, in ns."""
        return time_of(self.slow, self.phase, self.clock)

    @property
    def fast_ns(self) -> int | None:
        """Time of the phase on the fast side, in ns."""
        return time_of(self.fast, self.phase, self.clock)

    @property
    def least_x(self) -> float | None:
        """The smallest value that ln(slow / fast) can have, for a pair whose slow run was stopped; None where
        nothing is known."""
        if self.slow is None or self.fast is None or self.phase != "execute" or not self.fast_ns:
            return None
        least = self.slow.least_cpu_ns if self.clock == "cpu" else self.slow.least_ns
        if not least or self.slow.outcome.kind != "timed out" or not self._ended(self.fast.outcome):
            return None
        return math.log(least / self.fast_ns)

    @property
    def x(self) -> float:
        """ln(slow / fast). Raises ValueError for a pair that is not comparable."""
        if not self.comparable or self.slow_ns is None or self.fast_ns is None:
            raise ValueError("a pair with a side that did not end as it should has no ratio")
        return math.log(max(1, self.slow_ns) / max(1, self.fast_ns))


def time_of(sample: Sample | None, phase: Phase, clock: Clock) -> int | None:
    """Time of a phase by a clock, in ns, or None where it is not known."""
    if sample is None:
        return None
    times = {
        ("compile", "wall"): sample.compile_ns,
        ("compile", "cpu"): sample.compile_cpu_ns,
        ("instantiate", "wall"): sample.instantiate_ns,
        ("instantiate", "cpu"): sample.instantiate_cpu_ns,
        ("execute", "wall"): sample.execute_ns,
        ("execute", "cpu"): sample.execute_cpu_ns,
        ("total", "wall"): sample.total_ns,
        ("total", "cpu"): sample.total_cpu_ns,
    }
    return times[phase, clock]
