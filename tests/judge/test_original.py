"""What is asked of an original before the search, and of a result after it."""

import math
import time

import pytest
from simulated_clock import SimulatedClock
from simulated_engine import judge_of, seed_program, simulated_lane
from simulated_runtime import SimulatedRuntime

from reducer.judge import calibration
from reducer.judge.anchor import MIN_CLEAR_PAIRS, anchor_of
from reducer.judge.holdout import held_out
from reducer.judge.judge import EARLY_PAIRS
from reducer.judge.pairs import pairs
from reducer.judge.tuning import tuned_in_lane
from reducer.oracle import HoldOut, VerdictKind, calibrate
from reducer.runtimes import Outcome
from reducer.timing import Allowance, Lane, OutOfTimeError, Pair


def taking(ns_per_trip: float, **options: float) -> SimulatedRuntime:
    """An engine that takes so long a trip, whatever else is in the loop."""

    def behave(binary: bytes) -> tuple[Outcome, float]:
        trips = int(binary)
        return Outcome("exited", 0), 1e-9 * ns_per_trip * trips

    return SimulatedRuntime(behave, **{"spread": 0.03, "spike_rate": 0.0, **options})


class Trips:
    """An assembler that gives the trip count alone."""

    name, flags = "trips", ()

    def assemble(self, text: str) -> bytes:
        return text.split("(local.set $i (i64.const ")[1].split(")")[0].encode()


def program():
    from dataclasses import replace

    return replace(seed_program(), assembler=Trips())


def test_a_seed_far_below_its_threshold_is_refused_after_a_few_pairs() -> None:
    lane = Lane(taking(0.7), taking(1.0))
    first = pairs(lane, program(), 1)[0]
    refused = judge_of(lane, None).far_below(program(), first.x, 1.5)
    assert refused is not None and refused.kind is VerdictKind.NOT_SHOWN
    assert lane.pairs == EARLY_PAIRS
    assert len(lane._numbers) == EARLY_PAIRS
    assert refused.interval is not None and refused.interval.estimate == pytest.approx(0.7, rel=0.1)


@pytest.mark.parametrize("ratio", [1.2, 1.5, 3.0])
def test_a_seed_that_is_not_far_below_gets_its_calibration(ratio: float) -> None:
    lane = Lane(taking(ratio), taking(1.0))
    first = pairs(lane, program(), 1)[0]
    assert judge_of(lane, None).far_below(program(), first.x, 1.5) is None
    assert lane.pairs == 1


def test_an_original_below_its_threshold_is_refused_on_all_its_pairs() -> None:
    judge = judge_of(Lane(taking(1.4), taking(1.0)), None)
    judge.reading.min_ns = 1
    refused = judge.calibrate(program(), threshold=1.5)
    assert refused is not None and refused.kind is VerdictKind.NOT_SHOWN
    assert len(refused.xs) == 2 * judge.reading.settings.calibration_pairs
    assert judge.reading.evidence.original is None


@pytest.mark.parametrize(("ns_per_trip", "pairs_taken"), [(10.0, 24), (1000.0, 12)])
def test_a_calibration_has_fewer_pairs_where_each_takes_long(ns_per_trip: float, pairs_taken: int) -> None:
    judge = judge_of(Lane(taking(3 * ns_per_trip), taking(ns_per_trip)), None)
    judge.run_ns, original = 20_000_000_000, program().longer(1e6 / program().trip_count)
    assert judge.calibrate(original) is None
    assert judge.reading.anchor is not None and judge.reading.anchor.pairs == pairs_taken
    assert judge.lane.slow.restarts == judge.reading.settings.calibration_blocks - 1


def test_a_calibration_ends_with_pairs_enough_for_an_anchor_once_its_share_of_the_time_is_spent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calibration, "up_to", lambda _deadline: Allowance(1.0, SimulatedClock(2.0)))
    judge = judge_of(Lane(taking(3.0), taking(1.0)), None)
    judge.run_ns = 20_000_000_000
    assert judge.calibrate(program()) is None
    assert judge.reading.anchor is not None and judge.reading.anchor.pairs == MIN_CLEAR_PAIRS


@pytest.mark.parametrize(
    ("ratio", "spread", "clear"),
    [
        pytest.param(3.0, 0.02, True, id="far above"),
        pytest.param(1.52, 0.02, False, id="not clearly above"),
        pytest.param(3.0, 0.15, False, id="far above, and noisy"),
    ],
)
def test_a_clear_yes_does_not_wait_for_a_whole_calibration(ratio: float, spread: float, clear: bool) -> None:
    lane = Lane(taking(ratio, spread=spread, seed=1), taking(1.0, spread=spread, seed=2))
    judge = judge_of(lane, None)
    judge.run_ns, original = 20_000_000_000, program().longer(10)
    assert judge.calibrate(original, threshold=1.5) is None
    anchor = judge.reading.anchor
    assert anchor is not None and anchor.interval.estimate > 1.5
    assert anchor.pairs == MIN_CLEAR_PAIRS if clear else anchor.pairs >= 24


def test_the_noise_from_few_pairs_is_taken_for_greater_than_they_show() -> None:
    xs = [0.7 + 0.01 * (index % 5) for index in range(24)]
    few, all_ = anchor_of(xs[:9]).noise, anchor_of(xs).noise
    assert few.sigma == pytest.approx(math.sqrt(24 / 9) * calibrate(xs[:9]).sigma)
    assert all_ == calibrate(xs)


def test_what_no_trip_count_shortens_is_not_run_again_to_be_tuned() -> None:
    lane = Lane(taking(3.0), taking(1.0), phase="compile")
    original = program()
    assert tuned_in_lane(lane, original, known=(1000, 3000)) == (original, 1000, 3000)
    assert lane.pairs == 0


def test_a_slow_side_hundreds_of_times_slower_bounds_the_trip_count() -> None:
    lane = Lane(taking(700.0), taking(1.0))
    tuned, fast_ns, slow_ns = tuned_in_lane(lane, program(), 10_000_000)
    assert slow_ns < 700_000_000
    assert fast_ns < 1_000_000
    assert tuned.trip_count < program().trip_count


def test_the_hold_outs_pairs_run_in_the_order_of_its_plan() -> None:
    lane = simulated_lane()
    orders: list[str] = []
    pair_of = lane.pair

    def watched(binary: bytes, **options: object) -> Pair:
        pair = pair_of(binary, **options)  # type: ignore[arg-type]
        orders.append(pair.order)
        return pair

    lane.pair = watched  # type: ignore[method-assign]
    plan = held_out(lane, seed_program(), 1.1, 100_000_000)
    assert orders == [HoldOut(1.1, at_once=lane.processes).order(index) for index in range(len(plan.xs))]
    assert len(orders) == 15 * 3
    assert lane.slow.restarts == lane.fast.restarts == 15 / lane.processes


def test_past_its_deadline_a_lane_runs_nothing() -> None:
    lane = Lane(taking(2.0), taking(1.0), deadline=time.monotonic() - 1)
    with pytest.raises(OutOfTimeError, match="time limit"):
        lane.pair(program().binary)
    assert lane.slow.runs == 0


def test_a_run_that_the_deadline_cuts_off_is_no_verdict() -> None:
    lane = Lane(taking(10_000.0), taking(1.0), deadline=time.monotonic() + 0.5)
    with pytest.raises(OutOfTimeError):
        lane.pair(program().binary, timeout_ns=60 * 10**9)
