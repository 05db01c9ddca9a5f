"""One run of `wreduce`, from the seed to the end of the search: measure, search at the guard band, anneal to
the threshold.

Everything it needs is handed in: the case, the oracle, the specs, the folder, who listens.  What comes after
is reducer.search.finish.
"""

from __future__ import annotations

import math
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reducer.measure.anchor import Anchor, adjusted, measure_anchor, observer, with_trips
from reducer.measure.candidate import Candidate
from reducer.measure.case import Case
from reducer.measure.liveness import folded, liveness
from reducer.measure.pairs import MeasurementError
from reducer.measure.profile import profile
from reducer.measure.question import both_sides
from reducer.measure.short_run import ShortRun, short_run
from reducer.measure.table import open_checked
from reducer.measure.trip_count import find_trip_constants
from reducer.measure.trip_time import ending
from reducer.oracle import (
    DEFAULTS,
    Interval,
    Keeps,
    Ledger,
    Noise,
    Oracle,
    Ratio,
    SameExit,
    SameOutput,
    Threshold,
    Time,
    bar_for,
    sure_bar,
    too_noisy,
)
from reducer.runtimes import Runtime, open_runtime, parse_spec
from reducer.runtimes.table import own_tables
from reducer.search.decision import Judge
from reducer.search.events import Notify
from reducer.search.guards import guards_of
from reducer.search.reduction import Reduction, Stopped
from reducer.search.run_folder import RunFolder
from reducer.timing import Lane, adaptive_timeout, choose_core
from reducer.wat.module import parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module

FIRST_RUN_NS = 60_000_000_000
"""The seed itself may run a minute a side: reporters' programs run for seconds."""
LEAST_PHASE_NS = 100_000
"""Compiling less than a tenth of a millisecond is no measure: that is a few page faults."""
NOISE_WAITS = (0.0, 2.0, 5.0, 10.0)
"""Seconds to wait before each try to calibrate: what disturbs a shared machine comes in bursts."""
OBSERVER = "wasmtime:fuel=on"
"""Counts are read on the runtime that can show a module's globals; which release does not matter to a count.
"""


def check_clauses(oracle: Oracle) -> None:
    """Raises ProgramError for a clause that a reduction cannot hold."""
    for clause in oracle.clauses:
        if isinstance(clause, Time):
            raise ProgramError(
                "time(...) is not a question for a reduction: trip counts change on the way; ask for a ratio"
            )


class NotShown(Exception):
    """The oracle does not hold on the seed; the message gives the measured ratio and its interval."""


class ProgramError(Exception):
    """The seed does not run to its end on both sides; the message is one line that says on which, and how it
    ends."""


@dataclass(frozen=True)
class Request:
    """What a person asked for.  `final_seconds` is the fast side's time in the case given back.

    `one_of_many`: the case is one of a batch.  It keeps its own effect, also where the oracle would be
    content with less; and its hold-out is a short one, for the case that is chosen to stand for others gets
    a whole one.

    Where neither side is named, the seed is measured on the two default runtimes and the slower one is the
    slow side.
    """

    case: Case
    oracle: Oracle
    slow: str | None
    fast: str | None
    output: Path | None
    final_seconds: float = 0.1
    time_limit: float | None = None
    allow_folded: bool = False
    one_of_many: bool = False

    @property
    def clause(self) -> Ratio:
        """The oracle's ratio clause; without one, the original is the measure."""
        return self.oracle.ratio or Ratio("execute", None, None, Threshold(0.8, of_original=True))


@dataclass(frozen=True)
class Searched:
    """The end of a search: the reduction with its history, the anchor, the smallest case at the guard band,
    why it stopped.

    `siblings` are the swaps of the target instruction on which the slowdown shows as well.
    """

    reduction: Reduction
    anchor: Anchor
    strong: Candidate
    stopped: str
    siblings: list[str]


class Run:
    """Holds the processes of one run, its folder and its clock."""

    def __init__(self, request: Request, folder: RunFolder, notify: Notify, stack: ExitStack) -> None:
        self.request, self.folder, self.notify = request, folder, notify
        self.started = time.monotonic()
        self.output = b""
        self.assembler = request.case.assembler
        clause, core = request.clause, choose_core()
        slow, fast = both_sides(request.slow or clause.slow, request.fast or clause.fast)
        self.direction_known = any((request.slow, request.fast, clause.slow, clause.fast))
        sides = [stack.enter_context(open_checked(parse_spec(spec), core=core)) for spec in (slow, fast)]
        self.lane = Lane(sides[0], sides[1], phase=clause.phase)
        self.observing = stack.enter_context(open_runtime(OBSERVER, core=core))
        self.observe = observer(self.observing, self.assembler, lambda: self.lane.exit_code)
        self.check: ShortRun | None = None
        self.ns_per_iteration: float | None = None
        self.run_ns: int | None = None

    def search(self) -> Searched:
        """From the seed to the smallest case.  Raises ProgramError, NotShown, MeasurementError; ^C in the
        search ends it early."""
        state = self.folder.state
        if state and state.get("request", {}).get("own_runtimes", {}) != self._own_runtimes():
            raise ProgramError("the run was begun with another wreduce.toml: name that with --config")
        original, fast_ns, slow_ns = self._tuned()
        anchor = _saved_anchor(state["anchor"]) if state else self._anchor(original, slow_ns)
        judge = Judge(
            self.lane,
            self.assembler,
            Ledger(anchor.noise),
            allow_folded=self.request.allow_folded,
            slow_ns=slow_ns,
        )
        judge.least_ns = min(judge.least_ns, fast_ns // 4) if self.lane.phase == "execute" else LEAST_PHASE_NS
        judge.run_ns = self.run_ns
        judge.check = self.check
        judge.guards = guards_of(
            original,
            self.observe,
            anchor.interval.estimate,
            self.ns_per_iteration,
            () if self.check is None else self.check.trips,
        )
        judge.keeps = tuple(
            clause.instruction for clause in self.request.oracle.clauses if isinstance(clause, Keeps)
        )
        judge.output = (
            self.output
            if any(isinstance(clause, SameOutput) for clause in self.request.oracle.clauses)
            else None
        )
        limit = self.request.time_limit
        reduction = Reduction(
            judge,
            self.observe,
            self.folder,
            anchor,
            original,
            (state["input"]["instructions"], state["input"]["bytes"]) if state else self.request.case.size,
            self.notify,
            None if limit is None else self.started + limit,
        )
        return self._search(reduction, anchor)

    # ---- the seed

    def _tuned(self) -> tuple[Candidate, int, int]:
        """The seed (or, when resumed, the incumbent) at the trip count of the search, and the times of both
        sides in ns.

        Only the execute phase grows with the trip count.  For the compile phase the fewest trips do; the
        total is what the program makes of it.
        """
        module = self.request.case.module
        fast_ns = self._first_run(self.assembler.assemble(print_module(module)))
        counts = profile(module, self.observe)
        trips = () if counts is None else find_trip_constants(module, self.observe, counts)
        original = with_trips(module, trips)
        check = None
        if counts is not None:
            check = short_run(self.observing, self.assembler, original, counts.hottest, self.lane.exit_code)
        if self.lane.phase == "execute":
            self.check = check
            self.ns_per_iteration = None if counts is None else fast_ns / max(1, counts.hottest)
        elif check is not None and self.lane.phase != "total":
            original = original.at(check.trips)
        return adjusted(self.lane, self.assembler, original, fast_ns=fast_ns)

    def _first_run(self, binary: bytes) -> int:
        """Both sides once, as the seed is; turns the lane round where the direction was not given.  The fast
        side's time in ns."""
        first = self.lane.pair(binary, timeout_ns=FIRST_RUN_NS)
        sample = first.slow or first.fast
        if self._any_exit and sample is not None and sample.outcome.kind == "exited":
            self.lane.exit_code = sample.outcome.exit_code or 0
            first = self.lane.pair(binary, timeout_ns=FIRST_RUN_NS)
        failed = first.failed()
        if failed is not None:
            runtime = self.lane.slow if failed is first.slow else self.lane.fast
            path, how = self.request.case.path, ending(failed.outcome)
            wanted = f"with code {self.lane.exit_code}" if self.lane.exit_code else "normally"
            raise ProgramError(f"{path}: {how} on {runtime.spec}; both sides must end {wanted}")
        fast_ns, slow_ns = first.fast_ns or 1, first.slow_ns or 1
        self.output = first.fast.output if first.fast is not None else b""
        if self.lane.phase != "execute" and first.slow is not None and first.fast is not None:
            self.run_ns = max(first.slow.total_ns or 0, first.fast.total_ns or 0)
        if not self.direction_known and slow_ns < fast_ns:
            self.lane.slow, self.lane.fast = self.lane.fast, self.lane.slow
            return slow_ns
        return fast_ns

    @property
    def _any_exit(self) -> bool:
        """Whether the oracle takes the exit code that the seed ends with."""
        return any(isinstance(clause, SameExit) for clause in self.request.oracle.clauses)

    def _anchor(self, original: Candidate, slow_ns: int) -> Anchor:
        """What the original shows; saved, since a resumed run must hang on the same.  Raises NotShown."""
        binary = self.assembler.assemble(original.text)
        anchor = self._quiet_anchor(binary, slow_ns)
        threshold = self.request.clause.threshold
        if not threshold.of_original and anchor.interval.low <= threshold.value:
            again = self._quiet_anchor(binary, slow_ns)
            anchor = max(anchor, again, key=lambda measured: measured.low)
            if anchor.interval.estimate <= threshold.value:
                raise NotShown(self._not_shown(anchor.interval))
        self._check_alive(original, anchor, slow_ns)
        case = self.request.case
        self.folder.save_state(
            input={"path": str(case.path), "bytes": case.size[1], "instructions": case.size[0]},
            request={
                "oracle": self.request.oracle.text,
                "slow": self.lane.slow.spec,
                "fast": self.lane.fast.spec,
                "own_runtimes": self._own_runtimes(),
            },
            anchor={
                "low": anchor.low,
                "noise": [anchor.noise.sigma, anchor.noise.spike_rate],
                "interval": [anchor.interval.low, anchor.interval.estimate, anchor.interval.high],
                "pairs": anchor.pairs,
            },
            stage="search",
        )
        return anchor

    def _own_runtimes(self) -> dict[str, Any]:
        """What the names of the user's own runtimes mean, where a side is one."""
        return own_tables(parse_spec(side.spec).name for side in (self.lane.slow, self.lane.fast))

    def _check_alive(self, original: Candidate, anchor: Anchor, slow_ns: int) -> None:
        """Raises NotShown for a seed whose loop a side folds away: its ratio says nothing of that loop."""
        found = liveness(self.lane, self.assembler, original, anchor.noise, adaptive_timeout([2 * slow_ns]))
        if found is not None and folded(found, allow_fast=self.request.allow_folded):
            raise NotShown(f"{self.request.case.path}: {found.sentence} (--allow-folded keeps such a case)")

    def _quiet_anchor(self, binary: bytes, slow_ns: int) -> Anchor:
        """The anchor, measured when the machine lets it: a burst of noise passes, and is waited for.

        Raises MeasurementError where it is too noisy all along.
        """
        noisy = None
        for wait in NOISE_WAITS:
            time.sleep(wait)
            anchor = measure_anchor(self.lane, binary, slow_ns)
            noisy = too_noisy(anchor.noise)
            if noisy is None:
                return anchor
        raise MeasurementError(noisy or "")

    def _not_shown(self, interval: Interval) -> str:
        return (
            f"not shown on this machine: {self.lane.slow.spec} / {self.lane.fast.spec} = "
            f"{interval.estimate:.2f} [{interval.low:.2f}, {interval.high:.2f}] (99 %), "
            f"and the oracle asks for {self.request.oracle.text}"
        )

    # ---- the search

    def _search(self, reduction: Reduction, anchor: Anchor) -> Searched:
        """At the guard band, then down to a threshold given as a number; resumed, where it was."""
        threshold = self.request.clause.threshold
        bar = self._guard_bar(anchor)
        anneals = not (self.request.one_of_many or threshold.of_original)
        low_bar = min(bar, self._last_bar(threshold.value, anchor)) if anneals else bar
        strong, stopped = reduction.incumbent, ""
        siblings: list[str] = []
        try:
            if self.folder.state["stage"] == "search":
                reduction.coarse(bar)
                reduction.fine(bar)
                reduction.checkpoint(bar)
                strong = reduction.incumbent
                self.folder.save("strong.wat", strong.text)
                self.folder.save_state(stage="anneal")
            else:
                strong = self._saved_strong(strong)
            if low_bar < bar:
                reduction.fine(low_bar)
            surely = bar if threshold.of_original else min(bar, sure_bar(threshold.value, anchor.noise))
            if not reduction.confirm(surely):
                # From where it went back to, which may be far; whether that is any better, the hold-out says.
                reduction.coarse(low_bar)
                reduction.fine(low_bar)
            self.folder.save_state(stage="searched")
            siblings = reduction.siblings(min(bar, low_bar))
        except KeyboardInterrupt:
            stopped = "interrupted"
        except Stopped as stop:
            stopped = str(stop)
        if self.folder.state["stage"] == "search":
            strong = reduction.incumbent
        return Searched(reduction, anchor, strong, stopped, siblings)

    def _guard_bar(self, anchor: Anchor) -> float:
        """The guard band, and so much more that what is kept at it surely holds it; never above the original
        itself."""
        bar = bar_for(self.request.clause.threshold, anchor.low, noise=anchor.noise)
        return max(bar, min(sure_bar(bar, anchor.noise), anchor.low))

    def _last_bar(self, threshold: float, anchor: Anchor) -> float:
        """The last stage's bar: so far above the threshold that the test's error rates hold for a case
        exactly at it.

        That is half the indifference zone, 10 %: about what one pair's ratio moves by from one quarter of an
        hour to the next on a shared machine, which no calibration of a second sees.
        """
        return max(
            sure_bar(threshold, anchor.noise), threshold * math.exp(DEFAULTS.half_width(anchor.noise.sigma))
        )

    def _saved_strong(self, otherwise: Candidate) -> Candidate:
        text = self.folder.read("strong.wat")
        return otherwise if text is None else Candidate(named(parse(text)))


def _saved_anchor(saved: dict[str, Any]) -> Anchor:
    low, estimate, high = saved["interval"]
    interval = Interval(low, estimate, high, DEFAULTS.level)
    return Anchor(Noise(*saved["noise"]), saved["low"], interval, saved["pairs"])


def side_of(runtime: Runtime) -> dict[str, str]:
    """A side as the summary names it."""
    return {"spec": runtime.spec, "version": runtime.version}
