"""Guards: folded loops, unlike outcomes, start-up, special numbers."""

import math

import pytest

from reducer.oracle import (
    FloatClass,
    Liveness,
    Noise,
    alive,
    empty_loop,
    mostly_frame,
    new_special_number,
    other_slowdown,
    same_slow_side,
)

QUIET = Noise(0.05)
ONCE, TWICE = [10e6, 10.2e6, 9.9e6], [20e6, 20.3e6, 19.8e6]


@pytest.mark.parametrize(
    ("fast_2n", "slow_2n", "liveness"),
    [
        (TWICE, TWICE, Liveness.ALIVE),
        (ONCE, TWICE, Liveness.FAST_DELETED),
        (TWICE, ONCE, Liveness.SLOW_DELETED),
        (ONCE, ONCE, Liveness.BOTH_DELETED),
    ],
)
def test_a_loop_is_alive_when_twice_the_trips_take_longer_and_else_the_side_is_named(
    fast_2n: list[float], slow_2n: list[float], liveness: Liveness
) -> None:
    verdict = alive(ONCE, fast_2n, ONCE, slow_2n, QUIET)
    assert verdict.liveness is liveness
    assert verdict.sentence.startswith(liveness.value)


def test_one_spike_does_not_bring_a_folded_loop_to_life() -> None:
    assert alive(ONCE, [10e6, 45e6, 10e6], ONCE, TWICE, QUIET).liveness is Liveness.FAST_DELETED


def test_few_runs_on_a_noisy_machine_are_unclear_and_more_of_them_are_not() -> None:
    noisy = Noise(0.3)
    assert alive(ONCE[:1], TWICE[:1], ONCE[:1], TWICE[:1], noisy).liveness is Liveness.UNCLEAR
    assert alive(ONCE * 3, TWICE * 3, ONCE * 3, TWICE * 3, noisy).liveness is Liveness.ALIVE


def test_a_side_that_start_up_leaves_nothing_of_is_folded() -> None:
    assert alive([-3.0], [0.0], ONCE, TWICE, QUIET).liveness is Liveness.FAST_DELETED


def test_liveness_needs_runs() -> None:
    with pytest.raises(ValueError, match="at least one run"):
        alive([], TWICE, ONCE, TWICE, QUIET)


def test_a_loop_that_costs_next_to_nothing_is_objected_to() -> None:
    assert empty_loop(3.4, 2.9) is None
    assert empty_loop(0.3, 4.0) is None
    assert "as good as empty" in (empty_loop(0.046, 2.9) or "")
    assert "as good as empty" in (empty_loop(0.3, 40.0) or "")


@pytest.mark.parametrize(
    ("surplus", "original", "refused"),
    [
        pytest.param(4.6, 22.6, False, id="one of two copies is left"),
        pytest.param(20.0, 10_000.0, False, id="64 bytes instead of 64 KB"),
        pytest.param(0.3, 0.35, False, id="the original's is small too"),
        pytest.param(0.39, 14.4, True, id="an empty loop instead of two copies"),
    ],
)
def test_a_surplus_of_some_cycles_instead_of_many_is_another_slowdown(
    surplus: float, original: float, refused: bool
) -> None:
    assert ("the slowdown has changed" in (other_slowdown(surplus, original) or "")) is refused


def test_a_kernel_keeps_twice_the_surplus_of_what_it_writes_back() -> None:
    assert mostly_frame(2.0, 1.0) is None
    assert "writing back what a call changes: 1 ns a trip of 1.9" in (mostly_frame(1.9, 1.0) or "")


def test_the_slow_side_must_stay_the_slow_side() -> None:
    assert same_slow_side([math.log(3)] * 3, [math.log(1.2)] * 3) is None
    assert "the ratio was 3.00, now it is 0.50" in (
        same_slow_side([math.log(3)] * 3, [math.log(0.5)] * 3) or ""
    )


def test_a_constant_that_turns_subnormal_or_nan_is_objected_to_unless_the_original_had_one() -> None:
    normal, subnormal = [FloatClass.NORMAL], [FloatClass.SUBNORMAL]
    assert "subnormal" in (new_special_number(normal, subnormal) or "")
    assert new_special_number(subnormal, subnormal) is None
    assert new_special_number(normal, [FloatClass.ZERO]) is None
