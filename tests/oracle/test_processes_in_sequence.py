"""The sequential test where pairs share what their process has drawn: error rates computed, not sampled."""

import math
import random

import numpy as np
import pytest
from process_errors import PROCESSES, kept, kept_of_fresh

from reducer.oracle import DEFAULTS, Decision, Noise, SequentialTest

BAR = 2.0
WITHIN = 0.05
FAR_ABOVE = math.log(9)


def gaussian(between: float) -> list[tuple[float, float]]:
    """Effects of processes that spread by so much, as a few with the same moments."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(4)
    return [
        (between * float(node), float(weight / weights.sum()))
        for node, weight in zip(nodes, weights, strict=True)
    ]


def two_speeds(factor: float, share: float) -> tuple[Noise, list[tuple[float, float]]]:
    """Processes of which that share is faster by the factor, and the noise that a calibration makes of it;
    effects are about their mean."""
    gap = math.log(factor)
    between = gap * math.sqrt(share * (1 - share))
    effects = [(-share * gap, 1 - share), ((1 - share) * gap, share)]
    return Noise(math.hypot(WITHIN, between), 0.0, between), effects


@pytest.mark.parametrize("processes", [1, 2])
def test_nothing_is_kept_by_fewer_processes_than_three(processes: int) -> None:
    test = SequentialTest(BAR, Noise(WITHIN))
    for index in range(8):
        assert test.add(FAR_ABOVE, index % processes) is None
    assert test.add(FAR_ABOVE, processes) is (Decision.KEPT if processes == 2 else None)


def test_two_pairs_of_two_processes_may_reject() -> None:
    test = SequentialTest(BAR, Noise(WITHIN, 0.0, WITHIN))
    assert [test.add(-FAR_ABOVE, index) for index in range(2)] == [None, Decision.NOT_SHOWN]


def test_pairs_of_one_process_count_as_what_they_tell_beyond_it() -> None:
    def evidence(between: float, pairs: int) -> float:
        return SequentialTest(
            BAR, Noise(0.1, 0.0, between), prior=[0.75] * pairs, processes=[1] * pairs
        ).evidence

    assert evidence(0.0, 4) == pytest.approx(4 * evidence(0.0, 1))
    # Half of the variance is the process's: four pairs tell 1.6 times what one tells.
    assert evidence(0.1 / math.sqrt(2), 4) == pytest.approx(1.6 * evidence(0.0, 1))
    assert evidence(0.1, 4) == pytest.approx(evidence(0.0, 1))


@pytest.mark.parametrize("between", [0.0, WITHIN])
def test_where_processes_differ_a_candidate_below_the_bar_is_still_not_kept(between: float) -> None:
    noise = Noise(math.hypot(WITHIN, between), 0.0, between)
    effects = gaussian(between) if between else [(0.0, 1.0)]
    assert kept(BAR / 1.1, BAR, noise, effects)[0] < DEFAULTS.alpha
    found, pairs = kept(1.3 * BAR, BAR, noise, effects)
    assert found > 0.999 and pairs < 3.2


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7])
def test_of_two_speeds_the_mean_decides_where_pairs_come_from_fresh_processes(share: float) -> None:
    noise, effects = two_speeds(1.5, share)
    # To the grid's step.
    assert kept_of_fresh(BAR / 1.1, BAR, noise, effects)[0] < 1.5 * DEFAULTS.alpha
    assert kept_of_fresh(1.3 * BAR, BAR, noise, effects)[0] > 0.999


def test_of_two_speeds_three_processes_alone_keep_nothing_wrong_and_little_that_is_right() -> None:
    """Why processes are drawn anew where they differ by more than their pairs."""
    noise, effects = two_speeds(1.5, 0.3)
    assert kept(BAR / 1.1, BAR, noise, effects)[0] < DEFAULTS.alpha
    assert kept(1.3 * BAR, BAR, noise, effects)[0] < 0.5


def test_the_computation_agrees_with_the_test_itself_run_1500_times() -> None:
    times, source = 1500, random.Random(3)
    noise = Noise(math.hypot(WITHIN, WITHIN), 0.0, WITHIN)
    count = pairs = 0
    for _ in range(times):
        test = SequentialTest(BAR, noise)
        effects = [source.gauss(0.0, WITHIN) for _ in range(PROCESSES)]
        while test.decision is None:
            process = test.pairs % PROCESSES
            test.add(math.log(1.05 * BAR) + effects[process] + source.gauss(0.0, WITHIN), process)
        count += test.decision is Decision.KEPT
        pairs += test.pairs
    found, expected = kept(1.05 * BAR, BAR, noise, gaussian(WITHIN))
    assert abs(count / times - found) < 0.05
    assert pairs / times == pytest.approx(expected, abs=0.5)


def test_processes_of_two_kinds_that_win_thirteen_times_in_a_row_keep() -> None:
    """Each is a little above the bar, by less than the noise is: the log-likelihood alone does not decide."""
    noise = Noise(0.3, 0.0, 0.29)
    xs = [math.log(1.05 * BAR)] * 13
    assert SequentialTest(BAR, noise, prior=xs, processes=range(13)).decision is None
    assert SequentialTest(BAR, noise, prior=xs, processes=range(13), two_kinds=True).decision is Decision.KEPT
    shorter = SequentialTest(BAR, noise, prior=xs[1:], processes=range(12), two_kinds=True)
    assert shorter.decision is None
