"""Whether twice the trips take twice the time: on simulated engines, of which one can fold a loop away."""

import pytest
from simulated_engine import SEED, seed_candidate, simulated_lane

from reducer.measure.liveness import folded, liveness
from reducer.oracle import Liveness, Noise
from reducer.runtimes import Outcome, SimulatedRuntime
from reducer.timing import Lane
from reducer.wat.assemble import assembler_for

pytestmark = pytest.mark.wabt
NOISE = Noise(0.05, 0.02)


def verdict_of(lane: Lane):
    return liveness(lane, assembler_for(SEED)[0], seed_candidate(), NOISE)


def constant(seconds: float) -> SimulatedRuntime:
    """An engine that takes the same time whatever the trip count."""
    return SimulatedRuntime(lambda binary: (Outcome("exited", 0), seconds), spread=0.03, spike_rate=0.0)


def test_a_loop_that_runs_on_both_sides_is_alive() -> None:
    found = verdict_of(simulated_lane())
    assert found.liveness is Liveness.ALIVE
    assert not folded(found)


@pytest.mark.parametrize(
    ("slow", "fast", "expected"),
    [
        pytest.param(False, True, Liveness.FAST_FOLDED, id="the fast side folds"),
        pytest.param(True, False, Liveness.SLOW_FOLDED, id="the slow side folds"),
        pytest.param(True, True, Liveness.BOTH_FOLDED, id="both fold"),
    ],
)
def test_the_side_that_folds_is_named(slow: bool, fast: bool, expected: Liveness) -> None:
    live = simulated_lane()
    found = verdict_of(Lane(constant(0.05) if slow else live.slow, constant(0.015) if fast else live.fast))
    assert found.liveness is expected
    assert str(expected) in found.sentence
    assert folded(found)
    assert folded(found, allow_fast=True) == slow


def test_a_process_that_is_twice_as_fast_as_the_next_does_not_make_a_loop_folded() -> None:
    """The speed is drawn at each start: where the first process quickens, the next ones tell."""
    live = simulated_lane(spread=0.02)
    behave = live.fast._behave
    drawn = SimulatedRuntime(behave, spread=0.02, spike_rate=0.0)
    usual = behave(assembler_for(SEED)[0].assemble(seed_candidate().text))[1]

    def quickening(binary: bytes) -> tuple[Outcome, float]:
        outcome, seconds = behave(binary)
        return outcome, seconds / 2 if seconds > 1.5 * usual and drawn.restarts == 0 else seconds

    drawn._behave = quickening
    found = verdict_of(Lane(live.slow, drawn))
    assert found.liveness is Liveness.ALIVE
    assert drawn.restarts > 0


def test_nothing_is_said_of_a_program_without_a_trip_count_nor_of_compiling() -> None:
    assembler = assembler_for(SEED)[0]
    without = seed_candidate()
    without = type(without)(without.module)
    assert liveness(simulated_lane(), assembler, without, NOISE) is None
    lane = simulated_lane()
    lane.phase = "instantiate"
    assert liveness(lane, assembler, seed_candidate(), NOISE) is None
