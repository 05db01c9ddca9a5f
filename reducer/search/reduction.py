"""A reduction: from a seed on which the slowdown shows to the smallest case on which it still shows.

It goes through the stages of the schedule at a bar, saves every kept step before the next one is tried,
measures the incumbent afresh at checkpoints, and goes back through its history where the slowdown was lost.
The lane and the oracle are handed in.
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
from reducer.search.cold import cold_calls, cold_functions, in_layers, never_run, unexecuted
from reducer.search.events import Notify, Progress
from reducer.search.guided import slices
from reducer.search.history import History
from reducer.search.loop_control import sparing_the_loop
from reducer.search.others import Others
from reducer.search.passes import Pass, first_kept, in_parts
from reducer.search.schedule import COARSE, FINE, SIMPLIFY, Stage, cold
from reducer.wat.module import Module

MAX_ROUNDS = 6
"""The fine stages are repeated until nothing changes.  Further rounds than these have never removed anything.
"""
MAX_RETURNS = 2
"""A search that had to go back this often runs on a machine whose speed changes during the search.  It
continues without checkpoints; its final confirmation and the hold-out decide."""
MAX_LABELS = 3
"""How many edits of a decision are named in its record."""
MAY_DO_LOWER = (VerdictKind.NOT_SHOWN, VerdictKind.INCONCLUSIVE)
"""A candidate with one of these verdicts is asked about again at a lower bar; one that does not end well is
not."""
MAX_SHOWN = 60
"""A case of at most this many instructions is short enough to be shown."""
FREE_SHARE = 0.95
"""An edit that removes no instruction may cost a twentieth of the incumbent's ratio, which is the noise of an
estimate."""


_Select = Callable[[Module, Profile], list[Edit]]
_Strategy = Callable[[Sequence[Edit]], Pass[Edit]]


class Stopped(Exception):
    """The search was told to stop, by ^C or the time limit.  What it has kept so far remains the result."""


@dataclass
class Reduction:
    """The state of one search.  `history` holds every incumbent, the original first, the best so far last."""

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

    @property
    def incumbent(self) -> Program:
        """The best so far."""
        return self.history[-1]

    # ---- stages

    def coarse(self, bar: float) -> None:
        """Tries slices around the carriers, then cold code, then the stages that remove most with the fewest
        decisions."""
        self._guided(bar)
        self._cold(bar)
        for stage in COARSE:
            self.run(stage, bar)

    def fine(self, bar: float) -> None:
        """Repeats every stage until no single edit can be kept any more; then simplifies constants."""
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
        """Tries the original's slices until one of them is kept."""
        if len(self.history) > 1 or self.judge.lane.phase != "execute":
            return
        self.tell("slices")
        counts = self._counts()
        if counts is not None:
            reading = self.judge.reading
            same_output, carriers = reading.question.wants(SameOutput), reading.evidence.carriers
            made = slices(self.incumbent, counts, self.observe, carriers, same_output=same_output)
            self.run(Stage("slices", lambda _candidate: made, first_kept), bar)

    def _cold(self, bar: float) -> None:
        """Tries to remove what a counted run shows to be cold, functions first: code that is not executed, or
        far outside the hot loop."""
        stages: tuple[tuple[str, _Select, _Strategy], ...] = (
            ("unexecuted code", never_run, in_layers),
            ("unexecuted code", unexecuted, in_layers),
            ("cold functions", lambda module, counts: cold_calls(module, counts, self.observe), in_parts),
            ("cold functions", cold_functions, in_parts),
            ("cold code", cold, in_parts),
        )
        for name, select, strategy in stages:
            self.tell(name)
            counts = self._counts()
            if counts is not None:
                edits = select(self.incumbent.module, counts)
                self.run(Stage(name, lambda _candidate, edits=edits: edits, strategy), bar)  # type: ignore[misc]

    def _counts(self) -> Profile | None:
        """How often each part of the incumbent runs, counted once."""
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
            # After the search went back, the pass refers to an incumbent that is gone.
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
        """Makes the candidate the incumbent; returns the number of its step."""
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
        """Sets time-outs by the time that the incumbent takes; for other phases than execute, by the time
        that the original took to run."""
        if self.judge.lane.phase == "execute":
            self.judge.run_ns = slow_ns

    def _adjust(self) -> None:
        """Tunes the trip count between passes, so that the fast side runs as long as it should after edits
        have made a trip cheaper."""
        target_ns = self.judge.target_ns
        factor = target_ns / self._fast_ns
        if len(self.history) > 1 and abs(factor - 1) > CLOSE_ENOUGH:
            self.history[-1] = toward(self.incumbent, self._fast_ns, target_ns)
            self._fast_ns = target_ns
            self._take_time(int(self.judge.run_ns * factor))

    def _log(self, stage: str, edits: Sequence[Edit], verdict: Verdict, step: int | None = None) -> None:
        labels = tuple(edit.label for edit in edits[-MAX_LABELS:])
        decision = Record(stage, str(verdict), self._seconds(), len(edits), labels, step=step)
        if verdict.kept and verdict.program is not None:
            size, trips = verdict.program.module.instructions(), places(verdict.program)
            ratio = ratio_interval(verdict.xs).estimate if verdict.xs else None
            decision = replace(decision, instructions=size, ratio=ratio, trips=trips)
        self.folder.log(decision)

    def _seconds(self) -> float:
        return round(time.monotonic() - self.began, 3)

    def siblings(self, bar: float) -> list[str]:
        """Tries other instructions in place of the target's; returns those on which the slowdown shows as
        well, in words.

        Each such case is saved as sibling_INSTRUCTION.wat.  The result does not change: the user asked about
        the instruction in the seed.
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
        """The last step before that one which holds the bar now, in fresh processes; otherwise the
        original."""
        keys = [self.history[index].key for index in range(len(self.history))]
        length = keys.index(before.key) + 1 if before.key in keys else len(keys)
        return self.history[self._last(bar, length, 0, strictly=True)]

    def _last(self, bar: float, length: int, known_good: int, *, strictly: bool) -> int:
        """The index of the last of the first `length` steps that holds the bar, where the very last does
        not."""
        search = bisect_history(length, known_good)
        try:
            index = next(search)
            while True:
                index = search.send(holds(self.judge, self.history[index], bar, strictly=strictly))
        except StopIteration as stop:
            return int(stop.value)

    def confirm(self, bar: float) -> bool:
        """Whether the incumbent shows the bar over several fresh processes; where it does not, in two tries,
        the search goes back."""
        self.tell("confirmation", "confirm")
        self._assemble_whole()
        if any(holds(self.judge, self.incumbent, bar, strictly=True) for _ in range(2)):
            return True
        self._go_back(bar, strictly=True)
        return False

    def _go_back(self, bar: float, *, strictly: bool = False) -> None:
        """Finds the last step that holds and goes on from there; from now on one more pair is needed to keep
        a candidate."""
        self.tell("going back: the slowdown was lost")
        self.returns += 1
        last = self._last(bar, len(self.history), self.checked, strictly=strictly)
        steps = len(self.history) - 1
        for index in range(last + 1, len(self.history)):
            self.judge.reading.overturn(self.history[index].key, bar)
        self.judge.reading.ask_one_more()
        self.history.back_to(last)
        self.checked = min(self.checked, last)
        lost = f"not shown: {steps - last} of {steps} steps are lost"
        self.folder.log(Record("going back", lost, self._seconds(), back_to=last))
        self.folder.save(INCUMBENT, self.incumbent.text)
        self._know_ratio()

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
