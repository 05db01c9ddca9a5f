"""Which release brought a slowdown in, or ended it: bisection by pairs, each from fresh processes.

Both ends are measured first, and a result is measured afresh before it is claimed.  Knows no package registry
and no processes: the releases are handed in, and a function that opens a lane for each.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Literal

from reducer.judge.alive import deleted
from reducer.judge.limits import MAX_FIRST_RUN_NS
from reducer.judge.pairs import MeasurementError, pairs
from reducer.oracle import (
    DEFAULTS,
    Decision,
    Interval,
    Noise,
    SequentialTest,
    Settings,
    calibrate,
    ratio_interval,
)
from reducer.program.program import Program
from reducer.runtimes import RuntimesError
from reducer.surveys.table import bounds
from reducer.timing import Lane

LEAST_PAIRS = 12
"""The fewest pairs of a step: 12 give a 99 % interval that two spikes on one side cannot reach."""
BLOCKS = 4
"""Two releases are measured in turn, in this many blocks each."""

Side = Literal["above", "below", "unclear"]
Purpose = Literal["end", "step", "confirmation"]
OpenLane = Callable[[str], AbstractContextManager[Lane]]
"""Opens a release against the other runtime.  Raises RuntimesError if it is not available."""


@dataclass(frozen=True)
class Step:
    """One release as it was measured: its ratio to the other runtime, and on which side of the bar that lies.

    The ends are measured before there is a bar, unless one was given; until then their side is unclear.
    """

    release: str
    purpose: Purpose
    ratio: Interval
    pairs: int
    side: Side


@dataclass
class Bisection:
    """What was found, so far or in the end.  `change` holds the last release before the change and the first
    after it, as confirmed; `verdict` is empty until there is one."""

    releases: tuple[str, ...]
    bar: float | None
    steps: list[Step] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    change: tuple[Step, Step] | None = None
    between: tuple[str, str] | None = None
    verdict: Literal["", "found", "no change", "inconclusive"] = ""

    @property
    def sentence(self) -> str:
        """The outcome in one sentence."""
        if self.change is not None:
            return _change_in_words(*self.change) + self._gap(*self.change)
        if self.verdict == "no change":
            first, last = [step for step in self.steps if step.purpose == "end"][-2:]
            return f"no change between {shown(first)} and {shown(last)}"
        if not self.verdict:
            return "INTERRUPTED: this is what was measured until then"
        where = f" between {self.between[0]} and {self.between[1]}" if self.between else ""
        return f"INCONCLUSIVE{where}: what was measured lies on both sides of the bar, on this machine now"

    def _gap(self, before: Step, after: Step) -> str:
        """The releases between the two that could not be measured."""
        here = self.releases.index(before.release), self.releases.index(after.release)
        unknown = [release for release in self.releases[here[0] + 1 : here[1]] if release in self.skipped]
        return f"; or in {', '.join(unknown)}, which could not be measured" if unknown else ""

    def facts(self) -> dict[str, Any]:
        """All of it, for JSON."""
        return {
            "verdict": self.verdict,
            "sentence": self.sentence,
            "before": self.change and self.change[0].release,
            "after": self.change and self.change[1].release,
            "between": self.between,
            "bar": self.bar,
            "releases": list(self.releases),
            "skipped": self.skipped,
            "steps": [
                {
                    "release": step.release,
                    "purpose": step.purpose,
                    "ratio": step.ratio.estimate,
                    "ci99": bounds(step.ratio),
                    "pairs": step.pairs,
                    "side": step.side,
                }
                for step in self.steps
            ],
        }


def shown(step: Step) -> str:
    """`41.0.0 (2.60 [2.51, 2.70])`."""
    return f"{step.release} ({step.ratio.estimate:.2f} [{step.ratio.low:.2f}, {step.ratio.high:.2f}])"


def _change_in_words(before: Step, after: Step) -> str:
    figures = ", ".join(
        f"{step.release}: {step.ratio.estimate:.2f} [{step.ratio.low:.2f}, {step.ratio.high:.2f}]"
        for step in (before, after)
    )
    fell = before.side == "above"
    if (before if fell else after).ratio.low > 1:
        words = "the slowdown went away in" if fell else "the slowdown came in with"
    else:
        words = "the ratio fell in" if fell else "the ratio rose in"
    return f"{words} {after.release} ({figures})"


def side_of_bar(interval: Interval, bar: float) -> Side:
    """Where an interval lies."""
    if interval.low > bar:
        return "above"
    return "below" if interval.high < bar else "unclear"


def bar_between(first: Interval, last: Interval, least: float) -> float | None:
    """The geometric mean of two ratios; where that is not between their intervals, the nearest value that is.

    None where the intervals overlap, or the ratios differ by less than `least`, in ln ratio.
    """
    low, high = sorted((first, last), key=lambda interval: interval.estimate)
    if low.high >= high.low or math.log(high.estimate / low.estimate) < least:
        return None
    return min(max(math.sqrt(low.estimate * high.estimate), low.high), high.low)


def bisect_releases(
    found: Bisection,
    open_lane: OpenLane,
    program: Program,
    notify: Callable[[Step], None] = lambda step: None,
    settings: Settings = DEFAULTS,
) -> Bisection:
    """Finds the release with which the ratio crosses the bar, or, without a bar, the middle between both
    ends.

    `found` holds the question, with the releases oldest first, and is filled step by step, so that it can be
    shown after an interrupt.  Releases that are not available or cannot be measured are skipped, and named.
    Raises MeasurementError where fewer than two can be measured.
    """
    _Search(found, open_lane, program, notify, settings).run()
    return found


class _Search:
    """One bisection while it goes on."""

    def __init__(
        self,
        found: Bisection,
        open_lane: OpenLane,
        program: Program,
        notify: Callable[[Step], None],
        settings: Settings,
    ) -> None:
        self.found, self.open_lane, self.program = found, open_lane, program
        self.notify, self.settings = notify, settings
        self.noise = Noise(settings.sigma_floor)

    def run(self) -> None:
        found = self.found
        ends = self._ends()
        if found.bar is None or ends[0].side == ends[1].side != "unclear":
            found.verdict = "no change"
            return
        low, high = (found.releases.index(step.release) for step in ends)
        if "unclear" in (ends[0].side, ends[1].side):
            self._unclear(low, high)
            return
        while (middle := self._middle(low, high)) is not None:
            try:
                step = self._step(found.releases[middle])
            except (RuntimesError, MeasurementError) as error:
                found.skipped[found.releases[middle]] = str(error)
                continue
            if step.side == "unclear":
                self._unclear(low, high)
                return
            low, high = (middle, high) if step.side == ends[0].side else (low, middle)
        self._confirm(low, high, ends)

    def _unclear(self, low: int, high: int) -> None:
        self.found.verdict = "inconclusive"
        self.found.between = (self.found.releases[low], self.found.releases[high])

    def _middle(self, low: int, high: int) -> int | None:
        left = [
            index for index in range(low + 1, high) if self.found.releases[index] not in self.found.skipped
        ]
        return left[len(left) // 2] if left else None

    # ---- measuring

    def _ends(self) -> list[Step]:
        """The outermost releases that can be measured, and the bar between them where none was given."""
        while True:
            releases = [release for release in self.found.releases if release not in self.found.skipped]
            if len(releases) < 2:
                reasons = "; ".join(f"{release}: {why}" for release, why in self.found.skipped.items())
                raise MeasurementError(f"fewer than two releases can be measured ({reasons})")
            steps = self._together((releases[0], releases[-1]), "end")
            if steps is not None:
                return steps

    def _confirm(self, low: int, high: int, ends: Sequence[Step]) -> None:
        """Both neighbours of the change once more, in turn, on pairs that no decision used."""
        names = (self.found.releases[low], self.found.releases[high])
        steps = self._together(names, "confirmation")
        if steps is not None and [step.side for step in steps] == [end.side for end in ends]:
            self.found.change, self.found.verdict = (steps[0], steps[1]), "found"
        else:
            self._unclear(low, high)

    def _together(self, names: tuple[str, str], purpose: Purpose) -> list[Step] | None:
        """Measures two releases in turn, a block of pairs each: the pairs of a survey in all, and twice as
        many where the result is unclear.

        None where one of them cannot be measured, which is then among those skipped.
        """
        xs: dict[str, list[float]] = {name: [] for name in names}
        planned = self.settings.survey_pairs
        with ExitStack() as stack:
            lanes = {}
            for name in names:
                try:
                    lanes[name] = stack.enter_context(self.open_lane(name))
                except RuntimesError as error:
                    self.found.skipped[name] = str(error)
                    return None
            for total in (planned, 2 * planned):
                for _ in range(BLOCKS):
                    for name in names:
                        try:
                            xs[name] += self._pairs(lanes[name], planned // BLOCKS)
                        except (RuntimesError, MeasurementError) as error:
                            self.found.skipped[name] = str(error)
                            return None
                intervals = [ratio_interval(xs[name], self.settings.level) for name in names]
                if purpose == "end":
                    self._calibrate(list(xs.values()), intervals)
                steps = [self._made(name, purpose, xs[name]) for name in names]
                if all(step.side != "unclear" for step in steps) or total > planned:
                    break
            for name in names:
                try:
                    self._check_alive(lanes[name])
                except MeasurementError as error:
                    self.found.skipped[name] = str(error)
                    return None
        for step in steps:
            self._keep(step)
        return steps

    def _calibrate(self, xs: Sequence[list[float]], intervals: Sequence[Interval]) -> None:
        """Finds the noise of the case from both ends, each about its own median; and the bar, where none was
        given."""
        self.noise = calibrate([x - median(end) for end in xs for x in end], self.settings)
        if self.found.bar is None:
            least = 2 * self.settings.half_width(self.noise.sigma)
            self.found.bar = bar_between(intervals[0], intervals[1], least)

    def _step(self, release: str) -> Step:
        """Measures one release until the sequential test and the interval agree, or the pairs of a survey are
        used up."""
        assert self.found.bar is not None
        test = SequentialTest(self.found.bar, self.noise, self.settings)
        planned = self.settings.survey_pairs
        xs: list[float] = []
        looked = False
        with self.open_lane(release) as lane:
            while True:
                xs += self._pairs(lane, 1)
                test.add(xs[-1])
                if len(xs) in (planned, 2 * planned):
                    step = self._made(release, "step", xs)
                    if step.side != "unclear" or len(xs) > planned:
                        break
                elif not looked and len(xs) >= LEAST_PAIRS and test.decision is not None:
                    looked = True
                    step = self._made(release, "step", xs)
                    if step.side == _decided(test) != "unclear":
                        break
            self._check_alive(lane)
        self._keep(step)
        return step

    def _pairs(self, lane: Lane, count: int) -> list[float]:
        """Measures that many pairs, each in fresh processes.  Some releases run a loop at one of two speeds,
        which is drawn when the process starts, so only such pairs are independent."""
        xs = []
        for _ in range(count):
            lane.restart()
            xs.append(pairs(lane, self.program, 1, MAX_FIRST_RUN_NS)[0].x)
        return xs

    def _check_alive(self, lane: Lane) -> None:
        """Raises MeasurementError where a side has deleted the loop: the ratio of what is left means
        nothing."""
        gone = deleted(lane, self.program, self.noise, timeout_ns=MAX_FIRST_RUN_NS)
        if gone is not None:
            raise MeasurementError(gone)

    def _made(self, release: str, purpose: Purpose, xs: Sequence[float]) -> Step:
        interval = ratio_interval(xs, self.settings.level)
        side: Side = "unclear" if self.found.bar is None else side_of_bar(interval, self.found.bar)
        return Step(release, purpose, interval, len(xs), side)

    def _keep(self, step: Step) -> None:
        self.found.steps.append(step)
        self.notify(step)


def _decided(test: SequentialTest) -> Side:
    """The side that a sequential test has decided; a test that ended at the cap has decided nothing."""
    if test.decision is Decision.KEPT:
        return "above"
    return "below" if test.rejected else "unclear"
