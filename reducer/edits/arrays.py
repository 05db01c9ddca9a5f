"""Array instructions in place of one another: copies, fills, and other ways to make an array.

An operand that is no longer needed is still computed, and its value is dropped.  Works on nodes of a named
module.
"""

from __future__ import annotations

from reducer.edits.operands import constant, copied, has_plain_operands
from reducer.wat.constants import constant_of
from reducer.wat.module import Module
from reducer.wat.rebuild import as_operand
from reducer.wat.tree import Instr, Node
from reducer.wat.types import is_defaultable, unpacked


def copied_or_filled(module: Module, node: Instr) -> Instr | None:
    """`array.fill` with zeros for an `array.copy`; for an `array.fill` the copy of the array onto itself;
    None where there is no such instruction.
    """
    if node.op not in ("array.copy", "array.fill") or not has_plain_operands(node):
        return None
    if node.op == "array.copy":
        return _filled(module, node)
    array, index, value, length = node.operands
    source, start = copied(array), copied(index)
    if source is None or start is None:
        return None
    operands = (array, index, source, _after((value,), start), length)
    return Instr("array.copy", node.immediates * 2, operands, (), None, node.comment)


def array_siblings(module: Module, node: Instr) -> list[Instr]:
    """Array instructions that do something similar: a fill for a write, zeros for other content of an
    array."""
    if not node.op.startswith("array.") or not has_plain_operands(node) or not node.operands:
        return []
    if node.op == "array.set":
        return [
            Instr(
                "array.fill", node.immediates, (*node.operands, constant("i32", "1")), (), None, node.comment
            )
        ]
    if node.op in ("array.new", "array.new_data", "array.new_elem"):
        made = _zeroed(module, node)
    elif node.op in ("array.init_data", "array.init_elem"):
        made = _filled(module, node)
    else:
        made = copied_or_filled(module, node)
    return [] if made is None else [made]


def _filled(module: Module, node: Instr) -> Instr | None:
    """An `array.fill` for what takes an array, an index, a source of some operands, and a length."""
    array, index, *source, length = node.operands
    value = constant_of(module, unpacked(module.array(node.immediates[0]).type))
    if value is None:
        return None
    operands = (array, index, _after(tuple(source), value), length)
    return Instr("array.fill", node.immediates[:1], operands, (), None, node.comment)


def _zeroed(module: Module, node: Instr) -> Instr | None:
    """An `array.new_default` for an instruction whose operands are content and length."""
    if not is_defaultable(module.array(node.immediates[0]).type):
        return None
    content, length = node.operands
    operands = (_after((content,), length),)
    return Instr("array.new_default", node.immediates[:1], operands, node.results, None, node.comment)


def _after(dropped: tuple[Node, ...], value: Node) -> Node:
    """The value, after the operands that it no longer needs but that must still run."""
    return as_operand((*(Instr("drop", (), (operand,)) for operand in dropped), value))
