"""After the search: the hold-out on pairs that no decision used, the result's files, the summary.

Where the smallest case fails its hold-out, the nearest earlier case that passes is the result.
"""

from __future__ import annotations

import math
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from reducer.judge.holdout import held_out, holdout_ns, holdout_settings, lengthened, shows_the_same
from reducer.judge.limits import MAX_SLOW_NS
from reducer.judge.pairs import MeasurementError, NoTimeError, pairs
from reducer.judge.tuning import LENGTHS, target_of, tuned_in_lane
from reducer.oracle import DEFAULTS, HoldOut, Interval, Settings, VerdictKind, ratio_interval, sure_bar
from reducer.program.kernel import CALLER
from reducer.program.program import Program
from reducer.records.carriers import NOT_ASKED
from reducer.records.given import keep_reduced
from reducer.records.run import Candidates, Kernel, Machine, Other, Ratios, Seconds, Size, StrongSize, Summary
from reducer.records.run_folder import PROGRAM, RunFolder
from reducer.records.writing import write_atomically
from reducer.search.events import Notify
from reducer.search.going_back import last_that_holds
from reducer.search.growth import declared_in_words
from reducer.search.opened import Opened
from reducer.search.request import Request
from reducer.search.run import Run, Searched
from reducer.search.seed import side_of
from reducer.timing import OutOfTimeError, describe_machine
from reducer.wat.printer import print_module, with_header

STRONG = replace(DEFAULTS, holdout_looks=DEFAULTS.holdout_looks[:1])
"""The settings for the strong case.  Its decision and its checkpoint have measured it already, so one look at
fresh processes is enough for its ratio."""
LONG_STRONG = replace(DEFAULTS, holdout_looks=(9,), holdout_pairs_a_process=1)
"""The same where a run takes longer than MAX_SLOW_NS and no trip count makes it shorter: the fewest processes
that give an interval."""
LONGER = 2
"""Where a run of a hold-out is lost in what its start varies by, they are all so many times as long."""
WELL_ABOVE = 1.1
"""A slowdown for another reason counts as a second finding where its interval lies above this many times the
threshold."""


@dataclass(frozen=True)
class Result:
    """The summary (docs/runs.md), the text of the case, why the search ended early ("" where it did not), and
    the siblings."""

    summary: Summary
    text: str
    stopped: str
    siblings: list[str]

    @property
    def verdict(self) -> str:
        """kept, not shown or inconclusive."""
        return str(self.summary.verdict)


@dataclass(frozen=True)
class _Confirmed:
    """A case at its final trip count, with its hold-out (None where the search was interrupted) and the
    verdict in words."""

    program: Program
    plan: HoldOut | None
    verdict: VerdictKind

    @property
    def interval(self) -> Interval | None:
        return None if self.plan is None else self.plan.interval


def reduce_case(request: Request, folder: RunFolder, notify: Notify, opened: Opened | None = None) -> Result:
    """One whole run, on the runtimes that are `opened`, where they are.  Every process that it started is
    gone when it returns or raises.

    Raises ProgramError, NotShownError, MeasurementError, RuntimesError, RunFolderError.
    """
    with ExitStack() as stack:
        return finished(Run(request, folder, notify, stack, opened))


def finished(run: Run) -> Result:
    """The result of a run, whatever stage it has reached."""
    return _Finish(run, run.search()).result()


class _Finish:
    """Turns the outcome of a search into a result."""

    def __init__(self, run: Run, searched: Searched) -> None:
        self.run, self.searched = run, searched
        self.search_seconds = time.monotonic() - run.started
        self.others: tuple[Other, ...] = ()

    def result(self) -> Result:
        run, searched = self.run, self.searched
        strong_interval = None
        confirmed = _Confirmed(searched.reduction.incumbent, None, VerdictKind.INCONCLUSIVE)
        started = time.monotonic()
        if not searched.at_once:
            try:
                if searched.stopped == "interrupted":
                    run.notify("interrupted: what there is, is confirmed; ^C once more ends it at once")
                    # The interrupt has left a worker in the middle of a run.
                    run.lane.restart()
                confirmed = self._confirmed()
                strong, strong_interval = self._strong(confirmed)
                self.searched = searched = replace(searched, strong=strong)
                self.others = self._others() if confirmed.verdict == VerdictKind.KEPT else ()
            except KeyboardInterrupt:
                self.searched = searched = replace(searched, stopped="interrupted")
            except OutOfTimeError as error:
                self.searched = searched = replace(searched, stopped=str(error))
            except MeasurementError as error:
                # A hold-out with a run that did not end must not lose what the search has found.
                self.searched = searched = replace(searched, stopped=f"the hold-out failed: {error}")
        holdout_seconds = time.monotonic() - started
        text = self._headed(confirmed.program, confirmed.interval)
        output = run.request.output or run.folder.path / "reduced.wat"
        strong_path = output.with_name(
            "strong.wat" if run.request.output is None else f"{output.stem}.strong.wat"
        )
        write_atomically(output, text)
        write_atomically(strong_path, self._headed(searched.strong, strong_interval))
        if run.folder.begun.asked is not None:
            keep_reduced(run.folder.path, run.folder.begun.given.invocation)
        summary = self._summary(confirmed, strong_interval, output, strong_path, holdout_seconds)
        run.folder.finish(summary)
        return Result(summary, text, searched.stopped, searched.siblings)

    # ---- confirming

    def _confirmed(self) -> _Confirmed:
        """The result where it passes its hold-out; otherwise the last earlier step that holds now, if that
        passes its own hold-out.  Nobody is helped by a case that is whole again: where none but the original
        holds, the result stays, with the verdict of its hold-out.

        At most two hold-outs: more would raise the false-positive rate.
        """
        reduction = self.searched.reduction
        result = self._held_out(reduction.incumbent)
        if result.verdict == VerdictKind.KEPT:
            return result
        reduction.tell("going back: the result is not confirmed", "hold-out")
        bar = sure_bar(self._threshold, reduction.judge.reading.noise)
        earlier = last_that_holds(reduction.judge, reduction.history, bar, reduction.incumbent)
        if earlier is reduction.history[0]:
            return result
        second = self._held_out(earlier)
        return second if second.verdict == VerdictKind.KEPT else result

    @property
    def _threshold(self) -> float:
        """The ratio that was asked for."""
        return self.run.request.clause.threshold.against(self.searched.anchor.low)

    def _held_out(self, program: Program) -> _Confirmed:
        """The case with its hold-out, in runs that are short, but long enough to have a time."""
        target_ns = int(self.run.request.final_seconds * 1e9)
        short_ns = min(target_ns, self._short_ns(program))
        while True:
            try:
                return self._held_out_at(program, short_ns, target_ns)
            except NoTimeError:
                if short_ns >= target_ns:
                    raise
                short_ns = min(target_ns, LONGER * short_ns)

    def _held_out_at(self, program: Program, short_ns: int, target_ns: int) -> _Confirmed:
        """Measures a few pairs of the case at its final trip count, and holds it out in short runs.  Where
        these do not agree, the final case is held out itself, and that is reported."""
        run = self.run
        short, fast_ns, slow_ns = tuned_in_lane(run.lane, program, short_ns)
        self.searched.reduction.tell("final trip count", "hold-out")
        # These runs are long: the hold-out's first processes start beside them.
        run.lane.start_next()
        final, final_slow_ns, taken = lengthened(run.lane, short, (fast_ns, slow_ns), target_ns)
        settings = holdout_settings(slow_ns / fast_ns, self._threshold)
        plan = self._planned(short, slow_ns, settings)
        if taken and not shows_the_same(run.lane, final, taken, plan):
            plan = self._planned(final, final_slow_ns, settings)
        assert plan.verdict is not None
        return _Confirmed(final, plan, plan.verdict)

    def _short_ns(self, program: Program) -> int:
        """How long the fast side should take in a hold-out, in ns: less where the slow side takes far longer,
        but no less than in the search."""
        reading = self.searched.reduction.judge.reading
        xs = reading.xs(program.key)
        ratio = math.exp(median(xs)) if xs else self.searched.anchor.interval.estimate
        return max(holdout_ns(ratio), target_of(self.run.lane, ratio))

    def _planned(self, program: Program, slow_ns: int, settings: Settings) -> HoldOut:
        def tell(plan: HoldOut) -> None:
            done = len(plan.centres)
            planned = next((look for look in settings.holdout_looks if done <= look), done)
            self.searched.reduction.tell(f"hold-out {done}/{planned}", "hold-out")

        return held_out(self.run.lane, program, self._threshold, slow_ns, tell, settings)

    def _strong(self, confirmed: _Confirmed) -> tuple[Program, Interval]:
        """The smallest case that still shows 0.8 of the anchor in fresh pairs, and its ratio.

        Where the result shows that in its hold-out, it is the strong case; where it is the strong case of the
        search, its hold-out gives the ratio.  Where the strong case of the search does not show it now, the
        last earlier step that does is taken.  Where only the original does, the machine's speed has changed:
        the search's choice is reported with its new ratio.
        """
        reduction, strong = self.searched.reduction, self.searched.strong
        least = DEFAULTS.anchor_share * self.searched.anchor.low
        if confirmed.interval is not None and confirmed.interval.low > least:
            return confirmed.program, confirmed.interval
        if confirmed.interval is not None and confirmed.program.key == strong.key:
            strong, interval = confirmed.program, confirmed.interval
        else:
            interval = self._measured(strong)
        if interval.estimate < least:
            judge, bar = reduction.judge, sure_bar(least, reduction.judge.reading.noise)
            earlier = last_that_holds(judge, reduction.history, bar, strong)
            if earlier is not reduction.history[0]:
                return earlier, self._measured(earlier)
        return strong, interval

    def _measured(self, program: Program, lengths: int = LENGTHS) -> Interval:
        """The ratio of a case at its trip count, from fresh pairs in fresh processes; at a higher one where
        it has no time."""
        lane = self.run.lane
        try:
            slow_ns = pairs(lane, program, 1)[0].slow_ns or 1
            settings = LONG_STRONG if slow_ns > MAX_SLOW_NS else STRONG
            interval = held_out(lane, program, self._threshold, slow_ns, settings=settings).interval
        except NoTimeError:
            if lengths == 1:
                raise
            return self._measured(program.longer(LONGER), lengths - 1)
        assert interval is not None
        return interval

    def _others(self) -> tuple[Other, ...]:
        """The slowdowns for another reason that fresh pairs confirm, each in a file of its own."""
        told: list[Other] = []
        for met in self.searched.reduction.others.smallest:
            try:
                interval = self._measured(met.program)
            except MeasurementError:
                continue
            if interval.low > WELL_ABOVE * self._threshold:
                name = f"other_{len(told) + 1}.wat"
                path = self.run.folder.save(name, self._headed(met.program, interval))
                size = met.program.module.instructions()
                between = (interval.low, interval.high)
                told.append(Other(str(path), size, met.reason, interval.estimate, between))
        return tuple(told)

    # ---- telling

    def _headed(self, program: Program, interval: Interval | None) -> str:
        """The case's text under a header that says where it comes from and what it shows."""
        module = replace(program.module, head=f"(module {program.module.name}".rstrip())
        shown = (
            "not measured"
            if interval is None
            else f"{interval.estimate:.2f} [{interval.low:.2f}, {interval.high:.2f}] (99 %)"
        )
        seed = Path(self.run.folder.begun.input.path).name
        sides = f"{self.run.lane.slow.spec} / {self.run.lane.fast.spec}"
        lines = [f"Reduced by wreduce from {seed}", f"{sides}: {shown} on {describe_machine()['cpu']}"]
        return with_header(lines, print_module(module))

    def _size(self, path: Path, program: Program) -> Size:
        instructions, size = program.size
        return Size(str(path), size, instructions)

    def _summary(
        self,
        confirmed: _Confirmed,
        strong: Interval | None,
        output: Path,
        strong_path: Path,
        holdout_seconds: float,
    ) -> Summary:
        run = self.run
        tally = self.searched.reduction.judge.tally
        machine = describe_machine()
        size = self._size(strong_path, self.searched.strong)
        seconds = (
            self.search_seconds,
            holdout_seconds,
            run.lane.guest_ns / 1e9,
            time.monotonic() - run.started,
        )
        return Summary(
            run.folder.begun.input,
            self._size(output, confirmed.program),
            StrongSize(size.path, size.bytes, size.instructions, None if strong is None else strong.estimate),
            self._ratios(confirmed.plan),
            side_of(run.lane.slow),
            side_of(run.lane.fast),
            Candidates(tally.proposed, tally.invalid, tally.timed, tally.kept),
            Seconds(*(round(value, 3) for value in seconds)),
            confirmed.verdict,
            str(run.folder.path),
            Machine(str(machine["cpu"]), int(machine["cores"]), str(machine["system"])),
            run.folder.begun.ending,
            run.request.program.entry,
            run.folder.begun.said,
            run.folder.begun.given,
            self._declared(confirmed),
            run.folder.begun.carriers,
            self.others,
            run.folder.begun.ordinary,
            self._kernel(confirmed.program),
        )

    def _kernel(self, result: Program) -> Kernel | None:
        """What the result calls where it is a kernel; the program before it goes to a file of its own."""
        history = self.searched.reduction.history
        if history.kernel is None or all(trip.function != CALLER for trip in result.trips):
            return None
        program = history[history.kernel - 1]
        xs = self.searched.reduction.judge.reading.xs(program.key)
        path = self.run.folder.save(PROGRAM, self._headed(program, ratio_interval(xs) if xs else None))
        carriers = self.searched.reduction.judge.reading.evidence.carriers
        return Kernel(history.calls, self._size(path, program), carriers or NOT_ASKED)

    def _ratios(self, plan: HoldOut | None) -> Ratios:
        anchor = self.searched.anchor.low
        if plan is None or plan.interval is None:
            return Ratios(anchor, None, None, 0)
        found, interval = plan.variances, plan.interval
        return Ratios(
            anchor,
            interval.estimate,
            (interval.low, interval.high),
            len(plan.xs),
            len(plan.centres),
            found.between,
            found.within,
            None if plan.kinds is None else plan.share_above,
        )

    def _declared(self, confirmed: _Confirmed) -> str:
        """What is left besides instructions.  After an interrupt, calls are not counted for it, because the
        user is waiting."""
        reduction = self.searched.reduction
        observe = None if confirmed.plan is None else reduction.observe
        return declared_in_words(confirmed.program, reduction.history, reduction.judge.reading, observe)
