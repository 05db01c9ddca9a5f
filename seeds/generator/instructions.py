"""Single instructions that are many times slower on one runtime than on another, each with what it works on.

Found by measuring instructions one by one. Most are calls into the runtime where others have a few
instructions of machine code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator import values
from generator.dice import Dice
from generator.tree import Node, constant, get, instruction, put

# Under names of their own, so that they may stand behind all else and nothing has to be counted anew.
FIELDS = """\
  (table $kernel_table 16 funcref)
  (table $kernel_source 16 funcref)
  (elem $kernel_elements func $kernel_leaf $kernel_other)
  (elem (table $kernel_source) (i32.const 0) func $kernel_leaf $kernel_other $kernel_leaf $kernel_other)
  (data $kernel_data "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")
  (data $kernel_unread "0123456789abcdef")
  (elem $kernel_unused func $kernel_leaf)
  (func $kernel_leaf (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
  (func $kernel_other (param i32) (result i32) (i32.xor (local.get 0) (i32.const 5)))
"""
TABLE, SOURCE, ELEMENTS, DATA = "$kernel_table", "$kernel_source", "$kernel_elements", "$kernel_data"


def _i32(value: int) -> Node:
    return constant("i32", value)


def _null() -> Node:
    return instruction("ref.null", "func")


def _slot(counter: str, slots: int) -> Node:
    """A place of a table that goes round with the counter."""
    return instruction("i32.and", instruction("i32.wrap_i64", get(counter)), _i32(slots - 1))


def _summed(dice: Dice, value: Node) -> Node:
    local = dice.choice(("a", "c"))
    return put(local, instruction(f"i32.{dice.choice(('add', 'xor'))}", get(local), value))


def _memory_init(dice: Dice, counter: str) -> Node:
    length = dice.choice((8, 16, 32))
    address = values.masked_address(dice, values.shaped_counter(dice, counter), length)
    return instruction("memory.init", DATA, address, _i32(dice.integer(0, 16)), _i32(length))


def _i64x2_mul(dice: Dice, counter: str) -> Node:
    local = dice.choice(("b", "d"))
    product = instruction("i64x2.splat", get(counter))
    factor = instruction("i64x2.splat", get(local))
    for _ in range(3):
        product = instruction("i64x2.mul", product, factor)
    lane = instruction("i64x2.extract_lane", "0", product)
    return put(local, instruction("i64.or", lane, constant("i64", 1)))


INSTRUCTIONS: Mapping[str, Callable[[Dice, str], Node]] = {
    "memory.init": _memory_init,
    "memory.size": lambda dice, counter: _summed(dice, instruction("memory.size")),
    "memory.grow": lambda dice, counter: _summed(dice, instruction("memory.grow", _i32(0))),
    "data.drop": lambda dice, counter: instruction("data.drop", "$kernel_unread"),
    "elem.drop": lambda dice, counter: instruction("elem.drop", "$kernel_unused"),
    "table.set": lambda dice, counter: instruction("table.set", TABLE, _slot(counter, 8), _null()),
    "table.size": lambda dice, counter: _summed(dice, instruction("table.size", TABLE)),
    "table.grow": lambda dice, counter: _summed(dice, instruction("table.grow", TABLE, _null(), _i32(0))),
    "table.fill": lambda dice, counter: instruction("table.fill", TABLE, _i32(2), _null(), _i32(4)),
    "table.copy": lambda dice, counter: instruction("table.copy", TABLE, SOURCE, _i32(1), _i32(0), _i32(4)),
    "table.init": lambda dice, counter: instruction("table.init", TABLE, ELEMENTS, _i32(1), _i32(0), _i32(2)),
    "i64x2.mul": _i64x2_mul,
}
