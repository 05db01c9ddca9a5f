"""Size: long and deep bodies without recursion, memory in proportion, nothing done that nobody asked for."""

from __future__ import annotations

import tracemalloc

import pytest
from emptied_functions import empty_functions

import reducer.wat.field
from reducer.edits import apply
from reducer.wat.assemble import Assembler
from reducer.wat.module import parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module
from reducer.wat.tree import count_instructions


def long_body(instructions: int) -> str:
    """A flat body of so many instructions."""
    four = "local.get $x\ni32.const 7\ni32.add\nlocal.set $x\n"
    return f"(module (func (local $x i32)\n{four * (instructions // 4)}))"


def deep_body(levels: int) -> str:
    """One expression, so many operands deep."""
    return f"(module (func (result i32) {'(i32.eqz ' * levels}(i32.const 1){')' * levels}))"


def nested_blocks(levels: int) -> str:
    return f"(module (func {'(block ' * levels}(nop){')' * levels}))"


def peak_bytes(text: str) -> int:
    parse("(module (func nop))").instructions()
    tracemalloc.start()
    module = parse(text)
    assert module.instructions() > 0
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


@pytest.mark.parametrize(
    "instructions", [20_000, pytest.param(500_000, marks=pytest.mark.long)], ids=["20,000", "500,000"]
)
def test_a_long_body_is_parsed(instructions: int) -> None:
    module = parse(long_body(instructions))
    assert count_instructions(module.body(module.functions[0])) == instructions
    assert print_module(module, "flat").count("\n") >= instructions


def test_memory_is_in_proportion_to_the_length() -> None:
    assert peak_bytes(long_body(16_000)) < 6 * peak_bytes(long_body(4_000))


def test_memory_is_in_proportion_to_the_depth() -> None:
    assert peak_bytes(deep_body(16_000)) < 6 * peak_bytes(deep_body(4_000))


@pytest.mark.parametrize(
    "levels", [20_000, pytest.param(100_000, marks=pytest.mark.long)], ids=["20,000", "100,000"]
)
def test_a_deep_expression_is_parsed_named_and_printed(levels: int) -> None:
    text = deep_body(levels)
    module = named(parse(text))
    folded = print_module(module, "folded")
    assert "(i32.eqz" not in folded, "what is too deep for wat2wasm to read folded is printed flat"
    assert Assembler("wat2wasm").assemble(folded) == Assembler("wat2wasm").assemble(
        print_module(module, "flat")
    )


def test_deeply_nested_blocks_are_parsed_named_and_printed() -> None:
    module = named(parse(nested_blocks(3_000)))
    assert print_module(module, "flat").count("end") == 3_000
    assert print_module(module, "folded").count("(block") == 3_000


def test_only_what_is_looked_into_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting and emptying functions looks into no body, printing one changed function into one."""
    parsed = []
    real = reducer.wat.field.parse_body

    def counted(text: str, source: str, offset: int) -> object:
        parsed.append(offset)
        return real(text, source, offset)

    monkeypatch.setattr(reducer.wat.field, "parse_body", counted)
    functions = "".join(f"(func (result i32) i32.const {index} i32.eqz)\n" for index in range(200))
    module = parse(f"(module {functions})")
    assert len(module.functions) == 200
    edits = list(empty_functions(module))
    assert len(edits) == 200
    one = print_module(apply(module, edits[:1]))
    assert one.count("i32.eqz") == 199
    assert "eqz" not in print_module(apply(module, edits))
    assert parsed == []
    module.body(module.functions[7])
    assert len(parsed) == 1


def test_a_candidate_shares_every_field_that_was_not_touched() -> None:
    module = parse("(module " + "(func (result i32) i32.const 1 i32.eqz)" * 50 + ")")
    changed = apply(module, [next(iter(empty_functions(module)))])
    shared = sum(new is old for new, old in zip(changed.fields, module.fields, strict=True))
    assert shared == 49
