"""Whether twice the trips take twice the time: on simulated engines, of which one can delete a loop."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from simulated_engine import program_of, seed_program, simulated_lane
from simulated_runtime import SimulatedRuntime

from reducer.judge.alive import BORDER, STEEP, deleted, growth, loop_alive, surely_alive
from reducer.judge.pairs import MeasurementError
from reducer.oracle import Liveness, Noise
from reducer.program.program import Program
from reducer.runtimes import Outcome
from reducer.timing import Lane
from reducer.wat.assemble import Assembler

NOISE = Noise(0.05, 0.02)


def verdict_of(lane: Lane):
    return loop_alive(lane, seed_program(), NOISE)


def constant(seconds: float) -> SimulatedRuntime:
    """An engine that takes the same time whatever the trip count."""
    return SimulatedRuntime(lambda binary: (Outcome("exited", 0), seconds), spread=0.03, spike_rate=0.0)


def test_a_loop_that_runs_on_both_sides_is_alive() -> None:
    found = verdict_of(simulated_lane())
    assert found.liveness is Liveness.ALIVE
    assert not found.deleted()


@pytest.mark.parametrize(
    ("slow", "fast", "expected"),
    [
        pytest.param(False, True, Liveness.FAST_DELETED, id="the fast side deletes it"),
        pytest.param(True, False, Liveness.SLOW_DELETED, id="the slow side deletes it"),
        pytest.param(True, True, Liveness.BOTH_DELETED, id="both delete it"),
    ],
)
def test_the_side_that_deletes_is_named(slow: bool, fast: bool, expected: Liveness) -> None:
    live = simulated_lane()
    found = verdict_of(Lane(constant(0.05) if slow else live.slow, constant(0.015) if fast else live.fast))
    assert found.liveness is expected
    assert str(expected) in found.sentence
    assert found.deleted()
    assert found.deleted(allow_fast=True) == slow


def test_a_process_that_is_twice_as_fast_as_the_next_does_not_make_a_loop_deleted() -> None:
    """The speed is drawn at each start: where the first process quickens, the next ones tell."""
    live = simulated_lane(spread=0.02)
    behave = live.fast._behave
    drawn = SimulatedRuntime(behave, spread=0.02, spike_rate=0.0)
    usual = behave(seed_program().binary)[1]

    def quickening(binary: bytes) -> tuple[Outcome, float]:
        outcome, seconds = behave(binary)
        return outcome, seconds / 2 if seconds > 1.5 * usual and drawn.restarts == 0 else seconds

    drawn._behave = quickening
    found = verdict_of(Lane(live.slow, drawn))
    assert found.liveness is Liveness.ALIVE
    assert drawn.restarts > 0


def test_nothing_is_said_of_a_program_without_a_trip_count_nor_of_compiling() -> None:
    without = replace(seed_program(), trips=())
    assert loop_alive(simulated_lane(), without, NOISE) is None
    lane = simulated_lane()
    lane.phase = "instantiate"
    assert loop_alive(lane, seed_program(), NOISE) is None


def test_where_a_run_takes_long_no_longer_one_is_made() -> None:
    live, ran = simulated_lane(), set[bytes]()
    behave = live.slow._behave

    def noting(binary: bytes) -> tuple[Outcome, float]:
        ran.add(binary)
        return behave(binary)

    live.slow._behave = noting
    program = seed_program()
    assert loop_alive(live, program, NOISE, run_ns=10**9).liveness is Liveness.ALIVE
    assert ran == {program.longer(1 / 2).binary, program.binary}


# ---- a quick yes


def live_behaviour(lane: Lane) -> Callable[[bytes], tuple[Outcome, float]]:
    return lane.fast._behave  # type: ignore[attr-defined, no-any-return]


def times_of(lane: Lane, program: Program) -> list[tuple[int, int]]:
    taken = [lane.pair(program.binary) for _ in range(9)]
    return [(pair.fast_ns or 0, pair.slow_ns or 0) for pair in taken]


@pytest.mark.parametrize("is_known", [True, False])
@pytest.mark.parametrize("longer", [1.0, 1 / 8], ids=["long runs", "short runs"])
def test_two_runs_a_side_show_that_a_loop_is_alive(is_known: bool, longer: float) -> None:
    lane, program = simulated_lane(), seed_program().longer(longer)
    known = times_of(lane, program) if is_known else []
    before = lane.pairs, lane.fast.runs, lane.slow.runs
    assert deleted(lane, program, NOISE, known=known) is None
    taken = (lane.pairs, lane.fast.runs, lane.slow.runs)
    assert [now - then for now, then in zip(taken, before, strict=True)] == (
        [0, 2, 2] if is_known else [3, 5, 5]
    )


@pytest.mark.parametrize("ns", [0.05, 0.003, 1e-6])
@pytest.mark.parametrize(
    ("slow", "fast"), [(False, True), (True, False), (True, True)], ids=["fast", "slow", "both"]
)
@pytest.mark.parametrize("spike_rate", [0.0, 0.3])
def test_no_deleted_loop_is_surely_alive(slow: bool, fast: bool, spike_rate: float, ns: float) -> None:
    live = simulated_lane()
    for seed in range(20):
        sides = [
            SimulatedRuntime(
                lambda binary, times=times: (Outcome("exited", 0), ns * times),
                seed=seed,
                spread=0.1,
                spike_rate=spike_rate,
                spike_factor=4.0,
            )
            for times in (1.0, 0.3)
        ]
        lane = Lane(sides[0] if slow else live.slow, sides[1] if fast else live.fast)
        assert not surely_alive(lane, seed_program(), times_of(lane, seed_program()))


@pytest.mark.parametrize(("ns", "factor"), [(0.004, 16), (0.03, 4), (0.06, 1 / 4)])
def test_a_side_timed_from_outside_need_not_run_much_longer(ns: float, factor: float) -> None:
    lane, program, ran = simulated_lane(), seed_program(), set[bytes]()
    behave = live_behaviour(lane)
    whole = behave(program.binary)[1]

    def noting(binary: bytes) -> tuple[Outcome, float]:
        ran.add(binary)
        outcome, seconds = behave(binary)
        return outcome, seconds * ns / whole

    lane.slow = SimulatedRuntime(noting, spike_rate=0.0)
    lane.slow.tells_least = False
    assert surely_alive(lane, program, times_of(lane, program))
    assert ran == {program.binary, program.longer(factor).binary}


@pytest.mark.parametrize("left_over", [0.003, 0.01, 0.02])
def test_what_is_left_of_a_start_outside_is_no_loop(left_over: float) -> None:
    """It varies by a quarter, and by a factor of two in three runs of ten."""
    live = simulated_lane()
    for seed in range(50):
        idle = SimulatedRuntime(
            lambda binary: (Outcome("exited", 0), left_over),
            seed=seed,
            spread=0.25,
            spike_rate=0.3,
            spike_factor=2.0,
        )
        idle.tells_least = False
        lane = Lane(live.slow, idle)
        assert not surely_alive(lane, seed_program(), times_of(lane, seed_program()))


def test_a_busy_machine_does_not_make_a_deleted_loop_grow() -> None:
    """All runs take four times as long from some moment on."""
    live = simulated_lane()
    quick = SimulatedRuntime(
        lambda binary: (Outcome("exited", 0), 0.002 if quick.runs < 10 else 0.008), spike_rate=0.0
    )
    lane = Lane(live.slow, quick)
    assert not surely_alive(lane, seed_program(), times_of(lane, seed_program()))


def test_where_the_end_is_another_or_the_phase_there_is_no_quick_yes() -> None:
    lane, program = simulated_lane(), seed_program()
    assert surely_alive(lane, program)
    lane.phase = "instantiate"
    assert not surely_alive(lane, program)
    behave, whole = live_behaviour(lane), program.binary
    ends = SimulatedRuntime(
        lambda binary: (
            behave(binary) if binary == whole else (Outcome("trapped", None, "out of bounds"), 0.01)
        )
    )
    assert not surely_alive(Lane(lane.slow, ends), program)


# ---- one side at a time

TRIPS = 1000


class Trips(Assembler):
    """An assembler that gives the trip count alone."""

    def assemble(self, text: str) -> bytes:
        return text.split(".const ")[1].split(")")[0].encode()


def trips_program(type_: str = "i64", trips: int = TRIPS) -> Program:
    program = program_of(f'(module (func (export "_start") (drop ({type_}.const {trips}))))')
    return replace(program, assembler=Trips("trips"))


class Side:
    """A runtime whose time in ns follows from the trip count; None where it drowns in start-up."""

    def __init__(self, time: Callable[[int], int | None], ends: str = "exited") -> None:
        self.time, self.ends = time, ends

    def run(self, binary: bytes, *, invocation: Any, timeout_ns: int) -> Any:
        outcome = Outcome(self.ends, 0 if self.ends == "exited" else None, "")
        return SimpleNamespace(outcome=outcome, execute_cpu_ns=self.time(int(binary)), execute_ns=None,
                               compile_ns=None, compile_cpu_ns=None, instantiate_ns=None,
                               instantiate_cpu_ns=None, total_ns=None, total_cpu_ns=None)  # fmt: skip


def above(least: int, per_trip: float) -> Callable[[int], int | None]:
    return lambda trips: round(trips * per_trip) if trips * per_trip >= least else None


@pytest.mark.parametrize(
    ("time", "short_ns", "runs"),
    [
        pytest.param(lambda trips: trips * 2, TRIPS * 2.0, True, id="a live loop"),
        pytest.param(lambda trips: 3000, 2000.0, False, id="a deleted one, and noise"),
        pytest.param(lambda trips: None, None, False, id="no time at any trip count"),
        pytest.param(above(10_000, 1.0), None, True, id="live, and too quick at first"),
        pytest.param(lambda trips: 9000 if trips > TRIPS else None, None, False, id="deleted, at the edge"),
    ],
)  # fmt: skip
def test_a_loop_that_runs_takes_longer_for_more_trips(
    time: Callable[[int], int | None], short_ns: float | None, runs: bool
) -> None:
    found = growth(Side(time), trips_program(), short_ns)  # type: ignore[arg-type]
    assert found is not None and (found >= BORDER) is runs


def test_a_trip_count_that_cannot_be_raised_tells_nothing() -> None:
    near_the_end = trips_program("i32", 2**31 // STEEP * 4)
    assert growth(Side(lambda trips: 1000), near_the_end, 1000.0) is None  # type: ignore[arg-type]


def test_a_run_that_traps_tells_nothing() -> None:
    with pytest.raises(MeasurementError, match="traps"):
        growth(Side(lambda trips: 1, "trapped"), trips_program(), 1.0)  # type: ignore[arg-type]


def test_a_loop_that_drowns_in_what_else_the_fast_side_does_is_alive() -> None:
    live = simulated_lane(spread=0.02)
    behave = live.fast._behave

    def beside_other_work(binary: bytes) -> tuple[Outcome, float]:
        outcome, seconds = behave(binary)
        return outcome, 0.02 + seconds / 1000

    fast = SimulatedRuntime(beside_other_work, spread=0.02, spike_rate=0.0)
    lane = Lane(live.slow, fast)
    assert loop_alive(lane, seed_program(), NOISE).liveness is Liveness.FAST_DELETED
    assert deleted(lane, seed_program(), NOISE) is None
    folding = Lane(live.slow, constant(0.02))
    assert "the fast side deletes the loop" in (deleted(folding, seed_program(), NOISE) or "")
