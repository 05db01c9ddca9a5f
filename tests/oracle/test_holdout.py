"""The hold-out: processes as the unit, a balanced plan, two looks that are paid for, three verdicts."""

import math

import pytest

from reducer.oracle import DEFAULTS, HoldOut, VerdictKind, hodges_lehmann

PAIRS = DEFAULTS.holdout_pairs_a_process
FIRST, LAST = DEFAULTS.holdout_looks


def fill(plan: HoldOut, ratio: float, processes: int) -> VerdictKind | None:
    for i in range(processes * PAIRS):
        plan.add(math.log(ratio) + 0.01 * (plan.process(i) % 5 - 2))
    return plan.verdict


def test_at_least_twelve_processes_and_at_most_thirty_with_two_to_four_pairs_each() -> None:
    assert 12 <= FIRST < LAST <= 30
    assert 2 <= PAIRS <= 4


@pytest.mark.parametrize("at_once", [1, 3])
def test_the_processes_of_a_round_take_turns_and_the_sides_take_turns_in_each(at_once: int) -> None:
    plan = HoldOut(2.0, at_once=at_once)
    processes = [plan.process(i) for i in range(FIRST * PAIRS)]
    assert [processes.count(process) for process in range(FIRST)] == [PAIRS] * FIRST
    assert sorted(set(processes[: plan.round_pairs])) == list(range(at_once))
    orders = {process: [] for process in range(FIRST)}
    for i, process in enumerate(processes):
        orders[process].append(plan.order(i))
    assert orders[0] == ["slow first", "fast first", "slow first"]
    assert orders[1] == orders[at_once] == ["fast first", "slow first", "fast first"]


@pytest.mark.parametrize("at_once", [1, 3])
def test_a_linear_drift_cancels_over_two_rounds(at_once: int) -> None:
    plan = HoldOut(2.0, at_once=at_once)
    sides = [i * (1 if plan.order(i) == "slow first" else -1) for i in range(2 * plan.round_pairs)]
    assert abs(sum(sides)) <= plan.round_pairs


@pytest.mark.parametrize("at_once", [1, 3, 4])
@pytest.mark.parametrize(("ratio", "verdict"), [(2.5, VerdictKind.KEPT), (1.5, VerdictKind.NOT_SHOWN)])
def test_a_clear_case_ends_at_the_first_look(ratio: float, verdict: VerdictKind, at_once: int) -> None:
    plan = HoldOut(2.0, at_once=at_once)
    while plan.wants_more:
        plan.add(math.log(ratio) + 0.01 * (plan.process(len(plan.xs)) % 5 - 2))
    assert plan.verdict is verdict
    assert FIRST <= len(plan.centres) < FIRST + at_once
    assert plan.interval is not None
    assert ratio in plan.interval


def test_an_unclear_case_gets_as_many_processes_again_and_is_then_inconclusive() -> None:
    plan = HoldOut(2.0)
    assert fill(plan, 2.0, FIRST) is None
    assert plan.wants_more
    assert fill(plan, 2.0, LAST - FIRST) is VerdictKind.INCONCLUSIVE
    assert len(plan.xs) == LAST * PAIRS


def test_more_processes_can_still_show_it() -> None:
    plan = HoldOut(2.0)
    assert fill(plan, 2.0, FIRST) is None
    assert fill(plan, 2.5, LAST - FIRST) is VerdictKind.KEPT


def test_no_pair_is_taken_after_the_verdict() -> None:
    plan = HoldOut(2.0)
    fill(plan, 3.0, FIRST)
    with pytest.raises(ValueError, match="closed"):
        plan.add(0.0)


def test_the_looks_share_half_of_the_error_that_the_level_allows() -> None:
    assert DEFAULTS.holdout_look_level == pytest.approx(0.9975)
    plan = HoldOut(2.0)
    fill(plan, 3.0, FIRST)
    assert plan.interval is not None
    found = hodges_lehmann(plan.centres, 0.9975)
    assert math.log(plan.interval.low) == pytest.approx(found.low)
    assert plan.interval.level == 0.99


def test_a_spike_in_each_process_moves_nothing() -> None:
    plan, spiked = HoldOut(2.0), HoldOut(2.0)
    for i in range(FIRST * PAIRS):
        plan.add(math.log(3) + 0.001 * i)
        spiked.add(math.log(3) + 0.001 * i + (math.log(4) if i % PAIRS == 2 else 0))
    assert spiked.interval == plan.interval


def test_processes_of_two_kinds_are_told_with_the_share_above_the_threshold() -> None:
    plan = HoldOut(2.0)
    for i in range(LAST * PAIRS):
        fast = plan.process(i) % 3 == 0
        plan.add(math.log(1.8 * (1.5 if fast else 1)) + 0.01 * (i % 7 - 3))
    assert plan.verdict is VerdictKind.INCONCLUSIVE
    assert plan.kinds is not None
    assert plan.kinds.share_high == pytest.approx(1 / 3)
    assert plan.share_above == pytest.approx(1 / 3)
    assert plan.variances.between > 3 * plan.variances.within


@pytest.mark.parametrize(("ratio", "agree"), [(3.0, True), (3.2, True), (4.0, False), (2.0, False)])
def test_a_few_pairs_at_another_trip_count_agree_or_not(ratio: float, agree: bool) -> None:
    plan = HoldOut(2.0)
    fill(plan, 3.0, FIRST)
    assert plan.agrees([math.log(ratio), math.log(ratio) + 0.05, math.log(ratio) + 1.5]) is agree


def test_nothing_agrees_with_a_hold_out_that_has_no_interval() -> None:
    with pytest.raises(ValueError, match="without an interval"):
        HoldOut(2.0).agrees([0.7])
