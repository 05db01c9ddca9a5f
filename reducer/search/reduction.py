"""A reduction: from a seed on which the slowdown shows to the smallest case on which it still does.

It goes through the stages of the schedule at a bar, saves every kept step before the next is tried, looks at
the incumbent afresh at checkpoints, and goes back through its history where the slowdown was lost.  It is
handed the lane and the oracle; it makes neither.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from reducer.edits import CATALOGUE, Edit
from reducer.judge.holdout import holds
from reducer.judge.judge import Judge
from reducer.judge.tuning import CLOSE_ENOUGH, toward
from reducer.judge.verdict import Verdict
from reducer.oracle import (
    Checkpoints,
    Interval,
    SameOutput,
    VerdictKind,
    bisect_history,
    checkpoint_bar,
    ratio_interval,
)
from reducer.program.profile import Observe, Profile, profile
from reducer.program.program import Program
from reducer.program.trips import places
from reducer.records.run import Anchor
from reducer.records.run import Decision as Record
from reducer.records.run_folder import INCUMBENT, RunFolder
from reducer.runtimes import Runtime
from reducer.search.cold import cold_calls, cold_functions, in_layers, never_run, unexecuted
from reducer.search.events import Notify, Progress
from reducer.search.guided import slices
from reducer.search.history import KERNEL, History
from reducer.search.joins import dead_behind
from reducer.search.kernel import MIN_INSTRUCTIONS, Judging, Kernel
from reducer.search.loop_control import sparing_the_loop
from reducer.search.others import Others
from reducer.search.passes import Pass, first_kept, in_parts
from reducer.search.schedule import COARSE, FINE, SIMPLIFY, Stage, cold
from reducer.wat.module import Module

MAX_ROUNDS = 6
"""The fine stages go round until nothing changes; more rounds than this have not been seen to find anything.
"""
MAX_RETURNS = 2
"""A search that was sent back this often sits on a machine that changes faster than it searches: it goes on
without checkpoints, and the confirmation at its end and the hold-out have the word."""
MAX_LABELS = 3
"""Of the edits of a decision so many are named in its record."""
MAY_DO_LOWER = (VerdictKind.NOT_SHOWN, VerdictKind.INCONCLUSIVE)
"""What was refused so is asked again at a lower bar; what does not end well at none."""
MAX_SHOWN = 60
"""A case of so many instructions is short enough to be looked at."""
FREE_SHARE = 0.95
"""An edit that saves no instruction may cost a twentieth of the incumbent's ratio, which is the noise of an
estimate."""


_Select = Callable[[Module, Profile], list[Edit]]
_Strategy = Callable[[Sequence[Edit]], Pass[Edit]]


class Stopped(Exception):
    """The search was told to stop: by ^C, by the time limit.  What is kept so far stands."""


@dataclass
class Reduction:
    """The state of one search.  `history` holds every incumbent, the original first, the best so far last.
    `observing` reads memories and counts instructions; without it, or `with_kernel`, no kernel is taken."""

    judge: Judge
    observe: Observe
    folder: RunFolder
    anchor: Anchor
    history: History
    notify: Notify
    deadline: float | None = None
    phase: str = ""
    checked: int = 0
    returns: int = 0
    observing: Runtime | None = None
    with_kernel: bool = True
    _ratio: Interval | None = None
    others: Others = field(default_factory=Others)

    def __post_init__(self) -> None:
        self.began = time.monotonic()
        self.checkpoints = Checkpoints(time.monotonic())
        self._fast_ns = self.judge.target_ns
        self._refused: dict[str, float] = {}
        self._counted: tuple[Program | None, Profile | None] = (None, None)
        self.before = self.history[0].size
        self.returns = self.history.returns
        for _ in range(self.returns):
            self.judge.reading.ask_one_more()
        self._know_ratio()
        self._judging = None if self.observing is None else Judging(self.judge, self.observing)
        if self._judging is not None and self.history.kernel is not None:
            self._judging.take_up(self.incumbent)

    @property
    def incumbent(self) -> Program:
        """The best so far."""
        return self.history[-1]

    # ---- stages

    def coarse(self, bar: float) -> None:
        """Slices around the carriers; then cold code; then what takes most away for the fewest decisions."""
        self._guided(bar)
        self.cold(bar)
        for stage in COARSE:
            self.run(stage, bar)

    def fine(self, bar: float) -> None:
        """Every stage, round and round, until no single edit can be kept any more; then simpler constants."""
        for _ in range(MAX_ROUNDS):
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

    def _guided(self, bar: float) -> None:
        """The original's slices, until one of them is kept."""
        if len(self.history) > 1 or self.judge.lane.phase != "execute":
            return
        self.tell("slices")
        counts = self._counts()
        if counts is not None:
            reading = self.judge.reading
            same_output, carriers = reading.question.wants(SameOutput), reading.evidence.carriers
            made = slices(self.incumbent, counts, self.observe, carriers, same_output=same_output)
            self.run(Stage("slices", lambda _candidate: made, first_kept), bar)

    def cold(self, bar: float) -> None:
        """What a counted run shows to be cold; what does run is looked at in the kernel, if there is one."""
        self._at_once(bar, ("unexecuted code", never_run, in_layers))
        self._kernel(bar)
        of_kernel: tuple[tuple[str, _Select, _Strategy], ...] = (
            ("unexecuted code", never_run, in_layers),
            ("unexecuted code", lambda module, counts: dead_behind(module, counts, self.observe), in_layers),
        )
        stages: tuple[tuple[str, _Select, _Strategy], ...] = (
            *(of_kernel if self.history.kernel is not None else ()),
            ("unexecuted code", unexecuted, in_layers),
            ("cold functions", lambda module, counts: cold_calls(module, counts, self.observe), in_parts),
            ("cold functions", cold_functions, in_parts),
            ("cold code", cold, in_parts),
        )
        for stage in stages:
            self._at_once(bar, stage)

    def _at_once(self, bar: float, stage: tuple[str, _Select, _Strategy]) -> None:
        name, select, strategy = stage
        self.tell(name)
        counts = self._counts()
        if counts is not None:
            edits = select(self.incumbent.module, counts)
            self.run(Stage(name, lambda _candidate: edits, strategy), bar)

    def _kernel(self, bar: float) -> None:
        """Puts a kernel in the incumbent's place.  Says why there is none, where one was wanted."""
        wanted = self.with_kernel and self.history.kernel is None and self.judge.lane.phase == "execute"
        if self._judging is None or not wanted or self.incumbent.size[0] < MIN_INSTRUCTIONS:
            return
        self.tell(KERNEL)
        counts, why = self._counts(), "the program could not be counted"
        if counts is not None:
            why = self._judging.first_kept(self.incumbent, counts, lambda made: self._take(made, bar))
        self.notify(f"no kernel: {why}" if why else f"a kernel in the program's place: {self.history.calls}")

    def _take(self, made: Kernel, bar: float) -> str:
        """Makes a kernel the incumbent, where it is kept; why it is not."""
        verdict = self.judge.ask(made.program, bar)
        self._log(KERNEL, (), verdict, self._keep(verdict) if verdict.kept else None, made.words)
        if not verdict.kept:
            return str(verdict)
        self.history.is_kernel(len(self.history) - 1, made.words)
        return ""

    def _counts(self) -> Profile | None:
        """What of the incumbent runs how often, counted once."""
        program, counts = self._counted
        if program is not self.incumbent:
            counts = profile(self.incumbent.module, self.observe)
            self._counted = self.incumbent, counts
        return counts

    def run(self, stage: Stage, bar: float) -> None:
        """One pass of one stage over the incumbent as it is now."""
        self.tell(stage.name)
        base = self.incumbent
        edits = sparing_the_loop(stage.edits(base), base)
        if not edits:
            return
        if stage.neutral:
            bar = checkpoint_bar(bar, 1.0, self.judge.reading.noise)
        search, returns = stage.strategy(edits), self.returns
        try:
            chosen = next(search)
            # A search that was sent back has lost what the pass stands on.
            while self.returns == returns:
                chosen = search.send(self._try(stage.name, base, chosen, bar))
        except StopIteration:
            pass
        self._adjust()

    # ---- one candidate

    def _try(self, stage: str, base: Program, edits: Sequence[Edit], bar: float) -> bool:
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise Stopped("the time limit is reached")
        candidate = base.edited(edits)
        if candidate.key == self.incumbent.key:
            return True
        if self._refused.get(candidate.key, math.inf) <= bar:
            return False
        verdict = self.judge.ask(candidate, bar)
        self.others.meet(verdict)
        self.checkpoints.decided(verdict.kept)
        if not verdict.kept:
            self._refused[candidate.key] = bar if verdict.kind in MAY_DO_LOWER else 0.0
        self._log(stage, edits, verdict, self._keep(verdict) if verdict.kept else None)
        self.tell(stage)
        if self.returns < MAX_RETURNS and self.checkpoints.due(time.monotonic()):
            self.checkpoint(bar)
        return verdict.kept

    def _keep(self, verdict: Verdict) -> int:
        """The candidate is the incumbent; the number of its step."""
        assert verdict.program is not None
        self.history.append(verdict.program)
        step = self.folder.save_step(verdict.program.text)
        if verdict.fast_ns and verdict.slow_ns:
            self._fast_ns = verdict.fast_ns
            self._take_time(verdict.slow_ns)
        self._know_ratio()
        return step

    def _know_ratio(self) -> None:
        xs = self.judge.reading.xs(self.incumbent.key)
        self._ratio = ratio_interval(xs) if xs else self._ratio or self.anchor.interval

    def _take_time(self, slow_ns: int) -> None:
        """Time-outs follow from what the incumbent takes; other phases than execute, from what the original
        took to run."""
        if self.judge.lane.phase == "execute":
            self.judge.run_ns = slow_ns

    def _adjust(self) -> None:
        """Between passes, back to a fast side that runs as long as it should, after edits have made a trip
        cheaper."""
        target_ns = self.judge.target_ns
        factor = target_ns / self._fast_ns
        if len(self.history) > 1 and abs(factor - 1) > CLOSE_ENOUGH:
            self.history[-1] = toward(self.incumbent, self._fast_ns, target_ns)
            self._fast_ns = target_ns
            self._take_time(int(self.judge.run_ns * factor))

    def _log(
        self, stage: str, edits: Sequence[Edit], verdict: Verdict, step: int | None = None, words: str = ""
    ) -> None:
        labels = (words,) if words else tuple(edit.label for edit in edits[-MAX_LABELS:])
        decision = Record(stage, str(verdict), self._seconds(), len(edits), labels, step=step)
        if verdict.kept and verdict.program is not None:
            size, trips = verdict.program.module.instructions(), places(verdict.program)
            ratio = ratio_interval(verdict.xs).estimate if verdict.xs else None
            decision = replace(decision, instructions=size, ratio=ratio, trips=trips)
        self.folder.log(decision)

    def _seconds(self) -> float:
        return round(time.monotonic() - self.began, 3)

    def siblings(self, bar: float) -> list[str]:
        """Instructions put in the place of the target's on which the slowdown shows as well, in words.

        Each such case is saved as sibling_INSTRUCTION.wat.  The result stays: it is the reporter's
        instruction that was asked about.
        """
        found: dict[tuple[str, str], list[Edit]] = {}
        for edit in CATALOGUE["swaps"](self.incumbent.module):
            found.setdefault((edit.change.operation, edit.change.after), []).append(edit)
        kept = []
        for (before, after), edits in found.items():
            verdict = self.judge.ask(self.incumbent.edited(edits), bar)
            self.others.meet(verdict)
            self._log("siblings", edits, verdict)
            if verdict.kept and verdict.program is not None:
                self.folder.save(f"sibling_{after.replace('.', '_')}.wat", verdict.program.text)
                kept.append(f"{before} -> {after}")
        return kept

    # ---- checkpoints

    def checkpoint(self, bar: float) -> bool:
        """Measures the incumbent in fresh processes; goes back through the history after two failures in a
        row."""
        self._assemble_whole()
        while True:
            held = holds(self.judge, self.incumbent, bar)
            if not self.checkpoints.checked(held, time.monotonic()):
                if held:
                    self.checked = len(self.history) - 1
                    return True
                continue
            self._go_back(bar)
            return False

    def _assemble_whole(self) -> None:
        if not self.incumbent.assemble_whole():
            self.notify("assembled whole, its code is another than by parts: the whole is measured")

    def last_that_holds(self, bar: float, before: Program) -> Program:
        """The last step before that one which holds the bar now, in fresh processes; else the original."""
        keys = [self.history[index].key for index in range(len(self.history))]
        length = keys.index(before.key) + 1 if before.key in keys else len(keys)
        return self.history[self._last(bar, length, 0, strictly=True)]

    def _last(self, bar: float, length: int, known_good: int, *, strictly: bool) -> int:
        """The index of the last of so many steps that holds the bar, where the last one does not."""
        search = bisect_history(length, known_good)
        try:
            index = next(search)
            while True:
                step, judge = self.history[index], self.judge
                # A step before the kernel takes far longer than what came of it.
                judge.run_ns = max(judge.run_ns, judge.reading.longest_of(step.key))
                index = search.send(holds(judge, step, bar, strictly=strictly))
        except StopIteration as stop:
            return int(stop.value)

    def confirm(self, bar: float) -> bool:
        """Whether the incumbent shows the bar over several fresh processes; if not, twice, goes back."""
        self.tell("confirmation", "confirm")
        self._assemble_whole()
        if any(holds(self.judge, self.incumbent, bar, strictly=True) for _ in range(2)):
            return True
        self._go_back(bar, strictly=True)
        return False

    def _go_back(self, bar: float, *, strictly: bool = False) -> None:
        """Finds the last step that holds, and goes on from there, asking for one more pair from now on."""
        self.tell("going back: the slowdown was lost")
        self.returns += 1
        last = self._last(bar, len(self.history), self.checked, strictly=strictly)
        steps = len(self.history) - 1
        for index in range(last + 1, len(self.history)):
            self.judge.reading.overturn(self.history[index].key, bar)
        self.judge.reading.ask_one_more()
        self._back_to(last)
        self.checked = min(self.checked, last)
        lost = f"not shown: {steps - last} of {steps} steps are lost"
        self.folder.log(Record("going back", lost, self._seconds(), back_to=last))
        self.folder.save(INCUMBENT, self.incumbent.text)
        self._know_ratio()

    def _back_to(self, index: int) -> None:
        was_kernel = self.history.kernel is not None
        self.history.back_to(index)
        if self._judging is not None and was_kernel and self.history.kernel is None:
            self._judging.put_back()

    # ---- telling

    def tell(self, phase: str, step: str = "search") -> None:
        """Tells the listener where the search stands, in which step of the reduction."""
        tally, size = self.judge.tally, self.incumbent.size
        self.phase = phase
        self.notify(
            Progress(
                phase,
                self.before[0],
                size[0],
                self.before[1],
                size[1],
                self._ratio,
                tally.proposed,
                tally.kept,
                self.judge.lane.pairs,
                step,
                self.anchor.low,
                self.incumbent.text if size[0] <= MAX_SHOWN else "",
                self.judge.lane.deadline,
            )
        )
