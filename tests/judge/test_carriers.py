"""Where a carrier stands in what edits and other people have made of a program."""

import pytest

from reducer.judge.carriers import number_left, standing, without_frame
from reducer.records.carriers import Carrier
from reducer.wat.module import Module, parse
from reducer.wat.naming import named
from reducer.wat.tree import walk


def carrier(group: str, *operations: str) -> Carrier:
    name = operations[0] if operations else group
    kind = "instruction" if operations else "declaration"
    return Carrier(name, kind, group, operations, (), 0.9, 0.8, 1.0, 0.9, 5.0, 1.0)


def module(body: str, fields: str = "") -> Module:
    return named(
        parse(f"""(module (memory 1) {fields} (func $main (export "_start") (local $i i32) (local $x i32)
          (local.set $i (i32.const 1000))
          (loop $hot {body}
            (br_if $hot (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))""")
    )


COPY = carrier("bulk memory", "memory.copy")
ROTL = carrier("integer arithmetic", "i64.rotl")
LOAD = carrier("memory access", "i64.load")


@pytest.mark.parametrize(
    ("which", "body", "found"),
    [
        pytest.param(COPY, "(memory.copy (i32.const 0) (i32.const 8) (i32.const 4))", 1, id="itself"),
        pytest.param(COPY, "(memory.fill (i32.const 0) (i32.const 8) (i32.const 4))", 1, id="its class"),
        pytest.param(COPY, "(i32.store (i32.const 0) (i32.const 8))", 0, id="another class"),
        pytest.param(LOAD, "(drop (i32.load8_u (i32.const 0)))", 1, id="a load as an access"),
        pytest.param(ROTL, "(drop (i32.rotl (i32.const 1) (i32.const 2)))", 1, id="another type"),
        pytest.param(ROTL, "(drop (i64.mul (i64.const 1) (i64.const 2)))", 0, id="another operation"),
    ],
)
def test_a_carrier_is_known_by_its_class_and_plain_ones_by_their_operation(
    which: Carrier, body: str, found: int
) -> None:
    assert len(standing(module(body), which)) == found


def test_what_makes_a_loop_go_round_is_no_carrier() -> None:
    subtracting = carrier("integer arithmetic", "i32.sub")
    assert standing(module(""), subtracting) == []
    assert len(standing(module("(local.set $x (i32.sub (local.get $x) (i32.const 3)))"), subtracting)) == 1


def test_the_branch_back_is_no_carrier_and_one_inside_the_loop_is() -> None:
    branching = carrier("branches", "br_if")
    assert standing(module(""), branching) == []
    assert len(standing(module("(block $b (br_if $b (local.get $x)))"), branching)) == 1


def test_what_is_declared_is_counted() -> None:
    many = " ".join('(data (i32.const 0) "a")' for _ in range(70))
    assert number_left(module("", many), carrier("data segments")) == 70
    assert number_left(module("(block) (block)"), carrier("nesting")) == 2


def test_a_kernels_own_frame_carries_nothing() -> None:
    text = """(module (memory 1)
      (func $program (memory.copy (i32.const 0) (i32.const 8) (i32.const 4)))
      (func $wreduce_kernel (export "_start") (memory.fill (i32.const 0) (i32.const 8) (i32.const 4))
        (call $program)))"""
    kernel = named(parse(text))
    assert [node.op for node in standing(kernel, COPY)] == ["memory.copy"]
    runs = {id(node): 1 for function in kernel.functions for node in walk(kernel.body(function))}
    assert len(runs) == 9 and len(without_frame(kernel, runs)) == 4
