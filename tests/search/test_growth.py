"""What is said of a great number of declared things: how the time grows with it, how often it is called."""

import random
from dataclasses import replace

import pytest
from simulated_engine import judge_of, program_of, simulated_lane

from reducer.program.profile import FIRST
from reducer.program.program import Program
from reducer.records.evidence import PairRow
from reducer.search.growth import declared_in_words, exponent
from reducer.search.history import History
from reducer.wat.counted import COUNTS


@pytest.mark.parametrize("power", [1.0, 2.0])
def test_the_exponent_of_times_with_noise(power: float) -> None:
    source = random.Random(3)
    steps = [(2**index, 2.0 ** (power * index) * source.uniform(0.9, 1.1)) for index in range(4, 12)]
    assert exponent(steps) == pytest.approx(power, abs=0.1)


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([(100, 1.0), (1000, 10.0)], id="too few"),
        pytest.param([(100 + index, 100.0 + index) for index in range(9)], id="too narrow"),
        pytest.param([(100, 9.0), (200, 1.0), (400, 8.0), (1600, 2.0)], id="no line"),
        pytest.param([(0, 1.0), (10, 2.0), (100, 3.0), (1000, 4.0)], id="none"),
        pytest.param([(10, 1.0), (20, 1.0), (40, 1.0), (160, 1.0)], id="constant"),
    ],
)
def test_steps_that_tell_no_exponent(steps: list[tuple[int, float]]) -> None:
    assert exponent(steps) is None


def nulls(count: int) -> Program:
    segment = f"(elem (i32.const 0) funcref {'(ref.null func) ' * count})"
    return program_of(f'(module (table {count} funcref) {segment} (func (export "_start")))')


def test_a_segment_is_told_with_how_its_compile_time_grows() -> None:
    lane = simulated_lane()
    lane.phase = "compile"
    judge, history = judge_of(lane, text="ratio.compile>2"), History(nulls(4000))
    for count in (2000, 1000, 500, 250):
        history.append(nulls(count))
    for index in range(len(history)):
        slow_ns = 1000 * (4000 >> index)
        judge.reading.add(PairRow(history[index].key, (slow_ns, 1, 1), (1000, 1, 1), ("", ""), 1))
    words = declared_in_words(history[-1], history, judge.reading, None)
    assert words == "an active element segment of 250 null references; compile time grows as n^1.0"


def test_locals_are_told_with_how_often_their_function_is_called() -> None:
    locals_ = "(local" + " i64" * 1200 + ")"
    program = program_of(f'(module (func $f {locals_}) (func (export "_start") (call $f)))')
    judge = judge_of(simulated_lane())

    def told(count: int) -> str:
        counts = {COUNTS: 16, f"{FIRST}0": 0, f"{COUNTS}0": count, f"{FIRST}1": 1, f"{COUNTS}1": 1}
        return declared_in_words(program, History(program), judge.reading, lambda _module, _names: counts)

    assert told(20_000) == "1,200 declared locals of $f, which is called 20,000 times"
    assert told(1) == "1,200 declared locals of $f"
    assert declared_in_words(replace(nulls(5)), History(program), judge.reading, None) == ""
