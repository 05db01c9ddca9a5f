"""Calibration, the anchor, and the bars that follow from them."""

import math
import random

import pytest

from reducer.oracle import (
    DEFAULTS,
    HoldOut,
    Noise,
    Threshold,
    VerdictKind,
    anchor,
    bar_for,
    calibrate,
    checkpoint_bar,
    sure_bar,
    too_noisy,
)


def test_sigma_is_found_and_spikes_are_counted_apart_from_it() -> None:
    source = random.Random(1)
    xs = [1.0 + source.gauss(0, 0.1) for _ in range(400)]
    spiked = [x + math.log(4) if i % 10 == 0 else x for i, x in enumerate(xs)]
    assert calibrate(xs).sigma == pytest.approx(0.1, rel=0.15)
    assert calibrate(spiked).sigma == pytest.approx(0.1, rel=0.3)
    assert calibrate(xs).spike_rate < 0.005
    assert calibrate(spiked).spike_rate == pytest.approx(0.05, abs=0.005)  # of runs: a pair has two


def test_a_suspiciously_quiet_sample_gets_the_floor() -> None:
    assert calibrate([0.7] * 24) == Noise(DEFAULTS.sigma_floor, 0.0)


def test_with_processes_the_part_that_their_pairs_share_is_told_as_well() -> None:
    source = random.Random(4)
    effects = [math.log(1.5) if process % 3 == 0 else 0.0 for process in range(12)]
    xs = [effect + source.gauss(0, 0.05) for effect in effects for _ in range(4)]
    noise = calibrate(xs, processes=[process for process in range(12) for _ in range(4)])
    assert calibrate(xs).between == 0
    assert noise.between == pytest.approx(0.2, rel=0.15)
    assert noise.sigma == pytest.approx(0.2, rel=0.15)
    assert noise.variances.within == pytest.approx(0.05, rel=0.3)


@pytest.mark.parametrize("xs", [[], [1.0], [1.0, math.inf]])
def test_calibration_refuses_what_it_cannot_use(xs: list[float]) -> None:
    with pytest.raises(ValueError, match="calibration needs"):
        calibrate(xs)


def test_a_machine_that_is_too_noisy_is_told_so_in_words() -> None:
    assert too_noisy(Noise(0.35, 0.10)) is None
    assert "varies by 40%" in (too_noisy(Noise(0.40)) or "")
    assert "12% of the runs" in (too_noisy(Noise(0.05, 0.12)) or "")


def test_the_anchor_is_a_lower_bound_that_spikes_on_the_fast_side_do_not_pull_down() -> None:
    source = random.Random(2)
    xs = [math.log(3.5) + source.gauss(0, 0.05) for _ in range(24)]
    spiked = [x - math.log(4) if i in (2, 9, 17) else x for i, x in enumerate(xs)]
    assert 3.2 < anchor(spiked) <= anchor(xs) < 3.5


def test_an_anchor_needs_enough_pairs() -> None:
    with pytest.raises(ValueError, match="too few"):
        anchor([1.0] * 7)


@pytest.mark.parametrize(
    ("threshold", "anchor_low", "bar"),
    [
        (2.0, 3.5, 2.8),
        (3.0, 3.5, 3.0),
        (Threshold(2.0), 3.5, 2.8),
        (Threshold(0.9, of_original=True), 3.5, 3.15),
        (Threshold(0.5, of_original=True), 4.0, 2.0),
    ],
)
def test_the_bar_is_the_threshold_or_the_guard_band(
    threshold: Threshold | float, anchor_low: float, bar: float
) -> None:
    assert bar_for(threshold, anchor_low) == pytest.approx(bar)


def test_with_noise_the_bar_asks_for_what_can_be_confirmed_but_not_for_more_than_the_original() -> None:
    noise = Noise(0.2)
    assert bar_for(2.0, 2.4, noise=noise) == pytest.approx(sure_bar(2.0, noise))
    assert bar_for(2.0, 2.1, noise=noise) == pytest.approx(2.1)
    assert bar_for(2.0, 1.5, noise=noise) == 2.0


@pytest.mark.parametrize(("sigma", "between"), [(0.05, 0.0), (0.2, 0.0), (0.07, 0.05)])
def test_a_case_at_the_sure_bar_passes_its_hold_out_39_times_in_40(sigma: float, between: float) -> None:
    source, passed, noise = random.Random(3), 0, Noise(sigma, between=between)
    centre = math.log(sure_bar(2.0, noise))
    for _ in range(400):
        plan, effects = HoldOut(2.0), [source.gauss(0, between) for _ in range(30)]
        while plan.wants_more:
            plan.add(centre + effects[plan.process(len(plan.xs))] + source.gauss(0, noise.variances.within))
        passed += plan.verdict is VerdictKind.KEPT
    assert 380 <= passed < 400  # 390 expected, standard deviation 3.1


def test_a_checkpoint_asks_for_less_than_the_search_but_never_for_less_than_the_threshold() -> None:
    assert checkpoint_bar(2.8, 2.0, Noise(0.05)) == pytest.approx(2.8 / 1.21)
    assert checkpoint_bar(2.1, 2.0, Noise(0.05)) == 2.0
