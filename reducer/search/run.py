"""One run of `wreduce`, from the seed to the confirmed case: measure, search, anneal, hold out.

Everything it needs is handed in: the case, the oracle, the specs, the folder, who listens.  It gives back what the summary says.
"""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reducer.oracle import DEFAULTS, HoldOut, Interval, Ledger, Noise, Oracle, Ratio, Threshold, bar_for, too_noisy
from reducer.oracle import ratio_interval, sure_bar
from reducer.runtimes import Outcome, Runtime, open_runtime, parse_spec
from reducer.search.candidates import Candidate
from reducer.search.case import Case
from reducer.search.decision import Judge, MeasurementError, pairs
from reducer.search.events import Notify
from reducer.search.measure import VERDICTS, Anchor, adjusted, hold_out, measure_anchor, observer, with_trips
from reducer.search.reduction import Reduction, Stopped
from reducer.search.run_folder import RunFolder, RunFolderError, write_atomically
from reducer.search.trip_count import find_trip_constants
from reducer.timing import Lane, adaptive_timeout, choose_core
from reducer.wat.printer import print_module

FIRST_RUN_NS = 60_000_000_000
"""The seed itself may run a minute a side: reporters' programs run for seconds."""


class NotShown(Exception):
    """The oracle does not hold on the seed; the message gives the measured ratio and its interval."""


class ProgramError(Exception):
    """The seed does not run to its end on both sides; the message is one line that says on which, and how it ends."""


@dataclass(frozen=True)
class Request:
    """What a person asked for.  `final_seconds` is the fast side's time in the case given back.

    Where neither side is named, the seed is measured on the two default runtimes and the slower one is the slow side.
    """

    case: Case
    oracle: Oracle
    slow: str | None
    fast: str | None
    output: Path | None
    final_seconds: float = 0.1
    time_limit: float | None = None
    allow_folded: bool = False


@dataclass(frozen=True)
class Result:
    """The summary (see README), the text of the case, the verdict in words, and why the search ended early ("" if it did not)."""

    summary: dict[str, Any]
    text: str
    verdict: str
    stopped: str = ""


def size_of(candidate: Candidate, binary: bytes) -> dict[str, int]:
    """Size in bytes of the binary (no names) and in instructions."""
    return {"bytes": len(binary), "instructions": candidate.module.instructions()}


class Run:
    """Holds the processes of one run, its folder and its accounts; `go` does it all."""

    def __init__(self, request: Request, folder: RunFolder, notify: Notify, stack: ExitStack) -> None:
        self.request, self.folder, self.notify = request, folder, notify
        self.started = time.monotonic()
        self.seconds = {"search": 0.0, "holdout": 0.0, "timing": 0.0, "total": 0.0}
        core = choose_core()
        clause = self.clause
        slow, fast = _sides(request.slow or clause.slow, request.fast or clause.fast)
        self.direction_known = any((request.slow, request.fast, clause.slow, clause.fast))
        self.lane = Lane(
            stack.enter_context(_opened(slow, core)), stack.enter_context(_opened(fast, core)), phase=clause.phase
        )
        self.observing = stack.enter_context(_opened("wasmtime", core))
        self.assembler = request.case.assembler
        self.stopped = ""

    @property
    def clause(self) -> Ratio:
        """The oracle's ratio clause."""
        return self.request.oracle.ratio or Ratio("execute", None, None, Threshold(0.8, of_original=True))

    @property
    def slow(self) -> Runtime:
        """The runtime of the slow side."""
        return self.lane.slow

    @property
    def fast(self) -> Runtime:
        """The runtime of the fast side."""
        return self.lane.fast

    # ---- the way

    def go(self) -> Result:
        """The whole run.  Raises ProgramError, NotShown, MeasurementError; ^C during the search is a stop like any other."""
        case, state = self.request.case, self.folder.state
        original, times = self._tuned(case)
        anchor = self._resumed_anchor() if state else self._anchor(original, times[1])
        search_started = time.monotonic()
        reduction, judge = self._reduction(original, anchor, *times)
        strong = self._search(reduction, anchor)
        self.seconds["search"] = time.monotonic() - search_started
        return self._finish(reduction, judge, anchor, strong)

    def _tuned(self, case: Case) -> tuple[Candidate, tuple[int, int]]:
        """The seed (or, when resumed, the incumbent) at the trip count of the search, and the times of both sides in ns."""
        module = case.module
        binary = self.assembler.assemble(print_module(module))
        first = self.lane.pair(binary, timeout_ns=FIRST_RUN_NS)
        for side, runtime in (("slow", self.slow), ("fast", self.fast)):
            sample = first.slow if side == "slow" else first.fast
            if sample is not None and not sample.outcome.normal:
                raise ProgramError(f"{case.path}: {_ending(sample.outcome)} on {runtime.spec}; both sides must end normally")
        if not self.direction_known and first.comparable and first.x < 0:
            self.lane.slow, self.lane.fast = self.lane.fast, self.lane.slow
            first = self.lane.pair(binary, timeout_ns=FIRST_RUN_NS)
        trips = find_trip_constants(module, observer(self.observing, self.assembler))
        candidate, fast_ns, slow_ns = adjusted(
            self.lane, self.assembler, with_trips(module, trips), fast_ns=first.fast_ns
        )
        return candidate, (fast_ns, slow_ns)

    def _anchor(self, original: Candidate, slow_ns: int) -> Anchor:
        binary = self.assembler.assemble(original.text)
        anchor = measure_anchor(self.lane, binary, slow_ns)
        threshold = self.clause.threshold
        if not threshold.of_original and anchor.interval.low <= threshold.value:
            more = measure_anchor(self.lane, binary, slow_ns)
            anchor = anchor if anchor.low >= more.low else more
            if anchor.interval.estimate <= threshold.value or anchor.interval.high <= threshold.value:
                raise NotShown(_not_shown(self, anchor.interval))
        noisy = too_noisy(anchor.noise)
        if noisy is not None:
            raise MeasurementError(noisy)
        interval = anchor.interval
        self.folder.save_state(
            anchor={
                "low": anchor.low,
                "sigma": anchor.noise.sigma,
                "spike_rate": anchor.noise.spike_rate,
                "interval": [interval.low, interval.estimate, interval.high],
                "pairs": anchor.pairs,
            },
            stage="search",
        )
        return anchor

    def _resumed_anchor(self) -> Anchor:
        saved = self.folder.state["anchor"]
        low, estimate, high = saved["interval"]
        noise = Noise(saved["sigma"], saved["spike_rate"])
        return Anchor(noise, saved["low"], Interval(low, estimate, high, DEFAULTS.level), saved["pairs"])

    def _reduction(self, original: Candidate, anchor: Anchor, fast_ns: int, slow_ns: int) -> tuple[Reduction, Judge]:
        ledger = Ledger(anchor.noise)
        judge = Judge(self.lane, self.assembler, ledger, allow_folded=self.request.allow_folded, slow_ns=slow_ns)
        judge.least_ns = min(judge.least_ns, fast_ns // 4)
        limit = self.request.time_limit
        reduction = Reduction(
            judge,
            self.lane.restart,
            self.assembler,
            observer(self.observing, self.assembler),
            self.folder,
            anchor,
            original,
            self._before(),
            self.notify,
            None if limit is None else self.started + limit,
        )
        return reduction, judge

    def _before(self) -> tuple[int, int]:
        saved = self.folder.state.get("input")
        if saved:
            return saved["instructions"], saved["bytes"]
        case = self.request.case
        self.folder.save_state(
            input={"path": str(case.path), "bytes": case.binary_bytes, "instructions": case.instructions},
            request={"oracle": self.request.oracle.text, "slow": self.slow.spec, "fast": self.fast.spec},
        )
        return case.instructions, case.binary_bytes

    def _search(self, reduction: Reduction, anchor: Anchor) -> Candidate:
        """Search at the guard band, then anneal to a threshold given as a number.  Returns the smallest at the guard band."""
        threshold = self.clause.threshold
        bar = bar_for(threshold, anchor.low, noise=anchor.noise)
        low_bar = bar if threshold.of_original else min(bar, sure_bar(threshold.value, anchor.noise))
        strong = reduction.incumbent
        try:
            if self.folder.state.get("stage") != "anneal":
                reduction.coarse(bar)
                reduction.fine(bar)
                reduction.checkpoint(bar)
                strong = reduction.incumbent
                self.folder.save("strong.wat", strong.text)
                self.folder.save_state(stage="anneal", strong_bar=bar)
            if low_bar < bar:
                reduction.fine(low_bar)
                reduction.checkpoint(low_bar)
        except (KeyboardInterrupt, Stopped) as stop:
            self.stopped = str(stop) or "interrupted"
        return strong

    # ---- the end

    def _finish(self, reduction: Reduction, judge: Judge, anchor: Anchor, strong: Candidate) -> Result:
        request, case = self.request, self.request.case
        best = reduction.incumbent
        started = time.monotonic()
        threshold = self.clause.threshold.against(anchor.low)
        interrupted = self.stopped == "interrupted"
        final, plan, strong_ratio = best, None, None
        if not interrupted:
            final, plan = self._confirmed(reduction, threshold)
            strong_ratio = self._strong_ratio(strong)
        self.seconds["holdout"] = time.monotonic() - started
        interval = plan.interval if plan is not None else None
        text = self._headed(final, interval)
        binary = self.assembler.assemble(text)
        output = request.output or self.folder.path / "reduced.wat"
        verdict = "inconclusive" if plan is None or plan.verdict is None else VERDICTS[plan.verdict]
        self._write(output, text)
        strong_path = self._strong_path(output)
        self._write(strong_path, self._headed(strong, strong_ratio))
        self.seconds["timing"] = self.lane.guest_ns / 1e9
        self.seconds["total"] = time.monotonic() - self.started
        tally = judge.tally
        summary = {
            "input": {"path": str(case.path), "bytes": reduction.before[1], "instructions": reduction.before[0]},
            "output": {"path": str(output), **size_of(final, binary)},
            "strong": {
                "path": str(strong_path),
                **size_of(strong, self.assembler.assemble(strong.text)),
                "ratio": None if strong_ratio is None else strong_ratio.estimate,
            },
            "ratio": {
                "anchor": anchor.interval.estimate,
                "anchor_low": anchor.low,
                "final": None if interval is None else interval.estimate,
                "ci99": None if interval is None else [interval.low, interval.high],
                "pairs": 0 if plan is None else len(plan.xs),
            },
            "slow": {"spec": self.slow.spec, "version": self.slow.version},
            "fast": {"spec": self.fast.spec, "version": self.fast.version},
            "candidates": {
                "proposed": tally.proposed,
                "invalid": tally.invalid,
                "timed": tally.timed,
                "kept": tally.kept,
            },
            "seconds": {name: round(value, 3) for name, value in self.seconds.items()},
            "verdict": verdict,
            "run_dir": str(self.folder.path),
            "machine": machine(),
        }
        self.folder.save_state(stage="stopped" if self.stopped else "done", summary=summary)
        return Result(summary, text, verdict, self.stopped)

    def _confirmed(self, reduction: Reduction, threshold: float) -> tuple[Candidate, HoldOut]:
        """The smallest case that passes its hold-out; where the smallest does not, the strong one is tried once."""
        tried: list[tuple[Candidate, HoldOut]] = []
        for candidate in _distinct([reduction.incumbent, *reversed(reduction.history)]):
            final, plan = self._held_out(reduction, candidate, threshold)
            tried.append((final, plan))
            if VERDICTS.get(plan.verdict) == "kept" or len(tried) == MOST_HOLDOUTS:  # type: ignore[call-overload]
                break
        return tried[-1] if tried[-1][1].verdict is not None else tried[0]

    def _held_out(self, reduction: Reduction, candidate: Candidate, threshold: float) -> tuple[Candidate, HoldOut]:
        target_ns = int(self.request.final_seconds * 1e9)
        final, fast_ns, slow_ns = adjusted(self.lane, self.assembler, candidate, target_ns)
        if final.has_trips and target_ns > FOLDED_FACTOR * fast_ns and not self.request.allow_folded:
            raise MeasurementError("the fast side takes no more time for more trips: it folds the loop away (--allow-folded)")
        binary = self.assembler.assemble(final.text)

        def tell(count: int, plan: HoldOut) -> None:
            planned = DEFAULTS.holdout_pairs * (1 + (count > DEFAULTS.holdout_pairs))
            reduction.tell(f"hold-out {count}/{planned}")

        return final, hold_out(self.lane, binary, threshold, slow_ns, tell)

    def _strong_ratio(self, strong: Candidate) -> Interval:
        self.lane.restart()
        binary = self.assembler.assemble(strong.text)
        first = pairs(self.lane, binary, 1)[0]
        timeout = adaptive_timeout([first.slow_ns or 1])
        return ratio_interval([pair.x for pair in pairs(self.lane, binary, STRONG_PAIRS, timeout)])

    def _headed(self, candidate: Candidate, interval: Interval | None) -> str:
        """The case's text under a header of its own: where it comes from, what it shows."""
        name = candidate.module.name
        module = replace(candidate.module, head=f"(module {name}".rstrip())
        shown = "not measured" if interval is None else f"{interval.estimate:.2f} [{interval.low:.2f}, {interval.high:.2f}] (99 %)"
        return (
            f";; Reduced by wreduce from {self.request.case.path.name}\n"
            f";; {self.slow.spec} / {self.fast.spec}: {shown} on {machine()['cpu']}\n{print_module(module)}"
        )

    def _strong_path(self, output: Path) -> Path:
        return self.folder.path / "strong.wat" if self.request.output is None else output.with_name(f"{output.stem}.strong.wat")

    def _write(self, path: Path, text: str) -> None:
        try:
            write_atomically(path, text)
        except OSError as error:
            raise RunFolderError(f"{path} cannot be written: {error.strerror}") from None


MOST_HOLDOUTS = 2
"""A hold-out that fails is followed by one of an earlier case, no more: each further one would be another try at luck."""
STRONG_PAIRS = 20
"""The strong case was measured in its decision and its checkpoint; this many fresh pairs give its ratio to some 5 %."""
FOLDED_FACTOR = 4
"""A fast side that stays this far under the time its trip count was chosen for does not run its trips."""


def _distinct(candidates: list[Candidate]) -> list[Candidate]:
    seen: set[str] = set()
    found = []
    for candidate in candidates:
        if candidate.key not in seen:
            seen.add(candidate.key)
            found.append(candidate)
    return found


def _opened(spec: str, core: int | None) -> Runtime:
    return open_runtime(parse_spec(spec), core=core)


DEFAULT_SIDES = ("wasmtime", "wasmer")
"""The two embedded runtimes that come with the package."""


def _sides(slow: str | None, fast: str | None) -> tuple[str, str]:
    """Both sides' specs; the default runtime that is not the other side where one is not named."""
    if slow is None and fast is None:
        return DEFAULT_SIDES
    named = slow or fast or ""
    other = DEFAULT_SIDES[1] if parse_spec(named).name == DEFAULT_SIDES[0] else DEFAULT_SIDES[0]
    return slow or other, fast or other


def _ending(outcome: Outcome) -> str:
    """How a run ended, in words."""
    if outcome.kind == "exited":
        return f"exits with code {outcome.exit_code}"
    return f"{outcome.kind}: {outcome.message}" if outcome.message else str(outcome.kind)


def _not_shown(run: Run, interval: Interval) -> str:
    return (
        f"not shown on this machine: {run.slow.spec} / {run.fast.spec} = {interval.estimate:.2f} "
        f"[{interval.low:.2f}, {interval.high:.2f}] (99 %), and the oracle asks for {run.request.oracle.text}"
    )


def machine() -> dict[str, Any]:
    """The machine a result holds for: CPU model, cores, system."""
    return {"cpu": _cpu_model(), "cores": os.cpu_count() or 1, "system": f"{platform.system()} {platform.release()}"}


def _cpu_model() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def run(request: Request, folder: RunFolder, notify: Notify) -> Result:
    """One whole run; every process it started is gone when it returns or raises."""
    with ExitStack() as stack:
        return Run(request, folder, notify, stack).go()


Runner = Callable[[Request, RunFolder, Notify], Result]
