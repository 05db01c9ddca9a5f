"""One session over a case and its variants: each on every runtime, interleaved, each with its verdict.

The trip count is brought down first, so that a person waits a minute or two.  What the verdicts mean is in
docs/controls.md.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reducer.controls.target import Target, find_target
from reducer.controls.variants import MOST, Made, make_variants
from reducer.controls.verdicts import bounds_of, is_shown, judged
from reducer.judge.alive import BORDER, STEEP, growth
from reducer.judge.pairs import MeasurementError, as_it_ends_on
from reducer.judge.tuning import LoopDeletedError, tuned_on
from reducer.oracle import DEFAULTS, Interval, median_interval, ratio_interval
from reducer.program.profile import Profile, observer, profile
from reducer.program.program import Program
from reducer.program.trips import as_written
from reducer.records.carriers import Carrier
from reducer.records.findings import ControlsFinding, Line, SideTimes, VariantFinding, Verdict
from reducer.records.itself import PlacementFinding
from reducer.runtimes import Runtime
from reducer.surveys.table import Cell, FailureKind, Plan, Table, TableFile, measure_table
from reducer.timing import describe_machine, time_of

TARGET_NS = 20_000_000
"""The fast side's time: short enough for 30 variants in a minute or two, far above the clock's noise."""
SLOWER = 4
"""Where the slow side sets the trip count, it gets this many times the time: the other side takes little for
the variants of a deleted loop, and that must be told from start-up."""
BUDGET_SECONDS = 90.0
MOST_ROUNDS, LEAST_ROUNDS = 15, 8
"""8 rounds are the fewest that give an interval of 99 %."""
ROUND_SECONDS = 1.5
"""What a round costs besides its runs: fresh processes, and compiling."""
FIRST_RUN_NS = 60 * 10**9
TIMEOUT_FACTOR = 30
LEAST_TIMEOUT_NS = 10 * 10**9
"""A limit on wall time: beside other busy processes a run takes several times its CPU time."""
LEAST_NS_PER_TRIP = 0.16
"""No loop goes round faster than once in a cycle at 6 GHz, unless a compiler has computed its result or
unrolled it."""
MOST_LEFT_OVER_NS = 50_000_000
"""What is left of start-up on a busy machine may look like the time of a loop.  The case itself, on which all
else rests, is checked on its fast side unless that takes longer than this."""
CHEAPER = 4
"""A variant whose trip costs a side less than the case's divided by this is checked for a deleted loop."""

SIDES: tuple[tuple[int, Literal["slow", "fast"]], ...] = ((0, "slow"), (1, "fast"))
VERDICTS: dict[FailureKind, Verdict] = {
    FailureKind.INVALID: "invalid",
    FailureKind.UNMEASURABLE: "unmeasurable",
    FailureKind.TIMED_OUT: "unmeasurable",
    FailureKind.ENDED: "traps",
}
"""The verdict on a variant that failed on a side."""

Notify = Callable[[str], None]


@dataclass(frozen=True)
class Deleted:
    """A side whose compiler deletes a loop, and what shows it."""

    side: Literal["slow", "fast"]
    words: str


@dataclass(frozen=True)
class Asked:
    """What a person asks for.  Without `rounds`, as many as the budget allows.  `target` names the trigger;
    `carriers` are those of a run; `placements` says whether the case is also measured with its code
    elsewhere."""

    case: Program
    slow: str
    fast: str
    also: tuple[str, ...] = ()
    target: str | None = None
    edits: tuple[str, ...] = ()
    target_ns: int = TARGET_NS
    rounds: int | None = None
    most: int = MOST
    carriers: tuple[Carrier, ...] = ()
    placements: bool = True


@dataclass(frozen=True)
class Prepared:
    """The case at its trip count: the trigger, the variants (the case itself first), and how many were left
    out.

    `slow_ns` is the slow side's time in ns, `each_ns` the wall time of one variant on all runtimes, compiled
    and run; `counts` are those of the case, None where it could not be counted.
    """

    target: Target
    made: tuple[Made, ...]
    left_out: int
    slow_ns: int
    each_ns: int = 0
    counts: Profile | None = None


@dataclass(frozen=True)
class Controls:
    """What a session gave: the facts, and the variants they are about, in the same order; what the case shows
    at other placements, None where that was not measured."""

    finding: ControlsFinding
    made: tuple[Made, ...]
    left_out: int = 0
    placement: PlacementFinding | None = None


def prepare(asked: Asked, runtimes: Sequence[Runtime], observing: Runtime, notify: Notify) -> Prepared:
    """Makes the variants of the case, at the trip count of the session."""
    notify("finding the trip count and the trigger")
    case = as_it_ends_on(runtimes[:2], asked.case)
    candidate = shortened(asked, runtimes, as_written(case, observing))
    counts = profile(candidate.module, observer(observing, candidate))
    target = find_target(candidate.module, counts, asked.target, asked.carriers)
    notify(f"making variants of {target.in_words()}")
    made, left_out = make_variants(
        candidate,
        target,
        asked.case.path.name,
        asked_for=asked.edits,
        most=asked.most,
    )
    times = []
    started = time.monotonic()
    for runtime in runtimes:
        sample = runtime.run(made[0].binary, invocation=candidate.invocation, timeout_ns=FIRST_RUN_NS)
        if not candidate.ending.of(sample.outcome):
            raise MeasurementError(f"{asked.case.path} on {runtime.spec}: {sample.outcome.in_words}")
        times.append(time_of(sample, "execute", "cpu") or asked.target_ns)
    each_ns = round((time.monotonic() - started) * 1e9)
    return Prepared(target, tuple(made), left_out, times[0], each_ns, counts)


def shortened(asked: Asked, runtimes: Sequence[Runtime], candidate: Program) -> Program:
    """The case at the power of two of trips at which the fast side takes about the time asked for.

    Where that side deletes the loop, the other side sets the trip count.  Raises LoopDeletedError where both
    do.
    """
    refused = None
    for runtime, target_ns in ((runtimes[1], asked.target_ns), (runtimes[0], SLOWER * asked.target_ns)):
        try:
            return tuned_on(candidate, runtime, target_ns).longer(1, rounded=True)
        except LoopDeletedError as error:
            refused = refused or error
    raise refused or MeasurementError("no runtime to measure on", about=asked.case.path)


class Session:
    """The tables while they come in, and what they say together."""

    def __init__(self, asked: Asked, prepared: Prepared, runtimes: Sequence[Runtime], notify: Notify) -> None:
        self.asked, self.prepared, self.runtimes, self.notify = asked, prepared, runtimes, notify
        self.made = prepared.made
        self.cells: dict[tuple[int, int], Cell] = {}
        self.more: dict[tuple[int, int], Cell] = {}
        self.versions = [runtime.version for runtime in runtimes]
        self.deleted: dict[int, Deleted] = {}
        self.interrupted = False
        self.rounds = asked.rounds or self._affordable()

    def _affordable(self) -> int:
        prepared, variants = self.prepared, sum(1 for made in self.made if made.binary)
        each_ns = prepared.each_ns or prepared.slow_ns * len(self.runtimes)
        a_round = variants * each_ns / 1e9 + ROUND_SECONDS
        return int(min(MOST_ROUNDS, max(LEAST_ROUNDS, BUDGET_SECONDS / a_round)))

    # ---- measuring

    def run(self) -> None:
        """The session, more rounds for what is unclear, and a look at what seems to be deleted."""
        everything = [index for index, made in enumerate(self.made) if made.binary]
        self.cells = self._table(everything, "")
        try:
            if not self.interrupted:
                self._look_for_deletion(everything)
        except KeyboardInterrupt:
            self.interrupted = True
        unclear = [index for index in everything if index and self._is_unclear(index)]
        if unclear and not self.interrupted and self.rounds >= LEAST_ROUNDS:
            self.more = self._table([0, *unclear], "once more, ")

    def _table(self, indices: Sequence[int], what: str) -> dict[tuple[int, int], Cell]:
        """Cells by variant and runtime."""
        programs = [
            TableFile(
                Path(f"{self.made[index].variant.name}.wat"),
                self.made[index].binary,
                ending=self.made[0].candidate.ending,
                invocation=self.made[0].candidate.invocation,
            )
            for index in indices
        ]
        timeout = max(LEAST_TIMEOUT_NS, TIMEOUT_FACTOR * self.prepared.slow_ns)
        plan = Plan(self.rounds, timeout_ns=timeout)

        def tell(round_: int, path: str, spec: str) -> None:
            self.notify(f"{what}round {round_}/{self.rounds}  {path}  {spec}")

        table: Table = measure_table(programs, self.runtimes, plan, against=1, tell=tell)
        self.interrupted |= table.interrupted
        return {(indices[cell.program], cell.runtime): cell for cell in table.cells}

    def _ratio(self, index: int) -> Interval | None:
        """slow/fast of a variant from the rounds of all tables that have both; None without any."""
        xs = [x for cells in (self.cells, self.more) for x in _by_round(cells, index).values()]
        return ratio_interval(xs, DEFAULTS.level) if xs else None

    def logs(self, index: int) -> list[tuple[float, float]]:
        """ln slow/fast of the case and of a variant, from the rounds that have both."""
        found = []
        for cells in (self.cells, self.more):
            whole, changed = _by_round(cells, 0), _by_round(cells, index)
            found += [(whole[round_], changed[round_]) for round_ in sorted(whole.keys() & changed.keys())]
        return found

    def _is_unclear(self, index: int) -> bool:
        logs = self.logs(index)
        if index in self.deleted or not logs or not is_shown(self._ratio(0)):
            return False
        return not judged(logs).clear

    # ---- deleted loops

    def _look_for_deletion(self, indices: Sequence[int]) -> None:
        for index in indices:
            for side, name in SIDES:
                if not self._is_suspicious(index, side):
                    continue
                self.notify(f"does the loop run?  {self.made[index].variant.name}")
                found = self._growth(index, side)
                if found is not None and found < BORDER:
                    words = (
                        f"the {name} side ({self.runtimes[side].spec}) deletes it: "
                        f"{STEEP} times the trips take {found:.2f} times as long"
                    )
                    self.deleted[index] = Deleted(name, words)

    def _growth(self, index: int, side: int) -> float | None:
        time_of_cell = self.cells[index, side].time
        short_ns = None if time_of_cell is None else time_of_cell.estimate
        try:
            return growth(self.runtimes[side], self.made[index].candidate, short_ns)
        except MeasurementError:
            # A variant that ends well at the trip count of the session counts nevertheless.
            return None

    def _is_suspicious(self, index: int, side: int) -> bool:
        cell, trips = self.cells[index, side], self.made[index].trip_count
        if trips is None or cell.failed:
            return False
        if cell.time is None:
            return cell.unmeasurable > 0
        if index == 0 and side == 1 and cell.time.estimate < MOST_LEFT_OVER_NS:
            return True
        own = cell.time.estimate / trips
        whole, all_trips = self.cells[0, side].time, self.made[0].trip_count
        usual = whole.estimate / all_trips if whole is not None and all_trips else 0.0
        return own < LEAST_NS_PER_TRIP or own * CHEAPER < usual

    # ---- facts

    def controls(self, seconds: float) -> Controls:
        """Everything that was found."""
        asked = self.asked
        findings = [self.finding(index) for index in range(len(self.made))]
        finding = ControlsFinding(
            case=str(asked.case.path),
            folder="",
            slow=self.runtimes[0].spec,
            fast=self.runtimes[1].spec,
            also=tuple(runtime.spec for runtime in self.runtimes[2:]),
            machine=describe_machine(),
            clock="task-clock",
            phase="execute",
            rounds=self.rounds,
            trip_count=self.made[0].trip_count,
            trigger_instruction=self.prepared.target.instruction,
            primary=findings[0],
            variants=tuple(findings[1:]),
            lines=self._lines(),
            seconds=round(seconds, 1),
            interrupted=self.interrupted,
            ending=self.made[0].candidate.ending,
        )
        return Controls(finding, self.made, self.prepared.left_out)

    def finding(self, index: int) -> VariantFinding:
        """What one variant showed."""
        made = self.made[index]
        ratio = self._ratio(index)
        verdict, reason, unclear = self._verdict(index, ratio)
        variant = made.variant
        return VariantFinding(
            variant.name,
            variant.kind,
            variant.edit,
            variant.parent,
            f"{variant.name}.wat",
            variant.axis,
            variant.value,
            tuple(self._times(index, runtime) for runtime in range(len(self.runtimes))),
            None if ratio is None else bounds_of(ratio),
            verdict,
            reason,
            unclear,
            made.trip_count,
            variant.change,
            self.deleted[index].side if verdict == "deleted" else "",
        )

    def _verdict(self, index: int, ratio: Interval | None) -> tuple[Verdict, str, bool]:
        """Verdict, reason, and whether it is the estimate's alone."""
        if self.made[index].invalid or not self.made[index].binary:
            return "invalid", self.made[index].invalid, False
        cells = [self.cells[index, side] for side in (0, 1) if (index, side) in self.cells]
        for cell in cells:
            if cell.failed is not None:
                words = f"{self.runtimes[cell.runtime].spec}: {cell.failed}"
                return VERDICTS[cell.failed.kind], words, False
        if index in self.deleted:
            return "deleted", self.deleted[index].words, False
        reasons = [
            f"{self.runtimes[cell.runtime].spec}: {failure.words}"
            for cell in cells
            if (failure := cell.failure) is not None
        ]
        if reasons:
            return "unmeasurable", "; ".join(reasons), False
        if 0 in self.deleted:
            return "unmeasurable", "the case itself is deleted: nothing to hold it against", False
        logs = self.logs(index)
        if ratio is None or not logs:
            return "not measured", "", False
        if not is_shown(self._ratio(0)):
            words = "the case itself is not slower on the slow side here, so nothing can be said"
            return "unmeasurable", words, False
        found = judged(logs)
        return found.verdict, "", not found.clear

    def _times(self, index: int, runtime: int) -> SideTimes:
        spec, version = self.runtimes[runtime].spec, self.versions[runtime]
        cells = [cells[index, runtime] for cells in (self.cells, self.more) if (index, runtime) in cells]
        failed = next((cell.reason for cell in cells if cell.reason), "")
        times = [taken for cell in cells for taken in cell.times.values()]
        if failed or not times:
            return SideTimes(spec, version, None, None, None, len(times), failed)
        logs = median_interval([math.log(taken) for taken in times], DEFAULTS.level)
        middle, trips = math.exp(logs.estimate), self.made[index].trip_count
        known = math.isfinite(logs.high)
        return SideTimes(
            spec,
            version,
            round(middle),
            round(math.exp(logs.low)) if known else None,
            round(math.exp(logs.high)) if known else None,
            len(times),
            "",
            round(middle / trips, 4) if trips else None,
            tuple(times),
        )

    def _lines(self) -> tuple[Line, ...]:
        """A line through the times at n and at 2n trips, for every runtime that has both."""
        twice = next((i for i, made in enumerate(self.made) if made.variant.kind == "trip-count"), None)
        trips = self.made[0].trip_count
        if twice is None or trips is None:
            return ()
        lines = []
        for index, runtime in enumerate(self.runtimes):
            one, two = self._times(0, index).median_ns, self._times(twice, index).median_ns
            if one is not None and two is not None:
                lines.append(Line(runtime.spec, round(2 * one - two), round((two - one) / trips, 4)))
        return tuple(lines)


def _by_round(cells: Mapping[tuple[int, int], Cell], index: int) -> dict[int, float]:
    """ln slow/fast of a variant by round; nothing where a side failed."""
    slow, fast = cells.get((index, 0)), cells.get((index, 1))
    if slow is None or fast is None or slow.reason or fast.reason:
        return {}
    both = sorted(slow.times.keys() & fast.times.keys())
    return {round_: math.log(slow.times[round_] / fast.times[round_]) for round_ in both}
