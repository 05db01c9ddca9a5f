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
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from reducer.guardian import scratch_folder
from reducer.judge.judge import Judge
from reducer.judge.pairs import MeasurementError, middle
from reducer.judge.question import phase_time
from reducer.judge.scouting import fast_time
from reducer.oracle import VerdictKind, ratio_interval
from reducer.program.executed import executed
from reducer.program.input import Input, fed, input_of
from reducer.program.profile import Observe, Profile, profile
from reducer.program.program import Program
from reducer.program.short_run import ShortRun
from reducer.records.given import CUT, REDUCED, kept_files
from reducer.records.run import Anchor, Decision, State
from reducer.records.run_folder import RunFolder
from reducer.search.events import Notify, Progress
from reducer.search.input_cuts import KINDS, Kind
from reducer.search.request import NotShownError
from reducer.timing import OutOfTimeError
from reducer.wat.module import Module

SHARE_OF_ANCHOR = 0.9
"""What a smaller input loses of the ratio, the program cannot lose any more.  It is asked of the pairs that
were taken for the bar: a bar as high as this would cost ten times as many, of the longest runs of all."""
ROOM = 4
"""The fast side is left so many times the shortest useful run: edits of the program will shorten it, and
mostly no trip count lengthens it again."""
SHORTER = 0.93
"""A run is shorter where the fast side takes this share of the time before, or less: one run tells no finer,
and where the judge is asked in vain, that costs some pairs."""
MIN_OVERLAP = 0.5
"""So much of the executed instructions must be in the same functions as before: of a script cut down to
nothing, an interpreter's start-up is left, which may be as slow for another reason."""
TIME_SHARE = 1 / 3
"""The input takes this share of a time limit at the most."""

Known = tuple[int, int]
"""The fast and the slow side's time, in ns."""


@dataclass(frozen=True)
class Ground:
    """What a search stands on: the original at its trip count, what counts it, its short run (None: it has
    none), the fast side's time in ns, what a counted run showed of which module."""

    original: Program
    observe: Observe
    short: ShortRun | None
    fast_ns: int
    counts: tuple[Module, Profile] | None = None


def least_fast_ns(target_ns: int, fast_ns: int) -> int:
    """How long the fast side must run at least, in ns, with a smaller input: ROOM times the search's target;
    of a seed that runs no longer than that, a quarter of its own time."""
    return min(ROOM * target_ns, fast_ns // 4)


def work_of(module: Module, counts: Profile) -> Counter[str]:
    """The executed instructions of each function that ran."""
    return Counter({name: work.total() for name, work in executed(module, counts).items()})


def overlap(before: Counter[str], after: Counter[str]) -> float:
    """The share of the work that is in the same functions: 1 where all have the same shares, 0 where no
    function is in both."""
    totals = max(1, before.total()), max(1, after.total())
    return math.fsum(min(before[name] / totals[0], after[name] / totals[1]) for name in before)


def cut_in_words(folder: Path, state: State | None) -> tuple[str, ...]:
    """What is told of an input that was cut, before its copy in the run folder is replaced; nothing where
    none was.  Raises FileError."""
    if state is None or state.asked is None:
        return ()
    before, now = state.asked.invocation, input_of(state.given.invocation)
    size = Input(before.argv, kept_files(folder)).size
    found = [f"{REDUCED}.{part}" for part, there in (
        ("stdin", before.stdin), ("args", now.argv), ("dirs", before.dirs)
    ) if there]  # fmt: skip
    where = f": {', '.join(found)} in the run folder" if found else ""
    return (f"{CUT} from {size} to {now.size} bytes{where}",)


class InputSearch:
    """The state of one search: `program` has the smallest input so far, which is in the run folder before the
    next is tried."""

    def __init__(
        self,
        judge: Judge,
        ground: Ground,
        bar: float,
        anchor: Anchor,
        observer: Callable[[Program], Observe],
        folder: RunFolder,
        notify: Notify,
    ) -> None:
        """`bar` is the ratio to hold, `anchor` that of the seed as it was given, `observer` counts the work
        of a program.  Raises FileError."""
        self.program, self.input = ground.original, input_of(ground.original.invocation)
        self._judge, self._ground, self._bar, self._observer = judge, ground, bar, observer
        self._anchor, self._folder, self._notify = anchor, folder, notify
        self._executes = judge.lane.phase in ("execute", "total")
        self._least_ns = least_fast_ns(judge.target_ns, ground.fast_ns)
        self._work = None if ground.counts is None or not self._executes else work_of(*ground.counts)
        self._began = time.monotonic()
        until = judge.lane.deadline
        self._until = None if until is None else self._began + TIME_SHARE * max(0.0, until - self._began)

    def calibrated(self, calibrate: Callable[[Program, Known], Ground]) -> Ground:
        """The ground of the original with less input, by `calibrate`; that of before where nothing could be
        cut, or where what is left does not hold the ratio in the pairs of its calibration."""
        reading, before = self._judge.reading, self.input.size
        first = reading.evidence.original
        assert first is not None
        self._notify(f"the input of {before} bytes is cut before the program (--keep-input leaves it)")
        self.search()
        if self.program.key == first.key:
            return self._ground
        ground: Ground | None = None
        with suppress(NotShownError, MeasurementError):
            ground = calibrate(self.program, self._known(self.program))
        now = reading.anchor
        if ground is not None and now is not None and now.interval.estimate >= self._bar:
            self._notify(f"input: {before} -> {self.input.size} bytes")
            return ground
        self._notify("the smaller input does not hold the ratio: the seed keeps its own")
        original = self._ground.original.called(self._folder.keep_own_input())
        reading.evidence.add(first)
        reading.take_up_original()
        self._judge.run_ns = reading.longest_ns
        return replace(self._ground, original=original, observe=self._observer(original))

    def search(self, kinds: Sequence[Kind] = KINDS) -> None:
        """All kinds of cuts; a time limit ends it with what there is.  Raises FileError; ^C passes
        through."""
        self._judge.reading.own_outputs = True
        try:
            with scratch_folder() as scratch:
                for kind in kinds:
                    if self._executes or not kind.shortens:
                        self._run(kind, Path(scratch))
        except OutOfTimeError:
            # Of a pair that was cut off nothing is known; what is kept so far stands.
            pass
        finally:
            self._judge.reading.own_outputs = False

    def _run(self, kind: Kind, scratch: Path) -> None:
        cuts = kind.cuts(self.input)
        self._tell(kind)
        try:
            attempt, label = next(cuts)
            for _ in range(kind.max_decisions):
                if self._until is not None and time.monotonic() > self._until:
                    return
                attempt, label = cuts.send(self._try(kind, attempt, label, scratch / "tried"))
        except StopIteration:
            return

    # ---- one candidate

    def _try(self, kind: Kind, attempt: Input, label: str, place: Path) -> bool:
        """Whether an input was kept; it is laid out in a place of its own for that."""
        candidate = fed(self.program, attempt, place)
        try:
            if kind.shortens and not self._is_shorter(candidate):
                return False
            verdict = self._judge.ask(candidate, self._bar)
            objection = self._objection(candidate, verdict.xs) if verdict.kept else None
            words = str(verdict) if objection is None else f"{VerdictKind.NOT_SHOWN}: {objection}"
            kept = verdict.kept and objection is None
            if kept:
                self._keep(verdict.program or candidate, attempt)
        finally:
            shutil.rmtree(place, ignore_errors=True)
        ratio = ratio_interval(verdict.xs).estimate if kept and verdict.xs else None
        size = self.program.size[0] if kept else None
        self._folder.log(Decision(f"input: {kind.name}", words, self._seconds, 1, (label,), size, ratio))
        self._tell(kind)
        return kept

    def _keep(self, program: Program, attempt: Input) -> None:
        called = replace(program.invocation, argv=attempt.argv)
        kept = self._folder.keep_input(attempt.files, called)
        self.program, self.input = program.called(kept), attempt
        if self._executes:
            self._judge.run_ns = self._judge.reading.longest_of(program.key)
        self._work = self._work or self._counted(self.program)

    def _is_shorter(self, candidate: Program) -> bool:
        taken = fast_time(self._judge.lane, candidate, self._judge.timeout_ns)
        return taken is not None and taken < SHORTER * self._known(self.program)[0]

    def _known(self, program: Program) -> Known:
        """A program's times in the phase that is asked about, as the evidence has them; those of the ground
        where it has none, as when nothing was cut yet."""
        reading = self._judge.reading
        phase = reading.question.main.phase
        rows = reading.evidence.pairs.get(program.key, ())
        times = [(phase_time(row.fast, phase), phase_time(row.slow, phase)) for row in rows if row.whole]
        if not times:
            return self._ground.fast_ns, self._judge.run_ns
        return middle(fast for fast, _ in times), middle(slow for _, slow in times)

    # ---- what the judge does not ask

    def _objection(self, candidate: Program, xs: Sequence[float]) -> str | None:
        """Why an input on which the ratio shows, in pairs `xs`, is not taken; None where it is."""
        ratio = math.exp(median(xs)) if xs else math.inf
        if ratio < SHARE_OF_ANCHOR * self._anchor.low:
            return f"a ratio of {ratio:.2f} leaves the program too little to lose"
        taken = self._known(candidate)[0]
        if self._executes and taken < self._least_ns:
            least = self._least_ns / 1e6
            return f"the fast side takes {taken / 1e6:.3g} ms ({least:.3g} ms leave room for the search)"
        work = self._counted(candidate) if self._work is not None else None
        if self._work is not None and work is not None and overlap(self._work, work) < MIN_OVERLAP:
            return "other functions do most of the work"
        return None

    def _counted(self, program: Program) -> Counter[str] | None:
        """The executed instructions of each function; None where they could not be counted."""
        if not self._executes:
            return None
        counts = profile(program.module, self._observer(program))
        return None if counts is None else work_of(program.module, counts)

    # ---- telling

    @property
    def _seconds(self) -> float:
        return round(time.monotonic() - self._began, 3)

    def _tell(self, kind: Kind) -> None:
        judge, size = self._judge, self.program.size
        self._notify(
            Progress(
                f"input of {self.input.size} bytes: {kind.name}",
                size[0],
                size[0],
                size[1],
                size[1],
                self._anchor.interval,
                judge.tally.proposed,
                judge.tally.kept,
                judge.lane.pairs,
                "seed",
                self._anchor.low,
                until=judge.lane.deadline,
            )
        )
