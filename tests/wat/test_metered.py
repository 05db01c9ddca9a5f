"""The metering copy adds up what calls cost; the recording copy stops at one of them."""

import itertools

import pytest

from reducer.runtimes import open_runtime
from reducer.wat.assemble import assembler_for
from reducer.wat.counted import number_of_instructions
from reducer.wat.metered import (
    COSTS,
    RECORD,
    Called,
    Global,
    GoesOn,
    calls,
    metered,
    recorded,
    recording,
)

pytestmark = pytest.mark.runtime

TEXT = """(module
  (global $double (mut f64) (f64.const -2.5))
  (global $long (mut i64) (i64.const 0))
  (func $leaf (param i32) (result i32 i32) (local.get 0) (i32.add (local.get 0) (i32.const 1)))
  (func $down (param $depth i32)
    (global.set $long (i64.add (global.get $long) (i64.const 1)))
    (if (local.get $depth)
      (then
        (call $down (i32.sub (local.get $depth) (i32.const 1)))
        (call $down (i32.sub (local.get $depth) (i32.const 1))))))
  (func (export "_start")
    (drop (i32.mul (call $leaf (i32.const 3))))
    (call $down (i32.const 6))))"""


@pytest.fixture(scope="module")
def engine():
    with open_runtime("wasmtime") as runtime:
        yield runtime


def test_calls_of_a_recursive_function_are_told_apart_by_their_size(engine) -> None:
    watched = {0: 1, 1: 1}
    copy = metered(assembler_for(TEXT)[1], functions=3, memories=0, watched=watched)
    sample, values = engine.observe(copy, [COSTS])
    assert sample.outcome.normal
    total, found = calls(values, watched)
    leaf, *down = found
    assert (leaf.function, leaf.call, leaf.cost) == (0, 1, leaf.together)
    # Each level of the tree is a size of its own, and costs what the tree costs but for the nodes above.
    assert [one.function for one in down] == [1] * len(down)
    assert len(down) == 7
    assert down[-1].together == down[-1].cost < total
    assert all(low.together < high.together for low, high in itertools.pairwise(down))
    assert all(low.cost < high.cost for low, high in itertools.pairwise(down))


def test_a_recording_stops_at_the_call_with_its_arguments_and_globals(engine) -> None:
    called = Called(function=1, together=0, call=9, cost=0)
    globals_ = [Global(0, "f64"), Global(1, "i64")]
    copy = recording(assembler_for(TEXT)[1], 0, called, ["i32"], globals_)
    sample, values = engine.observe(copy, [RECORD])
    assert sample.outcome.kind == "trapped"
    assert values[f"{RECORD}0"] == 9
    # Seven calls go down to a leaf, the eighth is another leaf, the ninth the sibling of their parent.
    assert recorded(values, 3) == [1, 0xC004000000000000, 8]


def test_a_piece_of_a_body_is_counted_in_whole_instructions() -> None:
    # local.get 0, br_if 0x81, br_table 0 1, block, end
    assert number_of_instructions(bytes.fromhex("20000d81010e01000102400b")) == 3


def test_what_free_functions_execute_costs_nothing(engine) -> None:
    binary = assembler_for(TEXT)[1]
    totals = []
    for free in ((), {1}, {0, 1, 2}):
        sample, values = engine.observe(metered(binary, 3, 0, {}, free=free), [COSTS])
        assert sample.outcome.normal
        totals.append(values.get(f"{COSTS}0", 0))
    # `_start` has six instructions, $leaf four.
    assert totals[1:] == [10, 0] and totals[0] > 1000


def test_a_recording_that_goes_on_calls_a_function_from_that_call_on(engine) -> None:
    note = """(global $noted (export "noted") (mut i32) (i32.const 0))
      (func $note (global.set $noted (i32.add (global.get $noted) (i32.const 1)))) (func $leaf"""
    metering = metered(assembler_for(TEXT.replace("(func $leaf", note))[1], 4, 0, {})
    called = Called(function=2, together=0, call=100, cost=0)
    copy = recording(metering, 1, called, ["i32"], [Global(1, "i64")], goes_on=GoesOn(0, costs=0))
    sample, values = engine.observe(copy, [RECORD, COSTS, "noted"])
    assert sample.outcome.normal
    assert (values[f"{RECORD}0"], values["noted"]) == (127, 28)
    _, long, cost = recorded(values, 3)
    assert long == 99 and 0 < cost < values[f"{COSTS}0"]
