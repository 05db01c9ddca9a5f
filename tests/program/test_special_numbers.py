"""Subnormals and NaN that a program computes with, counted by a real run of its instrumented copy."""

import pytest
from simulated_engine import program_of

from reducer.oracle import FloatClass
from reducer.program.profile import observer
from reducer.program.special_numbers import SpecialNumbers, special_numbers
from reducer.runtimes import open_runtime
from reducer.wat.module import parse
from reducer.wat.naming import named

pytestmark = pytest.mark.runtime

PROGRAM = """
(module (memory 1)
  (func (export "_start") (local $i i32) (local $x {kind})
    (local.set $x ({kind}.const {first}))
    (loop $again
      (local.set $x ({op} (local.get $x) ({kind}.const {second})))
      (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 2000))))
    ({kind}.store (i32.const 0) (local.get $x))))
"""


@pytest.fixture(scope="module")
def runtime():
    with open_runtime("wasmtime") as opened:
        yield opened


def counted(runtime, kind: str, op: str, first: str, second: str) -> SpecialNumbers | None:
    text = PROGRAM.format(kind=kind, op=f"{kind}.{op}", first=first, second=second)
    observe = observer(runtime, program_of(text))
    return special_numbers(named(parse(text)), observe)


def test_numbers_that_stay_normal_are_none(runtime) -> None:
    assert counted(runtime, "f64", "add", "1", "0.5") == SpecialNumbers(0, 0)


@pytest.mark.parametrize(("kind", "halvings"), [("f32", 23), ("f64", 52)])
def test_halving_ends_in_subnormals_and_then_in_zero(runtime, kind: str, halvings: int) -> None:
    found = counted(runtime, kind, "mul", "1", "0.5")
    assert found == SpecialNumbers(halvings, 0)
    assert found.classes == [FloatClass.SUBNORMAL]


def test_zero_by_zero_is_nan_every_time(runtime) -> None:
    assert counted(runtime, "f64", "div", "0", "0") == SpecialNumbers(0, 2000)


def test_a_constant_that_nothing_computes_with_is_not_counted(runtime) -> None:
    text = '(module (func (export "_start") (drop (f64.const nan))))'
    observe = observer(runtime, program_of(text))
    assert special_numbers(named(parse(text)), observe) == SpecialNumbers(0, 0)


def test_nothing_is_known_of_a_program_that_traps(runtime) -> None:
    text = '(module (func (export "_start") (drop (f64.abs (f64.const 1))) unreachable))'
    observe = observer(runtime, program_of(text))
    assert special_numbers(named(parse(text)), observe) is None
