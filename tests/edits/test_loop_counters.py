"""Which local counts the trips of a loop."""

from reducer.edits.counters import counter_of
from reducer.wat.module import parse
from reducer.wat.naming import named
from reducer.wat.tree import instructions

NESTED = """
(module (func (local $i i32) (local $j i64)
  (loop $outer
    (loop $inner
      (br_if $inner (i64.ne (local.tee $j (i64.sub (local.get $j) (i64.const 1))) (i64.const 0))))
    (br_if $outer (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))
"""


def test_a_loop_has_its_own_counter_also_where_a_loop_inside_comes_first() -> None:
    module = named(parse(NESTED))
    loops = [node for node in instructions(module.body(module.functions[0])) if node.op == "loop"]
    found = [counter_of(loop) for loop in loops]
    assert [(counter.name, counter.type) for counter in found if counter is not None] == [
        ("$i", "i32"),
        ("$j", "i64"),
    ]
