"""Every family of edits by example: a module before, an edit's label, the module after."""

from __future__ import annotations

import pytest
from before_after import check_edit

from reducer.edits import CATALOGUE, CONTROL_FAMILIES

EXAMPLES = {
    "functions": [
        (
            "drop function $double",
            """(module
              (func $double (param $x i32) (result i32) (i32.mul (local.get $x) (i32.const 2)))
              (func $main (export "_start") (drop (i32.add (call $double (i32.const 4)) (i32.const 1))))
              (export "double" (func $double)))""",
            """(module
              (func $main (export "_start") (drop (i32.add (i32.const 0) (i32.const 1)))))""",
        ),
        (
            "drop function $b",
            """(module
              (table $t 2 funcref)
              (elem $e (i32.const 0) func $a $b)
              (func $a) (func $b))""",
            """(module
              (table $t 2 funcref)
              (elem $e (i32.const 0) funcref (ref.func $a) (ref.null func))
              (func $a))""",
        ),
        (
            "drop import $tick",
            """(module (import "env" "tick" (func $tick (result i64)))
                 (func $f (result i64) (call $tick)))""",
            """(module (func $f (result i64) (i64.const 0)))""",
        ),
        (
            "drop function $gone",
            """(module (elem $e declare func $gone)
                 (func $gone (result i32) (i32.const 1))
                 (func $f (result i32) (drop (ref.func $gone)) (return_call $gone)))""",
            """(module (elem $e declare func)
                 (func $f (result i32) (drop (ref.null func)) (return (i32.const 0))))""",
        ),
    ],
    "unused": [
        (
            "drop unused function $lone",
            '(module (func $lone (call $kept)) (func $kept (export "_start")))',
            '(module (func $kept (export "_start")))',
        ),
        (
            "drop unused global $g",
            "(module (global $g i32 (i32.const 1)) (global $h i32 (i32.const 2)))",
            "(module (global $h i32 (i32.const 2)))",
        ),
    ],
    "unused-locals": [
        (
            "drop unused local $y",
            "(module (func $f (local $x i32) (local $y i64) (local $z f32) (local.set $x (i32.const 1))))",
            "(module (func $f (local $x i32) (local $z f32) (local.set $x (i32.const 1))))",
        ),
        (
            "drop unused local $l1",
            "(module (func $f (param i32) (result i32) (local i64) (local.get 0)))",
            "(module (func $f (param $l0 i32) (result i32) (local.get $l0)))",
        ),
    ],
    "statements": [
        (
            "delete i32.store(",
            "(module (memory 1) (func $f (nop) (i32.store (i32.const 0) (i32.const 1)) (nop)))",
            "(module (memory 1) (func $f (nop) (nop)))",
        ),
        (
            "delete loop $l",
            "(module (func $f (loop $l (br_if $l (i32.const 1)))))",
            "(module (func $f))",
        ),
        (
            "delete return",
            "(module (func $f (result i32) (return (i32.const 1)) (nop)))",
            "(module (func $f (result i32) (nop) (i32.const 0)))",
        ),
    ],
    "blocks": [
        (
            "unwrap block $b",
            "(module (func $f (block $b (nop) (drop (i32.const 1)))))",
            "(module (func $f (nop) (drop (i32.const 1))))",
        ),
        (
            "if $i -> then",
            """(module (func $f (param $x i32) (result i32)
                 (if $i (result i32) (local.get $x) (then (i32.const 1)) (else (i32.const 2)))))""",
            "(module (func $f (param $x i32) (result i32) (i32.const 1)))",
        ),
        (
            "if $i -> else",
            """(module (func $f (param $x i32)
                 (if $i (local.get $x) (then (nop)) (else (br $i)))))""",
            "(module (func $f (param $x i32) (block $i (br $i))))",
        ),
        (
            "if $i -> drop",
            "(module (memory 1) (func $f (param $x i32) (if $i (i32.load (local.get $x)) (then) (else))))",
            "(module (memory 1) (func $f (param $x i32) (drop (i32.load (local.get $x)))))",
        ),
    ],
    "loops": [
        (
            "invert loop $l",
            """(module (func $f (param $x i32)
                 (block $out (loop $l (br_if $out (local.get $x)) (nop) (br $l)))))""",
            """(module (func $f (param $x i32)
                 (block $out (loop $l (nop) (br_if $l (i32.eqz (local.get $x)))))))""",
        ),
    ],
    "hoists": [
        (
            "i32.add(local.get $x, i32.eqz(local.get $y)) -> local.get $x",
            """(module (func $f (param $x i32) (param $y i32) (result i32)
                 (i32.add (local.get $x) (i32.eqz (local.get $y)))))""",
            "(module (func $f (param $x i32) (param $y i32) (result i32) (local.get $x)))",
        ),
        (
            "i32.eqz(i32.clz(local.get $x)) -> i32.clz(local.get $x)",
            "(module (func $f (param $x i32) (result i32) (i32.eqz (i32.clz (local.get $x)))))",
            "(module (func $f (param $x i32) (result i32) (i32.clz (local.get $x))))",
        ),
    ],
    "constants": [
        (
            "f32.neg(local.get $x) -> f32.const 0",
            "(module (func $f (param $x f32) (result f32) (f32.neg (local.get $x))))",
            "(module (func $f (param $x f32) (result f32) (f32.const 0)))",
        ),
        (
            "table.get $t(i32.const 1) -> ref.null extern",
            "(module (table $t 2 externref) (func $f (result externref) (table.get $t (i32.const 1))))",
            "(module (table $t 2 externref) (func $f (result externref) (ref.null extern)))",
        ),
    ],
    "locals": [
        (
            "drop local $i",
            """(module (func $f (result i32) (local $i i32)
                 (local.set $i (i32.const 3)) (i32.add (local.get $i) (local.tee $i (i32.const 4)))))""",
            "(module (func $f (result i32) (i32.add (i32.const 0) (i32.const 4))))",
        ),
        (
            "drop local $v",
            "(module (func $f (result v128) (local $v v128) (local $w i32) (local.get $v)))",
            "(module (func $f (result v128) (local $w i32) (v128.const i32x4 0 0 0 0)))",
        ),
    ],
    "parameters": [
        (
            "drop parameter $x of $g",
            """(module
              (func $g (param $x i32) (param $y i64) (result i64) (drop (local.get $x)) (local.get $y))
              (func $f (result i64) (call $g (i32.const 5) (i64.const 6))))""",
            """(module
              (func $g (param $y i64) (result i64) (drop (i32.const 0)) (local.get $y))
              (func $f (result i64) (call $g (i64.const 6))))""",
        ),
        (
            "drop parameter $y of $g",
            """(module
              (type $t (func (param i32 i32)))
              (func $g (type $t) (param $x i32) (param $y i32) (nop))
              (func $f (call $g (i32.const 5) (i32.const 6))))""",
            """(module
              (type $t (func (param i32 i32)))
              (func $g (param $x i32) (nop))
              (func $f (call $g (i32.const 5))))""",
        ),
    ],
    "tees": [
        (
            "set and get of $x -> tee",
            """(module (func $f (local $x i32)
                 (local.set $x (i32.const 1)) (drop (i32.add (local.get $x) (i32.const 2)))))""",
            "(module (func $f (local $x i32) (drop (i32.add (local.tee $x (i32.const 1)) (i32.const 2)))))",
        ),
    ],
    "values": [
        (
            "i32.const 10 -> 1",
            "(module (func $f (result i32) (i32.const 10)))",
            "(module (func $f (result i32) (i32.const 1)))",
        ),
        (
            "f64.const nan -> 0",
            "(module (func $f (result f64) (f64.const nan)))",
            "(module (func $f (result f64) (f64.const 0)))",
        ),
    ],
    "offsets": [
        (
            "i32.load offset=4 align=2",
            "(module (memory $m 1) (func $f (result i32) (i32.load offset=4 align=2 (i32.const 0))))",
            "(module (memory $m 1) (func $f (result i32) (i32.load (i32.const 0))))",
        ),
        (
            "i64.store8 offset=1",
            "(module (memory $m 1) (func $f (i64.store8 offset=1 (i32.const 0) (i64.const 1))))",
            "(module (memory $m 1) (func $f (i64.store8 (i32.const 0) (i64.const 1))))",
        ),
    ],
    "fields": [
        (
            'drop export "e"',
            '(module (func $f) (export "e" (func $f)) (export "_start" (func $f)))',
            '(module (func $f) (export "_start" (func $f)))',
        ),
        (
            'drop export "inline"',
            '(module (global $g (export "inline") (export "kept") i32 (i32.const 1)))',
            '(module (global $g (export "kept") i32 (i32.const 1)))',
        ),
        (
            "drop elem $e",
            "(module (elem $e func $f) (func $f (drop (ref.func $f))))",
            "(module (func $f (drop (ref.func $f))) (elem $declared declare func $f))",
        ),
    ],
    "many-locals": [
        (
            "drop 5 unused locals of $f",
            f"(module (func $f (local{' i64' * 80})))",
            f"(module (func $f {''.join(f'(local $l{index} i64)' for index in range(5, 80))}))",
        ),
    ],
    "tables": [
        ("table 5000 9000 -> 0", "(module (table $t 5000 9000 funcref))", "(module (table $t 0 funcref))"),
        (
            "table i64 5000 -> 78",
            "(module (table $t i64 5000 funcref))",
            "(module (table $t i64 78 funcref))",
        ),
    ],
    "segments": [
        (
            "elements 3 to 3 of $e: dropped",
            """(module (table $t 3 funcref)
                 (elem $e (offset (i32.const 0)) funcref (ref.null func) (item (ref.func $f)) (ref.null func))
                 (func $f))""",
            """(module (table $t 3 funcref)
                 (elem $e (offset (i32.const 0)) funcref (ref.null func) (item (ref.func $f)))
                 (func $f))""",
        ),
        (
            "elements 1 to 1 of $e: dropped",
            "(module (table $t 3 funcref) (elem $e (i32.const 0) func $f $f) (func $f))",
            "(module (table $t 3 funcref) (elem $e (i32.const 0) func $f) (func $f))",
        ),
        (
            "elements 1 to 1 of $t: dropped",
            "(module (table $t funcref (elem $f)) (func $f))",
            "(module (table $t funcref (elem)) (func $f))",
        ),
        (
            "bytes 3 to 4 of $d: dropped",
            f"""(module (memory $m 1) (data $d (i32.const 0) "a\\00" "{"xy" * 15}"))""",
            f"""(module (memory $m 1) (data $d (i32.const 0) "a\\00" "{"xy" * 14}"))""",
        ),
    ],
    "targets": [
        (
            "br_table of 3 targets -> 1",
            "(module (func $f (block $a (block $b (br_table $a $b $b $b (i32.const 1))))))",
            "(module (func $f (block $a (block $b (br_table $a $b (i32.const 1))))))",
        ),
    ],
    "merges": [
        (
            "data segments $a to $b: merged",
            """(module (memory 1) (data $a (i32.const 0) "x" "y") (data $b (i32.const 80) "z\\00")
                 (data $used "kept") (func $f (data.drop $used)))""",
            """(module (memory 1) (data $a (i32.const 0) "x" "y" "z\\00")
                 (data $used "kept") (func $f (data.drop $used)))""",
        ),
        (
            "element segments $a to $b: merged",
            """(module (table 9 funcref) (elem $a (i32.const 0) func $f) (elem $b (i32.const 5) $g $f)
                 (elem $c (i32.const 7) funcref (ref.null func)) (func $f) (func $g))""",
            """(module (table 9 funcref) (elem $a (i32.const 0) func $f $g $f)
                 (elem $c (i32.const 7) funcref (ref.null func)) (func $f) (func $g))""",
        ),
    ],
    "moves": [
        (
            "data segment $b: together from 2",
            """(module (memory 9) (data $a (i32.const 0) "xy") (data $b (i32.const 0x10000) "z"))""",
            """(module (memory 9) (data $a (i32.const 0) "xy") (data $b (i32.const 2) "z"))""",
        ),
        (
            "element segment $b: together from 2",
            """(module (table $t 900 funcref) (elem $a (i32.const 0) $f $f)
                 (elem $b (table $t) (offset i32.const 700) funcref (ref.func $f)) (func $f))""",
            """(module (table $t 900 funcref) (elem $a (i32.const 0) $f $f)
                 (elem $b (table $t) (offset i32.const 2) funcref (ref.func $f)) (func $f))""",
        ),
    ],
    "chains": [
        (
            "operands 1 to 5 of a chain of 66: dropped",
            f"(module (func $f (param $x i32) (drop {'(i32.eqz ' * 65} (local.get $x) {')' * 65})))",
            f"(module (func $f (param $x i32) (drop {'(i32.eqz ' * 60} (local.get $x) {')' * 60})))",
        ),
    ],
    "results": [
        (
            "results of $f 2 -> 1",
            """(module
              (func $f (param $x i32) (result i32 f64)
                (if (local.get $x) (then (return (i32.const 7) (f64.const 8))))
                (local.get $x) (f64.sqrt (f64.const 1))))""",
            """(module
              (func $f (param $x i32) (result i32)
                (if (local.get $x) (then (return (i32.const 7))))
                (local.get $x) (drop (f64.sqrt (f64.const 1)))))""",
        ),
    ],
    "names": [
        (
            "export of 9 characters",
            """(module (func $f) (export "long name" (func $f)) (export "0" (func $f)))""",
            """(module (func $f) (export "1" (func $f)) (export "0" (func $f)))""",
        ),
    ],
    "memories": [
        ("memory 2 4 -> 1", "(module (memory $m 2 4))", "(module (memory $m 1))"),
        ("memory i64 3 -> 1", "(module (memory $m i64 3))", "(module (memory $m i64 1))"),
    ],
    "swaps": [
        (
            "memory.copy -> memory.fill",
            "(module (memory $m 1) (func $f (memory.copy (i32.const 0) (i32.const 8) (i32.const 16))))",
            "(module (memory $m 1) (func $f (memory.fill (i32.const 0) (i32.const 8) (i32.const 16))))",
        ),
        (
            "memory.fill -> memory.copy",
            "(module (memory $m 1) (func $f (memory.fill (i32.const 0) (i32.const 8) (i32.const 16))))",
            "(module (memory $m 1) (func $f (memory.copy (i32.const 0) (i32.const 8) (i32.const 16))))",
        ),
    ],
}
CASES = [
    pytest.param(family, *example, id=f"{family}: {example[0]}")
    for family, found in EXAMPLES.items()
    for example in found
]


@pytest.mark.parametrize(("family", "label", "before", "after"), CASES)
def test_edit_makes_after_of_before(family: str, label: str, before: str, after: str) -> None:
    check_edit(before, family, label, after)


def test_every_family_has_examples() -> None:
    assert set(EXAMPLES) == set(CATALOGUE) - set(CONTROL_FAMILIES)
