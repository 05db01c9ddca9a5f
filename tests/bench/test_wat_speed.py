"""How fast text becomes trees and trees become text and bytes: scan, parse, fold, print, assemble."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from emptied_functions import empty_functions
from programs import SIZES, one_body, program

from reducer.edits import apply
from reducer.wat.assemble import Assembler
from reducer.wat.fold import fold
from reducer.wat.module import Module, check_all, parse
from reducer.wat.printer import print_module
from reducer.wat.scan import cut

SMALL = 100_000
"""Bytes up to which a step is repeated often; larger ones take seconds a round."""

sizes = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)


def measure(benchmark: Any, group: str, size: int, step: Callable[[], object]) -> None:
    benchmark.group = group
    benchmark.extra_info["bytes"] = size
    many = size <= SMALL
    benchmark.pedantic(step, rounds=20 if many else 3, iterations=1, warmup_rounds=1 if many else 0)


def linear(module: Module) -> list[Any]:
    return [function.linear() for function in module.functions]


def looked_into(text: str) -> Module:
    module = parse(text)
    for _ in check_all(module):
        pass
    return module


@sizes
def test_scan(benchmark: Any, size: int) -> None:
    text = program(size)
    measure(benchmark, "scan", len(text), lambda: cut(text))


@sizes
def test_parse(benchmark: Any, size: int) -> None:
    text = program(size)
    looked_into(program(1000))
    measure(benchmark, "parse", len(text), lambda: linear(parse(text)))


@sizes
def test_fold(benchmark: Any, size: int) -> None:
    text = program(size)
    module = parse(text)
    bodies = [(ops, module.context(entry)) for entry in module.functions for ops in [entry.linear()[0]]]
    measure(benchmark, "fold", len(text), lambda: [fold(ops, context) for ops, context in bodies])


@sizes
@pytest.mark.parametrize("style", ["flat", "folded"])
def test_print(benchmark: Any, size: int, style: Any) -> None:
    text = program(size)
    module = looked_into(text)
    measure(benchmark, f"print {style}", len(text), lambda: print_module(module, style))


@sizes
def test_print_one_changed_function(benchmark: Any, size: int) -> None:
    text = program(size)
    module = parse(text)
    edit = next(iter(empty_functions(module)))
    measure(benchmark, "candidate", len(text), lambda: print_module(apply(module, [edit])))


@sizes
def test_assemble(benchmark: Any, size: int) -> None:
    text = program(size)
    measure(benchmark, "assemble", len(text), lambda: Assembler("wat2wasm").assemble(text))


@pytest.mark.parametrize("instructions", [500, 5_000, 50_000, 500_000])
def test_one_body(benchmark: Any, instructions: int) -> None:
    text = one_body(instructions)
    looked_into(one_body(4))
    measure(benchmark, "one body", len(text), lambda: looked_into(text))
