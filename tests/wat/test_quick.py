"""What wasm2wat prints is read without the grammar, and says what it would say by the grammar."""

from __future__ import annotations

import pytest
from generated_modules import Sample, modules
from hypothesis import given, settings

from reducer.wat import quick
from reducer.wat.assemble import assembler_for, read_binary
from reducer.wat.module import parse
from reducer.wat.naming import named
from reducer.wat.parser import parse_body, parse_field
from reducer.wat.printer import print_module
from reducer.wat.scan import cut, cut_printed
from reducer.wat.syntax import Op


def without_place(op: Op) -> Op:
    use = None if op.type_use is None else op.type_use._replace(start=0, end=0)
    return op._replace(position=0, type_use=use)


@settings(max_examples=40, deadline=None)
@given(modules())
def test_headers_bodies_and_fields_are_those_of_the_grammar(sample: Sample) -> None:
    source = read_binary(assembler_for(sample.text)[1])
    if not source.printed:
        return
    assert cut_printed(source.text) == cut(source.text)
    module = parse(source.text, printed=True)
    for function in module.functions:
        text = function.header + ")"
        assert quick.header(text) in (None, parse_field("func", text))
        body = function.text[function.header_end :].rstrip()[:-1]
        ops = quick.body(body)
        assert ops is None or list(map(without_place, ops)) == list(map(without_place, parse_body(body)))
    assert print_module(module, "flat") == print_module(parse(source.text), "flat")
    assert print_module(named(module)) == print_module(named(parse(source.text)))


@pytest.mark.parametrize(
    "text",
    [
        "(func $f)",
        "(func $f (type $t))",
        "(func $f (type 0))",
        "(func $f (param $p i32) (param $q i64) (result f32)\n    (local $x v128) (local $y funcref))",
        "(func $f (type $t) (param i32 i64) (local i32 i32))",
        '(func $f (export "e (param i32)") (type $t))',
        "(func $f (param (ref $t)) (local (ref null func)))",
        "(func $f (local) (local i32))",
        "(func)",
    ],
)
def test_a_header_is_what_the_grammar_says_or_left_to_it(text: str) -> None:
    assert quick.header(text) in (None, parse_field("func", text))


@pytest.mark.parametrize(
    "text",
    [
        '(data $d (i32.const 1024) "a \\22 ;; (b")',
        '(data $d (i64.const 0) "")',
        '(data $d "passive")',
        '(data $d (global.get $g) "a")',
        '(data (i32.const 1) "a")',
        '(data $d (i32.const 1) "a" "b")',
    ],
)
def test_a_data_segment_is_what_the_grammar_says_or_left_to_it(text: str) -> None:
    assert quick.declaration("data", text) in (None, parse_field("data", text))
    assert (quick.declaration("data", text) is not None) == ("$d (i" in text and '" "' not in text)


def test_most_headers_are_not_left_to_the_grammar() -> None:
    text = "(func $f (type $t) (param $p i32) (result i32)\n    (local $x i64))"
    assert quick.header(text) == parse_field("func", text)


@pytest.mark.parametrize(
    "line", ["unknown.op", "i32.const 1 ;; one", "try $t", "i32.add (i32.const 1) (i32.const 2)", "end $l"]
)
def test_a_line_that_is_no_plain_instruction_is_left_to_the_grammar(line: str) -> None:
    assert quick.body(f"\n    nop\n    {line}") is None


def test_equal_lines_share_their_instruction() -> None:
    ops = quick.body("\n    block $b (result i32)\n      i32.const 1\n      i32.const 1\n    end")
    assert ops is not None
    assert [op.keyword for op in ops] == ["block", "i32.const", "i32.const", "end"]
    assert ops[1] is ops[2]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param("(elem $e (i32.const 1) func $a $b.c $a)", True, id="functions"),
        pytest.param("(elem $e (i64.const 7) func)", True, id="none"),
        pytest.param("(elem $e func $a)", False, id="passive"),
        pytest.param("(elem $e declare func $a)", False, id="declares"),
        pytest.param("(elem $e (table $t) (i32.const 1) func $a)", False, id="another table"),
        pytest.param("(elem $e (i32.const 1) funcref (ref.func $a))", False, id="expressions"),
        pytest.param("(elem $e (i32.const 1) func $a 3)", False, id="a number"),
    ],
)
def test_an_element_segment_is_what_the_grammar_says_or_left_to_it(text: str, read: bool) -> None:
    made = quick.declaration("elem", text)
    assert (made is not None) == read
    assert made in (None, parse_field("elem", text))
