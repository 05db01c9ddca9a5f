"""Cases that must fall in one group, and cases that must not, by the text of what was reduced."""

from __future__ import annotations

from pathlib import Path

import pytest

from reducer.batch.grouping import GroupKey, canonical, group_key, trigger_instructions
from reducer.wat.module import Module, parse

SLOW = "wasmtime@41.0.0"

COPY = "(memory.copy (i32.const 0) (i32.const 64038) (i32.const 64))"
SUM = "(local.set $a (i32.add (local.get $a) (i32.load (local.get $a))))"
DECLARATIONS = """
  (memory 1)
  (table $t 4 funcref)
  (global $g (mut i32) (i32.const 0))
  (global $h (mut i32) (i32.const 0))
  (elem $e declare func $f)
  (func $f (param $x i32) (result i32) (i32.mul (local.get $x) (i32.const 3)))
  (func $copies (memory.copy (i32.const 1) (i32.const 2) (i32.const 3)))
"""
LOCALS = "(local $a i32) (local $b i32) (local $i i64) (local $n i32) (local $d f64)"

DOWN = """(local.set $i (i64.const 1000))
  (loop $body {body}
    (br_if $body (i64.ne (local.tee $i (i64.sub (local.get $i) (i64.const 1))) (i64.const 0))))"""
LOOPS = {
    "down, wrapped": """(local.set $i (i64.const 5))
      (loop $l {body} (br_if $l (i32.wrap_i64 (local.tee $i (i64.sub (local.get $i) (i64.const 1))))))""",
    "down, by a set": """(local.set $i (i64.const 5))
      (loop $l {body} (local.set $i (i64.sub (local.get $i) (i64.const 1)))
        (br_if $l (i64.gt_s (local.get $i) (i64.const 0))))""",
    "down, i32": """(local.set $n (i32.const 5))
      (loop $l {body} (br_if $l (local.tee $n (i32.add (local.get $n) (i32.const -1)))))""",
    "up": "(loop $l {body} "
    "(br_if $l (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 9))))",
    "up by four": """(loop $l {body} (local.set $i (i64.add (i64.const 4) (local.get $i)))
        (br_if $l (i64.ne (i64.const 4000) (local.get $i))))""",
    "tested at the start": """(local.set $i (i64.const 5))
      (block $done (loop $l (br_if $done (i64.eqz (local.get $i))) {body}
        (local.set $i (i64.sub (local.get $i) (i64.const 1))) (br $l)))""",
    "tested at the start, up": """(block $done (loop $l (br_if $done (i32.ge_s (local.get $n) (i32.const 7)))
        {body} (local.set $n (i32.add (local.get $n) (i32.const 1))) (br $l)))""",
    "an if with the way back": """(loop $l (if (i32.lt_u (local.get $n) (i32.const 7))
        (then {body} (local.set $n (i32.add (local.get $n) (i32.const 1))) (br $l))))""",
    "a block that nothing leaves": """(local.set $n (i32.const 5))
      (loop $l (block $b {body}) (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))""",
    "in another loop": """(loop $outer (local.set $n (i32.const 5))
      (loop $l {body} (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
      (br_if $outer (i64.ne (local.tee $i (i64.add (local.get $i) (i64.const 1))) (i64.const 3))))""",
}

SAME_FORM = {
    "constants": (COPY, "(memory.copy (i32.const 1) (i32.const 0x10) (i32.const 0))"),
    "locals": (SUM, "(local.set $b (i32.add (local.get $b) (i32.load (local.get $b))))"),
    "the order of a sum": (SUM, "(local.set $a (i32.add (i32.load (local.get $a)) (local.get $a)))"),
    "offsets": (SUM, "(local.set $a (i32.add (local.get $a) (i32.load offset=8 (local.get $a))))"),
    "globals": ("(global.set $g (i32.const 1))", "(global.set $h (i32.const -1))"),
    "nops": (COPY, f"(nop) {COPY}"),
    "a value that nobody reads": (
        "(drop (i32.load (i32.const 0)))",
        "(local.set $b (i32.load (i32.const 4)))",
    ),
    "constants that nobody wants": (COPY, f"{COPY} (drop (i64.const 4)) (local.set $b (i32.const 3))"),
    "labels": (
        f"(block $x (br_if $x (local.get $a)) {COPY})",
        f"(block $y (br_if $y (local.get $b)) {COPY})",
    ),
}
OTHER_FORM = {
    "a local that varies": (SUM, "(local.set $a (i32.add (local.get $b) (i32.load (local.get $a))))"),
    "what is subtracted": (
        "(local.set $a (i32.sub (local.get $a) (i32.load (i32.const 0))))",
        "(local.set $a (i32.sub (i32.load (i32.const 0)) (local.get $a)))",
    ),
    "another operation": (
        "(local.set $d (f64.min (local.get $d) (f64.const 1)))",
        "(local.set $d (f64.max (local.get $d) (f64.const 1)))",
    ),
    "two globals": (
        "(global.set $g (i32.add (global.get $g) (i32.const 1)))",
        "(global.set $g (i32.add (global.get $h) (i32.const 1)))",
    ),
    "a condition": (SUM, f"(if (local.get $b) (then {SUM}))"),
}
SAME_GROUP = {
    "copy and fill": (COPY, "(memory.fill (i32.const 0) (i32.const 7) (i32.const 64))"),
    "one and two of them": (COPY, f"{COPY} (memory.copy (i32.const 9) (i32.const 8) (i32.const 7))"),
    "operands that vary": (
        COPY,
        "(memory.copy (i32.and (i32.wrap_i64 (local.get $i)) (i32.const 64)) (local.get $a) (i32.const 4))",
    ),
    "what is left beside it": (COPY, f"{COPY} {SUM} (global.set $g (local.get $a))"),
    "a function around it": (COPY, "(call $copies)"),
    "what becomes of a reference": ("(drop (ref.func $f))", "(if (ref.is_null (ref.func $f)) (then (nop)))"),
}
OTHER_GROUP = {
    "bulk memory and references": (COPY, "(drop (ref.func $f))"),
    "bulk memory and a load": (COPY, SUM),
    "a memory and a table": (COPY, "(table.fill $t (i32.const 0) (ref.null func) (i32.const 1))"),
    "a direct and an indirect call": (
        "(drop (call $f (i32.const 1)))",
        "(drop (call_indirect $t (param i32) (result i32) (i32.const 1) (i32.const 0)))",
    ),
    "size and grow": ("(drop (memory.size))", "(drop (memory.grow (i32.const 0)))"),
    "minimum and maximum": OTHER_FORM["another operation"],
    "one operation in other loops": (SUM, f"{SUM} (global.set $g (local.get $a))"),
}


def module(body: str, loop: str = DOWN) -> Module:
    return parse(f'(module {DECLARATIONS} (func (export "_start") {LOCALS} {loop.format(body=body)}))')


@pytest.mark.parametrize("loop", LOOPS.values(), ids=LOOPS)
@pytest.mark.parametrize("body", [COPY, SUM], ids=["copy", "sum"])
def test_how_a_loop_counts_does_not_show(loop: str, body: str) -> None:
    assert canonical(module(body, loop)) == canonical(module(body))
    assert group_key(module(body, loop), SLOW) == group_key(module(body), SLOW)


def test_the_counter_is_the_same_in_every_type() -> None:
    by_i64 = module("(i32.store (i32.wrap_i64 (local.get $i)) (i32.const 1))")
    by_i32 = module("(i32.store (local.get $n) (i32.const 1))", LOOPS["up"])
    assert canonical(by_i64) == canonical(by_i32)


@pytest.mark.parametrize("pair", SAME_FORM.values(), ids=SAME_FORM)
def test_spelling_does_not_show(pair: tuple[str, str]) -> None:
    first, second = map(module, pair)
    assert canonical(first) == canonical(second)
    assert group_key(first, SLOW) == group_key(second, SLOW)


@pytest.mark.parametrize("pair", OTHER_FORM.values(), ids=OTHER_FORM)
def test_what_is_computed_shows(pair: tuple[str, str]) -> None:
    assert canonical(module(pair[0])) != canonical(module(pair[1]))


@pytest.mark.parametrize("pair", SAME_GROUP.values(), ids=SAME_GROUP)
def test_one_anomaly_is_one_group(pair: tuple[str, str]) -> None:
    assert group_key(module(pair[0]), SLOW) == group_key(module(pair[1]), SLOW)


@pytest.mark.parametrize("pair", OTHER_GROUP.values(), ids=OTHER_GROUP)
def test_two_anomalies_are_two_groups(pair: tuple[str, str]) -> None:
    assert group_key(module(pair[0]), SLOW) != group_key(module(pair[1]), SLOW)


def test_another_slow_side_is_another_group() -> None:
    assert group_key(module(COPY), SLOW) != group_key(module(COPY), "wasmer")


def test_copy_and_fill_are_a_family_and_keep_their_names() -> None:
    fill = module("(memory.fill (i32.const 0) (i32.const 7) (i32.const 64))")
    assert trigger_instructions(module(COPY)) == ("memory.copy",)
    assert trigger_instructions(fill) == ("memory.fill",)
    assert group_key(fill, SLOW) == GroupKey(SLOW, ("bulk memory",))
    assert str(group_key(fill, SLOW)) == "bulk memory, slow on wasmtime@41.0.0"


def test_of_two_loops_the_one_with_the_trigger_counts() -> None:
    short = f"(loop $s {SUM} {SUM} (br_if $s (local.tee $b (i32.sub (local.get $b) (i32.const 1)))))"
    both = module(COPY, short + DOWN)
    assert group_key(both, SLOW) == group_key(module(COPY), SLOW)
    assert canonical(both) == canonical(module(COPY))


def test_what_counts_the_trips_is_no_trigger() -> None:
    assert trigger_instructions(module("(global.set $g (local.get $a))")) == ("global.set",)
    assert trigger_instructions(module("")) == ()


def test_locals_of_a_called_function_are_its_own() -> None:
    text = """(module (global $g (mut i32) (i32.const 0))
      (func $f (param ${name} i32) (global.set $g (local.get ${name})))
      (func (export "_start") (local $i i32) (local $a i32) (local.set $a (i32.const 1))
        (loop $l (call $f (local.get $a))
          (br_if $l (local.tee $i (i32.add (local.get $i) (i32.const 1)))))))"""
    assert canonical(parse(text.format(name="a"))) == canonical(parse(text.format(name="z")))


def test_a_function_that_calls_itself_ends() -> None:
    recursive = parse('(module (func $f (export "_start") (if (i32.const 0) (then (call $f)))))')
    assert "call function0" in canonical(recursive)
    assert group_key(recursive, SLOW).trigger == ("call",)


@pytest.mark.parametrize("name", ["memory_copy_len32", "memory_copy_len0", "memory_copy_len64"])
def test_the_reported_cases_of_bulk_memory_are_one_group(seeds: Path, name: str) -> None:
    folder = seeds / "bulk_memory"
    path = next(path for path in folder.glob("*.wat") if path.stem.endswith(name))
    fill = folder / "sibling_memory_fill_len32.wat"
    keys = {group_key(parse(entry.read_text(encoding="utf-8")), SLOW) for entry in (path, fill)}
    assert keys == {GroupKey(SLOW, ("bulk memory",))}


REDUCED = Path(__file__).with_name("reduced")


@pytest.mark.parametrize("path", sorted(REDUCED.glob("*.wat")), ids=lambda path: path.stem)
def test_what_real_runs_left_is_in_its_group(path: Path) -> None:
    trigger = "ref.func" if path.stem.startswith("ref_func") else "bulk memory"
    assert group_key(parse(path.read_text(encoding="utf-8")), SLOW) == GroupKey(SLOW, (trigger,))
