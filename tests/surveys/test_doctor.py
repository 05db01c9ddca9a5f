"""A runtime against itself, on simulated lanes, and the arithmetic of a session."""

import math
import random

import pytest
from simulated_runtime import SimulatedRuntime

from reducer.judge.pairs import MeasurementError
from reducer.runtimes import Outcome, open_runtime
from reducer.surveys.doctor import GUEST, autocorrelation, examine_lane, slope
from reducer.timing import Lane
from reducer.wat.assemble import assembler_for

NORMAL = Outcome("exited", 0)


def lane_of(bias: float = 1.0, spread: float = 0.03, spike_rate: float = 0.0, seed: int = 1) -> Lane:
    def side(factor: float, seed: int) -> SimulatedRuntime:
        return SimulatedRuntime(
            lambda binary: (NORMAL, 0.01 * factor), seed=seed, spread=spread, spike_rate=spike_rate
        )

    return Lane(side(bias, seed), side(1.0, seed + 1000))


def silent(_: str) -> None:
    pass


@pytest.mark.parametrize("machines", [30, pytest.param(300, marks=pytest.mark.long)])
def test_a_fair_machine_is_found_fair_99_times_in_100(machines: int) -> None:
    fair = sum(examine_lane(lane_of(seed=seed), silent).fair for seed in range(machines))
    assert fair >= 0.95 * machines


def test_a_side_that_is_favoured_is_found_out() -> None:
    found = examine_lane(lane_of(bias=1.1), silent)
    assert not found.fair
    assert found.interval.low > 1


def test_noise_and_what_can_be_told_apart_go_together() -> None:
    quiet, noisy = examine_lane(lane_of(), silent), examine_lane(lane_of(spread=0.15), silent)
    assert quiet.noise.sigma == pytest.approx(0.03 * math.sqrt(2), rel=0.5)
    assert quiet.too_noisy is None
    assert quiet.pairs_to_tell < noisy.pairs_to_tell
    assert 2 < quiet.least_kept < noisy.least_kept
    assert "too noisy" in examine_lane(lane_of(spread=0.8), silent).too_noisy


def test_pairs_come_from_fifteen_fresh_processes_a_side_three_from_each() -> None:
    lane, told = lane_of(), []
    found = examine_lane(lane, told.append)
    assert [found.processes.count(process) for process in range(15)] == [3] * 15
    assert (lane.slow.restarts, lane.fast.restarts) == (4, 4)
    assert told[-1] == "pair 45/45 of simulated with itself"


def test_a_guest_that_does_not_run_is_an_error() -> None:
    broken = SimulatedRuntime(lambda binary: (Outcome("trapped", None, "why"), 0.01))
    with pytest.raises(MeasurementError, match="why"):
        examine_lane(Lane(broken, broken), silent)


def test_a_slope_is_told_from_noise_and_a_memory_from_none() -> None:
    source = random.Random(4)
    assert slope([0.5 + 0.01 * index for index in range(40)]) == pytest.approx(0.01)
    white = [source.gauss(0, 0.05) for _ in range(400)]
    assert abs(autocorrelation(white)) < 0.15
    slow_waves = [math.sin(index / 8) for index in range(400)]
    assert autocorrelation(slow_waves) > 0.9
    assert autocorrelation([0.1] * 40) == 0


@pytest.mark.timing
@pytest.mark.runtime
@pytest.mark.parametrize("spec", ["wasmtime", "wasmer"])
def test_the_guest_runs_longer_with_more_trips(spec: str) -> None:
    with open_runtime(spec) as runtime:
        samples = [
            runtime.run(assembler_for(GUEST.format(trips=trips))[1]) for trips in (100_000, 10_000_000)
        ]
    assert all(sample.outcome.normal for sample in samples)
    assert samples[1].execute_cpu_ns > 5 * samples[0].execute_cpu_ns
