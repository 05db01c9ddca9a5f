"""What is done to a module takes a time that grows as the module does: four times the size,
eight times as long at most."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from reducer.batch.canonical import form_of
from reducer.batch.grouping import group_key
from reducer.controls.hot_loop import hot_loop
from reducer.controls.listing import line_numbers
from reducer.controls.neighbour import changed, code_lines
from reducer.controls.target import hot_instructions
from reducer.edits import CATALOGUE, apply
from reducer.judge.carriers import Carrier, Carriers, sites_of
from reducer.program.cleaning import cleaned
from reducer.program.knock_outs import class_knock_outs, site_knock_outs
from reducer.program.profile import Profile, node_counts, profile
from reducer.program.program import Program
from reducer.program.special_numbers import special_numbers
from reducer.program.trips import MIN_COUNT, constants, with_trips
from reducer.search import cold, schedule
from reducer.search.guided import slices
from reducer.search.loop_control import sparing_the_loop
from reducer.wat.assemble import Assembler
from reducer.wat.counted import COUNTS
from reducer.wat.module import Module, check_all, parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module
from reducer.wat.tree import walk

# Things of a kind in the larger module; the smaller one has a quarter.
LARGE, VERY_LARGE = 320, 640
# Below this CPU time nothing is compared.  It grows with the square of the size: whatever does so is seen at
# both sizes.
FLOOR_S = 0.0025
MOST_GROWTH = 8
SIZES = pytest.mark.parametrize("size", [LARGE, pytest.param(VERY_LARGE, marks=pytest.mark.long)])

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
    "data segments far apart": lambda n: program(
        "", "(memory 1)" + "".join(f'(data (i32.const {7 * i}) "ab")' for i in range(n))
    ),
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
    "nested loops": lambda n: program(
        "".join(
            f"(loop $l{i} (br_if $l{i} (local.tee $c{i} (i32.sub (local.get $c{i}) (i32.const 1)))) "
            for i in range(n)
        )
        + ")" * n,
        locals_="".join(f"(local $c{i} i32) " for i in range(n)),
    ),
    "branches out of nested blocks": lambda n: program(
        "".join(f"(block $b{i} " for i in range(n)) + "(br_if $b0 (local.get $i))" * n + ")" * n
    ),
    "numbered branches out of nested blocks": lambda n: program(
        "block\n" * n + f"local.get $i\nbr_if {n - 1}\n" * n + "end\n" * n
    ),
    "nested ifs with branches": lambda n: program(
        "(loop $o " + "(if (local.get $i) (then " * n + "(br_if $o (local.get $i))" + "))" * n + ")"
    ),
    "nested sums": lambda n: program(
        "(drop "
        + "(i32.add (i32.add (local.get $i) " * (n // 2)
        + "(local.get $i)"
        + ") (local.get $i))" * (n // 2)
        + ")"
    ),
    "nested masks": lambda n: program(
        "(drop " + "(i32.load (i32.and (i32.const 1023) " * n + "(local.get $i)" + "))" * n + ")",
        "(memory 1)",
    ),
    "values with statements after them": lambda n: program(
        "i32.const 1 " + "call $f i32.eqz " * n + "drop", "(func $f)"
    ),
    "parameters": lambda n: program(
        f"(call $f {'(i32.add (local.get $i) (i32.const 5)) ' * n})",
        "(func $f "
        + "".join(f"(param $p{i} i32) " for i in range(n))
        + "".join(f"(drop (local.get $p{i})) " for i in range(n))
        + ")",
    ),
    "constant arguments": lambda n: program(
        f"(call $f {'(i32.const 5) ' * n})", f"(func $f (param {'i32 ' * n}))"
    ),
    "results": lambda n: program(
        f"(call $f) {'(drop) ' * n} (block (result {'i32 ' * n}) (call $f)) {'(drop) ' * n}",
        f"(func $f (result {'i32 ' * n}) {'(i32.const 1) ' * n})",
    ),
    "null references in a segment": lambda n: program(
        "", f"(table {n} funcref) (elem (i32.const 0) funcref {'(ref.null func) ' * n})"
    ),
    "element segments": lambda n: program("", "(func $f) (table 1 funcref)" + "(elem (i32.const 0) $f)" * n),
    "exports of one function": lambda n: program(
        "", "(func $f " + "".join(f'(export "e{i}") ' for i in range(n)) + ")"
    ),
    "a branch table": lambda n: program("(block (br_table " + "0 " * n + " (i32.const 1)))"),
    "statements on a line": lambda n: program("(drop (i32.const 1)) " * n),
    "comments on an instruction": lambda n: program("(;a;) " * n + "(nop)"),
}


def program(body: str, fields: str = "", locals_: str = "") -> str:
    return f'(module {fields} (func (export "_start") (local $i i32) {locals_} {LOOP} {body}))'


def load(text: str) -> Module:
    module = parse(text)
    for _ in check_all(module):
        pass
    return named(module)


@cache
def module_of(kind: str, size: int) -> Module:
    return load(MODULES[kind](size))


def every_edit(module: Module) -> None:
    """Every candidate of every family, of which the first is applied."""
    for family in CATALOGUE.values():
        edits = iter(family(module))
        first = next(edits, None)
        if first is not None:
            apply(module, [first])
        for _ in edits:
            pass


def every_stage(module: Module) -> None:
    candidate = Program(module, Assembler("none"))
    for stage in dict.fromkeys((*schedule.COARSE, *schedule.FINE, *schedule.SIMPLIFY)):
        stage.edits(candidate)


def everything_dropped(module: Module) -> None:
    for name in ("functions", "fields", "unused", "statements", "locals", "parameters"):
        apply(module, list(CATALOGUE[name](module)))


def grouped(module: Module) -> None:
    """What a batch says of a case's loop."""
    group_key(module, "wasmtime")
    form_of(module, None)


def everything_hot(module: Module) -> None:
    """The hot loop, the trigger and the knock-outs of a program in which all runs alike."""
    counts = _counted(module)
    hot = node_counts(module, counts)
    hot_loop(module, counts, "call")
    list(hot_instructions(module, counts))
    candidate = Program(module, Assembler("none"))
    site_knock_outs(candidate, hot)
    class_knock_outs(candidate, hot)
    cold.never_run(module, counts)
    cold.unexecuted(module, counts)
    cold.cold_functions(module, counts)
    schedule.cold(module, counts)


def sliced(module: Module) -> None:
    """Slices around much of the hot code, and what of the edits leaves no loop."""
    counts, candidate = _counted(module), Program(module, Assembler("none"))
    nodes = [node for function in module.functions for node in walk(module.body(function))]
    hot = nodes[:: max(1, len(nodes) // 20)]
    carrier = Carrier(
        "", "instruction", "", (), sites_of(module, hot, {}, 1.0), 1.0, None, None, None, 1.0, 1.0
    )
    made = slices(candidate, counts, lambda _, names: dict.fromkeys(names, 0), Carriers((carrier,)))
    apply(module, made[-1:])
    trips = list(constants(module))[:1]
    sparing_the_loop(CATALOGUE["statements"](module), replace(candidate, trips=tuple(trips)))


class _AllAlike(dict[str, int]):
    """What is read of a run in which every counter has the same count."""

    def __missing__(self, _name: str) -> int:
        return 0

    def get(self, name: str, default: Any = None) -> Any:
        return MIN_COUNT if name.startswith(COUNTS) else default


def _counted(module: Module) -> Profile:
    found = profile(module, lambda _module, _names: _AllAlike({COUNTS: 8}))
    assert found is not None
    return found


def written_and_compared(module: Module) -> None:
    """The lines of a listing, and those that an edit changes."""
    text = print_module(module, "folded")
    line_numbers(parse(text), module)
    before = code_lines(module)
    changed(before, [*before[::2], *before])


def counted_on_an_engine(module: Module) -> None:
    """What is found out by counting: trip constants, numbers that processors take another time for."""
    candidate = Program(module, Assembler("none"))
    with_trips(candidate, lambda _module, _names: _AllAlike({COUNTS: 8}))
    special_numbers(module, lambda _, names: dict.fromkeys(names, 0))


WORK: dict[str, Callable[[Module], object]] = {
    "printed flat": lambda module: print_module(module, "flat"),
    "printed folded": lambda module: print_module(module, "folded"),
    "cleaned": cleaned,
    "every edit": every_edit,
    "stages": every_stage,
    "grouped": grouped,
    "everything hot": everything_hot,
    "sliced": sliced,
    "written and compared": written_and_compared,
    "counted": counted_on_an_engine,
    "everything dropped": everything_dropped,
}


def grows_linearly(do: Callable[[int], object], size: int) -> None:
    def seconds(size: int) -> float:
        start = time.process_time()
        do(size)
        return time.process_time() - start

    floor = FLOOR_S * (size / LARGE) ** 2
    large = seconds(size)
    if large > floor * MOST_GROWTH:
        small = max(floor, min(seconds(size // 4) for _ in range(3)))
        if large > MOST_GROWTH * small:
            large = min(seconds(size) for _ in range(2))
        assert large <= MOST_GROWTH * small


@SIZES
@pytest.mark.parametrize("kind", MODULES)
def test_loading_takes_linear_time(kind: str, size: int) -> None:
    grows_linearly(lambda size: load(MODULES[kind](size)), size)


@SIZES
@pytest.mark.parametrize("kind", MODULES)
@pytest.mark.parametrize("work", WORK)
def test_work_on_a_module_takes_linear_time(kind: str, work: str, size: int) -> None:
    for made in (size // 4, size):
        module_of(kind, made)
    grows_linearly(lambda size: WORK[work](module_of(kind, size)), size)


@pytest.mark.parametrize("kind", MODULES)
def test_texts_grow_as_the_module_does(kind: str) -> None:
    for style in (None, "flat", "folded"):
        small, large = (len(print_module(module_of(kind, size), style)) for size in (LARGE // 4, LARGE))
        assert large <= MOST_GROWTH * small
