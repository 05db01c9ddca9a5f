"""The model of processes: both variances, spikes, two kinds, pairs a process."""

import math
import random
from statistics import fmean, median

import pytest

from reducer.oracle.processes import (
    MIN_PROCESSES,
    Observation,
    Variances,
    pairs_a_process,
    process_means,
    two_kinds,
    variances,
)
from reducer.oracle.settings import DEFAULTS


def drawn(
    source: random.Random,
    processes: int,
    pairs: int,
    between: float,
    within: float,
    spike: float = 0.0,
    faster: float = 0.0,
) -> list[Observation]:
    """Pairs of simulated processes: a share `faster` of them is 1.5 times as fast."""
    found = []
    for process in range(processes):
        effect = source.gauss(0, between) + (math.log(1.5) if source.random() < faster else 0)
        for _ in range(pairs):
            x = effect + source.gauss(0, within)
            found.append((process, x + math.log(3) if source.random() < spike else x))
    return found


def test_mean_squares_by_hand() -> None:
    found = variances([(1, 0.0), (1, 0.2), (2, 0.4), (2, 0.6)])
    assert found.within == pytest.approx(math.sqrt(0.02))
    assert found.between == pytest.approx(math.sqrt((2 * (0.2**2 + 0.2**2) - 0.02) / 2))


@pytest.mark.parametrize("spike", [0.0, 0.1])
@pytest.mark.parametrize("between", [0.0, 0.05, 0.1])
def test_both_variances_are_found_with_and_without_spikes(between: float, spike: float) -> None:
    source = random.Random(1)
    found = [variances(drawn(source, 12, 3, between, 0.05, spike)) for _ in range(100)]
    assert fmean(one.within for one in found) == pytest.approx(0.05, rel=0.1)
    assert median(one.between for one in found) == pytest.approx(between, abs=0.02)


def test_one_process_says_nothing_of_the_variance_between_them() -> None:
    assert variances([(1, 0.0), (1, 0.1), (1, 0.2)]).between == 0
    assert variances([(1, 0.7), (1, 0.7)]) == Variances(0.0, DEFAULTS.sigma_floor)


@pytest.mark.parametrize("observations", [[], [(1, 0.5), (2, 0.5)], [(1, math.inf), (1, 0.5)]])
def test_variances_refuse_what_they_cannot_use(observations: list[Observation]) -> None:
    with pytest.raises(ValueError, match="variances need"):
        variances(observations)


def test_more_pairs_of_a_process_do_not_take_its_effect_away() -> None:
    found = Variances(0.05, 0.10)
    assert found.of_pair == pytest.approx(math.sqrt(0.0125))
    assert found.of_process_mean(4) == pytest.approx(math.sqrt(0.005))
    assert found.of_mean([4] * 10) == pytest.approx(found.of_process_mean(4) / math.sqrt(10))
    assert found.of_mean([1000]) == pytest.approx(0.05, rel=0.01)


def test_process_means_stand_in_the_order_of_the_processes() -> None:
    assert process_means([(7, 1.0), (3, 2.0), (7, 3.0)]) == (2.0, 2.0)
    assert process_means([(7, 1.0), (3, 4.0), (7, 3.0)]) == (2.0, 4.0)


def test_two_speeds_are_two_kinds() -> None:
    source = random.Random(2)
    found = [two_kinds(drawn(source, 15, 3, 0.0, 0.05, faster=0.3)) for _ in range(100)]
    seen = [kinds for kinds in found if kinds is not None]
    assert len(seen) > 85  # of 15 processes, at most one is of the faster kind 4 times in 100
    assert fmean(kinds.share_high for kinds in seen) == pytest.approx(0.3, abs=0.05)
    assert fmean(kinds.high - kinds.low for kinds in seen) == pytest.approx(math.log(1.5), abs=0.02)


@pytest.mark.parametrize(("between", "spike"), [(0.0, 0.0), (0.0, 0.1), (0.1, 0.0)])
def test_one_kind_is_not_taken_for_two(between: float, spike: float) -> None:
    source = random.Random(3)
    found = [two_kinds(drawn(source, 15, 3, between, 0.05, spike)) for _ in range(200)]
    assert sum(kinds is not None for kinds in found) <= 4


def test_a_few_processes_are_never_of_two_kinds() -> None:
    few = [
        (process, float(process % 2) + 0.01 * pair) for process in range(MIN_PROCESSES - 1) for pair in (0, 1)
    ]
    assert two_kinds(few) is None
    assert two_kinds([*few, (99, 1.0), (99, 1.01)]) is not None


@pytest.mark.parametrize(
    ("between", "process_cost", "pairs"),
    [(0.0, 4.0, 4), (0.05, 4.0, 2), (0.05, 16.0, 4), (0.5, 1.0, 1), (0.001, 4.0, 4)],
)
def test_pairs_a_process_grow_with_its_cost_and_with_the_variance_within(
    between: float, process_cost: float, pairs: int
) -> None:
    assert pairs_a_process(Variances(between, 0.05), process_cost, 1.0) == pairs
