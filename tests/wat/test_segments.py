"""What a segment lists, in every form that the text format has for it."""

import pytest

from reducer.wat.module import parse
from reducer.wat.naming import named
from reducer.wat.segments import data_bytes, elements

AROUND = "(module (table $t 9 funcref) (memory 1) (func $f) (func $g) {})"


@pytest.mark.parametrize(
    ("segment", "listed"),
    [
        ("(elem (i32.const 0) $f $g)", ["$f", "$g"]),
        ("(elem $e (i32.const 0) func 0 1)", ["$f", "$g"]),
        ("(elem declare func $f)", ["$f"]),
        ("(elem func)", []),
        (
            "(elem (table $t) (offset (i32.const 1)) funcref (ref.null func) (item (ref.func $f)))",
            ["(ref.null func)", "(item (ref.func $f))"],
        ),
        ("(elem (i32.const 0) (ref null func) (;no ) item;) (ref.func $g))", ["(ref.func $g)"]),
        ("(table $own funcref (elem $f $g))", ["$f", "$g"]),
        ("(table $own 3 funcref)", []),
    ],
)
def test_elements(segment: str, listed: list[str]) -> None:
    entry = named(parse(AROUND.format(segment))).fields[-1]
    assert [entry.text[start:end] for start, end in elements(entry)] == listed


def test_the_bytes_of_all_strings_of_a_data_segment() -> None:
    entry = named(parse(AROUND.format(r'(data (i32.const 0) "a\00\n" "" "\u{e9}")'))).fields[-1]
    assert [entry.text[start:end] for start, end in data_bytes(entry)] == ["a", r"\00", r"\n", r"\u{e9}"]


@pytest.mark.parametrize(
    ("memory", "listed"),
    [('(memory (export "m") (data "ab"))', ["a", "b"]), ('(memory (export "data") 1)', [])],
)
def test_the_names_that_a_memory_is_exported_by_are_not_its_bytes(memory: str, listed: list[str]) -> None:
    entry = named(parse(f"(module {memory})")).fields[-1]
    assert [entry.text[start:end] for start, end in data_bytes(entry)] == listed
