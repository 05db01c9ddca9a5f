"""What a candidate is refused for though it shows the ratio: it is no descendant of the original."""

import math
from dataclasses import replace

import pytest
from simulated_engine import judge_of, program_of, seed_program, simulated_lane

from reducer.edits import CATALOGUE
from reducer.judge.guards import Guards
from reducer.oracle import FloatClass, VerdictKind
from reducer.program.profile import observer
from reducer.program.program import Program
from reducer.program.special_numbers import special_numbers
from reducer.runtimes import open_runtime

pytestmark = pytest.mark.runtime
SLOW = [math.log(4)] * 3


@pytest.fixture(scope="module")
def observe():
    with open_runtime("wasmtime") as runtime:
        yield observer(runtime, seed_program())


def float_case(second: str) -> Program:
    text = f"""(module (memory 1) (func (export "_start") (local $i i32) (local $x f64)
      (local.set $x (f64.const 1))
      (loop $again
        (local.set $x (f64.mul (local.get $x) (f64.const {second})))
        (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 2000))))
      (f64.store (i32.const 0) (local.get $x))))"""
    return replace(program_of(text), trips=())


def test_a_candidate_like_its_original_is_not_objected_to(observe) -> None:
    guards = Guards(observe, 4.0, 5.0, ())
    assert guards.objection(seed_program(), SLOW, 20_000_000) is None


def test_a_slow_side_that_became_the_fast_one_is_refused(observe) -> None:
    assert "slow side has changed" in (Guards(observe, 4.0).objection(seed_program(), [-0.3] * 3, 1) or "")


def test_a_loop_that_costs_next_to_nothing_is_refused(observe) -> None:
    candidate = seed_program()
    trips = candidate.trip_counts[0]
    guards = Guards(observe, 4.0, 20.0, short_trips=(1000,))
    assert "as good as empty" in (guards.objection(candidate, SLOW, round(0.2 * trips)) or "")
    assert guards.objection(candidate, SLOW, round(2.0 * trips)) is None


def test_a_slowdown_of_some_cycles_instead_of_many_is_refused_whatever_its_ratio(observe) -> None:
    candidate = seed_program()
    trips = candidate.trip_counts[0]
    guards = Guards(observe, 2.1, 12.0, short_trips=(1000,))
    twice = [math.log(2.0)] * 3
    assert "slowdown has changed" in (guards.objection(candidate, twice, round(0.4 * trips)) or "")
    assert guards.objection(candidate, twice, round(4.0 * trips)) is None


def test_iterations_are_counted_before_a_loop_is_called_empty(observe) -> None:
    """A loop that goes up by four has four trips an iteration, and a quarter of the time for each."""
    text = """(module (func (export "_start") (local $i i32)
      (loop $l (br_if $l (i32.lt_u
        (local.tee $i (i32.add (local.get $i) (i32.const 4))) (i32.const 400000))))))"""
    program = program_of(text)
    trips = program.trip_count
    guards = Guards(observe, 4.0, 100.0, short_trips=(4000,))
    assert guards.objection(program, SLOW, trips) is None
    assert "as good as empty" in (guards.objection(program, SLOW, trips // 4) or "")


@pytest.mark.parametrize(
    ("original", "candidate", "refused"),
    [
        pytest.param("1.0001", "0.5", True, id="subnormals where there were none"),
        pytest.param("1.0001", "1.5", False, id="normal stays normal"),
        pytest.param("0.25", "0.5", False, id="the original has them too"),
    ],
)
def test_special_numbers(observe, original: str, candidate: str, refused: bool) -> None:
    found = special_numbers(float_case(original).module, observe)
    assert found is not None
    guards = Guards(observe, 4.0, special=found.classes)
    objection = guards.objection(float_case(candidate), SLOW, 20_000_000)
    assert ("subnormal" in (objection or "")) is refused


def test_the_judge_asks_the_guards_and_keeps_their_word(observe) -> None:
    judge = judge_of(simulated_lane())
    judge.guards = Guards(observe, 0.25, special=[FloatClass.NAN])
    candidate = seed_program()
    edits = [edit for edit in CATALOGUE["statements"](candidate.module) if "local.set $x" in edit.label]
    edited = candidate.edited(edits[:1])
    for _ in range(2):
        verdict = judge.ask(edited, 1.5)
        assert verdict.kind is VerdictKind.NOT_SHOWN
        assert "slow side has changed" in verdict.reason
