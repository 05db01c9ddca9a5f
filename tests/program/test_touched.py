"""Which words of its memory a run reads."""

import pytest

from reducer.program.touched import LINE, TOUCHED, marking, touched
from reducer.runtimes import open_runtime
from reducer.wat.assemble import Assembler
from reducer.wat.module import parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module

pytestmark = pytest.mark.runtime


def lines_read(body: str) -> list[int]:
    module = named(parse(f'(module (memory 1) (func (export "_start") {body}))'))
    marked = marking(module, 1 << 16)
    assert marked is not None
    with open_runtime("wasmtime") as runtime:
        sample, values = runtime.observe(Assembler("wasm-tools").assemble(print_module(marked)), [TOUCHED])
    assert sample.outcome.normal
    return sorted({place * 8 // LINE for place in touched(values)})


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("(i32.store (i32.const 0) (i32.const 1))", []),
        ("(drop (i32.load offset=64 (i32.const 640)))", [11]),
        ("(drop (i64.load (i32.const 60)))", [0, 1]),
        ("(drop (v128.load (i32.const 65520)))", [1023]),
        ("(drop (i32.load8_u (block (result i32) (drop (memory.size)) (i32.const 128))))", [2]),
        ("(memory.copy (i32.const 0) (i32.const 256) (i32.const 130))", [4, 5, 6]),
    ],
)
def test_lines_that_loads_and_copies_read_are_marked(body: str, lines: list[int]) -> None:
    assert set(lines_read(body)) - {1024} == set(lines)
