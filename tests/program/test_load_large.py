"""A binary is loaded without a look into its bodies: names, checks and counts come without one."""

from __future__ import annotations

from pathlib import Path

import pytest

from reducer.program.load import load_program
from reducer.wat.assemble import assembler_for
from reducer.wat.module import Module, parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module
from reducer.wat.reading import source_of
from reducer.wat.tree import count_instructions

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds" / "bulk_memory").glob("memory_*.wat"))[:2]
CONTROL_FLOW = """(module
  (type $sum (func (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (table 2 funcref)
  (elem (i32.const 0) 1)
  (global (mut i32) (i32.const 7))
  (tag)
  (func (export "_start") (local i32 i64)
    (block (loop (br_if 0 (i32.eqz (i32.const 1))) (br 1)))
    (if (i32.const 1) (then (nop))
      (else (drop (select (result i32) (i32.const 1) (i32.const 2) (local.get 0)))))
    (try_table (catch_all 0) (nop))
    (drop (call_indirect (type $sum) (i32.const 1) (global.get 0) (i32.const 0)))
    (block (block (br_table 0 1 0 (local.get 0)))))
  (func (type $sum) (i32.add (local.get 0) (local.get 1)))
  (func (block (br 1)))
  (func (br_if 0 (i32.const 1)) (block (br_table 0 1 (i32.const 1)))))"""


def binary_of(text: str) -> bytes:
    return assembler_for(text)[1]


def printed(text: str) -> Module:
    source = source_of(binary_of(text))
    assert source.printed
    return parse(source.text, printed=True)


@pytest.mark.parametrize("text", [CONTROL_FLOW, *(path.read_text() for path in SEEDS)])
def test_what_is_printed_has_all_names_and_as_many_instructions_as_lines(text: str) -> None:
    module = printed(text)
    again = parse(source_of(binary_of(text)).text)
    # Looked at as if a person had written it, only branches out of a function have no name.
    for function, same in zip(module.functions, named(again).functions, strict=True):
        assert (same.text == function.text) == (not function.leaves_by_number)
    assert print_module(named(module)) == print_module(named(again))
    for function, same in zip(module.functions, again.functions, strict=True):
        assert function.count() == count_instructions(again.body(same))
    assert module.instructions() == again.instructions()


def test_no_body_is_parsed_when_a_binary_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def looks(_module: Module, _function: object) -> None:
        raise AssertionError("a body was looked into")

    (tmp_path / "seed.wasm").write_bytes(binary_of(SEEDS[0].read_text()))
    monkeypatch.setattr(Module, "body", looks)
    program = load_program(tmp_path / "seed.wasm")
    assert program.module.instructions() > 500
    assert program.key
