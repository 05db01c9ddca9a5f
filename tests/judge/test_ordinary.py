"""Ordinary loops: the range of ratios that any program shows, measured once, and what is said of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from simulated_runtime import SimulatedRuntime

from reducer.judge.ordinary import before_the_search, measure_ordinary, ordinary_between
from reducer.judge.ordinary_loops import LOOPS, TRIPS, ordinary_program
from reducer.judge.question import QuestionError, oracle_against
from reducer.oracle import Threshold, parse_oracle
from reducer.program.program import Program
from reducer.records.ordinary import MAX_REMEMBERED, Ordinary, range_of, remember, remembered
from reducer.runtimes import Outcome
from reducer.timing import Lane

RANGE = Ordinary(1.0, 2.3, {"integer chain": 1.0, "float": 2.3})
SLOWER = {loop: 1.0 + number / 2 for number, loop in enumerate(LOOPS)}
NS_A_TRIP = 1.0


@pytest.fixture(autouse=True)
def own_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What is remembered in these tests is remembered nowhere else."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def loops_by_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Binaries are texts here, by which simulated runtimes know a loop and its trips."""
    monkeypatch.setattr(Program, "binary", property(lambda self: self.text.encode()))


TRIPS_SET = re.compile(r"local\.set \$trips\s*\(i32\.const (\d+)\)")
WORK = {TRIPS_SET.sub("", ordinary_program(loop).text): loop for loop in LOOPS}


def loop_of(binary: bytes) -> str:
    return WORK[TRIPS_SET.sub("", binary.decode())]


def seconds(binary: bytes, *, slow: bool) -> float:
    trips = int(TRIPS_SET.findall(binary.decode())[0])
    return trips * NS_A_TRIP * 1e-9 * (SLOWER[loop_of(binary)] if slow else 1.0)


def simulated(*, slow: bool, fails: str = "", spread: float = 0.02) -> SimulatedRuntime:
    def behave(binary: bytes) -> tuple[Outcome, float]:
        if loop_of(binary) == fails:
            return Outcome("trapped", None, "unreachable"), 0.0
        return Outcome("exited", 0), seconds(binary, slow=slow)

    return SimulatedRuntime(behave, spec="wasmtime" if slow else "wasmer", spread=spread, spike_rate=0.0)


@pytest.mark.usefixtures("loops_by_text")
def test_the_range_is_from_the_lowest_to_the_highest_of_the_loops() -> None:
    measured = measure_ordinary(Lane(simulated(slow=True), simulated(slow=False)))
    assert measured is not None
    found, steady = measured
    assert steady
    assert found.loops == {loop: pytest.approx(ratio, rel=0.1) for loop, ratio in SLOWER.items()}
    assert (found.low, found.high) == (min(found.loops.values()), max(found.loops.values()))


@pytest.mark.usefixtures("loops_by_text")
def test_two_runtimes_are_asked_once() -> None:
    slow, fast = simulated(slow=True), simulated(slow=False)
    told: list[str] = []
    first = ordinary_between(Lane(slow, fast), told.append)
    runs = slow.runs
    assert ordinary_between(Lane(slow, fast), told.append) == first
    assert slow.runs == runs
    assert told == ["measuring ordinary loops on wasmtime and wasmer, once for these two"]
    slow.version = "2.0.0"
    ordinary_between(Lane(slow, fast))
    assert slow.runs > runs


@pytest.mark.usefixtures("loops_by_text")
def test_what_was_measured_beside_others_is_not_remembered() -> None:
    slow = simulated(slow=True, spread=0.5)
    assert ordinary_between(Lane(slow, simulated(slow=False))) is not None
    runs = slow.runs
    ordinary_between(Lane(slow, simulated(slow=False)))
    assert slow.runs > runs


@pytest.mark.usefixtures("loops_by_text")
def test_other_phases_than_execute_cost_nothing() -> None:
    slow, fast = simulated(slow=True), simulated(slow=False)
    for phase in ("compile", "instantiate", "total"):
        assert ordinary_between(Lane(slow, fast, phase=phase)) is None  # type: ignore[arg-type]
    assert slow.runs + fast.runs == 0


@pytest.mark.usefixtures("loops_by_text")
def test_a_side_that_cannot_run_a_loop_gives_no_range_and_no_error() -> None:
    lane = Lane(simulated(slow=True, fails="select"), simulated(slow=False))
    assert ordinary_between(lane) is None


@pytest.mark.parametrize("loop", LOOPS)
def test_every_loop_is_a_program_with_one_trip_count(loop: str) -> None:
    program = ordinary_program(loop)
    assert program.trip_counts == (TRIPS,)
    assert program.binary.startswith(b"\0asm")


def test_what_is_remembered_comes_back_and_a_broken_file_is_measured_anew(tmp_path: Path) -> None:
    path = tmp_path / "ordinary.json"
    assert remembered(path, "a") is None
    for number in range(MAX_REMEMBERED + 3):
        remember(path, str(number), RANGE)
    assert remembered(path, "0") is None
    assert remembered(path, str(MAX_REMEMBERED + 2)) == RANGE
    path.write_text('{"a": {"low": "one"}}')
    assert remembered(path, "a") is None
    path.write_text("{")
    assert remembered(path, "a") is None
    remember(path, "a", RANGE)
    assert remembered(path, "a") == RANGE


def test_a_range_has_its_ends_from_its_loops() -> None:
    assert range_of({"call": 1.5, "float": 1.0}) == Ordinary(1.0, 1.5, {"call": 1.5, "float": 1.0})
    assert str(RANGE) == "1.0 to 2.3"


def test_an_oracle_of_ordinary_loops_becomes_a_plain_number() -> None:
    oracle = oracle_against(parse_oracle("ratio>2*ordinary and keeps(nop)"), RANGE)
    assert oracle.ratio is not None and oracle.ratio.threshold == Threshold(4.6)
    assert oracle.text == "ratio>2*ordinary and keeps(nop)"
    plain = parse_oracle("ratio>2")
    assert oracle_against(plain, None) is plain
    with pytest.raises(QuestionError, match="a side cannot run ordinary loops"):
        oracle_against(parse_oracle("ratio>2*ordinary"), None)


def test_a_threshold_within_the_range_is_told_before_the_search_with_what_to_ask_instead() -> None:
    line = before_the_search("node+liftoff", "wasmtime", RANGE, "ratio>2", 2.0)
    assert line == (
        "node+liftoff / wasmtime: ordinary loops 1.0 to 2.3; ratio>2 does not tell an anomaly from that: "
        "ask for more, as in 'ratio>2*ordinary'"
    )
    assert before_the_search("a", "b", RANGE, "ratio>3", 3.0) == "a / b: ordinary loops 1.0 to 2.3"
    assert before_the_search("a", "b", None, "ratio>3", 3.0) == ""
