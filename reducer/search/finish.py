"""After the search: the hold-out on data that no decision used, the files given back, the summary.

What the smallest case cannot show, the nearest earlier one may: then that is the result.
"""

from __future__ import annotations

import math
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from reducer.judge.holdout import held_out, holdout_ns, lengthened
from reducer.judge.limits import MAX_SLOW_NS
from reducer.judge.pairs import MeasurementError, pairs
from reducer.judge.tuning import tuned_in_lane
from reducer.oracle import DEFAULTS, HoldOut, Interval, VerdictKind, sure_bar
from reducer.program.program import Program
from reducer.records.run import Candidates, Machine, Other, Ratios, Seconds, Size, StrongSize, Summary
from reducer.records.run_folder import RunFolder
from reducer.records.writing import write_atomically
from reducer.search.events import Notify
from reducer.search.growth import declared_in_words
from reducer.search.request import Request
from reducer.search.run import Run, Searched
from reducer.search.seed import side_of
from reducer.timing import OutOfTimeError, describe_machine
from reducer.wat.printer import print_module, with_header

STRONG = replace(DEFAULTS, holdout_looks=DEFAULTS.holdout_looks[:1])
"""The strong case was measured in its decision and its checkpoint; one look in fresh processes gives its
ratio."""
LONG_STRONG = replace(DEFAULTS, holdout_looks=(9,), holdout_pairs_a_process=1)
"""Where a run takes longer than MAX_SLOW_NS, for no trip count makes it shorter: the fewest that have an
interval."""
WELL_ABOVE = 1.1
"""A slowdown for another reason is a second finding where its interval is so far above the threshold."""


@dataclass(frozen=True)
class Result:
    """The summary (docs/runs.md), the text of the case, why the search ended early ("" where it did not), the
    siblings."""

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


def reduce_case(request: Request, folder: RunFolder, notify: Notify) -> Result:
    """One whole run; every process it started is gone when it returns or raises.

    Raises ProgramError, NotShownError, MeasurementError, RuntimesError, RunFolderError.
    """
    with ExitStack() as stack:
        return finished(Run(request, folder, notify, stack))


def finished(run: Run) -> Result:
    """The outcome of a run, from wherever it is."""
    return _Finish(run, run.search()).result()


class _Finish:
    """What is done with the outcome of a search."""

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
                    # The run that was interrupted has left its worker in its midst.
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
                # One run of a hold-out that did not end is no reason to lose what the search has found.
                self.searched = searched = replace(searched, stopped=f"the hold-out failed: {error}")
        holdout_seconds = time.monotonic() - started
        text = self._headed(confirmed.program, confirmed.interval)
        output = run.request.output or run.folder.path / "reduced.wat"
        strong_path = output.with_name(
            "strong.wat" if run.request.output is None else f"{output.stem}.strong.wat"
        )
        write_atomically(output, text)
        write_atomically(strong_path, self._headed(searched.strong, strong_interval))
        summary = self._summary(confirmed, strong_interval, output, strong_path, holdout_seconds)
        run.folder.finish(summary)
        return Result(summary, text, searched.stopped, searched.siblings)

    # ---- confirming

    def _confirmed(self) -> _Confirmed:
        """The result where it passes its hold-out, else the last step before it that holds now, where that
        passes its own.

        No third: each further hold-out would be another try at luck.
        """
        reduction = self.searched.reduction
        result = self._held_out(reduction.incumbent)
        if result.verdict == VerdictKind.KEPT:
            return result
        reduction.tell("going back: the result is not confirmed", "hold-out")
        bar = sure_bar(self._threshold, reduction.judge.reading.noise)
        earlier = reduction.last_that_holds(bar, reduction.incumbent)
        second = self._held_out(earlier)
        return second if second.verdict == VerdictKind.KEPT else result

    @property
    def _threshold(self) -> float:
        """The ratio that was asked for."""
        return self.run.request.clause.threshold.against(self.searched.anchor.low)

    def _held_out(self, program: Program) -> _Confirmed:
        """The hold-out in short runs; then a few of the case as it is given back, at its final trip count.
        Where these do not show the same, that is held out itself, and says what is reported."""
        run, target_ns = self.run, int(self.run.request.final_seconds * 1e9)
        short, fast_ns, slow_ns = tuned_in_lane(run.lane, program, min(target_ns, self._short_ns(program)))
        plan = self._planned(short, slow_ns)
        self.searched.reduction.tell("final trip count", "hold-out")
        final, slow_ns, taken = lengthened(run.lane, short, (fast_ns, slow_ns), target_ns)
        if taken and not plan.agrees([pair.x for pair in taken]):
            plan = self._planned(final, slow_ns)
        assert plan.verdict is not None
        return _Confirmed(final, plan, plan.verdict)

    def _short_ns(self, program: Program) -> int:
        """What the fast side is to take in a hold-out, in ns: less where the slow side takes far more."""
        reading = self.searched.reduction.judge.reading
        xs = reading.xs(program.key)
        ratio = math.exp(median(xs)) if xs else self.searched.anchor.interval.estimate
        return holdout_ns(ratio)

    def _planned(self, program: Program, slow_ns: int) -> HoldOut:
        def tell(plan: HoldOut) -> None:
            done = len(plan.centres)
            planned = next((look for look in DEFAULTS.holdout_looks if done <= look), done)
            self.searched.reduction.tell(f"hold-out {done}/{planned}", "hold-out")

        return held_out(self.run.lane, program, self._threshold, slow_ns, tell)

    def _strong(self, confirmed: _Confirmed) -> tuple[Program, Interval]:
        """The smallest case that still shows 0.8 of the anchor in fresh pairs, and what it shows.

        Where the result itself does, in its hold-out, there is no smaller one; where it is the one that the
        search found, its hold-out says what that shows.  Where the one that the search found does not, it is
        the last step before it that does; where only the original does, the machine has changed its mind, and
        the search's word stands with what it shows now.
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
            earlier = reduction.last_that_holds(sure_bar(least, reduction.judge.reading.noise), strong)
            if earlier is not reduction.history[0]:
                return earlier, self._measured(earlier)
        return strong, interval

    def _measured(self, program: Program) -> Interval:
        """A case's ratio at its trip count, from fresh pairs in fresh processes."""
        lane = self.run.lane
        slow_ns = pairs(lane, program, 1)[0].slow_ns or 1
        settings = LONG_STRONG if slow_ns > MAX_SLOW_NS else STRONG
        interval = held_out(lane, program, self._threshold, slow_ns, settings=settings).interval
        assert interval is not None
        return interval

    def _others(self) -> tuple[Other, ...]:
        """The slowdowns for another reason that show in fresh pairs as well, each in a file of its own."""
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
        """The case's text under a header of its own: where it comes from, what it shows."""
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
        )

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
        """What is left that is no instruction; who interrupts a search does not wait for calls to be
        counted."""
        reduction = self.searched.reduction
        observe = None if confirmed.plan is None else reduction.observe
        return declared_in_words(confirmed.program, reduction.history, reduction.judge.reading, observe)
