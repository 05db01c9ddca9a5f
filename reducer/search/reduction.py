"""A reduction: from a seed on which the slowdown shows to the smallest case on which it still shows.

It goes through the stages of the schedule at a bar, saves every kept step before the next one is tried,
measures the incumbent afresh at checkpoints, and goes back through its history where the slowdown was lost.
The lane and the oracle are handed in.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from reducer.edits import Edit
from reducer.judge.holdout import holds
from reducer.judge.judge import Judge
from reducer.judge.tuning import CLOSE_ENOUGH, toward
from reducer.judge.verdict import Verdict
from reducer.oracle import (
    Checkpoints,
    Interval,
    SameOutput,
    VerdictKind,
    checkpoint_bar,
    ratio_interval,
)
from reducer.program.profile import Observe, Profile, profile
from reducer.program.program import Program
from reducer.records.run import Anchor
from reducer.records.run import Decision as Record
from reducer.records.run_folder import INCUMBENT, RunFolder
from reducer.runtimes import Runtime
from reducer.search.by_surplus import MIN_EXECUTED, BySurplus
from reducer.search.counted_passes import NEVER_RUN, CountedPass, counted_passes
from reducer.search.decided import decided
from reducer.search.events import Notify, Progress
from reducer.search.going_back import last_step
from reducer.search.guided import moved, slices
from reducer.search.history import KERNEL, History
from reducer.search.kernel import MIN_INSTRUCTIONS, Judging, Kernel
from reducer.search.loop_control import sparing_the_loop
from reducer.search.others import Others
from reducer.search.outlook import Outlook
from reducer.search.passes import along, first_kept
from reducer.search.schedule import COARSE, FINE, SIMPLIFY, Stage
from reducer.timing.lane import OUT_OF_TIME

MAX_ROUNDS = 6
"""The fine stages are repeated until nothing changes; more rounds have never removed anything."""
MAX_RETURNS = 2
"""A search that was sent back this often sits on a machine that changes faster than it searches: it goes on
without checkpoints, and the confirmation at its end and the hold-out have the word."""
MAX_FRUITLESS = 24
"""A pass over a large program gives way after so many decisions in a row that keep nothing: another one may
get on, and what is left has its turn when the program is smaller."""
MAY_DO_LOWER = (VerdictKind.NOT_SHOWN, VerdictKind.INCONCLUSIVE)
"""A candidate with one of these verdicts is asked about again at a lower bar; one that does not end well is
not."""
MAX_SHOWN = 60
"""A case of at most this many instructions is short enough to be shown."""
FREE_SHARE = 0.9
"""An edit that removes no instruction may cost a tenth of the incumbent's ratio, the indifference zone of the
test: to tell a twentieth takes twice the pairs."""


def _given(edits: Sequence[Edit]) -> Callable[[Program], Sequence[Edit]]:
    """What gives these edits, which are made for the incumbent."""
    return lambda _incumbent: edits


class Stopped(Exception):
    """The search was told to stop, by ^C or the time limit.  What it has kept so far remains the result."""


@dataclass
class Reduction:
    """The state of one search.  `history` holds every incumbent, the original first, the best so far last;
    `known` is what runs of the original how often.  `observing` reads memories and counts instructions;
    without it, or `with_kernel`, no kernel is taken."""

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
    known: Profile | None = None
    observing: Runtime | None = None
    with_kernel: bool = True
    _ratio: Interval | None = None
    others: Others = field(default_factory=Others)

    def __post_init__(self) -> None:
        self.began = time.monotonic()
        self.checkpoints = Checkpoints(time.monotonic())
        self._fast_ns = self.judge.target_ns
        self._refused: dict[str, float] = {}
        self._outlook = Outlook()
        self._counted: Program | None = None
        self._parts: BySurplus | None = None
        self._patient = False
        self.before = self.history[0].size
        self.returns = self.history.returns
        for _ in range(self.returns):
            self.judge.reading.ask_one_more()
        self._know_ratio()
        self._judging = None if self.observing is None else Judging(self.judge, self.observing)
        if self._judging is not None and self.history.kernel is not None:
            self._judging.take_up(self.incumbent, self.history[self.history.kernel])

    @property
    def incumbent(self) -> Program:
        """The best so far."""
        return self.history[-1]

    # ---- stages

    def coarse(self, bar: float) -> None:
        """Tries slices around the carriers, then cold code, then the stages that remove most with the fewest
        decisions."""
        self._guided(bar)
        self.cold(bar)
        self._go_through(COARSE, bar)

    def fine(self, bar: float) -> None:
        """Every stage, round and round, until no single edit can be kept any more; then simpler constants.

        Of a large program, what gave way is asked to its end only where nothing else gets on."""
        rounds = 0
        while rounds < MAX_ROUNDS:
            before, large = self.incumbent, self._is_large
            if large:
                self.cold(bar)
            self._go_through(FINE, bar)
            if self.incumbent is before and (self._patient or not large):
                break
            self._patient = self.incumbent is before
            rounds += not large
        for stage in SIMPLIFY:
            self.run(stage, max(bar, FREE_SHARE * self.estimate()))

    def estimate(self) -> float:
        """The incumbent's ratio, as far as it is known."""
        return (self._ratio or self.anchor.interval).estimate

    def _guided(self, bar: float) -> None:
        """The original's slices, until one of them is kept; before them goes all that never ran, where that
        is much, so that nobody looks into it."""
        if len(self.history) > 1 or self.judge.lane.phase != "execute":
            return
        self.tell("slices")
        original = self.incumbent.module
        self._pass(NEVER_RUN, bar)
        counts = self._counts()
        if counts is not None:
            reading, module = self.judge.reading, self.incumbent.module
            same_output, carriers = reading.question.wants(SameOutput), reading.evidence.carriers
            if carriers is not None and module is not original:
                carriers = moved(carriers, original, module)
            made = slices(self.incumbent, counts, self.observe, carriers, same_output=same_output)
            self.run(Stage("slices", _given(made), first_kept), bar)

    def cold(self, bar: float) -> None:
        """What a counted run shows: what is not executed, or far outside the hot loop, functions first.
        Before what did run is looked at, a big program gives way to a kernel of it."""
        self._pass(NEVER_RUN, bar)
        self._kernel(bar)
        for one in counted_passes(self.observe):
            self._pass(one, bar)

    def _pass(self, one: CountedPass, bar: float) -> None:
        """A pass over what a counted run shows, where the program is of the size that it is for."""
        self._counts()
        parts = self._parts
        if parts is not None and one.large in (None, self._is_large):
            self.tell(one.name)
            self.run(Stage(one.name, _given(one.select(parts)), one.strategy), bar)

    def _kernel(self, bar: float) -> None:
        """Lets a kernel take the place of a big incumbent; says why none has."""
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
        self.log(KERNEL, (), verdict, self._keep(verdict) if verdict.kept else None, made.words)
        if not verdict.kept:
            return str(verdict)
        self.history.is_kernel(len(self.history) - 1, made.words)
        return ""

    def _find_carriers(self) -> None:
        """Looks for what carries the slowdown of a kernel, where that is not known."""
        if self._judging is not None and self.history.kernel is not None:
            found = self._judging.find_carriers(self.incumbent)
            if found is not None:
                self._counted = None
                self.notify(f"carriers of the kernel: {found.in_words}")

    def _counts(self) -> Profile | None:
        """What of the incumbent runs how often, counted once.  Raises Stopped."""
        self._check_time()
        if self._counted is not self.incumbent:
            self._counted, carriers = self.incumbent, self.judge.reading.evidence.carriers
            counts = self.known if self.incumbent is self.history[0] else None
            counts = counts or profile(self.incumbent.module, self.observe)
            found = () if carriers is None else carriers.found
            self._parts = None if counts is None else BySurplus(self.incumbent, counts, found)
        return None if self._parts is None else self._parts.profile

    @property
    def _is_large(self) -> bool:
        """Whether the incumbent is gone through by function, and passes that get nothing give way: only where
        the time is that of what is executed."""
        if self._parts is None or self.judge.lane.phase != "execute":
            return False
        return self.incumbent.module.instructions() >= MIN_EXECUTED and self._parts.is_large

    def _go_through(self, stages: Sequence[Stage], bar: float) -> None:
        """One pass of each stage; of a large program along its functions, and without what saves nothing."""
        for stage in stages:
            parts = self._parts
            if not self._is_large or parts is None:
                self.run(stage, bar)
            elif not stage.neutral:
                edits = parts.in_order(stage.edits(self.incumbent))
                self.run(Stage(stage.name, _given(edits), along), bar)

    def run(self, stage: Stage, bar: float) -> None:
        """One pass of one stage over the incumbent as it is now.  Raises Stopped."""
        self._check_time()
        self._find_carriers()
        self.tell(stage.name)
        base = self.incumbent
        edits = sparing_the_loop(stage.edits(base), base)
        if not edits:
            return
        if stage.neutral:
            bar = checkpoint_bar(bar, 1.0, self.judge.reading.noise)
        search, returns = stage.strategy(edits), self.returns
        patience = MAX_FRUITLESS if self._is_large and not self._patient else math.inf
        fruitless = 0
        try:
            chosen = next(search)
            # A search that was sent back has lost what the pass stands on.
            while self.returns == returns and fruitless < patience:
                asked = self.judge.tally.proposed
                kept = self._try(stage.name, base, chosen, bar)
                fruitless = 0 if kept else fruitless + self.judge.tally.proposed - asked
                chosen = search.send(kept)
        except StopIteration:
            pass
        self._adjust()

    def _check_time(self) -> None:
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise Stopped(OUT_OF_TIME)

    # ---- one candidate

    def _try(self, stage: str, base: Program, edits: Sequence[Edit], bar: float) -> bool:
        self._check_time()
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
        self.log(stage, edits, verdict, self._keep(verdict) if verdict.kept else None)
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

    def log(
        self, stage: str, edits: Sequence[Edit], verdict: Verdict, step: int | None = None, words: str = ""
    ) -> None:
        """Writes what became of a candidate to the run folder; `words` stand in the place of the edits'."""
        self.folder.log(decided(stage, edits, verdict, self._seconds(), step, words))

    def _seconds(self) -> float:
        return round(time.monotonic() - self.began, 3)

    # ---- checkpoints

    def checkpoint(self, bar: float) -> bool:
        """Measures the incumbent in fresh processes; goes back after two failures in a row."""
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

    def confirm(self, bar: float) -> bool:
        """Whether several fresh processes show the bar; where they do not, in two tries, goes back."""
        self.tell("confirmation", "confirm")
        self._assemble_whole()
        if any(holds(self.judge, self.incumbent, bar, strictly=True) for _ in range(2)):
            return True
        self._go_back(bar, strictly=True)
        return False

    def _go_back(self, bar: float, *, strictly: bool = False) -> None:
        """Goes on from the last step that holds; from now on a keep needs one more pair."""
        self.tell("going back: the slowdown was lost")
        self.returns += 1
        last = last_step(self.judge, self.history, bar, len(self.history), self.checked, strictly=strictly)
        steps = len(self.history) - 1
        for index in range(last + 1, len(self.history)):
            self.judge.reading.overturn(self.history[index].key, bar)
        self.judge.reading.ask_one_more()
        was_kernel = self.history.kernel is not None
        self.history.back_to(last)
        if self._judging is not None and was_kernel and self.history.kernel is None:
            self._judging.put_back()
        self.checked = min(self.checked, last)
        lost = f"not shown: {steps - last} of {steps} steps are lost"
        self.folder.log(Record("going back", lost, self._seconds(), back_to=last))
        self.folder.save(INCUMBENT, self.incumbent.text)
        self._know_ratio()

    # ---- telling

    def tell(self, phase: str, step: str = "search") -> None:
        """Tells the listener where the search stands, in which step of the reduction."""
        seconds, size, before = self._seconds(), self.incumbent.size, self.before
        tally, lane = self.judge.tally, self.judge.lane
        self.phase = phase
        self._outlook.note(seconds, size[0])
        remaining = self._outlook.remaining(seconds) if step == "search" else None
        code = self.incumbent.text if size[0] <= MAX_SHOWN else ""
        self.notify(
            Progress(
                phase, before[0], size[0], before[1], size[1], self._ratio, tally.proposed, tally.kept,
                lane.pairs, step, self.anchor.low, code, lane.deadline, remaining,
            )
        )  # fmt: skip
