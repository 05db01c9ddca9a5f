"""Which instruction of a loop is taken for the trigger, by example."""

from dataclasses import replace

import pytest

from reducer.controls.target import Target, TargetError, find_target
from reducer.edits import CATALOGUE
from reducer.program.profile import Profile
from reducer.records.carriers import Carrier
from reducer.wat.module import Module, parse
from reducer.wat.naming import named
from reducer.wat.tree import Instr, walk

MODULE = """(module (memory $m 1) (table $t 1 funcref) (type $v (func)) (global $g (mut i32) (i32.const 0))
  (func $callee)
  (func $f (local $i i32) (local $x i32) (local $d f64)
    (loop $l
      {}
      (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))"""
CALL = "(call $callee)"
INDIRECT = "(call_indirect (type $v) (i32.const 0))"
COPY = "(memory.copy (i32.const 0) (local.get $i) (i32.const 8))"
REFERENCE = "(drop (ref.func $callee))"
UPDATE = "(global.set $g (i32.xor (global.get $g) (local.get $i)))"
SIMD = "(drop (i32x4.splat (local.get $i)))"
FLOAT = "(local.set $d (f64.sqrt (local.get $d)))"
DIVISION = "(local.set $x (i32.div_u (local.get $x) (i32.const 3)))"
STORE = "(i32.store (i32.const 0) (local.get $i))"
OTHER = "(local.set $x (i32.rotl (local.get $x) (i32.const 3)))"


def module(*body: str) -> Module:
    return named(parse(MODULE.format("\n".join(body))))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param([CALL, COPY], "memory.copy", id="bulk memory before calls"),
        pytest.param([REFERENCE, CALL], "call", id="calls before references"),
        pytest.param([INDIRECT, CALL], "call", id="calls before indirect ones"),
        pytest.param([UPDATE, REFERENCE], "ref.func", id="references before updates of globals"),
        pytest.param([SIMD, UPDATE], "global.set", id="updates of globals before SIMD"),
        pytest.param([FLOAT, SIMD], "i32x4.splat", id="SIMD before floats"),
        pytest.param([DIVISION, FLOAT], "f64.sqrt", id="floats before division"),
        pytest.param([STORE, DIVISION], "i32.div_u", id="division before memory"),
        pytest.param([OTHER, STORE], "i32.store", id="memory before the rest"),
        pytest.param([OTHER], "i32.rotl", id="the rest"),
    ],
)
def test_the_likeliest_instruction_is_taken_wherever_it_stands(body: list[str], expected: str) -> None:
    assert find_target(module(*body), None).instruction == expected


def test_what_counts_the_loop_is_never_the_trigger() -> None:
    with pytest.raises(TargetError, match="does nothing but count"):
        find_target(module(), None)


def test_an_update_of_a_global_takes_its_operation_and_its_read_along() -> None:
    found = find_target(module(UPDATE), None)
    assert [part.op for part in found.parts] == ["i32.xor", "global.get"]
    assert found.in_words() == "global.set (with i32.xor, global.get)"


def test_a_person_may_name_another() -> None:
    assert find_target(module(COPY, STORE), None, "i32.store").instruction == "i32.store"


def test_a_name_that_is_not_in_the_loop_is_answered_by_what_is() -> None:
    with pytest.raises(TargetError, match=r"no f64.add is in the hottest loop; there are: memory.copy, i32"):
        find_target(module(COPY, STORE), None, "f64.add")


def test_a_cold_loop_does_not_count() -> None:
    text = """(module (memory $m 1) (func $f (local $i i32)
      (loop $cold (memory.fill (i32.const 0) (i32.const 0) (i32.const 1))
        (br_if $cold (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
      (loop $hot (i32.store (i32.const 0) (i32.const 0))
        (br_if $hot (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))"""
    made = named(parse(text))
    cold, hot = [
        node for node in walk(made.body(made.functions[0])) if isinstance(node, Instr) and node.op == "loop"
    ]
    assert cold.block is not None and hot.block is not None
    arms = {id(cold.block.arms[0]): 10, id(hot.block.arms[0]): 1000}
    assert find_target(made, Profile({"$f": 1}, arms)).instruction == "i32.store"


def test_an_edit_is_about_the_trigger_where_it_replaces_it_or_a_part() -> None:
    made = module(UPDATE, COPY)
    target: Target = find_target(made, None, "global.set")
    about = [edit.label for edit in CATALOGUE["siblings"](made) if target.meant_by(edit)]
    assert any(label.startswith("i32.xor -> i32.add") for label in about)
    assert not any("memory.copy" in edit.label for edit in CATALOGUE["swaps"](made) if target.meant_by(edit))


def test_what_a_run_found_to_carry_the_slowdown_comes_before_what_is_likely() -> None:
    carrier = Carrier(
        "i64.rotl", "instruction", "integer arithmetic", ("i64.rotl",), (), 0.9, None, None, None, 2.0, 0.1
    )
    copying = replace(carrier, name="memory.copy", group="bulk memory", operations=("memory.copy",))
    assert find_target(module(COPY, OTHER), None, None, [carrier, copying]).instruction == "i32.rotl"
    assert find_target(module(COPY, OTHER), None, None, [copying, carrier]).instruction == "memory.copy"
    assert find_target(module(CALL, STORE), None, None, [carrier]).instruction == "call"
    assert find_target(module(COPY, OTHER), None, "memory.copy", [carrier]).instruction == "memory.copy"
