"""Simulated machines and whole simulated reductions. Every one is replayed from its seed."""

import math
import random
from statistics import fmean, pstdev

import pytest

from reducer.oracle.simulated_reduction import Mix, ReductionOutcome, simulate_reduction
from reducer.oracle.simulation import AT_ONCE, NOISE_CLASSES, Machine, NoiseClass

BY_NAME = {kind.name: kind for kind in NOISE_CLASSES}
# Pairs a decision, checkpoints included, that each kind of machine may cost.
MOST_PAIRS = {
    kind.name: 7.0 if kind.sigma > 0.1 else 5.5 if kind.between > kind.sigma or kind.kind_share else 3.5
    for kind in NOISE_CLASSES
}


def pairs_of(kind: NoiseClass, count: int = 4000, seed: int = 1) -> list[float]:
    machine = Machine(kind, random.Random(seed))
    return [machine.pair(1.0, "slow first" if index % 2 == 0 else "fast first") for index in range(count)]


def reductions(kind: NoiseClass, count: int, mix: Mix | None = None) -> list[ReductionOutcome]:
    outcomes = []
    for seed in range(count):
        source = random.Random(seed)
        outcomes.append(simulate_reduction(Machine(kind, source), source, mix=mix))
    return outcomes


def far_off(xs: list[float]) -> float:
    return sum(abs(x) > math.log(1.8) for x in xs) / len(xs)


def test_a_seed_replays_the_same_pairs_and_the_same_reduction() -> None:
    kind = BY_NAME["20 %, spikes and drift"]
    assert pairs_of(kind, 200, seed=5) == pairs_of(kind, 200, seed=5)
    assert pairs_of(kind, 200, seed=5) != pairs_of(kind, 200, seed=6)
    mix = Mix(decisions=100)
    assert reductions(kind, 2, mix) == reductions(kind, 2, mix)


def test_sigma_is_that_of_a_pair_and_the_true_ratio_is_its_centre() -> None:
    machine = Machine(NoiseClass("", 0.1), random.Random(2))
    xs = [machine.pair(3.0) for _ in range(4000)]
    assert pstdev(xs) == pytest.approx(0.1, rel=0.05)
    assert fmean(xs) == pytest.approx(math.log(3.0), abs=0.01)


def test_spikes_hit_either_run_of_a_pair() -> None:
    xs = pairs_of(NoiseClass("", 0.02, spike=0.05))
    assert far_off(xs) == pytest.approx(2 * 0.05 * 0.95, abs=0.02)
    assert 0.3 < sum(x > math.log(1.8) for x in xs) / (far_off(xs) * len(xs)) < 0.7
    assert max(xs) < math.log(5) + 0.2


def test_bursts_come_in_runs() -> None:
    xs = pairs_of(BY_NAME["5 %, bursts"])
    spiky = [abs(x) > math.log(1.8) for x in xs]
    after_a_spike = [spiky[index + 1] for index in range(len(spiky) - 1) if spiky[index]]
    assert fmean(after_a_spike) > 3 * fmean(spiky)


def test_drift_and_two_speeds_cancel_within_a_pair_far_more_than_between_pairs() -> None:
    for kind in (NoiseClass("", 0.02, drift=0.2), NoiseClass("", 0.02, state_change=0.02)):
        machine = Machine(kind, random.Random(4))
        runs = [machine.run() for _ in range(8000)]
        pairs = [runs[index] - runs[index + 1] for index in range(0, len(runs), 2)]
        assert pstdev(runs) > 0.15
        assert pstdev(pairs) < pstdev(runs) / 2


def test_pairs_of_a_process_share_its_effect_until_a_restart_draws_it_anew() -> None:
    machine = Machine(NoiseClass("", 0.001, between=0.1, kind_share=0.3), random.Random(6))
    drawn: dict[int, list[float]] = {}
    for _ in range(1000):
        machine.restart()
        for _ in range(2 * AT_ONCE):
            x = machine.pair(1.0)
            drawn.setdefault(machine.process, []).append(x)
    assert {len(xs) for xs in drawn.values()} == {2}
    assert max(abs(first - second) for first, second in drawn.values()) < 0.01
    effects = [fmean(xs) for xs in drawn.values()]
    assert fmean(effects) == pytest.approx(0, abs=0.02)
    assert pstdev(effects) == pytest.approx(math.hypot(0.1, math.log(1.5) * math.sqrt(0.21)), rel=0.05)


@pytest.mark.parametrize("name", BY_NAME)
def test_five_reductions_keep_their_anomaly_and_stay_within_their_pairs(name: str) -> None:
    outcomes = reductions(BY_NAME[name], 5)
    assert not any(outcome.lost for outcome in outcomes)
    assert fmean(outcome.pairs_per_decision for outcome in outcomes) <= MOST_PAIRS[name]


@pytest.mark.parametrize("count", [8, pytest.param(40, marks=pytest.mark.long)])
def test_without_checkpoints_a_false_keep_is_the_end_and_with_them_it_is_not(count: int) -> None:
    kind = BY_NAME["5 %, bursts"]
    without = reductions(kind, count, Mix(checkpoints=False))
    assert any(outcome.lost for outcome in without)
    assert all(outcome.false_keeps for outcome in without if outcome.lost)
    with_checkpoints = reductions(kind, count)
    assert any(outcome.false_keeps for outcome in with_checkpoints)
    assert not any(outcome.lost for outcome in with_checkpoints)


@pytest.mark.long
@pytest.mark.parametrize("name", BY_NAME)
def test_of_300_reductions_one_at_most_loses_its_anomaly(name: str) -> None:
    outcomes = reductions(BY_NAME[name], 300)
    assert sum(outcome.lost for outcome in outcomes) <= 1  # 0.5 % of 300 is 1.5
    assert fmean(outcome.pairs_per_decision for outcome in outcomes) <= MOST_PAIRS[name]
