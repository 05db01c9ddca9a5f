"""The hold-out: a balanced plan, one doubling, three verdicts."""

import math

import pytest

from reducer.oracle import HoldOut, VerdictKind

SPREAD = [0.01 * (i % 5 - 2) for i in range(80)]


def fill(plan: HoldOut, ratio: float, pairs: int) -> VerdictKind | None:
    for i in range(pairs):
        plan.add(math.log(ratio) + SPREAD[i])
    return plan.verdict


def test_forty_pairs_in_four_blocks_each_side_first_equally_often() -> None:
    plan = HoldOut(2.0)
    orders = [plan.order(i) for i in range(40)]
    assert sorted({plan.block(i) for i in range(40)}) == [0, 1, 2, 3]
    for block in range(4):
        in_block = [order for i, order in enumerate(orders) if plan.block(i) == block]
        assert (in_block.count("slow first"), in_block.count("fast first")) == (5, 5)
    assert orders[:4] == ["slow first", "fast first", "slow first", "fast first"]
    assert orders[10:14] == ["fast first", "slow first", "fast first", "slow first"]


def test_a_linear_drift_cancels_over_two_blocks() -> None:
    plan = HoldOut(2.0)
    assert sum(i * (1 if plan.order(i) == "slow first" else -1) for i in range(20)) == 0


@pytest.mark.parametrize(("ratio", "verdict"), [(2.5, VerdictKind.KEPT), (1.5, VerdictKind.NOT_SHOWN)])
def test_a_clear_case_ends_after_forty_pairs(ratio: float, verdict: VerdictKind) -> None:
    plan = HoldOut(2.0)
    assert fill(plan, ratio, 39) is None
    plan.add(math.log(ratio))
    assert plan.verdict is verdict
    assert plan.interval is not None
    assert ratio in plan.interval
    assert not plan.wants_more


def test_an_unclear_case_is_doubled_once_and_then_inconclusive() -> None:
    plan = HoldOut(2.0)
    assert fill(plan, 2.0, 40) is None
    assert plan.wants_more
    assert fill(plan, 2.0, 40) is VerdictKind.INCONCLUSIVE
    assert len(plan.xs) == 80


def test_doubling_can_still_show_it() -> None:
    plan = HoldOut(2.0)
    assert fill(plan, 2.0, 40) is None
    assert fill(plan, 2.5, 40) is VerdictKind.KEPT


def test_no_pair_is_taken_after_the_verdict() -> None:
    plan = HoldOut(2.0)
    fill(plan, 3.0, 40)
    with pytest.raises(ValueError, match="closed"):
        plan.add(0.0)
