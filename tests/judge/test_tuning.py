"""The trip count at which a runtime takes so long."""

import re
from pathlib import Path

import pytest
from simulated_engine import NS_A_FAST_COPY, SEED, _seconds, seed_program
from simulated_runtime import SimulatedRuntime

from reducer.judge.limits import LEAST_NS, OUTSIDE_LEAST_NS, OUTSIDE_TARGET_NS, TARGET_NS
from reducer.judge.pairs import MeasurementError, NoTimeError
from reducer.judge.tuning import sets_the_time, target_of, tuned_in_lane, tuned_on
from reducer.program.load import load_program
from reducer.program.profile import observer, profile
from reducer.program.program import Program
from reducer.program.trips import as_written, with_other_trips, with_trips
from reducer.runtimes import Outcome, open_runtime
from reducer.timing import Lane
from reducer.wat.assemble import disassemble


@pytest.fixture
def case(tmp_path: Path) -> Program:
    (tmp_path / "seed.wat").write_text(SEED)
    return load_program(tmp_path / "seed.wat")


@pytest.mark.parametrize("target_ns", [1_000_000, 10_000_000, 300_000_000])
def test_it_is_found_whatever_was_written(case: Program, target_ns: int) -> None:
    runtime = SimulatedRuntime(lambda binary: _seconds(binary, NS_A_FAST_COPY))
    candidate = tuned_on(seed_program(), runtime, target_ns)
    took = runtime.run(candidate.binary).execute_ns
    assert took is not None and target_ns / 2 < took < target_ns * 2


def test_a_loop_that_is_deleted_is_said_to_be(case: Program) -> None:
    runtime = SimulatedRuntime(lambda binary: (Outcome("exited", 0), 1e-4), spec="folding")
    with pytest.raises(
        MeasurementError, match="more trips take no more time: the loop is deleted on folding"
    ):
        tuned_on(seed_program(), runtime, 10_000_000)


@pytest.mark.parametrize("left_over", [0.001, 0.003])
def test_what_is_left_of_start_up_is_not_the_time_of_many_trips(case: Program, left_over: float) -> None:
    runtime = SimulatedRuntime(lambda binary: (Outcome("exited", 0), left_over), spec="folding")
    with pytest.raises(MeasurementError, match="the loop is deleted on folding"):
        tuned_on(seed_program(), runtime, 10_000_000)


def test_a_loop_whose_counter_takes_large_steps_is_not_called_deleted(case: Program) -> None:
    runtime = SimulatedRuntime(
        lambda binary: (Outcome("exited", 0), _seconds(binary, NS_A_FAST_COPY)[1] / 65536), spike_rate=0.0
    )
    candidate = tuned_on(seed_program(), runtime, 10_000_000)
    assert (runtime.run(candidate.binary).execute_ns or 0) > 5_000_000


def test_a_hiccup_of_the_machine_is_not_taken_for_the_time_of_a_deleted_loop(case: Program) -> None:
    disturbed = {5, 6}

    def seconds(_binary: bytes) -> tuple[Outcome, float]:
        return Outcome("exited", 0), 0.01 if runtime.runs in disturbed else 1e-5

    runtime = SimulatedRuntime(seconds, spread=0.0, spike_rate=0.0)
    with pytest.raises(MeasurementError, match="the loop is deleted"):
        tuned_on(seed_program(), runtime, 10_000_000)
    assert runtime.runs > max(disturbed)


def test_a_program_that_does_not_end_well_is_an_error_with_the_reason(case: Program) -> None:
    runtime = SimulatedRuntime(lambda binary: (Outcome("trapped", None, "out of bounds"), 0.01))
    with pytest.raises(MeasurementError, match="traps: out of bounds"):
        tuned_on(seed_program(), runtime, 10_000_000)


@pytest.mark.runtime
def test_the_constant_is_found_by_counting_and_one_without_stays_as_it_is(
    case: Program, tmp_path: Path
) -> None:
    (tmp_path / "still.wat").write_text('(module (func (export "_start")))')
    still = load_program(tmp_path / "still.wat")
    runtime = SimulatedRuntime(lambda binary: (Outcome("exited", 0), 1e-4))
    with open_runtime("wasmtime") as observing:
        assert as_written(case, observing).trip_counts == (4_000_000,)
        unchanged = as_written(still, observing)
    assert unchanged.trip_counts == ()
    assert tuned_on(unchanged, runtime, 10_000_000) is unchanged
    assert runtime.runs == 0


TWO_LOOPS = """
(module (memory (export "memory") 1)
  (func (export "_start") (local $i i64)
    (local.set $i (i64.const 100000))
    (loop $many (br_if $many (i64.ne (local.tee $i (i64.sub (local.get $i) (i64.const 1))) (i64.const 0))))
    (local.set $i (i64.const 24))
    (loop $few
      (memory.copy (i32.const 0) (i32.const 64) (i32.const 64))
      (br_if $few (i64.ne (local.tee $i (i64.sub (local.get $i) (i64.const 1))) (i64.const 0))))))
"""


def _seconds_of_few(binary: bytes) -> tuple[Outcome, float]:
    """The time of a run in which a trip of the second loop takes all: it is the last constant but those of
    the copy and the tests."""
    trips = [int(number) for number in re.findall(r"i64\.const (\d+)\s+local\.set", disassemble(binary))]
    return Outcome("exited", 0), 1e-3 * trips[-1]


@pytest.mark.parametrize("is_known", [True, False])
def test_a_side_that_is_lost_in_what_its_start_varies_by_runs_longer(is_known: bool) -> None:
    sides = [
        SimulatedRuntime(lambda binary, ns=ns: _seconds(binary, ns), lost_ns=lost_ns)
        for ns, lost_ns in ((3 * NS_A_FAST_COPY, 0), (NS_A_FAST_COPY, 12_000_000))
    ]
    lane, program = Lane(*sides), seed_program().longer(1 if is_known else 1 / 4)
    known = None
    if is_known:
        pair = lane.pair(program.binary)
        assert pair.fast_ns and pair.slow_ns
        known = pair.fast_ns, pair.slow_ns
    _, fast_ns, slow_ns = tuned_in_lane(lane, program, TARGET_NS, known=known)
    assert 12_000_000 <= fast_ns < 40_000_000 and slow_ns > fast_ns
    sides[1].lost_ns = 10**9
    with pytest.raises(NoTimeError):
        tuned_in_lane(lane, program, TARGET_NS, known=known)


def test_what_sets_the_time_is_seen_in_a_run_that_is_no_longer_than_those_of_the_search() -> None:
    taken: list[float] = []

    def behave(binary: bytes) -> tuple[Outcome, float]:
        outcome, seconds = _seconds(binary, NS_A_FAST_COPY)
        taken.append(seconds)
        return outcome, seconds

    lane, program = Lane(SimulatedRuntime(behave), SimulatedRuntime(behave)), seed_program().longer(1000)
    slow_ns = round(_seconds(program.binary, NS_A_FAST_COPY)[1] * 1e9)
    assert slow_ns > 100 * TARGET_NS
    assert sets_the_time(lane, program, slow_ns)
    assert taken and max(taken) * 1e9 < 2 * TARGET_NS


def _lane_of(slow: str, fast: str) -> Lane:
    """A lane of simulated runtimes with these names and the clocks of the real ones."""
    sides = [SimulatedRuntime(lambda _: (Outcome("exited", 0), 0.01), spec=spec) for spec in (slow, fast)]
    for side in sides:
        side.tells_least = side.spec in ("wasmtime", "wasmer")
    return Lane(*sides)


@pytest.mark.parametrize(
    ("slow", "fast", "usual", "least"),
    [
        ("wasmtime", "wasmer", TARGET_NS, LEAST_NS),
        ("wasmer", "node+turbofan", OUTSIDE_TARGET_NS, LEAST_NS),
        ("wasmer", "wazero", OUTSIDE_TARGET_NS, OUTSIDE_LEAST_NS),
    ],
    ids=["clocks of their own", "an engine of JavaScript", "a process for each run"],
)
def test_the_fast_side_runs_shorter_where_the_slow_one_takes_many_times_as_long(
    slow: str, fast: str, usual: int, least: int
) -> None:
    lane = _lane_of(slow, fast)
    assert target_of(lane, 2.0) == usual
    assert target_of(lane, 60.0) == least


@pytest.mark.runtime
def test_the_loop_that_takes_the_time_sets_the_trip_count_however_often_another_goes_round(
    tmp_path: Path,
) -> None:
    (tmp_path / "two.wat").write_text(TWO_LOOPS)
    program = load_program(tmp_path / "two.wat")
    lane = Lane(SimulatedRuntime(_seconds_of_few), SimulatedRuntime(_seconds_of_few))
    with open_runtime("wasmtime:fuel=on") as observing:
        observe = observer(observing, program)
        counts = profile(program.module, observe)
        assert counts is not None
        likeliest = with_trips(program, observe, counts)
    assert likeliest.trip_counts == (100_000,)
    assert not sets_the_time(lane, likeliest, 24_000_000)
    others = [
        tried for tried in with_other_trips(likeliest, counts) if sets_the_time(lane, tried, 24_000_000)
    ]
    assert [other.trip_counts for other in others] == [(24,)]
