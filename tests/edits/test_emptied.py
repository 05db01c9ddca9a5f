"""In a large module functions go without their numbers: it is spliced, and not assembled whole."""

from __future__ import annotations

import pytest

from reducer.edits import CATALOGUE, apply
from reducer.edits.emptied import read_part
from reducer.wat.assemble import assembler_for
from reducer.wat.module import parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module
from reducer.wat.splice import spliced

TEXT = """(module
  (table 1 funcref)
  (elem (i32.const 0) $seven)
  (func $seven (export "seven") (result i32) (nop) (nop) (i32.const 7))
  (func $main (export "_start") (drop (i32.add (call $seven) (i32.const 1)))))"""


def test_a_dropped_function_of_a_large_module_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reducer.edits.edit.MAX_RENUMBERED", 4)
    text = print_module(named(parse(TEXT)))
    module = parse(text)
    drop = next(edit for edit in CATALOGUE["functions"](module) if edit.label == "drop function $seven")
    made = apply(module, [drop])
    assert [entry.name for entry in made.fields] == [entry.name for entry in module.fields]
    assert made.instructions() == 5
    assert "call $seven" not in print_module(made)
    assembler, binary = assembler_for(text)
    assert spliced(assembler, module, binary, made) == assembler.assemble(print_module(made)) != binary


def test_a_function_is_dropped_where_not_much_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reducer.edits.edit.MAX_RENUMBERED", 5)
    module = named(parse(TEXT))
    drop = next(edit for edit in CATALOGUE["functions"](module) if edit.label == "drop function $seven")
    assert [entry.name for entry in apply(module, [drop]).functions] == ["$main"]


def test_what_nobody_has_read_is_not_read_for_edits_of_known_nodes() -> None:
    module = parse(print_module(named(parse(TEXT))))
    seven, main = module.functions
    body = module.body(seven)
    part = read_part(module)
    assert not main.is_read
    assert part.body(part.functions[0]) is body
    assert read_part(part) is part
