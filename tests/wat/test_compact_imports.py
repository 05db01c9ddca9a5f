"""Several imports in one field are as many fields."""

from __future__ import annotations

import pytest

from reducer.wat.compact_imports import taken_apart, with_plain_imports
from reducer.wat.module import parse

EXAMPLES = [
    pytest.param(
        '(import "m" (item "a" (func $f (param i32))) (item "b" (global i32)))',
        ['(import "m" "a" (func $f (param i32)))', '(import "m" "b" (global i32))'],
        id="each with its type",
    ),
    pytest.param(
        '(import "m" (item "a") (item "b)") (func (type 0)))',
        ['(import "m" "a" (func (type 0)))', '(import "m" "b)" (func (type 0)))'],
        id="all of one type",
    ),
    pytest.param(
        '( import(; (item "x") ;)"m"\n(item "a" ;; )\n (tag) ;; )\n ) )',
        ['(import "m" "a" (tag))'],
        id="with comments",
    ),
    pytest.param('(import "m" "a" (func))', [], id="a usual one"),
    pytest.param('(import "m" "(item \\"a\\"" (func))', [], id="a name that looks like it"),
]


@pytest.mark.parametrize(("text", "fields"), EXAMPLES)
def test_each_import_gets_a_field_of_its_own(text: str, fields: list[str]) -> None:
    assert taken_apart(text) == fields


def test_they_declare_in_their_order() -> None:
    module = parse(
        with_plain_imports(
            '(module (import "m" (item "a" (func $a)) (item "g" (global $g i32)) (item "b" (func $b)))'
            " (func $own (call 1) (call 2)))"
        )
    )
    assert [entry.name for entry in module.entities("function")] == ["$a", "$b", "$own"]
    assert [entry.imported for entry in module.fields[:3]] == [("m", "a"), ("m", "g"), ("m", "b")]


def test_what_looks_like_it_in_a_comment_or_string_stays() -> None:
    source = (
        '(module ;; (import "m" (item "a"\n (import "m" (item "a") (func)) (data "(import \\"m\\" (item"))'
    )
    assert with_plain_imports(source) == source.replace(
        '(import "m" (item "a") (func))', '(import "m" "a" (func))'
    )
