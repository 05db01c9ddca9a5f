"""What the last call of a function gave, by a run on a real runtime."""

from collections.abc import Iterator

import pytest
from simulated_engine import program_of

from reducer.program.last_results import _constant, last_results
from reducer.program.profile import OBSERVER, observer
from reducer.program.program import Program
from reducer.runtimes import Runtime, open_runtime

CASE = """(module
  (global $g (mut i32) (i32.const 0))
  (table $t 1 funcref)
  (elem (i32.const 0) $wide)
  (type $binary (func (param i32 i64) (result i64)))
  (func $next (result i32)
    (if (i32.eq (global.get $g) (i32.const 3)) (then (return (i32.const -9))))
    (global.set $g (i32.add (global.get $g) (i32.const 1)))
    (global.get $g))
  (func $wide (type $binary) (i64.sub (local.get 1) (i64.extend_i32_u (local.get 0))))
  (func $pair (result f32 f64) (f32.const 0.1) (f64.const -inf))
  (func $quiet (param i32))
  (func $object (result funcref) (ref.null func))
  (func $gone (result i32) (i32.const 5))
  (func $main (export "_start")
    (drop (call $next)) (drop (call $next)) (drop (call $next)) (drop (call $next))
    (drop (call_indirect (type $binary) (i32.const 7) (i64.const 5) (i32.const 0)))
    (call $pair) (drop) (drop) (call $quiet (i32.const 1)) (drop (call $object)) {end}))"""


@pytest.fixture(scope="module")
def runtime() -> Iterator[Runtime]:
    with open_runtime(OBSERVER) as opened:
        yield opened


def found(runtime: Runtime, program: Program) -> dict[str, list[str]]:
    names = [entry.name for entry in program.module.functions]
    results = last_results(program.module, names, observer(runtime, program))
    return {name: [f"{one.op} {one.immediates[0]}" for one in values] for name, values in results.items()}


@pytest.mark.runtime
def test_every_way_to_call_and_to_return_is_seen_and_what_exports_or_gives_no_number_is_left_out(
    runtime: Runtime,
) -> None:
    assert found(runtime, program_of(CASE.format(end=""))) == {
        "$next": ["i32.const -9"],
        "$wide": ["i64.const -2"],
        "$pair": ["f32.const 0x1.99999a0000000p-4", "f64.const -inf"],
        "$quiet": [],
        "$gone": ["i32.const 0"],
    }


@pytest.mark.runtime
def test_nothing_is_known_of_a_run_that_ended_otherwise(runtime: Runtime) -> None:
    assert found(runtime, program_of(CASE.format(end="(unreachable)"))) == {}


@pytest.mark.parametrize(
    ("type_", "bits", "text"),
    [
        ("i32", 2**32 - 1, "-1"),
        ("i64", 2**63, "-9223372036854775808"),
        ("f32", 0x80000000, "-0x0.0p+0"),
        ("f64", 0x3FF8000000000000, "0x1.8000000000000p+0"),
        ("f32", 0x7F800000, "inf"),
        ("f32", 0xFFC00001, "-nan:0x400001"),
        ("f64", 0x7FF8000000000000, "nan:0x8000000000000"),
    ],
)
def test_constants_have_the_very_bits(type_: str, bits: int, text: str) -> None:
    assert _constant(type_, bits).immediates == (text,)
