"""Intervals: exact where exact values are known, honest where pairs are too few, unmoved by spikes."""

import math
import random
from itertools import product

import pytest

from reducer.oracle import hodges_lehmann, median_interval, ratio_interval
from reducer.oracle.intervals import signed_rank_cut


@pytest.mark.parametrize("count", [1, 5, 8, 10])
@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
def test_the_cut_is_that_of_all_sign_patterns_counted_one_by_one(count: int, level: float) -> None:
    sums = [sum(r for r, sign in enumerate(signs, 1) if sign) for signs in product((0, 1), repeat=count)]
    allowed = (1 - level) / 2 * 2**count + 1e-9
    expected = max(k for k in range(len(sums) + 1) if sum(s <= k - 1 for s in sums) <= allowed)
    assert signed_rank_cut(count, level) == expected


def test_the_interval_holds_just_the_centres_that_the_signed_rank_test_does_not_reject() -> None:
    # Loading it takes longer than the tests of this file, and every process of pytest loads the file.
    from scipy import stats

    source = random.Random(5)
    xs = [source.gauss(0.7, 0.1) for _ in range(15)]
    interval = hodges_lehmann(xs, 0.95)
    for centre, held in ((interval.low + 1e-6, True), (interval.low - 1e-6, False)):
        p = stats.wilcoxon([x - centre for x in xs], method="exact").pvalue
        assert bool(p > 0.05) is held


def test_the_estimate_is_the_median_of_pairwise_means() -> None:
    assert hodges_lehmann([0.0, 1.0, 5.0]).estimate == pytest.approx(1.75)


@pytest.mark.parametrize("count", range(1, 8))
def test_too_few_pairs_for_the_level_give_an_infinite_interval(count: int) -> None:
    interval = hodges_lehmann([0.5] * count)
    assert (interval.low, interval.high) == (-math.inf, math.inf)
    assert ratio_interval([0.5] * count).low == 0


def test_eight_pairs_are_enough_for_99_percent() -> None:
    xs = [0.1 * i for i in range(8)]
    assert (hodges_lehmann(xs).low, hodges_lehmann(xs).high) == (xs[0], xs[-1])


@pytest.mark.parametrize("interval_of", [hodges_lehmann, median_interval])
@pytest.mark.parametrize("count", [24, 40])
def test_a_99_percent_interval_misses_about_one_time_in_a_hundred(interval_of, count) -> None:  # type: ignore[no-untyped-def]
    source = random.Random(count)
    missed = sum(0.0 not in interval_of([source.gauss(0, 0.2) for _ in range(count)]) for _ in range(1500))
    assert 1 <= missed <= 30  # 15 expected; 30 is 3.9 standard deviations above


def test_three_spikes_in_24_pairs_do_not_move_the_bounds_of_the_median() -> None:
    clean = [1.2 + 0.001 * i for i in range(24)]
    spiked = [x - 1.5 if i in (3, 11, 19) else x for i, x in enumerate(clean)]
    assert median_interval(spiked).low > clean[0]
    assert hodges_lehmann(spiked).low < clean[0]


def test_a_ratio_interval_is_in_ratios() -> None:
    interval = ratio_interval([math.log(2)] * 40)
    assert (interval.low, interval.estimate, interval.high) == pytest.approx((2, 2, 2))
    assert 2.5 not in interval


@pytest.mark.parametrize("interval_of", [hodges_lehmann, median_interval])
def test_no_pairs_or_no_level_are_refused(interval_of) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="at least one pair"):
        interval_of([])
    with pytest.raises(ValueError, match="level"):
        interval_of([1.0], 1.0)
