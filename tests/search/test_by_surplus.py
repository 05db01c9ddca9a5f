"""Large programs are gone through function by function, from the least surplus to the most."""

from collections.abc import Sequence

import pytest
from simulated_engine import program_of

from reducer.edits import apply
from reducer.program.profile import Profile
from reducer.records.carriers import Carrier
from reducer.search.by_surplus import MIN_EXECUTED, BySurplus
from reducer.wat.assemble import assembler_for
from reducer.wat.printer import print_module
from reducer.wat.tree import Instr, walk

CASE = """(module (memory 1)
  (func $adds (param $x i32) (result i32)
    (i32.add (i32.add (local.get $x) (i32.const 1)) (i32.const 2)))
  (func $loads (result i32) (i32.load (i32.const 8)))
  (func $says (nop) (nop))
  (func $never (nop) (nop) (nop))
  (func $main (export "_start")
    (drop (call $adds (call $loads))) (call $says)
    (if (i32.const 1) (then (drop (i32.const 7))))))"""
RUNS = {"$adds": 100, "$loads": 50, "$says": 2, "$never": 0, "$main": 1}


def by_surplus(carriers: Sequence[Carrier] = (), text: str = CASE, arm: int = 1) -> BySurplus:
    program = program_of(text, 999)
    arms = {
        id(one): arm
        for function in program.module.functions
        for node in walk(program.module.body(function))
        if isinstance(node, Instr) and node.block is not None
        for one in node.block.arms
    }
    return BySurplus(program, Profile(RUNS, arms), carriers)


def carrier(*operations: str, share: float) -> Carrier:
    return Carrier("", "instruction", "", operations, (), share, None, None, None, 0.0, 0.0)


def test_without_a_carrier_the_surplus_is_where_the_instructions_are_executed() -> None:
    shares = by_surplus().shares
    assert sum(shares.values()) == pytest.approx(1.0)
    assert sorted(shares, key=shares.__getitem__) == ["$says", "$main", "$loads", "$adds"]


def test_a_carriers_share_is_where_its_instructions_are_executed() -> None:
    shares = by_surplus([carrier("i32.load", share=0.9)]).shares
    assert shares["$loads"] > 0.9 and sum(shares.values()) == pytest.approx(1.0)
    assert sorted(shares, key=shares.__getitem__) == ["$says", "$main", "$adds", "$loads"]


def test_every_function_that_ran_is_a_stub_but_the_entry_point_least_surplus_first() -> None:
    found = by_surplus([carrier("i32.load", share=0.9)])
    edits = found.stubs(None)
    assert [edit.label for edit in edits] == ["function $adds -> zeros", "function $loads -> zeros"]

    def observe(_module: object, names: list[str]) -> dict[str, int]:
        return dict.fromkeys(names, 41)

    edits = found.stubs(observe)
    assert [edit.label for edit in edits] == [
        "function $says -> nothing",
        "function $adds -> what it gave last",
        "function $loads -> what it gave last",
    ]
    text = print_module(apply(found.module, edits))
    assembler_for(text)
    assert text.count("i32.const 41") == 2 and "i32.load" not in text


def test_the_function_of_a_trip_constant_is_spared() -> None:
    text = CASE.replace("(i32.const 2)", "(i32.const 999)")
    assert [edit.label for edit in by_surplus(text=text).stubs(None)] == ["function $loads -> zeros"]


def test_cold_statements_go_with_the_function_of_the_least_surplus_first() -> None:
    edits = by_surplus().cold_statements()
    assert [edit.replacements[0].function for edit in edits] == ["$main"] * 3
    hot = by_surplus(arm=10_000)
    functions = [edit.replacements[0].function for edit in hot.cold_statements()]
    assert functions == sorted(functions, key=lambda name: hot.shares[name])


def test_edits_of_any_kind_are_put_into_the_order_of_their_functions() -> None:
    found = by_surplus()
    edits = found.stubs(None)
    assert found.in_order(reversed(edits)) == edits


def test_a_small_program_is_not_large() -> None:
    assert not by_surplus().is_large
    many = "(nop)" * MIN_EXECUTED
    assert by_surplus(text=CASE.replace("(func $says", f"(func $says {many}")).is_large
    assert not by_surplus(text=CASE.replace("(func $never", f"(func $never {many}")).is_large
