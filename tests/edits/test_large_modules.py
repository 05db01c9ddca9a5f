"""What is done to a module takes a time that grows as the module does: four times the size,
eight times as long at most."""

import time
from collections.abc import Callable
from functools import cache

import pytest

from reducer.edits import CATALOGUE, apply
from reducer.program.cleaning import cleaned
from reducer.program.profile import _Instrumented
from reducer.program.program import Program
from reducer.search import schedule
from reducer.wat.assemble import Assembler
from reducer.wat.module import Module, check_all, parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module

SMALL, LARGE = 200, 800
FLOOR_S = 0.02
MOST_GROWTH = 8

LOOP = "(loop $l (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))"
MODULES: dict[str, Callable[[int], str]] = {
    "locals": lambda n: program("(call $f)", f"(func $f (local {'i64 ' * n}))"),
    "used locals": lambda n: program(
        "(call $f)",
        f"(func $f (local {'i64 ' * n}) {' '.join(f'(local.set {i} (local.get {i}))' for i in range(n))})",
    ),
    "functions": lambda n: program(
        "(drop (call 0 (i32.const 1)))",
        " ".join(
            f"(func (param i32) (result i32) (call {min(i + 1, n - 1)} (local.get 0)))" for i in range(n)
        ),
    ),
    "functions in a table": lambda n: program(
        "(call 0)", "(func) " * n + f"(table funcref (elem {' '.join(map(str, range(n)))}))"
    ),
    "types": lambda n: program(
        "", "(type (func (param i32)))" * n + " ".join(f"(func (type {i}))" for i in range(n))
    ),
    "data segments": lambda n: program("", "(memory 1)" + '(data (i32.const 0) "a")' * n),
    "globals": lambda n: program(
        " ".join(f"(global.set {i} (global.get {i}))" for i in range(n)),
        "(global (mut i32) (i32.const 0))" * n,
    ),
    "exports": lambda n: program("", "(func $f)" + "".join(f'(export "e{i}" (func $f))' for i in range(n))),
    "nested blocks": lambda n: program("(block " * n + "(nop)" + " (drop (i32.const 1)))" * n),
    "nested ifs": lambda n: program("(if (i32.const 1) (then " * n + "(nop)" + "))" * n),
    "nested expressions": lambda n: program("(drop " + "(i32.eqz " * n + "(i32.const 1)" + ")" * n + ")"),
    "nested conditions": lambda n: program(
        "(drop "
        + "(if (result i32) " * n
        + "(i32.const 1)"
        + " (then (i32.const 2)) (else (i32.const 3)))" * n
        + ")"
    ),
    "a branch table": lambda n: program("(block (br_table " + "0 " * n + " (i32.const 1)))"),
    "statements on a line": lambda n: program("(drop (i32.const 1)) " * n),
    "comments on an instruction": lambda n: program("(;a;) " * n + "(nop)"),
}


def program(body: str, fields: str = "") -> str:
    return f'(module {fields} (func (export "_start") (local $i i32) {LOOP} {body}))'


def load(text: str) -> Module:
    module = parse(text)
    for _ in check_all(module):
        pass
    return named(module)


@cache
def module_of(kind: str, size: int) -> Module:
    return load(MODULES[kind](size))


def every_first_edit(module: Module) -> None:
    """The first candidate of every family, and of every stage of the search."""
    for family in CATALOGUE.values():
        edit = next(iter(family(module)), None)
        if edit is not None:
            apply(module, [edit])


def every_stage(module: Module) -> None:
    candidate = Program(module, Assembler("none"))
    for stage in (*schedule.COARSE, *schedule.FINE, *schedule.SIMPLIFY):
        stage.edits(candidate)


def everything_dropped(module: Module) -> None:
    for name in ("functions", "fields", "unused", "statements", "locals", "parameters"):
        apply(module, list(CATALOGUE[name](module)))


WORK: dict[str, Callable[[Module], object]] = {
    "printed flat": lambda module: print_module(module, "flat"),
    "printed folded": lambda module: print_module(module, "folded"),
    "cleaned": cleaned,
    "instrumented": _Instrumented,
    "first edits": every_first_edit,
    "stages": every_stage,
    "everything dropped": everything_dropped,
}


def grows_linearly(do: Callable[[int], object]) -> None:
    def seconds(size: int) -> float:
        start = time.process_time()
        do(size)
        return time.process_time() - start

    large = seconds(LARGE)
    if large > FLOOR_S * MOST_GROWTH:
        small = max(FLOOR_S, min(seconds(SMALL) for _ in range(3)))
        if large > MOST_GROWTH * small:
            large = seconds(LARGE)
        assert large <= MOST_GROWTH * small


@pytest.mark.parametrize("kind", MODULES)
def test_loading_takes_linear_time(kind: str) -> None:
    grows_linearly(lambda size: load(MODULES[kind](size)))


@pytest.mark.parametrize("kind", MODULES)
@pytest.mark.parametrize("work", WORK)
def test_work_on_a_module_takes_linear_time(kind: str, work: str) -> None:
    for size in (SMALL, LARGE):
        module_of(kind, size)
    grows_linearly(lambda size: WORK[work](module_of(kind, size)))
