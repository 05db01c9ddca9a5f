"""Slices as examples: a module, what carries there and what is to stay beside it, and the module after."""

import pytest
from before_after import words

from reducer.edits import apply
from reducer.edits.slices import Counts, Ends, Keeps, Slicing
from reducer.program.cleaning import cleaned
from reducer.wat.module import Module, parse
from reducer.wat.naming import named
from reducer.wat.tree import Instr, Node, walk

LOOP = """
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
  (memory (export "memory") 1)
  (global $g (mut i32) (i32.const 5))
  (table 2 funcref)
  (elem (i32.const 0) $other)
  (data (i32.const 0) "abc")
  (func $other (export "other") (global.set $g (i32.const 1)))
  (func $main (export "_start") (local $i i32) (local $x i32) (local $y i32)
    (call $other)
    (local.set $i (i32.const 1000))
    (local.set $y (i32.const 64))
    (loop $l
      (local.set $x (i32.add (local.get $x) (i32.const 3)))
      (memory.fill (i32.and (local.get $i) (local.get $y)) (i32.const 1) (i32.const 8))
      (drop (i32.div_u (local.get $x) (global.get $g)))
      (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    (i32.store (i32.const 0) (local.get $x))
    (call $proc_exit (i32.const 3))))
"""


NOTHING = Ends()


def node_of(module: Module, op: str) -> Node:
    return next(
        node
        for function in module.functions
        for node in walk(module.body(function))
        if isinstance(node, Instr) and node.op == op
    )


def sliced(text: str, op: str, keeps: Keeps, ends: Ends = NOTHING) -> Module:
    module = named(parse(text))
    counts = Counts({function.name: 1 for function in module.functions}, {})
    edit = Slicing(module, counts, ends).slice([node_of(module, op)], keeps)
    assert edit is not None
    return cleaned(apply(module, [edit]))


def check_slice(before: str, op: str, keeps: Keeps, after: str) -> None:
    assert words(sliced(before, op, keeps)) == words(named(parse(after)))


def start(code: str, locals_: str = "(local $i i32)") -> str:
    return f"""(module (memory (export "memory") 1) (func $main (export "_start") {locals_} {code}))"""


COUNTING = "(br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1))))"


def test_the_loop_its_counter_and_the_carrier_stay_with_constants() -> None:
    check_slice(
        LOOP,
        "memory.fill",
        Keeps.CONSTANTS,
        start(
            "(local.set $i (i32.const 1000)) (loop $l"
            f" (memory.fill (i32.const 0) (i32.const 1) (i32.const 8)) {COUNTING})"
        ),
    )


def test_operands_become_the_values_that_they_had() -> None:
    module = named(parse(LOOP))
    fill = node_of(module, "memory.fill")
    assert isinstance(fill, Instr)
    value = Instr("i32.const", ("64",), (), ("i32",))
    slicing = Slicing(module, Counts({}, {}), constants={id(fill.operands[0]): value})
    edit = slicing.slice([fill], Keeps.CONSTANTS)
    assert edit is not None
    assert "(i32.const 64) (i32.const 1) (i32.const 8)" in " ".join(words(apply(module, [edit]))).replace(
        "( ", "("
    ).replace(" )", ")")


def test_operands_stay_with_what_they_read() -> None:
    check_slice(
        LOOP,
        "memory.fill",
        Keeps.OPERANDS,
        start(
            "(local.set $i (i32.const 1000)) (local.set $y (i32.const 64)) (loop $l"
            " (memory.fill (i32.and (local.get $i) (local.get $y)) (i32.const 1) (i32.const 8))"
            f" {COUNTING})",
            "(local $i i32) (local $y i32)",
        ),
    )


def test_a_value_that_carries_is_dropped_with_its_statement_gone() -> None:
    check_slice(
        LOOP.replace("(drop (i32.div_u", "(i32.store (i32.const 8) (i32.div_u"),
        "i32.div_u",
        Keeps.CONSTANTS,
        start(
            "(local.set $i (i32.const 1000))"
            f"(loop $l (drop (i32.div_u (i32.const 0) (i32.const 0))) {COUNTING})"
        ),
    )


def test_a_statement_stays_with_one_that_reads_what_it_writes() -> None:
    text = LOOP.replace("(drop (i32.div_u (local.get $x) (global.get $g)))", "").replace(
        "i32.add", "i32.rotl"
    )
    check_slice(
        text,
        "i32.rotl",
        Keeps.STATEMENT,
        start(
            "(local.set $i (i32.const 1000)) (loop $l"
            f" (local.set $x (i32.rotl (local.get $x) (i32.const 3))) {COUNTING})"
            " (i32.store (i32.const 0) (local.get $x))",
            "(local $i i32) (local $x i32)",
        ),
    )


def test_a_loop_stays_as_it_is_and_all_else_goes() -> None:
    text = " ".join(words(sliced(LOOP, "memory.fill", Keeps.LOOP)))
    assert all(op in text for op in ("memory.fill", "i32.div_u", "global.get $g", "i32.add"))
    assert all(op not in text for op in ("i32.store", "$other", "data", "elem", "proc_exit"))


def test_an_exit_code_stays() -> None:
    text = " ".join(words(sliced(LOOP, "memory.fill", Keeps.CONSTANTS, Ends(frozenset(("$proc_exit",))))))
    assert "( call $proc_exit ( i32.const 3 ) )" in text
    assert "sched_yield" not in text and "i32.store" not in text


def test_what_comes_after_the_loop_stays_for_a_trap() -> None:
    text = " ".join(words(sliced(LOOP, "memory.fill", Keeps.CONSTANTS, Ends(rest=True))))
    assert "( i32.store ( i32.const 0 ) ( local.get $x ) )" in text and "proc_exit" in text
    assert "div_u" not in text and "call $other" not in text


def test_all_outside_the_loop_stays_for_what_is_printed() -> None:
    text = " ".join(words(sliced(LOOP, "memory.fill", Keeps.CONSTANTS, Ends(outside=True))))
    assert "call $other" in text and "i32.store" in text and "data" in text
    assert "div_u" not in text


CALLED = """
(module
  (func $leaf (param $p i32) (result i32) (i32.rotl (i32.add (local.get $p) (i32.const 1)) (i32.const 7)))
  (func $work (param $n i32) (local $s i32)
    (loop $l
      (local.set $s (i32.xor (local.get $s) (call $leaf (local.get $n))))
      (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
  (func $main (export "_start")
    (call $work (i32.const 5000))
    (drop (call $leaf (i32.const 1)))))
"""


def test_the_calls_that_lead_to_the_carrier_stay_with_the_trip_count() -> None:
    module = named(parse(CALLED))
    loop = node_of(module, "loop")
    assert isinstance(loop, Instr) and loop.block is not None
    counts = Counts({"$leaf": 5001, "$work": 1, "$main": 1}, {id(loop.block.arms[0]): 5000})
    edit = Slicing(module, counts).slice([node_of(module, "i32.rotl")], Keeps.CONSTANTS)
    assert edit is not None
    text = " ".join(words(cleaned(apply(module, [edit]))))
    assert "( call $work ( i32.const 5000 ) )" in text
    assert "( i32.rotl ( i32.const 0 ) ( i32.const 7 ) )" in text
    assert text.count("call $leaf") == 1


@pytest.mark.parametrize(
    "control",
    [
        pytest.param(
            "(br_if $l (i32.ne (local.tee $i (i32.sub (local.get $i) (i32.const 1))) (i32.const 0)))",
            id="tee",
        ),
        pytest.param(
            "(local.set $i (i32.sub (local.get $i) (i32.const 1))) (br_if $l (local.get $i))", id="set"
        ),
        pytest.param(
            "(br_if $out (i32.eqz (local.get $i)))"
            "(local.set $i (i32.sub (local.get $i) (i32.const 1))) (br $l)",
            id="while",
        ),
        pytest.param(
            "(local.set $i (i32.sub (local.get $i) (i32.const 1))) (if (local.get $i) (then (br $l)))",
            id="if",
        ),
    ],
)
def test_a_loop_keeps_its_control_and_no_other_branch(control: str) -> None:
    text = start(
        "(local.set $i (i32.const 1000)) (block $out (loop $l"
        " (block $skip (br_if $skip (i32.load (i32.const 4))) (i32.store (i32.const 4) (i32.const 1)))"
        f" (memory.fill (i32.const 0) (i32.const 1) (i32.const 8)) {control}))"
    )
    after = " ".join(words(sliced(text, "memory.fill", Keeps.CONSTANTS)))
    assert after.count("$skip") == 0 and "i32.load" not in after
    assert "i32.sub" in after and "$l" in after and "i32.const 1000" in after


TABLE = """
(module
  (table 2 funcref)
  (elem (i32.const 0) $a $b)
  (elem declare func $other)
  (data (i32.const 0) "abc")
  (memory (export "memory") 1)
  (func $a (result i32) (i32.const 1))
  (func $b (result i32) (i32.const 2))
  (func $other (nop))
  (func $gone (nop))
  (func $main (export "_start") (local $i i32) (local $x i32)
    (local.set $i (i32.const 1000))
    (call $gone)
    (loop $l
      (local.set $x (call_indirect (result i32) (i32.and (local.get $i) (i32.const 1))))
      (drop (ref.func $other))
      (local.set $x (i32.load (local.get $x)))
      (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))
"""


@pytest.mark.parametrize("keeps", [Keeps.CONSTANTS, Keeps.OPERANDS])
def test_an_indirect_call_keeps_its_table_and_what_it_holds(keeps: Keeps) -> None:
    text = " ".join(words(sliced(TABLE, "call_indirect", keeps)))
    assert "elem $e0 ( i32.const 0 ) $a $b" in text
    assert all(name not in text for name in ("$gone", "$other", "data", "i32.load"))


def test_references_stay_where_numbers_become_constants() -> None:
    text = """
    (module (type $bytes (array (mut i8)))
      (func (export "_start") (local $i i32) (local $a (ref null $bytes))
        (local.set $a (array.new $bytes (i32.const 3) (i32.const 64)))
        (local.set $i (i32.const 1000))
        (loop $l
          (array.set $bytes (local.get $a) (i32.and (local.get $i) (i32.const 63)) (local.get $i))
          (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))
    """
    after = " ".join(words(sliced(text, "array.set", Keeps.CONSTANTS)))
    assert "( array.set $bytes ( local.get $a ) ( i32.const 0 ) ( i32.const 0 ) )" in after
    assert "( local.set $a ( array.new $bytes" in after


def test_what_a_carrier_names_stays() -> None:
    text = " ".join(words(sliced(TABLE, "ref.func", Keeps.CONSTANTS)))
    assert "( drop ( ref.func $other ) )" in text
    assert all(name not in text for name in ("$gone", "call_indirect", "$a"))


def test_a_function_that_is_referred_to_and_never_called_stays_as_a_stub() -> None:
    text = """
    (module
      (func $far (result i32) (i32.mul (i32.const 6) (i32.const 7)))
      (func $named (result i32) (i32.add (call $far) (i32.const 1)))
      (func $main (export "_start") (local $i i32)
        (loop $l
          (drop (ref.is_null (ref.func $named)))
          (drop (call $named))
          (br_if $l (local.tee $i (i32.add (local.get $i) (i32.const 1)))))))
    """
    after = sliced(text, "ref.func", Keeps.CONSTANTS)
    assert "( func $named ( result i32 ) ( unreachable ) )" in " ".join(words(after))
    assert "$far" not in words(after)


def test_a_function_that_an_indirect_call_may_reach_stays_whole() -> None:
    text = """
    (module (type $t (func))
      (table $t0 1 funcref) (elem (i32.const 0) $held)
      (func $far (nop))
      (func $held (call $far))
      (func $main (export "_start") (local $i i32)
        (loop $l
          (call_indirect (type $t) (i32.const 0))
          (br_if $l (local.tee $i (i32.add (local.get $i) (i32.const 1)))))))
    """
    after = words(sliced(text, "call_indirect", Keeps.CONSTANTS))
    assert "unreachable" not in after and "$far" in after


def test_memory_that_a_statement_reads_is_filled_as_before() -> None:
    assert "data" in words(sliced(TABLE, "i32.load", Keeps.STATEMENT))
    assert "data" not in words(sliced(TABLE, "i32.load", Keeps.OPERANDS))


def test_no_slice_where_nothing_loops_or_nobody_calls() -> None:
    module = named(parse('(module (func $f (drop (i32.ctz (i32.const 1)))) (func (export "_start") (nop)))'))
    slicing = Slicing(module, Counts({}, {}))
    assert slicing.slice([node_of(module, "i32.ctz")], Keeps.CONSTANTS) is None
    assert slicing.slice([], Keeps.LOOP) is None


def test_an_expression_that_a_function_returns_stays_around_its_carrier() -> None:
    text = """
    (module (func $main (export "_start") (result i32) (local $i i32)
      (i32.eqz
        (loop $l (result i32)
          (br_if $l (local.tee $i (i32.add (local.get $i) (i32.const 1))))
          (i32.popcnt (i32.const 7))))))
    """
    after = " ".join(words(sliced(text, "i32.popcnt", Keeps.CONSTANTS)))
    assert "( i32.eqz ( loop $l ( result i32 )" in after


@pytest.mark.parametrize("ops", [("i32.load", "i32.store"), ("i32.store", "i32.load")])
def test_a_site_within_another_one_stays_with_it(ops: tuple[str, str]) -> None:
    module = named(
        parse(
            start(f"""
      (loop $l (i32.store (i32.const 8) (i32.load (i32.const 4))) {COUNTING})""")
        )
    )
    slicing = Slicing(module, Counts({"$main": 1}, {}))
    edit = slicing.slice([node_of(module, op) for op in ops], Keeps.CONSTANTS)
    after = module if edit is None else apply(module, [edit])
    assert {"i32.load", "i32.store"} <= set(words(after))
