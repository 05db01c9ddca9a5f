"""What nothing uses goes for nothing, but where there is so much of it that it may be what is slow."""

import pytest
from simulated_engine import program_of

from reducer.edits import CATALOGUE, apply
from reducer.edits.locals import MAX_FREE
from reducer.program.cleaning import cleaned
from reducer.program.declared import greatest_number
from reducer.wat.module import parse
from reducer.wat.naming import named

NULLS = "(ref.null func) " * 3000
START = '(func (export "_start") (local $i i32) (local.set $i (i32.const 1000)))'


def called(count: int) -> str:
    return (
        f'(module (func $f (local{" i64" * count})) (func (export "_start") (local $i i32) '
        "(local.set $i (i32.const 1000)) (call $f)))"
    )


@pytest.mark.parametrize(("declared", "left"), [(MAX_FREE, 0), (MAX_FREE + 1, MAX_FREE + 1), (3000, 3000)])
def test_many_unused_locals_are_left_to_the_search(declared: int, left: int) -> None:
    module = program_of(called(declared)).edited([]).module
    assert len(next(entry for entry in module.functions if entry.name == "$f").declaration.locals) == left


def test_many_unused_types_are_left_to_the_search() -> None:
    types = " ".join(f"(type $t{index} (func (param i32)))" for index in range(MAX_FREE + 1))
    module = program_of(f"(module {types} {START})").edited([]).module
    assert len(module.entities("type")) == MAX_FREE + 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (f"(elem (i32.const 0) funcref {NULLS})", "an active element segment of 3,000 null references"),
        (f"(elem func {'$f ' * 70})", "a passive element segment of 70 elements"),
        (f'(data (i32.const 0) "{"x" * 100}")', "an active data segment of 100 bytes"),
        (f'(data "{"(" * 100}")', "a passive data segment of 100 bytes"),
        ("(type (func))" * 80, "80 types"),
        (f"(func $g (local{' i64' * 1200}))", "1,200 declared locals of $g"),
        ('(data (i32.const 0) "short")', ""),
    ],
)  # fmt: skip
def test_what_there_is_a_great_number_of_is_told_in_words(fields: str, words: str) -> None:
    module = named(parse(f"(module (table 3000 funcref) (memory 1) (func $f) {fields})"))
    assert greatest_number(module) == words


def test_three_thousand_unused_locals_go_in_parts() -> None:
    module = program_of(called(3000)).module
    edits = list(CATALOGUE["many-locals"](module))
    assert len(edits) == 16
    assert edits[0].label == "drop 188 unused locals of $f"
    left = apply(module, edits[:-1])
    assert len(next(entry for entry in left.functions if entry.name == "$f").declaration.locals) == 180


def test_a_module_of_which_too_much_was_never_read_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    text = """(module
  (func $unused
    nop)
  (func $main (export "_start")
    nop))"""
    module = parse(text, printed=True)
    monkeypatch.setattr("reducer.program.cleaning.MAX_UNREAD", 10)
    assert cleaned(module) is module
    monkeypatch.undo()
    assert len(cleaned(module).functions) == 1


def test_of_a_large_module_dead_code_alone_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A field less would number the others anew, and all would have to be assembled."""
    text = """(module
      (type $unused (func (param f64)))
      (global $g (mut i32) (i32.const 0))
      (func $second (global.set $g (i32.const 1)) (nop))
      (func $first (result i32) (call $second) (i32.const 1))
      (func $main (export "_start") (local $idle i32)))"""
    monkeypatch.setattr("reducer.program.cleaning.MAX_RENUMBERED", 4)
    module = named(parse(text))
    assert module.instructions() == 5
    made = cleaned(module)
    assert [entry.name for entry in made.fields] == [entry.name for entry in module.fields]
    assert made.instructions() == 2
    assert [entry.name for entry in cleaned(made).fields] == ["$main"]
