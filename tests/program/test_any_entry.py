"""Programs of which nobody says what is to be called, one by one: something that can be called is found."""

from __future__ import annotations

import pytest

from reducer.program.entry import EntryError, with_start
from reducer.runtimes import Given
from reducer.wat.module import parse
from reducer.wat.naming import named

ANY = Given(any_entry=True)


def entry_of(text: str, given: Given = ANY) -> str:
    return with_start(named(parse(text)), given)[2]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        pytest.param('(func (export "_start"))', "`_start`", id="the usual one"),
        pytest.param('(func (export "a")) (func (export "b"))', "`a` ()", id="the first"),
        pytest.param(
            '(func (export "a") (param i32)) (func (export "b")) (func (export "c"))',
            "`b` ()",
            id="one without parameters",
        ),
        pytest.param('(func (export "a") (param i32 f64))', "`a` (i32, f64)", id="one with parameters"),
        pytest.param(
            '(type $f (func)) (func (export "a") (param (ref $f))) (func (export "b") (param i32))',
            "`b` (i32)",
            id="one that can be called",
        ),
        pytest.param("(func) (memory 1)", "nothing", id="none that is exported"),
        pytest.param("", "nothing", id="an empty module"),
    ],
)
def test_what_can_be_called_is_called(text: str, entry: str) -> None:
    assert entry_of(f"(module {text})") == entry


def test_only_where_it_is_asked_for() -> None:
    with pytest.raises(EntryError):
        entry_of("(module (func))", Given())
