"""What the grammar does not know is an error with line, column and expected words, never a silent loss."""

from __future__ import annotations

import pytest

from reducer.wat.errors import WatError
from reducer.wat.module import check_all, parse

WRONG = [
    ("(module\n  (func $f\n    i32.ad\n  ))", 3, 5, "unknown instruction `i32.ad`; did you mean `i32.and`?"),
    ("(module (func (i32.cnst 1)))", 1, 16, "unknown instruction `i32.cnst`; did you mean `i32.const`?"),
    ("(module (func i32.const 1 i32.const \n  foo))", 2, 3, "unknown instruction `foo`"),
    ("(module (func i32.const))", 1, 24, "unexpected `)`; expected a number"),
    ("(module (func (drop (i32.const $x))))", 1, 32, "unexpected `$x`; expected a number"),
    ("(module (func (memory.size) {))", 1, 29, "unexpected character '{'"),
    (
        "(module\n(memory))",
        2,
        8,
        "expected a name ($...), a number, a value type, `(data`, `(export`, `(import`",
    ),
    ('(module (export "a" (fun 0)))', 1, 21, "expected `(func`, `(global`, `(memory`, `(table`, `(tag`"),
    ("(module (func (param $x)))", 1, 24, "expected a value type, `(ref`"),
    ("(module (fnc))", 1, 9, "unknown module field `fnc`; expected data, elem, export, func"),
    ("(module (func)", 1, 15, "`(module` has no closing `)`"),
    ("(module\n (func (drop (i32.const 1))", 2, 2, "this `(` has no closing `)`"),
    ("(module (func)))", 1, 16, "text after the end of the module"),
    ("(module) (module)", 1, 10, "text after the end of the module"),
    ("(module (func) junk (func))", 1, 16, "unexpected `junk`; expected a module field"),
    ("(module (func)\n  junk)", 2, 3, "unexpected `junk`; expected a module field"),
    ("(module junk)", 1, 9, "unexpected `junk`; expected a module field"),
    ("junk (module)", 1, 1, "unexpected `junk`; expected a module field"),
    ("(module) junk", 1, 10, "unexpected `junk`; expected a module field"),
    ('(module (data "abc', 1, 15, 'this string has no closing `"`'),
    ('(module (data "abc\n"))', 1, 15, 'this string has no closing `"`'),
    ("(module (func) (; (; open ;) )", 1, 16, "this block comment has no end `;)`"),
    ("(module (@custom (func)", 1, 9, "this annotation has no closing `)`"),
    ("(module ; )", 1, 9, "a lone `;`"),
    ("", 1, 1, "no module here"),
    (";; nothing but a comment", 1, 1, "no module here"),
    ('(module quote "(func)")', 1, 14, "a quoted module"),
    ("(module (func drop))", 1, 15, "takes more operands than the stack holds"),
    ("(module (func (result i32) i32.const 1 i32.const 2))", 1, 40, "ends with 2 values on the stack, not 1"),
    ("(module (func block end end))", 1, 25, "unexpected `end`; expected `)`"),
    ("(module (func else))", 1, 15, "unexpected `else`; expected `)`, an instruction"),
    ("(module (func block else end))", 1, 21, "unexpected `else`|`else` does not belong"),
    ("(module (func (local.get 3) drop))", 1, 16, "there is no local 3"),
    ("(module (func br $x))", 1, 15, "there is no label $x here"),
    ("(module (func br 1))", 1, 15, "there is no label 1 here"),
    ("(module (func call $nope))", 1, 15, "there is no function $nope"),
    ("(module (func (type 4)))", 1, 9, "there is no type 4"),
    ("(module (type (struct)) (func (type 0)))", 1, 25, "type 0 is not a function type"),
]


@pytest.mark.parametrize(("text", "line", "column", "words"), WRONG, ids=[entry[0][:40] for entry in WRONG])
def test_error_says_where_and_what(text: str, line: int, column: int, words: str) -> None:
    with pytest.raises(WatError) as caught:
        list(check_all(parse(text)))
    assert any(part in caught.value.message for part in words.split("|"))
    assert (caught.value.line, caught.value.column) == (line, column)
    assert str(caught.value) == f"line {line}, column {column}: {caught.value.message}"


def test_error_is_one_line() -> None:
    with pytest.raises(WatError) as caught:
        parse("(module (func) \n\n what \n is this (func))")
    assert "\n" not in str(caught.value)


def test_nothing_is_parsed_before_somebody_looks() -> None:
    module = parse("(module (func $good) (func $bad i32.nonsense))")
    assert [entry.name for entry in module.functions] == ["$good", "$bad"]
    with pytest.raises(WatError):
        module.body(module.functions[1])
