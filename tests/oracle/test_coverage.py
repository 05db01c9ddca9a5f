"""The coverage of the hold-out's interval, by the very plan that runs, on simulated processes."""

import random

import pytest

from reducer.judge.holdout import holdout_settings
from reducer.oracle import DEFAULTS
from reducer.oracle.coverage import simulate_holdout, simulate_holdouts
from reducer.oracle.simulation import AT_ONCE, Machine, NoiseClass


def sources(count: int) -> list[random.Random]:
    return [random.Random(seed) for seed in range(count)]


# What the issue of the hold-out promises: nominal 99 % holds, whatever processes differ by.
KINDS = {
    "alike": NoiseClass("", 0.05),
    "between as within": NoiseClass("", 0.05, between=0.05),
    "between twice within": NoiseClass("", 0.05, between=0.10),
    "two speeds": NoiseClass("", 0.05, kind_share=0.3),
    "spikes": NoiseClass("", 0.05, spike=0.05),
}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_of_200_intervals_two_or_three_at_most_miss_the_truth(kind: NoiseClass) -> None:
    found = simulate_holdouts(kind, 2.0, 2.0, sources(200))
    assert found.coverage >= 0.98
    assert found.holdouts == 200
    assert 15 <= found.processes <= 30


@pytest.mark.long
@pytest.mark.parametrize("ratio", [2.0, 2.2, 3.0])
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_of_2000_intervals_thirty_at_most_miss_the_truth(kind: NoiseClass, ratio: float) -> None:
    assert simulate_holdouts(kind, ratio, 2.0, sources(2000)).coverage >= 0.985


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_so_does_it_with_two_pairs_a_process(kind: NoiseClass) -> None:
    settings = holdout_settings(60.0, 2.0)
    found = simulate_holdouts(kind, 60.0, 2.0, sources(200), settings)
    assert found.coverage >= 0.98
    assert (found.processes, found.pairs, found.kept) == (15, 30, 1)


def test_a_ratio_that_is_not_so_far_above_its_threshold_takes_three() -> None:
    assert holdout_settings(19.0, 2.0) == holdout_settings(2.0, 2.0) == DEFAULTS


def test_a_clear_case_takes_fifteen_processes_and_one_at_the_threshold_thirty() -> None:
    kind = KINDS["between as within"]
    clear, unclear = (simulate_holdouts(kind, ratio, 2.0, sources(20)) for ratio in (3.0, 2.0))
    assert (clear.processes, clear.pairs, clear.kept) == (15, 45, 1)
    assert (unclear.processes, unclear.pairs, unclear.kept) == (30, 90, 0)


def test_the_simulated_processes_are_those_of_the_plan() -> None:
    machine = Machine(KINDS["between as within"], random.Random(1))
    taken = []
    pair = machine.pair

    def watched(ratio: float, order: str) -> float:
        x = pair(ratio, order)
        taken.append(machine.process)
        return x

    machine.pair = watched
    plan = simulate_holdout(machine, 3.0, 2.0)
    first = taken[0]
    assert [process - first for process in taken] == [plan.process(index) for index in range(len(plan.xs))]
    assert plan.at_once == AT_ONCE


def test_at_least_one_is_simulated() -> None:
    with pytest.raises(ValueError, match="at least one"):
        simulate_holdouts(KINDS["alike"], 2.0, 2.0, [])
