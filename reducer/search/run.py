"""One run of `wreduce`, from the seed to the end of the search: it measures the seed, searches at the guard
band, and anneals to the threshold.

Everything is handed in: the program, the oracle, the specs, the folder, the listener.  The part after the
search is in reducer.search.finish.
"""

from __future__ import annotations

import math
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace

from reducer.guardian import Terminated
from reducer.judge.limits import MAX_SLOW_NS
from reducer.oracle import DEFAULTS, sure_bar
from reducer.program.program import Program
from reducer.program.trips import at_places, places
from reducer.records.run import Anchor
from reducer.records.run_folder import STRONG, RunFolder
from reducer.search.events import Notify
from reducer.search.history import History
from reducer.search.opened import Opened
from reducer.search.reduction import Reduction, Stopped
from reducer.search.request import Request
from reducer.search.schedule import is_large
from reducer.search.seed import Measuring, Seed
from reducer.search.siblings import siblings as siblings_of
from reducer.timing import OutOfTimeError
from reducer.wat.module import parse
from reducer.wat.naming import named

HOLDOUT_SECONDS = 30.0
"""How much of a time limit is kept for the hold-out, at most; of a short limit, a third."""


@dataclass(frozen=True)
class Searched:
    """The end of a search: the reduction with its history, the anchor, the smallest case at the guard band,
    and why the search stopped.

    `siblings` are the swaps of the target instruction on which the slowdown shows as well.  `at_once` means
    that nobody waits for a hold-out.
    """

    reduction: Reduction
    anchor: Anchor
    strong: Program
    stopped: str
    siblings: list[str]
    at_once: bool = False


class Run:
    """Holds the processes of one run, its folder and its clock."""

    def __init__(
        self,
        request: Request,
        folder: RunFolder,
        notify: Notify,
        stack: ExitStack,
        opened: Opened | None = None,
    ) -> None:
        """Starts the runtimes, where they are not `opened`; the stack closes them.  Raises RuntimesError,
        RecordError."""
        self.request, self.folder, self.notify = request, folder, notify
        self.started = time.monotonic()
        limit = request.time_limit
        deadline = None if limit is None else self.started + limit
        self._search_until = (
            None if limit is None or deadline is None else deadline - min(HOLDOUT_SECONDS, limit / 3)
        )
        self.measuring = Measuring(request, folder, stack, deadline, notify, opened)
        self.lane = self.measuring.lane
        self._resumed = folder.state is not None
        self._seed: Seed | None = None

    def seed(self) -> Seed:
        """The seed, measured at the first call.  Raises ProgramError, NotShownError, MeasurementError,
        OutOfTimeError."""
        if self._seed is None:
            self._seed = self.measuring.seed()
            # From here on the oracle contains plain numbers.
            self.request = self.measuring.request
        return self._seed

    def search(self) -> Searched:
        """Searches from the seed to the smallest case.  Raises ProgramError, NotShownError, MeasurementError,
        OutOfTimeError while the seed is measured; ^C or the time limit in the search ends it early."""
        seed = self.seed()
        reduction = Reduction(
            seed.judge,
            seed.observe,
            self.folder,
            seed.anchor,
            History(seed.original, self.folder if self._resumed else None),
            self.notify,
            self._search_until,
            known=seed.counts,
            observing=seed.observing,
            with_kernel=self.request.with_kernel,
        )
        return self._search(reduction, seed)

    def _search(self, reduction: Reduction, seed: Seed) -> Searched:
        """Searches at the guard band, then down to a threshold that was given as a number; a resumed search
        goes on where it was."""
        threshold, anchor = self.request.clause.threshold, seed.anchor
        bar = self.request.guard_bar(anchor)
        anneals = not (self.request.one_of_many or threshold.of_original)
        low_bar = min(bar, self._last_bar(threshold.value, anchor)) if anneals else bar
        strong, stopped = reduction.incumbent, ""
        siblings: list[str] = []
        known = at_once = False
        try:
            if self.folder.begun.stage == "search":
                reduction.coarse(bar)
                known = len(reduction.history) > 1 and self.request.is_known(reduction.incumbent)
                if known:
                    self.notify("its kernel is known from another case")
                elif low_bar == bar or not (seed.judge.run_ns > MAX_SLOW_NS or is_large(reduction.incumbent)):
                    reduction.fine(bar)
                # Otherwise the fine stages wait until the case is smaller: where a compilation takes a
                # second, a decision takes ten, and where a large number of things is slow, it is their number
                # that gives the ratio.
                if not known and reduction.checkpoints.due(time.monotonic()):
                    reduction.checkpoint(bar)
                strong = reduction.incumbent
                self.folder.save_strong(strong.text, places(strong))
            else:
                strong = self._saved_strong(strong)
            if low_bar < bar:
                if reduction.history.kernel is not None:
                    # What never runs has a part in how well a large function is compiled.
                    reduction.cold(low_bar)
                reduction.fine(low_bar)
            surely = bar if threshold.of_original else min(bar, sure_bar(threshold.value, anchor.noise))
            if not reduction.confirm(surely):
                # The search goes on from the step to which it went back, which may be an early one; the
                # hold-out shows whether that is any better.
                reduction.coarse(low_bar)
                reduction.fine(low_bar)
            self.folder.at_stage("searched")
            siblings = [] if known else siblings_of(reduction, min(bar, low_bar))
        except KeyboardInterrupt as interrupt:
            stopped = "interrupted"
            at_once = isinstance(interrupt, Terminated) or len(reduction.history) == 1
        except (Stopped, OutOfTimeError) as stop:
            stopped = str(stop)
        if self.folder.begun.stage == "search":
            strong = reduction.incumbent
        return Searched(reduction, anchor, strong, stopped, siblings, at_once)

    def _last_bar(self, threshold: float, anchor: Anchor) -> float:
        """The bar of the last stage, so far above the threshold that the test's error rates hold for a case
        exactly at the threshold.

        That is half the indifference zone, 10 %: about as much as the ratio of a pair changes within a
        quarter of an hour on a shared machine, which a calibration of a second cannot see.
        """
        return max(
            sure_bar(threshold, anchor.noise), threshold * math.exp(DEFAULTS.half_width(anchor.noise.sigma))
        )

    def _saved_strong(self, otherwise: Program) -> Program:
        text = self.folder.read(STRONG)
        if text is None:
            return otherwise
        return at_places(replace(otherwise, module=named(parse(text))), self.folder.begun.strong)
