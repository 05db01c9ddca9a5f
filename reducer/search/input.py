"""The seed's input before the search: arguments, standard input and files are cut while the slowdown shows.

What is left is what the seed reads from then on, so that every run of the search takes as little as it can.
The judge decides; beside that, a run must stay long enough for what the search takes away later, and the
same functions must do the work.
"""

from __future__ import annotations

import math
import shutil
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from reducer.guardian import scratch_folder
from reducer.judge.judge import Judge
from reducer.judge.pairs import middle
from reducer.judge.question import phase_time
from reducer.judge.scouting import fast_time
from reducer.oracle import VerdictKind, ratio_interval
from reducer.program.executed import executed
from reducer.program.input import Input, fed, input_of
from reducer.program.profile import Observe, profile
from reducer.program.program import Program
from reducer.records.run import Anchor, Decision
from reducer.records.run_folder import RunFolder
from reducer.search.events import Notify, Progress
from reducer.search.input_cuts import KINDS, Kind
from reducer.timing import OutOfTimeError

SHARE_OF_ANCHOR = 0.9
"""What a smaller input loses of the ratio, the program cannot lose any more."""
ROOM = 4
"""The fast side is left so many times the shortest useful run: edits of the program will shorten it, and mostly
no trip count lengthens it again."""
SHORTER = 0.8
"""A run is shorter where the fast side takes this share of the time before, or less: one run tells no finer."""
MIN_OVERLAP = 0.5
"""So much of the executed instructions must be in the same functions as before: of a script cut down to
nothing, an interpreter's start-up is left, which may be as slow for another reason."""
TIME_SHARE = 1 / 3
"""The input takes this share of a time limit at the most."""

Observer = Callable[[Program], Observe]


@dataclass(frozen=True)
class Ground:
    """What an input search stands on: the judge that is calibrated on the original, the ratio to hold, the
    shortest run of the fast side in ns, how a program's work is counted, where what is kept goes."""

    judge: Judge
    bar: float
    least_ns: int
    observer: Observer
    folder: RunFolder
    notify: Notify
    until: float | None = None


def input_bar(guard_bar: float, anchor: Anchor) -> float:
    """The ratio that inputs must hold, where programs must hold `guard_bar`."""
    return min(max(guard_bar, SHARE_OF_ANCHOR * anchor.low), anchor.low)


def least_fast_ns(target_ns: int, fast_ns: int) -> int:
    """How long the fast side must run at least, in ns, with a smaller input: ROOM times the search's target;
    of a seed that runs no longer than that, a quarter of its own time."""
    return min(ROOM * target_ns, fast_ns // 4)


def with_less_input(original: Program, ground: Ground, kinds: tuple[Kind, ...] = KINDS) -> Program:
    """The original with as little input as the bar allows; each that is kept is in the run folder before the
    next is tried.  The time limit ends it with what there is.  Raises FileError; ^C passes through."""
    reading = ground.judge.reading
    reading.own_outputs = True
    try:
        with scratch_folder() as scratch:
            search = _InputSearch(original, ground, Path(scratch))
            for kind in kinds:
                search.run(kind)
            return search.program
    finally:
        reading.own_outputs = False


class _InputSearch:
    """The state of one search: the program with the smallest input so far."""

    def __init__(self, original: Program, ground: Ground, scratch: Path) -> None:
        self.program, self.ground, self._scratch = original, ground, scratch
        self.input = input_of(original.invocation)
        self._judge = ground.judge
        self._executes = ground.judge.lane.phase == "execute"
        self._work = self._counted(original)
        self._began = time.monotonic()

    def run(self, kind: Kind) -> None:
        """One kind of cut, from the input as it is now."""
        if kind.shortens and not self._executes:
            return
        cuts = kind.cuts(self.input)
        self._tell(kind)
        try:
            attempt, label = next(cuts)
            for _ in range(kind.max_decisions):
                if self._is_late:
                    return
                attempt, label = cuts.send(self._try(kind, attempt, label))
        except StopIteration:
            pass
        except OutOfTimeError:
            # Of a pair that was cut off nothing is known; what is kept so far stands.
            return

    @property
    def _is_late(self) -> bool:
        return self.ground.until is not None and time.monotonic() > self.ground.until

    # ---- one candidate

    def _try(self, kind: Kind, attempt: Input, label: str) -> bool:
        place = self._scratch / "tried"
        candidate = fed(self.program, attempt, place)
        try:
            if kind.shortens and not self._is_shorter(candidate):
                return False
            verdict = self._judge.ask(candidate, self.ground.bar)
            objection = self._objection(candidate) if verdict.kept else None
            words = str(verdict) if objection is None else f"{VerdictKind.NOT_SHOWN}: {objection}"
            kept = verdict.kept and objection is None
            if kept:
                self._keep(verdict.program or candidate, attempt)
        finally:
            shutil.rmtree(place, ignore_errors=True)
        ratio = ratio_interval(verdict.xs).estimate if kept and verdict.xs else None
        size = self.program.size[0] if kept else None
        self.ground.folder.log(Decision(f"input: {kind.name}", words, self._seconds, 1, (label,), size, ratio))
        self._tell(kind)
        return kept

    def _keep(self, program: Program, attempt: Input) -> None:
        called = replace(program.invocation, argv=attempt.argv)
        kept = self.ground.folder.keep_input(attempt.files, called)
        self.program, self.input = program.called(kept), attempt
        if self._executes:
            self._judge.run_ns = self._judge.reading.longest_of(program.key)
        self._work = self._work or self._counted(self.program)

    def _is_shorter(self, candidate: Program) -> bool:
        before = self._fast_ns(self.program)
        taken = fast_time(self._judge.lane, candidate, self._judge.timeout_ns)
        return before is not None and taken is not None and taken < SHORTER * before

    def _fast_ns(self, program: Program) -> int | None:
        """The fast side's time in the asked phase, in ns, as the evidence has it."""
        reading = self._judge.reading
        phase = reading.question.main.phase
        rows = reading.evidence.pairs.get(program.key, ())
        times = [taken for row in rows if (taken := phase_time(row.fast, phase)) is not None]
        return middle(times) if times else None

    # ---- what the judge does not ask

    def _objection(self, candidate: Program) -> str | None:
        """Why an input on which the ratio shows is not taken; None where it is."""
        taken = self._fast_ns(candidate)
        if self._executes and taken is not None and taken < self.ground.least_ns:
            least = self.ground.least_ns / 1e6
            return f"the fast side takes {taken / 1e6:.3g} ms ({least:.3g} ms leave room for the search)"
        work = self._counted(candidate) if self._work is not None else None
        if self._work is not None and work is not None and overlap(self._work, work) < MIN_OVERLAP:
            return "other functions do most of the work"
        return None

    def _counted(self, program: Program) -> Counter[str] | None:
        """The executed instructions of each function; None where they could not be counted."""
        if not self._executes:
            return None
        counts = profile(program.module, self.ground.observer(program))
        if counts is None:
            return None
        return Counter({name: work.total() for name, work in executed(program.module, counts).items()})

    # ---- telling

    @property
    def _seconds(self) -> float:
        return round(time.monotonic() - self._began, 3)

    def _tell(self, kind: Kind) -> None:
        judge, size = self._judge, self.program.size
        anchor = judge.reading.anchor
        self.ground.notify(
            Progress(
                f"input of {self.input.size} bytes: {kind.name}",
                size[0],
                size[0],
                size[1],
                size[1],
                None if anchor is None else anchor.interval,
                judge.tally.proposed,
                judge.tally.kept,
                judge.lane.pairs,
                "seed",
                None if anchor is None else anchor.low,
                until=judge.lane.deadline,
            )
        )


def overlap(before: Counter[str], after: Counter[str]) -> float:
    """The share of the work that is in the same functions: 1 where all have the same shares, 0 where no
    function is in both."""
    totals = max(1, before.total()), max(1, after.total())
    return math.fsum(min(before[name] / totals[0], after[name] / totals[1]) for name in before)
