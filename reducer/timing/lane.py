"""The one lane in which anything is timed: pairs of runs, one after the other, in alternating order.

A few workers a side live at a time, and pairs rotate among them, because whatever a process draws at its
start (its memory layout, the speed of a loop) affects all its pairs alike.  Everything else that wreduce does
runs beside the lane, on another core.  Knows no verdicts and draws no conclusions.
"""

import secrets
import time
from collections.abc import Callable
from contextlib import nullcontext

from reducer.errors import WreduceError
from reducer.runtimes import NOTHING_GIVEN, Ending, Invocation, Outcome, Runtime, Sample, common_ending
from reducer.timing.cores import everywhere
from reducer.timing.pair import WELL, Clock, Order, Pair, Phase

# An engine may cache what it has compiled: only a new compilation is measured.
FRESH: tuple[Phase, ...] = ("compile", "total")


OUT_OF_TIME = "the time limit is reached"
PROCESSES = 3
"""The workers a side that live at a time: as many processes as a candidate needs to be kept."""
MORE_TRIES = 2
"""A pair in which a time is lost in the start of its run is taken again, so often: on a busy machine a start
may vary by as much as a short run takes."""
MAX_AGAIN_NS = 500_000_000
"""But not one that takes longer than this: the side without a time has deleted its loop."""
PROCESS_BITS = 48
"""Pairs of different runs of wreduce may share a ledger, so processes get random numbers of this many
bits."""


class OutOfTimeError(WreduceError):
    """The lane's deadline has passed."""

    exit_code = 4


def _nothing() -> None:
    pass


class Lane:
    """Two runtimes on one core, and a count of the time spent in them.

    The clock is the CPU time of the worker unless told otherwise.  On a quiet machine it is as steady as the
    wall clock (the spread of x is 0.04 for both, with guests of 10 to 20 ms).  Beside two busy processes on
    the same two cores it stays so, while the spread with the wall clock rises to 0.21.
    """

    def __init__(
        self,
        slow: Runtime,
        fast: Runtime,
        *,
        phase: Phase = "execute",
        clock: Clock = "cpu",
        deadline: float | None = None,
        processes: int = PROCESSES,
    ) -> None:
        """`processes` is how many workers a side live at a time; `deadline` is of time.monotonic()."""
        self.slow = slow
        self.fast = fast
        self.phase = phase
        self.clock = clock
        # By time.monotonic(): after it nothing is run any more.
        self.deadline = deadline
        self.processes = processes
        self.between: Callable[[], None] = _nothing
        """Called before each pair, when nothing is timed."""
        self.pairs = 0
        self.guest_ns = 0
        # The numbers of the processes, by the worker and by how many processes each side has started there.
        self._numbers: dict[tuple[int, int, int], int] = {}

    def pair(
        self,
        binary: bytes,
        *,
        invocation: Invocation = NOTHING_GIVEN,
        ending: Ending | None = WELL,
        timeout_ns: int | None = None,
        slow_timeout_ns: int | None = None,
        order: Order | None = None,
    ) -> Pair:
        """Runs the binary on both sides.  Each pair begins with the side with which the one before ended,
        unless the `order` is given.

        The program is called by `invocation`; `ending` is how it ends when all is well (None: as both sides
        end it, where they end it alike).  `timeout_ns` is for each side, `slow_timeout_ns` for the slow side
        instead.  When the first run does not end as it should, the pair cannot be compared, and the second
        run is left out.  But a slow run that is stopped at its own time-out is evidence beside the fast one
        (`Pair.least_x`).  A pair that is lost is taken again in the same processes.  Raises OutOfTimeError
        after the lane's deadline, and for a run that the deadline cut off.
        """
        pair = self._pair(binary, invocation, ending, timeout_ns, slow_timeout_ns, order)
        for _ in range(MORE_TRIES):
            if pair.lost and _took_ns(pair) <= MAX_AGAIN_NS:
                pair = self._pair(binary, invocation, ending, timeout_ns, slow_timeout_ns, order)
        self.pairs += 1
        return pair

    def _pair(
        self,
        binary: bytes,
        invocation: Invocation,
        ending: Ending | None,
        timeout_ns: int | None,
        slow_timeout_ns: int | None,
        order: Order | None,
    ) -> Pair:
        self.between()
        slow_side, fast_side = self._next_workers()
        if self.phase in FRESH:
            slow_side.renew()
            fast_side.renew()
        order = order or ("slow first" if self.pairs % 2 == 0 else "fast first")
        worker = self.pairs % self.processes
        slow_limit = timeout_ns if slow_timeout_ns is None else slow_timeout_ns
        slow: Sample | None = None
        fast: Sample | None = None
        if order == "slow first":
            slow = self._run(slow_side, binary, invocation, slow_limit)
            cut_off = slow_timeout_ns is not None and slow.outcome.kind == "timed out"
            if cut_off or _goes_on(ending, slow.outcome):
                fast = self._run(fast_side, binary, invocation, timeout_ns)
        else:
            fast = self._run(fast_side, binary, invocation, timeout_ns)
            if _goes_on(ending, fast.outcome):
                slow = self._run(slow_side, binary, invocation, slow_limit)
        if ending is None and slow is not None and fast is not None:
            ending = common_ending([slow.outcome, fast.outcome])
        process = self._number(worker, slow_side.starts, fast_side.starts)
        return Pair(slow, fast, order, self.phase, self.clock, ending, process)

    def restart(self) -> None:
        """Replaces all processes on both sides by fresh ones.  These start side by side, while the old ones
        end and nothing is timed, and are ready when it returns.  Raises RuntimesError."""
        with everywhere():
            self.start_next()
        for side in (self.slow, self.fast):
            side.restart()
        self.get_ready()

    def get_ready(self, *, wait: bool = True) -> None:
        """Starts every missing process, all side by side, and waits for them, while nothing is timed.  Does
        nothing where each pair starts its own processes.

        Where it does not wait, they start on other cores, beside what is timed.
        """
        if self.phase in FRESH:
            return
        workers = self._workers()
        with everywhere() if wait else nullcontext():
            for worker in workers:
                worker.get_ready()
        for worker in workers if wait else ():
            worker.get_ready(wait=True)

    def start_next(self) -> None:
        """Starts the processes that the next `restart` goes on in, on other cores.  For when nothing is timed
        that must be exact: six that start at once can be seen in short runs that move much memory."""
        for worker in self._workers() if self.phase not in FRESH else ():
            worker.start_next()

    def _workers(self) -> list[Runtime]:
        return [side.worker(index) for index in range(self.processes) for side in (self.slow, self.fast)]

    def _next_workers(self) -> tuple[Runtime, Runtime]:
        """The workers of the next pair; those of the pair after it are started meanwhile."""
        now, then = self.pairs % self.processes, (self.pairs + 1) % self.processes
        sides = self.slow.worker(now), self.fast.worker(now)
        if self.phase not in FRESH:
            for side in (self.slow, self.fast):
                side.worker(then).get_ready()
        return sides

    def _number(self, worker: int, slow_starts: int, fast_starts: int) -> int:
        drawn = worker, slow_starts, fast_starts
        return self._numbers.setdefault(drawn, secrets.randbits(PROCESS_BITS))

    def _run(self, runtime: Runtime, binary: bytes, invocation: Invocation, timeout_ns: int | None) -> Sample:
        left_ns = None
        if self.deadline is not None:
            left_ns = int((self.deadline - time.monotonic()) * 1e9)
            if left_ns <= 0:
                raise OutOfTimeError(OUT_OF_TIME)
        cut_short = left_ns is not None and (timeout_ns is None or left_ns < timeout_ns)
        sample = runtime.run(binary, invocation=invocation, timeout_ns=left_ns if cut_short else timeout_ns)
        if sample.outcome.kind == "timed out":
            if cut_short:
                raise OutOfTimeError(OUT_OF_TIME)
            self.guest_ns += timeout_ns or 0
        else:
            self.guest_ns += (sample.instantiate_ns or 0) + (sample.execute_ns or 0)
        return sample


def _goes_on(ending: Ending | None, first: Outcome) -> bool:
    """Whether the other side is run as well: where no ending is asked for, after any exit or trap."""
    return first.kind in ("exited", "trapped") if ending is None else ending.of(first)


def _took_ns(pair: Pair) -> int:
    return sum(sample.total_ns or 0 for sample in (pair.slow, pair.fast) if sample is not None)
