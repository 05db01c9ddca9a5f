"""What no family of edits offers, and how edits go together."""

from __future__ import annotations

import pytest
from before_after import edits, labels, words

from reducer.edits import CATALOGUE, apply
from reducer.wat.assemble import Assembler
from reducer.wat.module import parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module


def test_entry_points_are_never_dropped() -> None:
    text = '(module (func $main (export "_start")) (func $f) (export "_initialize" (func $f)))'
    assert labels(text, "functions") == []


def test_a_statement_that_the_rest_relies_on_is_not_offered() -> None:
    """Without the `unreachable` the addition would lack its operands."""
    text = "(module (func $f (result i32) (nop) unreachable i32.add))"
    assert labels(text, "statements") == ["delete nop in $f"]


def test_an_atomic_access_keeps_its_alignment() -> None:
    text = "(module (memory 1 1) (func $f (drop (i32.atomic.load offset=4 align=4 (i32.const 0)))))"
    assert labels(text, "offsets") == []


def test_a_call_gives_constants_for_the_results_that_its_function_has_lost() -> None:
    before = """(module (func $f (param i32) (result i32 f64) (local.get 0) (f64.const 1))
      (func (local $y f64) (call $f (i32.const 1)) (local.set $y) (drop)))"""
    after = """(module (func $f (param i32) (result i32) (local.get 0) (drop (f64.const 1)))
      (func (local $y f64) i32.const 1 call $f f64.const 0 local.set $y drop))"""
    module = named(parse(before))
    assembler = Assembler("wat2wasm")
    made = print_module(apply(module, edits(module, "results", "results of $f 2 -> 1")))
    assert assembler.assemble(made) == assembler.assemble(after)


@pytest.mark.parametrize(
    "text",
    [
        '(module (func $f (export "f") (result i32) (i32.const 1)))',
        "(module (table funcref (elem $f)) (func $f (result i32) (i32.const 1)))",
        "(module (func $f (result i32) (return_call $g)) (func $g (result i32) (i32.const 1)))",
        "(module (func $f (result i32 i32) (call $f)))",
    ],
)
def test_results_stay_where_something_else_knows_the_type_or_they_cannot_be_told_apart(text: str) -> None:
    assert labels(text, "results") == []


def test_a_tail_call_by_a_table_keeps_the_results_of_its_own_function_only() -> None:
    text = """(module (table 1 funcref)
      (func $f (result i32) (i32.const 1))
      (func $g (result i32) (return_call_indirect (result i32) (i32.const 0)))
      (func (drop (call $f)) (drop (call $g))))"""
    assert labels(text, "results") == ["results of $f 1 -> 0"]


def test_segments_that_something_names_are_not_merged_and_passive_ones_not_moved() -> None:
    text = """(module (memory 1) (data $a (i32.const 0) "x") (data $b (i32.const 1) "y") (data $c "z")
      (func (memory.init $a (i32.const 0) (i32.const 0) (i32.const 0))))"""
    assert labels(text, "merges") == []
    assert labels(text, "moves") == []


def test_a_great_number_of_segments_is_merged_and_moved_in_tens_of_edits() -> None:
    segments = "".join(f'(data (i32.const {3 * place}) "a")' for place in range(1_600))
    module = named(parse(f"(module (memory 1) {segments})"))
    assert [len(list(CATALOGUE[name](module))) for name in ("merges", "moves")] == [16, 16]
    merged = apply(module, list(CATALOGUE["merges"](module)))
    assert len(merged.fields) == 17
    moved = apply(merged, list(CATALOGUE["moves"](merged)))
    assert [entry.declaration.ops[0].immediates[0] for entry in moved.fields[1:4]] == ["0", "100", "200"]


def test_edits_at_disjoint_sites_merge() -> None:
    before = """(module (global $g i32 (i32.const 1))
      (func $a (param $x i32) (nop) (drop (i32.add (local.get $x) (i32.const 2))))
      (func $f (call $a (global.get $g))))"""
    module = named(parse(before))
    chosen = [
        *edits(module, "statements", "delete nop"),
        *edits(module, "constants", "global.get $g"),
        *edits(module, "fields", "drop global $g"),
        *edits(module, "hoists", "i32.add(local.get $x, i32.const 2) -> local.get $x"),
    ]
    after = """(module
      (func $a (param $x i32) (drop (local.get $x)))
      (func $f (call $a (i32.const 0))))"""
    assert words(apply(module, chosen)) == words(named(parse(after)))


def test_the_order_of_edits_does_not_matter() -> None:
    before = """(module (func $a (result i32) (i32.const 7))
      (func $b (drop (call $a)) (drop (i32.add (call $a) (i32.const 1)))))"""
    module = named(parse(before))
    chosen = [*edits(module, "functions", "drop function $a"), *edits(module, "values", "i32.const 1 -> 0")]
    assert words(apply(module, chosen)) == words(apply(module, chosen[::-1]))


@pytest.mark.parametrize("text", ["(module ;; all of it\n (func (nop)))", "(func (nop)) ;; bare"])
def test_a_module_without_anything_left_is_a_module(text: str) -> None:
    module = named(parse(text))
    empty = apply(module, edits(module, "functions", "drop function $f0"))
    assert Assembler("wat2wasm").assemble(print_module(empty)) == b"\0asm\1\0\0\0"


def test_what_is_still_mentioned_stays() -> None:
    text = "(module (global $g i32 (i32.const 1)) (func $f (drop (global.get $g))))"
    module = named(parse(text))
    assert words(apply(module, edits(module, "fields", "drop global $g"))) == words(module)


def test_comments_stay_with_what_was_not_touched() -> None:
    text = """(module
      ;; what a field is for
      (func $f
        ;; the reason
        (drop (i32.const 1))
        (nop)))"""
    module = named(parse(text))
    printed = print_module(apply(module, edits(module, "statements", "delete nop")))
    assert ";; what a field is for" in printed
    assert ";; the reason" in printed
    assert "nop" not in printed
