"""What a candidate is refused for though it shows the ratio: it is no descendant of the original."""

import math
from dataclasses import replace

import pytest
from simulated_engine import SEED, judge_of, program_of, seed_program, simulated_lane

from reducer.edits import CATALOGUE
from reducer.judge.guards import Guards
from reducer.oracle import FloatClass, VerdictKind
from reducer.program.kernel import CALLER
from reducer.program.profile import observer
from reducer.program.program import Program
from reducer.program.special_numbers import special_numbers
from reducer.records.carriers import Carrier
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


COPIES = ("memory.copy",)
COPY = Carrier("memory.copy", "instruction", "bulk memory", COPIES, (), 0.9, None, None, 0.9, 9.0, 3.0)
FILL = replace(COPY, name="data.drop", group="segments", operations=("data.drop",))


def guarded(observe, *carriers: Carrier) -> Guards:
    return Guards(observe, 4.0, short_trips=(1000,), carriers=carriers)


def without(text: str) -> Program:
    candidate = seed_program()
    edits = [edit for edit in CATALOGUE["statements"](candidate.module) if text in edit.label]
    return candidate.edited(edits[:1])


def test_a_candidate_without_any_carrier_has_another_slowdown(observe) -> None:
    fast_ns = 5 * seed_program().trip_count
    assert guarded(observe, COPY).objection(without("local.set $x"), SLOW, fast_ns) is None
    said = guarded(observe, COPY).objection(without("memory.copy"), SLOW, fast_ns)
    assert said == "another slowdown: no memory.copy is left in hot code"


def test_one_of_several_carriers_is_enough(observe) -> None:
    assert guarded(observe, FILL, COPY).objection(seed_program(), SLOW, 5 * seed_program().trip_count) is None
    assert guarded(observe, FILL).objection(seed_program(), SLOW, 5 * seed_program().trip_count) is not None


@pytest.mark.parametrize(
    ("fast_ns", "words"),
    [
        pytest.param(4.0, None, id="as much as in the original"),
        pytest.param(1.2, None, id="a third and more"),
        pytest.param(0.7, "the slow side takes 2.1", id="less than a third"),
        pytest.param(100.0, "runs too rarely", id="another thing takes most of it"),
    ],
)
def test_a_site_keeps_a_third_of_what_it_took(observe, fast_ns: float, words: str | None) -> None:
    candidate = seed_program()
    said = guarded(observe, COPY).objection(candidate, SLOW, round(fast_ns * candidate.trip_count))
    assert said is None if words is None else words in (said or "") and "another slowdown" in (said or "")


def test_a_kernel_must_show_more_than_what_it_writes_back(observe) -> None:
    kernel = program_of(SEED.replace("$main", CALLER))
    fast_ns = 3 * kernel.trip_count  # the slow side has 9 ns more a trip
    for frame_ns, refused in ((4.0, False), (5.0, True)):
        guards = Guards(observe, 4.0, short_trips=(1000,), frame_ns=frame_ns)
        assert ("writing back" in (guards.objection(kernel, SLOW, fast_ns) or "")) is refused
        assert guards.objection(seed_program(), SLOW, 3 * seed_program().trip_count) is None


def test_four_copies_may_become_one(observe) -> None:
    three_more = 3 * "(memory.copy (i32.const 0) (i32.const 64) (i32.const 8))"
    four, one = program_of(SEED.replace("(if (i32.eqz", f"{three_more} (if (i32.eqz")), seed_program()
    guards = guarded(observe, COPY)
    assert guards.objection(four, SLOW, round(12.0 * four.trip_count)) is None
    assert guards.objection(one, SLOW, round(3.0 * one.trip_count)) is None
    assert guards.objection(one, SLOW, round(0.7 * one.trip_count)) is not None


def test_a_carrier_among_others_of_its_class_is_not_refused_for_them(observe) -> None:
    fills = 9 * "(memory.fill (i32.const 0) (i32.const 64) (i32.const 8))"
    candidate = program_of(SEED.replace("(if (i32.eqz", f"{fills} (if (i32.eqz"))
    assert guarded(observe, COPY).objection(candidate, SLOW, round(3.0 * candidate.trip_count)) is None


def test_a_carrier_that_the_fast_side_evaluates_is_another_slowdown(observe) -> None:
    candidate = seed_program()
    sixteen = [math.log(16)] * 3
    said = guarded(observe, COPY).objection(candidate, sixteen, round(0.5 * candidate.trip_count))
    assert "the fast side evaluates memory.copy away" in (said or "")


def test_another_slowdown_is_said_to_be_one_and_keeps_its_pairs(observe) -> None:
    judge = judge_of(simulated_lane(slow_prices={"": 1.2}, fast_prices={"": 0.3}))
    judge.guards = guarded(observe, COPY)
    verdict = judge.ask(without("memory.copy"), 1.5)
    assert verdict.kind is VerdictKind.NOT_SHOWN and verdict.another
    assert verdict.interval is not None and verdict.interval.estimate == pytest.approx(4, rel=0.2)
    assert judge.ask(without("memory.copy"), 1.5).another
