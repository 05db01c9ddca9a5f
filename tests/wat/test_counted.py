"""The counting copy of a binary: it stays valid, and it counts what the text says."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from simulated_engine import seed_program

from reducer.program.profile import Observe, Profile, node_counts, observer, profile
from reducer.runtimes import open_runtime
from reducer.wat.assemble import assembler_for, validate
from reducer.wat.counted import COUNTS, counted
from reducer.wat.errors import WatError
from reducer.wat.module import Field, FunctionContext, Module, parse
from reducer.wat.naming import named
from reducer.wat.rebuild import rebuild
from reducer.wat.tree import Instr, Node, walk


@pytest.fixture(scope="module")
def observe() -> Iterator[Observe]:
    with open_runtime("wasmtime") as runtime:
        yield observer(runtime, seed_program())


CONDITION = "(i32.and (local.get $i) (local.get $n))"


def bodies() -> st.SearchStrategy[str]:
    """Nested blocks, branches on $i and $n, and loops that go round four times in all."""
    plain = st.sampled_from(
        [
            "(nop)",
            f"(br_if 0 {CONDITION})",
            "(br 0)",
            f"(if {CONDITION} (then) (else))",
            "(br_table 0 0 0 (local.get $i))",
        ]
    )
    again = """(local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $l (i32.lt_u (local.get $i) (i32.const 4)))"""

    def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        several = st.lists(inner, max_size=3).map(" ".join)
        return st.one_of(
            several.map(lambda body: f"(block {body})"),
            several.map(lambda body: f"(if {CONDITION} (then {body}))"),
            st.tuples(several, several).map(lambda two: f"(if {CONDITION} (then {two[0]}) (else {two[1]}))"),
            several.map(lambda body: f"(loop $l (block {body}) {again})"),
        )

    return st.lists(st.recursive(plain, nested, max_leaves=12), min_size=1, max_size=4).map(" ".join)


def module(text: str) -> Module:
    return named(parse(f"(module {text})"))


def arm_counts(made: Module, observe: Observe) -> list[tuple[str, int | None]]:
    """Every arm of $main in the order of the tree's walk, with its count."""
    counts = profile(made, observe)
    assert counts is not None
    main = next(function for function in made.functions if function.name == "$main")
    return [
        (arm.keyword, counts.arms.get(id(arm)))
        for node in walk(made.body(main))
        if isinstance(node, Instr) and node.block is not None
        for arm in node.block.arms
    ]


@pytest.mark.runtime
def test_an_if_without_an_else_keeps_its_place_in_the_order(observe: Observe) -> None:
    made = module(
        """(func $main (export "_start") (local $i i32)
             (loop $l
               (if (i32.lt_u (local.get $i) (i32.const 3)) (then (nop)))
               (if (i32.lt_u (local.get $i) (i32.const 4)) (then (nop)) (else (block (nop))))
               (local.set $i (i32.add (local.get $i) (i32.const 1)))
               (br_if $l (i32.lt_u (local.get $i) (i32.const 10)))))"""
    )
    assert sorted(arm_counts(made, observe)) == [
        ("block", 6),
        ("else", 6),
        ("loop", 10),
        ("then", 3),
        ("then", 4),
    ]


@pytest.mark.runtime
def test_what_ran_before_a_branch_out_is_counted_and_what_follows_is_not(observe: Observe) -> None:
    made = module(
        """(func $main (export "_start")
             (block $out (block (nop)) (br_table $out $out (i32.const 0)) (loop (nop))))"""
    )
    assert sorted(arm_counts(made, observe)) == [("block", 1), ("block", 1), ("loop", 0)]


@pytest.mark.runtime
def test_bodies_that_never_ran_are_not_looked_into(observe: Observe) -> None:
    made = module('(func $main (export "_start")) (func $never (param i32) (block (drop (local.get 0))))')
    counts = profile(made, observe)
    assert counts is not None
    assert counts.functions == {"$main": 1, "$never": 0}
    assert not counts.arms


@pytest.mark.runtime
def test_a_module_with_a_memory_and_imports_keeps_them(observe: Observe) -> None:
    made = module(
        """(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
           (memory $m 1) (export "memory" (memory $m)) (data (i32.const 0) "\\05")
           (func $main (export "_start")
             (if (i32.eq (i32.load8_u (i32.const 0)) (i32.const 5)) (then (call $exit (i32.const 0)))))"""
    )
    assert arm_counts(made, observe) == [("then", 1)]


SWITCH = """(func $main (export "_start") (local $i i32)
  (loop $again
    (block $out
      (block $two
        (block $one
          (br_table $one $two $one (local.get $i)))
        (nop) (br $out))
      (nop) (nop)
      (br_if $out (i32.const 1))
      (nop) (nop) (nop))
    (local.set $i (i32.add (local.get $i) (i32.const 1)))
    (br_if $again (i32.lt_u (local.get $i) (i32.const 4))))
  (drop (i32.const 7)))"""


@pytest.mark.runtime
def test_what_follows_a_block_or_a_branch_that_may_go_is_counted(observe: Observe) -> None:
    made = module(SWITCH)
    counts = profile(made, observe)
    assert counts is not None
    runs = node_counts(made, counts)
    body = made.body(made.functions[0])
    nops = [runs[id(node)] for node in walk(body) if isinstance(node, Instr) and node.op == "nop"]
    assert nops == [3, 1, 1, 0, 0, 0]
    assert [runs[id(node)] for node in body] == [1, 1]
    assert [runs[id(node)] for node in walk(body) if isinstance(node, Instr) and node.op == "local.set"] == [
        4
    ]


def test_a_profile_without_what_follows_blocks_takes_it_for_as_often_as_what_is_before() -> None:
    made = module(SWITCH)
    arms = {id(arm): 9 for node in walk(made.body(made.functions[0]))
            if isinstance(node, Instr) and node.block is not None for arm in node.block.arms}  # fmt: skip
    assert set(node_counts(made, Profile({"$main": 1}, arms)).values()) == {1, 9}


@pytest.mark.parametrize(
    "instructions",
    [
        "(drop (f64.const 1)) (drop (f32.const 1)) (drop (i64.const -5000000000))",
        "(memory.copy (i32.const 0) (i32.const 0) (i32.const 0)) (drop (memory.grow (i32.const 0)))",
        "(drop (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 {V} {V}))",
        "(drop (v128.load8_lane 3 (i32.const 0) {V}))",
        "(drop (i32x4.extract_lane 3 (i32x4.add {V} (v128.load offset=300 (i32.const 0)))))",
        "(drop (i32.atomic.rmw.add (i32.const 0) (i32.const 5))) (atomic.fence)",
        "(drop (select (result funcref) (ref.null func) (ref.null func) (i32.const 1)))",
        "(call_indirect $t (i32.const 0)) (drop (table.grow $t (ref.null func) (i32.const 0)))",
        "(drop (i32.trunc_sat_f64_s (f64.const 1))) (drop (i32.extend8_s (i32.const 1)))",
        "(drop (array.new_fixed $a 2 (i32.const 1) (i32.const 2)))",
        "(drop (ref.cast (ref $a) (array.new_default $a (i32.const 1))))",
        "(block $b (result (ref null $a)) (br_on_cast $b (ref null $a) (ref $a) (ref.null $a))) drop",
        "(block $b (try_table (catch $e $b) (throw $e)))",
    ],
)
def test_instructions_of_all_kinds_are_passed_over(instructions: str) -> None:
    text = f"""(module (type $a (array (mut i32))) (table $t 1 funcref) (memory 1) (tag $e)
      (func $f (block {instructions.replace("{V}", "(v128.const i64x2 11 1099)")} (block (nop)))))"""
    _, binary = assembler_for(text)
    made = counted(binary, 1)
    assert validate(made.binary) is None
    assert made.functions == [0]
    assert COUNTS.encode() in made.binary


def test_legacy_exceptions_are_counted_in_every_clause() -> None:
    tries = "(try (do (nop)) (catch $e (nop)) (catch_all (nop))) (try (do (block (nop))) (delegate 0))"
    _, binary = assembler_for(f"(module (tag $e) (func $f {tries} (block)) (func $g))")
    made = counted(binary, 0)
    assert validate(made.binary) == validate(binary)
    # The function, its six arms, and what follows each of its four blocks.
    assert made.functions == [0, 11]


def test_an_instruction_that_is_not_known_is_an_error() -> None:
    _, binary = assembler_for("(module (func (nop) (nop)))")
    with pytest.raises(WatError, match="0xf001 is not known"):
        counted(binary.replace(b"\x01\x01\x0b", b"\xf0\x01\x0b"), 0)


def by_the_tree(made: Module, observe: Observe) -> tuple[dict[str, int], dict[int, int], dict[int, int]]:
    """The same counts by a global for each function, arm, and what follows a block or `br_if`, put into the
    tree."""
    names: dict[str, str] = {}
    arms: dict[int, str] = {}
    after: dict[int, str] = {}

    def count(name: str) -> Instr:
        one = Instr("i64.const", ("1",), (), ("i64",))
        read = Instr("global.get", (f"${name}",), (), ("i64",))
        return Instr("global.set", (f"${name}",), (Instr("i64.add", (), (read, one), ("i64",)),))

    def with_counts(node: Node, before: Node) -> tuple[Node, ...]:
        if not isinstance(node, Instr) or (node.block is None and node.op != "br_if"):
            return (node,)
        name = after[id(before)] = f"after{len(after)}"
        return (with_arms(node, before), count(name))

    def with_arms(node: Instr, before: Node) -> Instr:
        if node.block is None:
            return node
        assert isinstance(before, Instr) and before.block is not None
        inside = []
        for arm, original in zip(node.block.arms, before.block.arms, strict=True):
            name = arms[id(original)] = f"arm{len(arms)}"
            inside.append(replace(arm, body=(count(name), *arm.body)))
        return replace(node, block=replace(node.block, arms=tuple(inside)))

    fields = []
    for entry in made.fields:
        if entry.keyword == "func" and entry.imported is None:
            name = names[entry.name] = f"function{len(names)}"
            results = FunctionContext(made, entry).results()
            entry = entry.with_tree((count(name), *rebuild(made.body(entry), results, with_counts)))
        fields.append(entry)
    counters = [*names.values(), *arms.values(), *after.values()]
    fields += [
        Field("global", f'(global ${name} (export "{name}") (mut i64) (i64.const 0))') for name in counters
    ]
    counts = observe(made.with_fields(fields), counters)
    assert counts is not None
    return (
        {key: counts[name] for key, name in names.items()},
        {key: counts[name] for key, name in arms.items() if counts[name]},
        {key: counts[name] for key, name in after.items() if counts[name]},
    )


@pytest.mark.runtime
@given(bodies())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_counts_are_those_of_counters_in_the_tree(observe: Observe, body: str) -> None:
    made = module(
        f"""(func $called (param $n i32) (local $i i32) {body})
            (func $main (export "_start") (local $i i32)
              (call $called (i32.const 3)) (call $called (i32.const 0)))"""
    )
    counts = profile(made, observe)
    assert counts is not None
    ran, after = (
        {key: count for key, count in found.items() if count} for found in (counts.arms, counts.after)
    )
    assert (counts.functions, ran, after) == by_the_tree(made, observe)
