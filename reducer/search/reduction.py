"""A reduction: from a seed on which the slowdown shows to the smallest case on which it still does.

It goes through the stages of the schedule at a bar, saves every kept step before the next is tried, looks at
the incumbent afresh at checkpoints, and goes back through its history where the slowdown was lost.  It is
handed the lane and the oracle; it makes neither.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reducer.edits import CATALOGUE, Edit
from reducer.measure.anchor import CLOSE_ENOUGH
from reducer.measure.candidate import Candidate
from reducer.measure.liveness import folded, liveness
from reducer.measure.pairs import TARGET_NS, MeasurementError, pairs
from reducer.measure.profile import Observe, profile
from reducer.oracle import (
    Checkpoints,
    Decision,
    Interval,
    SequentialTest,
    bisect_history,
    checkpoint_bar,
    ratio_interval,
)
from reducer.records.run import Anchor
from reducer.records.run import Decision as Record
from reducer.records.run_folder import RunFolder
from reducer.search.decision import Judge, Verdict
from reducer.search.events import Notify, Progress
from reducer.search.passes import halving
from reducer.search.schedule import COARSE, FINE, SIMPLIFY, Stage, cold, unexecuted

MOST_ROUNDS = 6
"""The fine stages go round until nothing changes; more rounds than this have not been seen to find anything.
"""
MOST_RETURNS = 2
"""A search that was sent back this often sits on a machine that changes faster than it searches: it goes on
without checkpoints, and the confirmation at its end and the hold-out have the word."""
CONFIRMING_PAIRS = 3
PAIRS_A_PROCESS = 2
"""The end of a search is confirmed by three pairs more than a decision takes, two from each process."""
MAX_LABELS = 3
"""Of the edits of a decision so many are named in its record."""
FREE_SHARE = 0.95
"""An edit that saves no instruction may cost a twentieth of the incumbent's ratio, which is the noise of an
estimate."""


class Stopped(Exception):
    """The search was told to stop: by ^C, by the time limit.  What is kept so far stands."""


@dataclass
class Reduction:
    """The state of one search.  `incumbent` is the best so far; `history` every incumbent before it, the
    original first."""

    judge: Judge
    observe: Observe
    folder: RunFolder
    anchor: Anchor
    incumbent: Candidate
    before: tuple[int, int]
    notify: Notify
    deadline: float | None = None
    phase: str = ""
    history: list[Candidate] = field(default_factory=list)
    checked: int = 0
    returns: int = 0
    _fast_ns: int = TARGET_NS
    _sizes: tuple[int, int] = (0, 0)
    _ratio: Interval | None = None

    def __post_init__(self) -> None:
        self.history = [self.incumbent]
        self.began = time.monotonic()
        self.checkpoints = Checkpoints(time.monotonic())
        self._ratio = self.anchor.interval
        self._measure_size()

    # ---- stages

    def coarse(self, bar: float) -> None:
        """Cold code first, then what takes most away for the fewest decisions."""
        self._cold(bar)
        for stage in COARSE:
            self.run(stage, bar)

    def fine(self, bar: float) -> None:
        """Every stage, round and round, until no single edit can be kept any more; then simpler constants."""
        for _ in range(MOST_ROUNDS):
            before = self.incumbent
            for stage in FINE:
                self.run(stage, bar)
            if self.incumbent is before:
                break
        for stage in SIMPLIFY:
            self.run(stage, max(bar, FREE_SHARE * self.estimate()))

    def estimate(self) -> float:
        """The incumbent's ratio, as far as it is known."""
        return (self._ratio or self.anchor.interval).estimate

    def _cold(self, bar: float) -> None:
        """What one instrumented run shows to be cold: not executed, or far outside the hot loop."""
        for name, select in (("unexecuted code", unexecuted), ("cold code", cold)):
            self.tell(name)
            counts = profile(self.incumbent.module, self.observe)
            if counts is not None:
                edits = select(self.incumbent.module, counts)
                self.run(Stage(name, lambda _candidate, edits=edits: edits, halving), bar)  # type: ignore[misc]

    def run(self, stage: Stage, bar: float) -> None:
        """One pass of one stage over the incumbent as it is now."""
        self.tell(stage.name)
        base = self.incumbent
        edits = list(stage.edits(base))
        if not edits:
            return
        if stage.neutral:
            bar = checkpoint_bar(bar, 1.0, self.judge.ledger.noise)
        search = stage.strategy(edits)
        try:
            chosen = next(search)
            while True:
                chosen = search.send(self._try(stage.name, base, chosen, bar))
        except StopIteration:
            pass
        self._adjust()

    # ---- one candidate

    def _try(self, stage: str, base: Candidate, edits: Sequence[Edit], bar: float) -> bool:
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise Stopped("the time limit is reached")
        candidate = base.edited(edits)
        if candidate.key == self.incumbent.key:
            return True
        verdict = self.judge.decide(candidate, bar)
        self.checkpoints.decided(verdict.kept)
        step = self._keep(verdict) if verdict.kept else None
        self._log(stage, edits, verdict, step)
        self.tell(stage)
        if self.returns < MOST_RETURNS and self.checkpoints.due(time.monotonic()):
            self.checkpoint(bar)
        return verdict.kept

    def _keep(self, verdict: Verdict) -> int:
        """The candidate is the incumbent; the number of its step."""
        self.incumbent = verdict.candidate
        self.history.append(self.incumbent)
        step = self.folder.save_step(self.incumbent.text)
        self._measure_size()
        if verdict.fast_ns and verdict.slow_ns:
            self._fast_ns, self.judge.slow_ns = verdict.fast_ns, verdict.slow_ns
        xs = self.judge.ledger.xs(self.incumbent.key)
        if xs:
            self._ratio = ratio_interval(xs)
        return step

    def _adjust(self) -> None:
        """Between passes, back to a fast side that runs as long as it should, after edits have made a trip
        cheaper."""
        factor = TARGET_NS / self._fast_ns
        if self.incumbent is not self.history[0] and abs(factor - 1) > CLOSE_ENOUGH:
            self.history[-1] = self.incumbent = self.incumbent.longer(factor)
            self._fast_ns, self.judge.slow_ns = TARGET_NS, int(self.judge.slow_ns * factor)

    def _log(self, stage: str, edits: Sequence[Edit], verdict: Verdict, step: int | None = None) -> None:
        labels = tuple(edit.label for edit in edits[-MAX_LABELS:])
        decision = Record(stage, str(verdict), self._seconds(), len(edits), labels, step=step)
        if verdict.kept:
            xs = self.judge.ledger.xs(verdict.candidate.key)
            size = verdict.candidate.module.instructions()
            decision = replace(decision, instructions=size, ratio=ratio_interval(xs).estimate if xs else None)
        self.folder.log(decision)

    def _seconds(self) -> float:
        return round(time.monotonic() - self.began, 3)

    def siblings(self, bar: float) -> list[str]:
        """Instructions put in the place of the target's on which the slowdown shows as well: labels.

        Each such case is saved as sibling_INSTRUCTION.wat.  The result stays: it is the reporter's
        instruction that was asked about.
        """
        found: dict[str, list[Edit]] = {}
        for edit in CATALOGUE["swaps"](self.incumbent.module):
            found.setdefault(edit.label.split(" in ")[0], []).append(edit)
        kept = []
        for label, edits in found.items():
            verdict = self.judge.decide(self.incumbent.edited(edits), bar)
            self._log("siblings", edits, verdict)
            if verdict.kept:
                name = label.split("-> ")[1].replace(".", "_")
                self.folder.save(f"sibling_{name}.wat", verdict.candidate.text)
                kept.append(label)
        return kept

    # ---- checkpoints

    def checkpoint(self, bar: float) -> bool:
        """Measures the incumbent in fresh processes; goes back through the history after two failures in a
        row."""
        while True:
            held = self._holds(self.incumbent, bar)
            if not self.checkpoints.checked(held, time.monotonic()):
                if held:
                    self.checked = len(self.history) - 1
                    return True
                continue
            self._go_back(bar)
            return False

    def last_that_holds(self, bar: float, before: Candidate) -> Candidate:
        """The last step before that one which holds the bar now, in fresh processes; else the original."""
        keys = [candidate.key for candidate in self.history]
        search = bisect_history(keys.index(before.key) + 1 if before.key in keys else len(keys))
        try:
            index = next(search)
            while True:
                index = search.send(self._holds(self.history[index], bar, strictly=True))
        except StopIteration as stop:
            return self.history[int(stop.value)]

    def confirm(self, bar: float) -> bool:
        """Whether the incumbent shows the bar over several fresh processes; if not, twice, goes back."""
        if any(self._holds(self.incumbent, bar, strictly=True) for _ in range(2)):
            return True
        self._go_back(bar, strictly=True)
        return False

    def _holds(self, candidate: Candidate, bar: float, *, strictly: bool = False) -> bool:
        """Whether fresh pairs do not show that the candidate lies below the bar by the indifference zone.

        `strictly`: whether they show that it holds the bar, over several processes, since some code runs at
        one of two speeds that are drawn when a process starts.  Where they cannot decide, their estimate
        does: what is told apart by no test here is left to the hold-out.
        """
        ledger = self.judge.ledger
        settings, asked = ledger.settings, checkpoint_bar(bar, 1.0, ledger.noise)
        if strictly:
            settings, asked = replace(settings, extra_pairs=settings.extra_pairs + CONFIRMING_PAIRS), bar
        test = SequentialTest(asked, ledger.noise, settings)
        binary, xs = self.judge.assembler.assemble(candidate.text), list[float]()
        while test.decision is None:
            if test.pairs == 0 or (strictly and test.pairs % PAIRS_A_PROCESS == 0):
                self.judge.lane.restart()
            try:
                xs.append(pairs(self.judge.lane, binary, 1, self.judge.timeout_ns)[0].x)
                test.add(xs[-1])
            except MeasurementError:
                return False
        held = test.decision is Decision.KEPT or not test.rejected
        if strictly and test.decision is not Decision.KEPT:
            held = held and ratio_interval(xs).estimate > asked
        return held and self._alive(candidate)

    def _alive(self, candidate: Candidate) -> bool:
        """Whether twice the trips take longer on both sides."""
        judge, timeout_ns = self.judge, self.judge.timeout_ns
        try:
            found = liveness(
                judge.lane,
                judge.assembler,
                candidate,
                judge.ledger.noise,
                None if timeout_ns is None else 2 * timeout_ns,
            )
        except MeasurementError:
            return False
        if found is None or not folded(found, allow_fast=judge.allow_folded):
            return True
        self.folder.log(Record(self.phase, f"not shown: {found.sentence}", self._seconds()))
        return False

    def _go_back(self, bar: float, *, strictly: bool = False) -> None:
        """Finds the last step that holds, and goes on from there, asking for one more pair from now on."""
        self.tell("going back: the slowdown was lost")
        self.returns += 1
        search = bisect_history(len(self.history), self.checked)
        try:
            index = next(search)
            while True:
                index = search.send(self._holds(self.history[index], bar, strictly=strictly))
        except StopIteration as stop:
            last = int(stop.value)
        steps = len(self.history) - 1
        lost = f"not shown: {steps - last} of {steps} steps are lost"
        self.folder.log(Record("going back", lost, self._seconds()))
        for step in self.history[last + 1 :]:
            self.judge.ledger.overturn(step.key, bar)
        self.judge.ledger.settings = self.judge.ledger.settings.asking_one_more()
        del self.history[last + 1 :]
        self.checked = min(self.checked, last)
        self.incumbent = self.history[-1]
        self.folder.save_step(self.incumbent.text)
        self._measure_size()

    # ---- telling

    def _measure_size(self) -> None:
        binary = self.judge.assembler.assemble(self.incumbent.text)
        self._sizes = (self.incumbent.module.instructions(), len(binary))

    def tell(self, phase: str) -> None:
        """Tells the listener where the search stands."""
        tally = self.judge.tally
        self.phase = phase
        self.notify(
            Progress(
                phase,
                self.before[0],
                self._sizes[0],
                self.before[1],
                self._sizes[1],
                self._ratio,
                tally.proposed,
                tally.kept,
                self.judge.lane.pairs,
            )
        )
