"""The families of control edits by example: a module before, an edit's label, the module after."""

from __future__ import annotations

import pytest
from before_after import check_edit, edits, labels, words

from reducer.edits import CATALOGUE, CONTROL_FAMILIES, apply
from reducer.edits.sweeps import points
from reducer.wat.assemble import Assembler
from reducer.wat.module import parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module

LOOP = """(module (memory $m 1) (func $f (local $i i32)
  (loop $l
    {}
    (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))"""
RMW = """(module (global $g (mut i32) (i32.const 7)) (func $f (param $i i64)
  (global.set $g (i32.add (global.get $g) (i32.wrap_i64 (local.get $i))))))"""


def loop(body: str) -> str:
    return LOOP.format(body)


def function(body: str, params: str = "(param $x i32) (param $y i32) (result i32)") -> str:
    return f"(module (memory $m 1) (func $f {params} {body}))"


STORE = "(i32.store8 (i32.and (local.get $x) (i32.const 65535)) (local.get $y))"
WIDER_STORE = "(i32.store (i32.and (local.get $x) (i32.const 65532)) (local.get $y))"
TWO = "(param $x i32) (param $y i32)"
COPY = (
    "(memory.copy (i32.and (local.get $i) (i32.const 65504)) (i32.and (local.get $i) (i32.const 65504)) {})"
)

EXAMPLES = {
    "removals": [
        (
            "remove memory.copy",
            loop("(memory.copy (local.get $i) (i32.const 8) (i32.const 4))"),
            loop("(drop (local.get $i)) (drop (i32.const 8)) (drop (i32.const 4))"),
        ),
        (
            "remove i32.div_s",
            function("(i32.div_s (local.get $x) (local.get $y))"),
            function("(drop (local.get $x)) (drop (local.get $y)) (i32.const 0)"),
        ),
        (
            "remove ref.func",
            "(module (func $f (drop (ref.func $f))) (elem declare func $f))",
            "(module (func $f (drop (ref.null func))) (elem declare func $f))",
        ),
        ("remove memory.size", loop("(drop (memory.size))"), loop("(drop (i32.const 0))")),
    ],
    "siblings": [
        (
            "i32.add -> i32.xor",
            function("(i32.add (local.get $x) (local.get $y))"),
            function("(i32.xor (local.get $x) (local.get $y))"),
        ),
        (
            "i32.load -> i32.load8_u",
            function("(i32.load offset=4 align=4 (local.get $x))"),
            function("(i32.load8_u offset=4 (local.get $x))"),
        ),
        (
            "i32.store8 -> i32.store,",
            function(STORE, TWO),
            function(WIDER_STORE, TWO),
        ),
        (
            "f64.copysign -> f64.min",
            "(module (func $f (param $x f64) (result f64) (f64.copysign (local.get $x) (f64.const 1))))",
            "(module (func $f (param $x f64) (result f64) (f64.min (local.get $x) (f64.const 1))))",
        ),
        (
            "i32x4.add -> f64x2.add",
            "(module (func $f (param $x v128) (result v128) (i32x4.add (local.get $x) (local.get $x))))",
            "(module (func $f (param $x v128) (result v128) (f64x2.add (local.get $x) (local.get $x))))",
        ),
        (
            "table.copy -> table.fill",
            """(module (table $t 9 funcref)
                 (func $f (table.copy $t $t (i32.const 0) (i32.const 4) (i32.const 2))))""",
            """(module (table $t 9 funcref)
                 (func $f
                   (table.fill $t (i32.const 0) (drop (i32.const 4)) (ref.null func) (i32.const 2))))""",
        ),
    ],
    "types": [
        (
            "i32.mul -> i64.mul",
            function("(i32.mul (local.get $x) (i32.const 3))"),
            function("(i32.wrap_i64 (i64.mul (i64.extend_i32_s (local.get $x)) (i64.const 3)))"),
        ),
        (
            "i32.add -> f64.add",
            function("(i32.add (local.get $x) (local.get $y))"),
            function(
                """(i32.trunc_sat_f64_s
                     (f64.add (f64.convert_i32_s (local.get $x)) (f64.convert_i32_s (local.get $y))))"""
            ),
        ),
        (
            "i32.lt_s -> i64.lt_s",
            function("(i32.lt_s (local.get $x) (local.get $y))"),
            function("(i64.lt_s (i64.extend_i32_s (local.get $x)) (i64.extend_i32_s (local.get $y)))"),
        ),
        (
            "global $g i32 -> i64",
            RMW,
            """(module (func $f (param $i i64)
                 (global.set $g_i64 (i64.add (global.get $g_i64) (local.get $i))))
                 (global $g_i64 (mut i64) (i64.const 7)))""",
        ),
    ],
    "calls": [
        (
            "call $g -> call_indirect",
            """(module (func $g (param $x i32) (result i32) (local.get $x))
                 (func $f (drop (call $g (i32.const 1)))))""",
            """(module (func $g (param $x i32) (result i32) (local.get $x))
                 (func $f (drop
                   (call_indirect $indirect_g (param i32) (result i32) (i32.const 1) (i32.const 0))))
                 (table $indirect_g 1 funcref)
                 (elem $indirect_g (table $indirect_g) (i32.const 0) func $g))""",
        ),
        (
            "call_indirect -> call $b",
            """(module (table $t 2 funcref) (elem $e (i32.const 0) func $a $b) (func $a) (func $b)
                 (func $f (call_indirect (i32.const 1))))""",
            """(module (table $t 2 funcref) (elem $e (i32.const 0) func $a $b) (func $a) (func $b)
                 (func $f (call $b)))""",
        ),
    ],
    "locals-for-globals": [
        (
            "global $g -> local in $f",
            RMW,
            """(module (global $g (mut i32) (i32.const 7)) (func $f (param $i i64) (local $g i32)
                 (local.set $g (i32.add (local.get $g) (i32.wrap_i64 (local.get $i))))))""",
        ),
    ],
    "operands": [
        (
            "length of memory.copy 32 -> 4",
            loop(COPY.format("(i32.const 32)")),
            loop(COPY.format("(i32.const 4)")),
        ),
        (
            "length of memory.copy 32 -> 64, narrower window",
            loop(COPY.format("(i32.const 32)")),
            loop(COPY.format("(i32.const 64)").replace("65504", "65472")),
        ),
        (
            "right of f64.mul 2 -> 0x1p-1022",
            "(module (func $f (param $x f64) (result f64) (f64.mul (local.get $x) (f64.const 2))))",
            "(module (func $f (param $x f64) (result f64) (f64.mul (local.get $x) (f64.const 0x1p-1022))))",
        ),
    ],
    "immediates": [
        (
            "offset of i32.load 4 -> 64",
            function("(i32.load offset=4 (i32.and (local.get $x) (i32.const 65528)))"),
            function("(i32.load offset=64 (i32.and (local.get $x) (i32.const 65464)))"),
        ),
        (
            "alignment of i32.load 4 -> 1",
            function("(i32.load offset=4 (local.get $x))"),
            function("(i32.load offset=4 align=1 (local.get $x))"),
        ),
    ],
    "relations": [
        (
            "source = destination of memory.copy",
            loop("(memory.copy (local.get $i) (i32.const 8) (i32.const 4))"),
            loop("(memory.copy (local.get $i) (local.get $i) (i32.const 4))"),
        ),
        (
            "source = destination + 1024",
            loop(COPY.format("(i32.const 32)")),
            loop(
                """(memory.copy (i32.and (local.get $i) (i32.const 64480))
                     (i32.add (i32.and (local.get $i) (i32.const 64480)) (i32.const 1024)) (i32.const 32))"""
            ),
        ),
        (
            "destination of memory.copy -> i32.const 0",
            loop("(memory.copy (local.get $i) (i32.const 8) (i32.const 4))"),
            loop("(memory.copy (i32.const 0) (i32.const 8) (i32.const 4))"),
        ),
        (
            "length of memory.copy -> varying",
            loop(COPY.format("(i32.const 32)")),
            loop(COPY.format("(i32.and (local.get $i) (i32.const 31))")),
        ),
        (
            "right of i32.add -> i32.const 1",
            RMW,
            RMW.replace("(i32.wrap_i64 (local.get $i))", "(i32.const 1)"),
        ),
        (
            "left of i32.add -> unmasked",
            function("(i32.add (i32.and (local.get $x) (i32.const 7)) (local.get $y))"),
            function("(i32.add (local.get $x) (local.get $y))"),
        ),
    ],
}


def test_every_control_family_has_an_example() -> None:
    assert set(EXAMPLES) == set(CONTROL_FAMILIES)


@pytest.mark.parametrize(
    ("family", "label", "before", "after"),
    [
        pytest.param(family, *example, id=f"{family}: {example[0]}")
        for family, examples in EXAMPLES.items()
        for example in examples
    ],
)
def test_a_control_edit_does_what_its_label_says(family: str, label: str, before: str, after: str) -> None:
    check_edit(before, family, label, after)


@pytest.mark.parametrize(
    ("family", "label", "before"),
    [
        pytest.param(family, label, before, id=f"{family}: {label}")
        for family, examples in EXAMPLES.items()
        for label, before, _ in examples
    ],
)
def test_what_a_control_edit_leaves_is_valid(family: str, label: str, before: str) -> None:
    module = named(parse(before))
    assert Assembler("wat2wasm").assemble(print_module(apply(module, edits(module, family, label))))


@pytest.mark.parametrize(
    ("family", "module", "why"),
    [
        pytest.param(
            "types", RMW.replace("$g (mut", '$g (export "g") (mut'), "global", id="an exported global"
        ),
        pytest.param(
            "relations",
            loop("(memory.copy (call $n) (i32.const 8) (i32.const 4))").replace(
                "(func $f", "(func $n (result i32) (i32.const 1)) (func $f"
            ),
            "source = destination",
            id="a call is not run twice",
        ),
        pytest.param(
            "relations",
            loop(COPY.format("(i32.const 32)")),
            "destination of memory.copy -> unmasked",
            id="an address without its mask may leave the memory",
        ),
    ],
)
def test_what_would_not_be_safe_is_not_offered(family: str, module: str, why: str) -> None:
    assert not [label for label in labels(module, family) if label.startswith(why)]


def test_edits_that_bring_the_same_field_or_local_bring_it_once() -> None:
    module = named(parse("(module (func $g) (func $f (call $g) (call $g)))"))
    text = words(apply(module, list(CATALOGUE["calls"](module))))
    assert text.count("table") == 2 and text.count("elem") == 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(32, [0, 1, 4, 8, 16, 64, 31, 33], id="a power of two"),
        pytest.param(100, [0, 1, 4, 8, 16, 32, 64, 99, 101, 128], id="between powers"),
        pytest.param(-8, [0, 1, 4, 8, 16, 32, 64, -9, -7, -4, -16], id="negative"),
        pytest.param(0, [1, 4, 8, 16, 32, 64, -1, 2], id="zero"),
    ],
)
def test_a_sweep_has_the_fixed_values_the_neighbours_and_the_powers_of_two(
    value: int, expected: list[int]
) -> None:
    found = points(value)
    assert len(found) == len(set(found)) and value not in found
    assert set(expected) <= set(found)
