"""Bisection of releases on simulated lanes: what is found, what is skipped, and what is not claimed."""

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from simulated_runtime import SimulatedRuntime

from reducer.judge.closer import opaque_program
from reducer.judge.pairs import MeasurementError
from reducer.oracle import Interval
from reducer.runtimes import Ending, Outcome, RuntimesError
from reducer.surveys.releases import Bisection, Step, bar_between, bisect_releases
from reducer.timing import Lane

RELEASES = [f"{major}.0.0" for major in range(38, 51)]
PROGRAM = opaque_program(Path("case"), b"", "case", Ending())
ENDED = Outcome("exited", 0)


class Machine:
    """Releases with a true ratio each; a second ratio is one that some processes draw instead."""

    def __init__(self, ratios: dict[str, float], spread: float = 0.04, seed: int = 1) -> None:
        self.ratios, self.spread = ratios, spread
        self.random = random.Random(seed)
        self.opened: list[str] = []
        self.lanes: list[Lane] = []
        self.missing: set[str] = set()
        self.trapping: set[str] = set()
        self.sometimes: dict[str, float] = {}

    @contextmanager
    def open_lane(self, release: str) -> Iterator[Lane]:
        self.opened.append(release)
        if release in self.missing:
            raise RuntimesError(f"{release} is not to be had")
        outcome = Outcome("trapped", None, "unreachable") if release in self.trapping else ENDED
        slow = SimulatedRuntime(
            lambda binary: (outcome, 0.01 * self.ratio(release)), spread=self.spread, seed=len(self.opened)
        )
        fast = SimulatedRuntime(
            lambda binary: (ENDED, 0.01), spread=self.spread, seed=1000 + len(self.opened)
        )
        self.lanes.append(Lane(slow, fast))
        yield self.lanes[-1]

    def ratio(self, release: str) -> float:
        if release in self.sometimes and self.random.random() < 0.5:
            return self.sometimes[release]
        return self.ratios[release]

    def bisect(self, bar: float | None = None, told: list[Step] | None = None) -> Bisection:
        notify = (lambda step: None) if told is None else told.append
        return bisect_releases(Bisection(tuple(self.ratios), bar), self.open_lane, PROGRAM, notify)


def changing(at: int, before: float, after: float) -> dict[str, float]:
    return {release: before if int(release[:2]) < at else after for release in RELEASES}


@pytest.mark.parametrize("at", range(39, 51))
def test_the_release_that_ends_a_slowdown_is_found_wherever_it_is(at: int) -> None:
    found = Machine(changing(at, 2.6, 0.9), seed=at).bisect()
    assert found.verdict == "found" and found.change is not None
    assert [step.release for step in found.change] == [f"{at - 1}.0.0", f"{at}.0.0"]
    assert found.sentence.startswith(f"the slowdown went away in {at}.0.0 ({at - 1}.0.0: 2.")


def test_a_slowdown_that_comes_in_is_said_to() -> None:
    found = Machine(changing(45, 0.9, 2.6)).bisect()
    assert found.sentence.startswith("the slowdown came in with 45.0.0 (44.0.0: 0.")


def test_where_nothing_is_slow_the_ratio_fell() -> None:
    found = Machine(changing(47, 0.8, 0.4)).bisect()
    assert found.sentence.startswith("the ratio fell in 47.0.0")


def test_the_bar_lies_between_both_ends_where_none_is_given() -> None:
    found = Machine(changing(46, 2.7, 0.9)).bisect()
    assert found.bar == pytest.approx((2.7 * 0.9) ** 0.5, rel=0.05)


def test_a_bar_that_is_given_says_which_of_two_changes_is_meant() -> None:
    ratios = {release: 4.0 if release < "42" else 2.0 if release < "47" else 1.0 for release in RELEASES}
    for bar, release in ((3.0, "42.0.0"), (1.4, "47.0.0")):
        change = Machine(ratios).bisect(bar).change
        assert change is not None and change[1].release == release


@pytest.mark.parametrize("bar", [None, 2.0])
def test_ends_that_are_alike_are_no_change_and_nothing_else_is_measured(bar: float | None) -> None:
    machine = Machine(dict.fromkeys(RELEASES, 1.3))
    found = machine.bisect(bar)
    assert found.verdict == "no change"
    assert found.sentence.startswith("no change between 38.0.0 (1.3")
    assert set(machine.opened) == {"38.0.0", "50.0.0"}


def test_a_difference_under_the_indifference_zone_is_none() -> None:
    assert Machine(changing(45, 1.08, 1.0), spread=0.01).bisect().verdict == "no change"


def test_both_ends_come_first_and_both_neighbours_are_measured_again_at_the_end() -> None:
    told: list[Step] = []
    Machine(changing(46, 2.6, 0.9)).bisect(told=told)
    assert [step.purpose for step in told[:2]] == ["end", "end"]
    assert [(step.release, step.purpose) for step in told[-2:]] == [
        ("45.0.0", "confirmation"), ("46.0.0", "confirmation")
    ]  # fmt: skip
    middle = [step for step in told if step.purpose == "step"]
    assert len(middle) in (3, 4)
    assert all(step.pairs >= 40 for step in told if step.purpose != "step")


def test_every_pair_is_from_fresh_processes() -> None:
    machine = Machine(changing(46, 2.6, 0.9))
    machine.bisect()
    for lane in machine.lanes:
        assert isinstance(lane.slow, SimulatedRuntime) and isinstance(lane.fast, SimulatedRuntime)
        assert lane.slow.restarts == lane.fast.restarts == lane.pairs > 0


def test_releases_that_cannot_be_had_or_run_are_skipped_and_named() -> None:
    machine = Machine(changing(46, 2.6, 0.9))
    machine.missing, machine.trapping = {"44.0.0", "38.0.0"}, {"47.0.0"}
    found = machine.bisect()
    assert found.change is not None and found.change[1].release == "46.0.0"
    assert found.skipped.keys() <= {"44.0.0", "38.0.0", "47.0.0"}
    assert found.skipped["38.0.0"] == "38.0.0 is not to be had"


def test_a_change_beside_a_skipped_release_may_be_in_that_one() -> None:
    machine = Machine(changing(46, 2.6, 0.9))
    machine.missing, machine.trapping = {"45.0.0"}, {"44.0.0"}
    found = machine.bisect()
    assert found.change is not None
    assert [step.release for step in found.change] == ["43.0.0", "46.0.0"]
    assert found.sentence.endswith("; or in 44.0.0, 45.0.0, which could not be measured")


def test_nothing_to_compare_is_an_error_with_the_reasons() -> None:
    machine = Machine(dict.fromkeys(RELEASES[:2], 1.0))
    machine.missing = {"38.0.0"}
    with pytest.raises(MeasurementError, match=r"38\.0\.0 is not to be had"):
        machine.bisect()


def test_a_release_on_the_bar_itself_is_not_decided() -> None:
    ratios = changing(46, 2.6, 0.9) | {"44.0.0": 2.0}
    found = Machine(ratios).bisect(2.0)
    assert found.verdict == "inconclusive" and found.change is None
    assert found.between == ("38.0.0", "50.0.0")
    assert found.steps[-1].release == "44.0.0" and found.steps[-1].pairs == 80
    assert found.sentence.startswith("INCONCLUSIVE between 38.0.0 and 50.0.0")


def test_a_release_that_draws_its_speed_at_start_is_not_decided_by_a_lucky_few() -> None:
    """Half of its processes are as slow as before, half as fast as after: no interval may exclude the bar."""
    wrong = 0
    for seed in range(20):
        machine = Machine(changing(46, 2.6, 0.9), seed=seed)
        machine.sometimes = {"44.0.0": 0.9}
        step = next(step for step in machine.bisect().steps if step.purpose == "step")
        assert step.release == "44.0.0"
        wrong += step.side != "unclear"
    assert wrong <= 2


def test_what_is_not_confirmed_is_not_claimed() -> None:
    """The release is slow while it is searched for, and fast when it is measured again."""
    machine = Machine(changing(46, 2.6, 0.9))
    told: list[Step] = []

    def notify(step: Step) -> None:
        told.append(step)
        if step.release == "45.0.0" and step.purpose == "step":
            machine.ratios["45.0.0"] = 0.9

    found = bisect_releases(Bisection(tuple(RELEASES), None), machine.open_lane, PROGRAM, notify)
    assert "45.0.0" in {step.release for step in told if step.purpose == "step"}
    assert found.verdict == "inconclusive" and found.between == ("45.0.0", "46.0.0")


def test_interrupted_it_keeps_the_steps_so_far() -> None:
    machine = Machine(changing(46, 2.6, 0.9))
    found = Bisection(tuple(RELEASES), None)

    def notify(step: Step) -> None:
        if step.purpose == "step":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bisect_releases(found, machine.open_lane, PROGRAM, notify)
    assert [step.purpose for step in found.steps] == ["end", "end", "step"]
    assert found.sentence.startswith("INTERRUPTED")


def test_the_facts_are_json() -> None:
    facts = json.loads(json.dumps(Machine(changing(46, 2.6, 0.9)).bisect().facts(), allow_nan=False))
    assert (facts["before"], facts["after"], facts["verdict"]) == ("45.0.0", "46.0.0", "found")
    assert facts["steps"][0].keys() == {"release", "purpose", "ratio", "ci99", "pairs", "side"}


@pytest.mark.parametrize(
    ("first", "last", "bar"),
    [
        pytest.param((2.4, 2.5, 2.6), (0.9, 1.0, 1.1), 2.5**0.5, id="in the gap"),
        pytest.param((0.9, 1.0, 1.1), (2.4, 2.5, 2.6), 2.5**0.5, id="whichever comes first"),
        pytest.param((1.9, 4.0, 4.2), (0.9, 1.0, 1.1), 1.9, id="moved into the gap"),
        pytest.param((1.0, 2.0, 3.0), (0.9, 1.0, 1.1), None, id="overlapping"),
        pytest.param((1.04, 1.05, 1.06), (0.99, 1.0, 1.01), None, id="too small to care"),
    ],
)
def test_where_the_bar_is_put(first: tuple[float, ...], last: tuple[float, ...], bar: float | None) -> None:
    found = bar_between(Interval(*first, 0.99), Interval(*last, 0.99), 0.19)
    assert found == (None if bar is None else pytest.approx(bar))
