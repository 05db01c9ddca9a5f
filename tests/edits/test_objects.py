"""Edits on modules with objects and typed references: a module before, a label, the module after."""

from __future__ import annotations

import pytest
from before_after import check_edit, labels

from reducer.edits import CATALOGUE, apply
from reducer.wat.assemble import assembler_for
from reducer.wat.module import parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module

TYPES = """(type $pair (struct (field (mut i32)) (field (mut (ref null $pair)))))
  (type $bytes (array (mut i8)))
  (type $strict (struct (field (ref $pair))))"""

COPY = "(array.copy $bytes $bytes"


def module(body: str, header: str = "") -> str:
    return f'(module {TYPES} (func $f (export "_start") {header} {body}))'


@pytest.mark.parametrize(
    ("type_", "constant"),
    [
        ("(ref $pair)", "(struct.new_default $pair)"),
        ("(ref null $pair)", "(ref.null $pair)"),
        ("(ref $bytes)", "(array.new_fixed $bytes 0)"),
        ("anyref", "(ref.null any)"),
        ("exnref", "(ref.null exn)"),
        ("(ref i31)", "(ref.i31 (i32.const 0))"),
    ],
)
def test_a_reference_becomes_a_constant_of_its_type(type_: str, constant: str) -> None:
    function = f"(func $g (param $l0 {type_}) (result {type_}) (local.get $l0))"
    before = f"(module {TYPES} {function} (func $f (param $x {type_}) (drop (call $g (local.get $x)))))"
    after = f"(module {TYPES} {function} (func $f (param $x {type_}) (drop {constant})))"
    check_edit(before, "constants", "call $g", after)


def test_a_structure_that_holds_what_is_not_null_has_no_constant() -> None:
    before = module("(drop (struct.new $strict (struct.new_default $pair)))")
    assert not [label for label in labels(before, "constants") if label.startswith("struct.new $strict")]


def test_array_copies_and_fills_stand_for_one_another() -> None:
    header = "(param $a (ref $bytes))"
    copy = (
        "(array.copy $bytes $bytes (local.get $a) (i32.const 1) (local.get $a) (i32.const 2) (i32.const 3))"
    )
    filled = (
        "(array.fill $bytes (local.get $a) (i32.const 1)"
        " (drop (local.get $a)) (drop (i32.const 2)) (i32.const 0) (i32.const 3))"
    )
    check_edit(module(copy, header), "swaps", "array.copy -> array.fill", module(filled, header))
    fill = "(array.fill $bytes (local.get $a) (i32.const 1) (i32.const 7) (i32.const 3))"
    copied = (
        "(array.copy $bytes $bytes (local.get $a) (i32.const 1)"
        " (local.get $a) (drop (i32.const 7)) (i32.const 1) (i32.const 3))"
    )
    check_edit(module(fill, header), "swaps", "array.fill -> array.copy", module(copied, header))


def test_the_operands_of_a_copy_are_swept_and_made_equal() -> None:
    header = "(param $a (ref $bytes)) (param $b (ref $bytes))"
    copy = (
        "(array.copy $bytes $bytes (local.get $a) (i32.const 1) (local.get $b) (i32.const 2) (i32.const 3))"
    )
    before = module(copy, header)
    check_edit(before, "operands", "length of array.copy 3 -> 0", module(copy.replace("3)", "0)"), header))
    same = copy.replace("get $b", "get $a").replace("(i32.const 2)", "(i32.const 1)")
    check_edit(before, "relations", "source = destination", module(same, header))


def test_a_local_that_is_no_longer_written_first_may_be_null() -> None:
    header = "(local $x (ref $pair))"
    before = module("(local.set $x (struct.new_default $pair)) (drop (local.get $x))", header)
    after = module("(drop (ref.as_non_null (local.get $x)))", "(local $x (ref null $pair))")
    check_edit(before, "statements", "delete local.set", after)


def test_a_function_that_a_table_without_null_holds_stays() -> None:
    before = """(module (func $held) (func $other) (table 1 (ref func) (ref.func $held))
        (elem (table 0) (i32.const 0) func $other) (func (export "_start")))"""
    assert labels(before, "functions") == []


def test_null_of_the_type_of_a_segment_stands_for_a_function() -> None:
    before = """(module (type $t (func)) (table $x 1 (ref null $t)) (func $held (type $t))
        (elem $e (table $x) (i32.const 0) (ref null $t) (ref.func $held)) (func $f (export "_start")))"""
    after = """(module (type $t (func)) (table $x 1 (ref null $t))
        (elem $e (table $x) (i32.const 0) (ref null $t) (ref.null $t)) (func $f (export "_start")))"""
    check_edit(before, "functions", "drop function $held", after)


def test_a_group_of_types_that_mention_only_each_other_is_unused() -> None:
    before = """(module
        (rec (type $a (struct (field (ref null $b)))) (type $b (struct (field (ref null $a)))))
        (type $c (struct (field (ref null $c)))) (func $f (export "_start")))"""
    after = '(module (type $c (struct (field (ref null $c)))) (func $f (export "_start")))'
    assert labels(before, "unused") == ["drop unused type $a $b", "drop unused type $c"]
    check_edit(before, "unused", "drop unused type $a $b", after)


def test_every_edit_of_every_family_keeps_a_module_of_objects_valid() -> None:
    copies = (
        "(array.copy $bytes $bytes (local.get $a) (i32.const 0) (local.get $a) (i32.const 1) (i32.const 2))"
    )
    text = module(
        f"""(local.set $x (struct.new_default $pair))
        (local.set $a (array.new $bytes (i32.const 1) (i32.const 9)))
        (loop $l {copies}
          (array.set $bytes (local.get $a) (i32.const 0) (struct.get $pair 0 (local.get $x)))
          (br_if $l (array.get_u $bytes (local.get $a) (i32.const 0))))
        (block $out (result exnref)
          (try_table (catch_all_ref $out) (struct.set $pair 1 (local.get $x) (local.get $x)))
          (ref.null exn)) drop""",
        "(local $a (ref $bytes)) (local $x (ref $pair))",
    )
    whole = named(parse(text))
    assert assembler_for(text)[0].name == "wasm-tools"
    for family in CATALOGUE.values():
        for edit in family(whole):
            if edit.family in ("operands", "immediates", "types", "values") and edit.value not in (None, 0):
                continue  # they differ by a number alone
            assembler_for(print_module(apply(whole, [edit])))
