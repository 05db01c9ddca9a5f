"""Function types written where they are used, on text before and after."""

import pytest

from reducer.edits.inlining import inline_types
from reducer.program.cleaning import cleaned
from reducer.wat.assemble import assembler_for, disassemble
from reducer.wat.module import parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module

START = '(func $s (export "_start") {})'


def inlined(text: str) -> str:
    made = print_module(inline_types(named(parse(f"(module {text})"))), "folded")
    assembler_for(made)
    return " ".join(made.split())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "(type $t (func (param i32))) (func $f (type $t) (param $x i32)) (func (type $t) (param $x i32))",
            "(func $f (param $x i32)) (func $f1 (param $x i32))",
            id="headers alone",
        ),
        pytest.param(
            '(type $t (func (param i32 i64) (result f32))) (import "a" "b" (func $f (type $t)))',
            '(import "a" "b" (func $f (param i32 i64) (result f32)))',
            id="an import that spells nothing",
        ),
        pytest.param(
            "(type $t (func (result i32))) (table $a 1 funcref)"
            "(func $f (drop (call_indirect (type $t) (i32.const 0))))",
            "(func $f (drop (call_indirect (result i32) (i32.const 0))) )",
            id="one indirect call",
        ),
        pytest.param(
            "(type $t (func)) (table $a 1 funcref) (func $f (call_indirect (type $t) (i32.const 0)))",
            "(func $f (call_indirect (i32.const 0)) )",
            id="one indirect call of nothing",
        ),
        pytest.param(
            "(type $t (func (param i32) (result i32))) (func $f (drop (i32.const 1) (block $b (type $t))))",
            "(func $f (drop (i32.const 1) (block $b (param i32) (result i32))) )",
            id="one block",
        ),
    ],
)
def test_a_type_that_nobody_else_mentions_is_written_where_it_is_used(before: str, after: str) -> None:
    assert after in inlined(before)


def test_a_type_that_a_header_and_a_call_mention_stays() -> None:
    text = (
        "(type $t (func (result i32))) (table $a 1 funcref)"
        "(func $f (type $t) (result i32) (call_indirect (type $t) (i32.const 0)))"
    )
    assert inlined(text).count("(type $t)") == 2


def test_the_result_of_a_binary_has_names_and_no_marks_of_the_disassembler() -> None:
    _, binary = assembler_for(
        '(module (type (func (param i32) (result i32))) (memory 1) (data (i32.const 0) "(;1;) ;; label = @1")'
        "(func (type 0) block loop br 1 end end local.get 0)"
        + START.format("(drop (call 0 (i32.const 1)))")
        + ")"
    )
    text = disassemble(binary)
    assert text.count("(;") == 1 and text.count(";;") == 1  # in the string
    made = print_module(cleaned(named(parse(text))))
    assert "(type" not in made
    assert "(func $f0 (param $p0 i32) (result i32)" in made
    assert "(;1;) ;; label = @1" in made


def test_an_authors_comments_stay() -> None:
    text = "(module (type $t (func)) (func $f (type $t) (; a ;) (nop) ;; b\n))"
    assert all(word in print_module(inline_types(named(parse(text)))) for word in ("(; a ;)", ";; b"))
