"""The table on simulated runtimes: whose turn it is, what a cell says, and what does not stop the others."""

import json
import math
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from simulated_runtime import SimulatedRuntime

from reducer.runtimes import Ending, Outcome, RuntimesError, Sample, TrapKind, checked, parse_spec
from reducer.runtimes.checked import open_all, open_checked
from reducer.surveys.table import Plan, TableFile, measure_table, order

ENDED = Outcome("exited", 0)
ONE, TWO = TableFile(Path("one.wat"), b"1"), TableFile(Path("two.wat"), b"2")


def engine(spec: str, seconds: float = 0.01, outcome: Outcome = ENDED, seed: int = 1) -> SimulatedRuntime:
    return SimulatedRuntime(lambda binary: (outcome, seconds), spec=spec, seed=seed)


def engines(*seconds: float) -> list[SimulatedRuntime]:
    return [engine(f"e{index}", each, seed=index) for index, each in enumerate(seconds)]


class WithoutTimes(SimulatedRuntime):
    """Like a command line whose runs drown in start-up: in the runs that `when` names."""

    when = range(1000)

    def run(self, binary: bytes, **how: Any) -> Sample:
        sample = super().run(binary, **how)
        return (
            Sample(sample.outcome, instantiate_ns=5, instantiate_cpu_ns=5)
            if self.runs in self.when
            else sample
        )


def test_every_round_runs_every_cell_once() -> None:
    cells = {(program, runtime) for program in range(2) for runtime in range(3)}
    assert all(set(order(2, 3, round_)) == cells and len(order(2, 3, round_)) == 6 for round_ in range(12))


def test_an_odd_round_is_the_mirror_of_the_one_before() -> None:
    assert all(order(2, 3, round_ + 1) == order(2, 3, round_)[::-1] for round_ in (0, 2, 4, 6))


def test_each_runtime_is_first_as_often_as_last() -> None:
    rounds = [order(1, 3, round_) for round_ in range(6)]
    assert sorted(cells[0][1] for cells in rounds) == sorted(cells[-1][1] for cells in rounds)
    assert {cells[0][1] for cells in rounds} == {0, 1, 2}


def test_runs_come_in_that_order_and_each_round_is_in_fresh_processes() -> None:
    told: list[tuple[int, str, str]] = []
    runtimes = engines(0.01, 0.02, 0.03)
    measure_table([ONE, TWO], runtimes, Plan(rounds=4), tell=lambda *words: told.append(words))
    paths = ("one.wat", "two.wat")
    assert told == [
        (round_ + 1, paths[program], f"e{runtime}")
        for round_ in range(4)
        for program, runtime in order(2, 3, round_)
    ]
    assert [runtime.restarts for runtime in runtimes] == [3, 3, 3]


def test_medians_and_ratios_come_with_intervals_that_hold_the_truth() -> None:
    table = measure_table([ONE], engines(0.010, 0.025), Plan(rounds=15))
    fast, slow = table.row(0)
    assert fast.time is not None and 10e6 in fast.time
    ratio = table.ratio(slow)
    assert ratio is not None and 2.5 in ratio
    assert ratio.high / ratio.low < 1.2
    assert table.reference(0) is fast and table.ratio(fast) is None


def test_a_drift_of_the_machine_takes_all_alike_and_leaves_the_ratio() -> None:
    runs = iter(range(10_000))

    def drifting(seconds: float, spec: str) -> SimulatedRuntime:
        return SimulatedRuntime(
            lambda binary: (ENDED, seconds * (1 + next(runs) / 30)), spec=spec, spread=0.005, spike_rate=0
        )

    table = measure_table([ONE], [drifting(0.01, "a"), drifting(0.03, "b")], Plan(rounds=16))
    slow = table.row(0)[1]
    assert slow.time is not None and slow.time.high / slow.time.low > 1.3
    ratio = table.ratio(slow)
    assert ratio is not None and 3 in ratio and ratio.high / ratio.low < 1.1


def test_ratios_are_to_the_runtime_that_was_asked_for() -> None:
    table = measure_table([ONE], engines(0.010, 0.040), Plan(rounds=10), against=1)
    ratio = table.ratio(table.row(0)[0])
    assert ratio is not None and 0.25 in ratio


def test_the_same_runtime_twice_has_a_ratio_of_one() -> None:
    table = measure_table([ONE], [engine("a", seed=1), engine("a", seed=2)], Plan(rounds=15), against=0)
    ratio = table.ratio(table.row(0)[1])
    assert ratio is not None and 1 in ratio


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        pytest.param(Outcome("trapped", None, "out of bounds"), "traps: out of bounds", id="trap"),
        pytest.param(Outcome("exited", 7), "exits with code 7", id="exit code"),
        pytest.param(Outcome("invalid", None, "no SIMD"), "invalid: no SIMD", id="refused"),
        pytest.param(Outcome("crashed", None, "SIGSEGV"), "crashed: SIGSEGV", id="crash"),
    ],
)
def test_a_cell_that_fails_says_why_and_does_not_stop_the_others(outcome: Outcome, words: str) -> None:
    bad, good = engine("bad", outcome=outcome), engine("good")
    table = measure_table([ONE], [bad, good], Plan(rounds=9))
    assert [cell.reason for cell in table.row(0)] == [words, ""]
    assert table.row(0)[0].time is None
    assert (bad.runs, good.runs) == (1, 9)
    assert table.reference(0) is table.row(0)[1]


UNREACHABLE = Outcome("trapped", None, "unreachable")
UNREACHABLE_TOO = Outcome("trapped", None, "Unreachable code should not be executed")


@pytest.mark.parametrize(
    ("outcomes", "ending", "reasons"),
    [
        pytest.param([UNREACHABLE, UNREACHABLE_TOO], None, ["", ""], id="the same trap"),
        pytest.param([Outcome("exited", 7)] * 2, None, ["", ""], id="the same exit code"),
        pytest.param(
            [UNREACHABLE, ENDED, UNREACHABLE_TOO], None, ["", "exits with code 0", ""], id="as most do"
        ),
        pytest.param([UNREACHABLE] * 2, Ending(), ["traps: unreachable"] * 2, id="another than it must"),
        pytest.param(
            [UNREACHABLE, ENDED],
            Ending(None, (TrapKind.UNREACHABLE,)),
            ["", "exits with code 0"],
            id="as it must",
        ),
    ],
)
def test_cells_that_end_alike_are_measured(
    outcomes: list[Outcome], ending: Ending | None, reasons: list[str]
) -> None:
    runtimes = [engine(f"r{index}", outcome=outcome) for index, outcome in enumerate(outcomes)]
    table = measure_table([replace(ONE, ending=ending)], runtimes, Plan(rounds=9))
    assert [cell.reason for cell in table.row(0)] == reasons
    assert [len(cell.times) for cell in table.row(0) if not cell.reason] == [9] * reasons.count("")


def test_a_run_that_takes_too_long_is_stopped_and_not_tried_again() -> None:
    slow = engine("slow", 10.0)
    table = measure_table([ONE], [slow, engine("good")], Plan(rounds=9, timeout_ns=10**9))
    assert table.row(0)[0].reason == "timed out: no end within 1 s"
    assert slow.runs == 1


def test_a_cell_whose_runs_drown_in_start_up_has_no_time() -> None:
    runtime = WithoutTimes(lambda binary: (ENDED, 0.01), spec="cli")
    table = measure_table([ONE], [runtime, engine("good")], Plan(rounds=9))
    assert table.row(0)[0].reason == "unmeasurable: too close to start-up"


def test_one_run_that_drowns_is_left_out() -> None:
    runtime = WithoutTimes(lambda binary: (ENDED, 0.01), spec="cli")
    runtime.when = range(3, 4)
    table = measure_table([ONE], [runtime, engine("good")], Plan(rounds=12))
    cell = table.row(0)[0]
    assert cell.reason == "" and len(cell.times) == 11 and 2 not in cell.times


def test_a_slow_runtime_gets_fewer_rounds_and_the_others_all() -> None:
    slow, fast = engine("slow", 4.0), engine("fast", 0.01)
    table = measure_table([ONE], [slow, fast], Plan(rounds=15, budget_ns=10 * 10**9))
    assert [len(cell.times) for cell in table.row(0)] == [2, 15]
    ratio = table.ratio(table.row(0)[0])
    assert ratio is not None and 300 < ratio.estimate < 500
    assert math.isinf(ratio.high)


def test_a_run_longer_than_the_whole_budget_is_made_once() -> None:
    slow = engine("slow", 60.0)
    table = measure_table([ONE], [slow], Plan(rounds=15, budget_ns=10**9))
    assert len(table.row(0)[0].times) == 1


def test_where_compiling_is_what_is_measured_every_run_has_its_own_process() -> None:
    runtimes = engines(0.01, 0.01)
    measure_table([ONE, TWO], runtimes, Plan(rounds=5, phase="compile"))
    assert [runtime.restarts for runtime in runtimes] == [9, 9]


def test_where_each_run_is_a_process_anyway_or_compiling_is_dear_a_worker_serves_four_rounds() -> None:
    class Dear(SimulatedRuntime):
        def run(self, binary: bytes, **how: Any) -> Sample:
            return replace(super().run(binary, **how), compile_ns=2 * 10**9)

    runtimes = [engine("wazero"), Dear(lambda binary: (ENDED, 0.01), spec="dear"), engine("cheap")]
    measure_table([ONE], runtimes, Plan(rounds=10))
    assert [runtime.restarts for runtime in runtimes] == [2, 2, 9]


def test_interrupted_it_gives_what_there_is() -> None:
    def behave(binary: bytes) -> tuple[Outcome, float]:
        if stopping.runs == 5:
            raise KeyboardInterrupt
        return ENDED, 0.01

    stopping = SimulatedRuntime(behave, spec="stopping")
    table = measure_table([ONE], [engine("good"), stopping], Plan(rounds=9))
    assert table.interrupted
    assert [len(cell.times) for cell in table.row(0)] == [5, 4]


def test_a_runtime_that_does_not_start_again_fails_with_its_reason() -> None:
    class Dying(SimulatedRuntime):
        def restart(self) -> None:
            raise RuntimesError("it does not start")

    dying = Dying(lambda binary: (ENDED, 0.01), spec="dying")
    table = measure_table([ONE, TWO], [dying, engine("good")], Plan(rounds=9))
    assert table.row(0)[0].reason == table.row(1)[0].reason == "it does not start"
    assert len(table.row(0)[1].times) == 9


def test_the_facts_are_json_with_nothing_infinite() -> None:
    table = measure_table([ONE], [engine("slow", 4.0), engine("fast")], Plan(rounds=9, budget_ns=10**10))
    facts = json.loads(json.dumps(table.facts(), allow_nan=False))
    assert facts["files"][0]["reference"] == "fast"
    slow, fast = facts["files"][0]["cells"]
    assert slow["ratio_ci99"] is None and slow["rounds"] == 2 == len(slow["times_ns"])
    assert fast["time_ci99"][0] <= fast["time_ns"] <= fast["time_ci99"][1]
    assert facts["machine"].keys() == {"cpu", "cores", "system"}


def test_all_runtimes_that_are_missing_are_named_at_once() -> None:
    with pytest.raises(RuntimesError) as raised, ExitStack() as stack:
        open_all(["nosuch", "wasmer@0.0.1", "wasmtime+nomode"], stack)
    lines = str(raised.value).splitlines()
    assert len(lines) == 3
    assert "nosuch" in str(raised.value) and "wasmer@0.0.1" in str(raised.value)


def test_a_runtime_that_is_not_what_its_name_says_is_missing_too(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = {"wasmer": engine("wasmer"), "wasmtime+winch": engine("wasmtime+winch")}

    def check_mode(runtime: SimulatedRuntime) -> None:
        if runtime.spec == "wasmtime+winch":
            raise RuntimesError("wasmtime+winch is to be a baseline compiler, and runs as an interpreter")

    monkeypatch.setattr(checked, "open_runtime", lambda spec, core, **_: opened[str(spec)])
    monkeypatch.setattr(checked, "check_mode", check_mode)
    with pytest.raises(RuntimesError, match="to be a baseline compiler"), ExitStack() as stack:
        open_all(list(opened), stack)
    assert all(runtime.closed for runtime in opened.values())
    with pytest.raises(RuntimesError, match="to be a baseline compiler"):
        open_checked(parse_spec("wasmtime+winch"))
