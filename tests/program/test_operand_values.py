"""The values that operands had, as an instrumented run on an engine that shows globals tells them."""

from reducer.program.load import load_program
from reducer.program.operand_values import operand_values
from reducer.program.profile import OBSERVER, observer
from reducer.runtimes import open_runtime
from reducer.wat.tree import Instr, walk

TEXT = """(module (memory (export "memory") 1)
  (func $main (export "_start") (local $i i64) (local $x f32)
    (local.set $i (i64.const 100))
    (loop $l
      (memory.fill (i32.wrap_i64 (local.get $i)) (i32.const -7) (i32.and (i32.const 12) (i32.const 6)))
      (f32.store (i32.const 0) (local.get $x))
      (i64.store (i32.const 0) (i64.mul (local.get $i) (i64.const -5)))
      (br_if $l (i64.ne (local.tee $i (i64.sub (local.get $i) (i64.const 1))) (i64.const 40))))
    ENDING))"""


def values(tmp_path, ending: str = "") -> list[tuple[str, str] | None]:
    (tmp_path / "seed.wat").write_text(TEXT.replace("ENDING", ending))
    program = load_program(tmp_path / "seed.wat")
    nodes = [
        node for node in walk(program.module.body(program.module.functions[0])) if isinstance(node, Instr)
    ]
    operands = [
        operand for node in nodes if "fill" in node.op or "store" in node.op for operand in node.operands
    ]
    with open_runtime(OBSERVER) as runtime:
        found = operand_values(program.module, operands, observer(runtime, program))
    constants = [found.get(id(operand)) for operand in operands]
    return [None if one is None else (one.op, one.immediates[0]) for one in constants]


def test_integers_have_the_value_of_the_last_trip(tmp_path) -> None:
    fill = [("i32.const", "41"), ("i32.const", "-7"), ("i32.const", "4")]
    stores = [("i32.const", "0"), None, ("i32.const", "0"), ("i64.const", "-205")]
    assert values(tmp_path) == fill + stores


def test_nothing_is_known_of_a_run_that_ended_otherwise(tmp_path) -> None:
    assert values(tmp_path, "(unreachable)") == [None] * 7
