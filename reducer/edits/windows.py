"""Keeps memory accesses inside the memory: finds how large an address can get, and makes its mask smaller.

An access that gets longer, or moves up, needs a narrower window of addresses.  Where no mask bounds an
address nothing is done, and a run shows whether it traps.
"""

from __future__ import annotations

from dataclasses import replace

from reducer.edits.operands import access_width, constant_value, immediate, is_access, with_operand
from reducer.wat.module import Module
from reducer.wat.numbers import integer
from reducer.wat.tree import Instr, Node

PAGE = 65536
_BULK = {"memory.copy": (0, 1), "memory.fill": (0,), "memory.init": (0,)}
"""Which operands are addresses; the last operand is the length."""


def memory_size(module: Module) -> int | None:
    """The size of memory 0 at the start, in bytes; None where the module does not state it."""
    memories = module.entities("memory")
    if not memories or memories[0].declaration.limits is None:
        return None
    start, end = memories[0].declaration.limits
    words = [word for word in memories[0].text[start:end].split() if word not in ("i32", "i64")]
    return integer(words[0]) * PAGE if words else None


MAX_DEPTH = 16
"""How many levels of an address expression are examined: a mask stands near its root."""


def upper_bound(node: Node, depth: int = MAX_DEPTH) -> int | None:
    """The largest value (unsigned) that an integer expression can have; None where `depth` levels of it do
    not show that."""
    if not isinstance(node, Instr) or not depth:
        return None
    value = constant_value(node)
    if value is not None:
        return value % (1 << int(node.op[1:3]))
    bounds = [upper_bound(operand, depth - 1) for operand in node.operands]
    operation = node.op.partition(".")[2]
    if operation == "and":
        return min((bound for bound in bounds if bound is not None), default=None)
    if operation.endswith(("load8_u", "load16_u")):
        return int(2 ** (8 * access_width(node.op)) - 1)
    if not bounds or any(bound is None for bound in bounds):
        return None
    known = [bound for bound in bounds if bound is not None]
    if operation == "add":
        total = sum(known)
        return total if total < 2 ** int(node.op[1:3]) else None
    if operation in ("or", "xor"):
        return int(2 ** max(known).bit_length() - 1)
    if operation == "extend_i32_u" or (operation == "wrap_i64" and known[0] < 2**32):
        return known[0]
    return None


def narrowed(node: Node, limit: int, depth: int = MAX_DEPTH) -> Node | None:
    """The address expression with a smaller mask or constant, so that it stays at `limit` or below.

    The node itself where it already does; None where its form does not allow that.
    """
    bound = upper_bound(node)
    if bound is not None and bound <= limit:
        return node
    if limit < 0 or not isinstance(node, Instr) or not depth:
        return None
    operation = node.op.partition(".")[2]
    if operation == "const":
        return replace(node, immediates=(str(limit),))
    if operation in ("and", "add") and len(node.operands) == 2:
        for index, operand in enumerate(node.operands):
            value = constant_value(operand)
            if value is None or not isinstance(operand, Instr) or value < 0:
                continue
            if operation == "and":
                mask = replace(operand, immediates=(str(value & limit),))
                return with_operand(node, index, mask)
            other = narrowed(node.operands[1 - index], limit - value, depth - 1)
            return None if other is None else with_operand(node, 1 - index, other)
    return None


def kept_in_bounds(module: Module, node: Instr) -> Instr:
    """The access with windows so narrow that it stays inside memory 0, where masks or constants allow."""
    size = memory_size(module)
    plain = [word for word in node.immediates if "=" not in word]
    if size is None or plain:
        return node
    if node.op in _BULK and len(node.operands) == 3:
        length, addresses = upper_bound(node.operands[-1]), _BULK[node.op]
    elif is_access(node):
        length, addresses = access_width(node.op) + (immediate(node, "offset") or 0), (0,)
    else:
        return node
    if length is None:
        return node
    for index in addresses:
        address = narrowed(node.operands[index], size - length)
        if address is not None and address is not node.operands[index]:
            node = with_operand(node, index, address)
    return node


def surely_in_bounds(module: Module, node: Instr) -> bool:
    """Whether the form of its addresses shows that an access stays inside memory 0."""
    size = memory_size(module)
    if size is None or (node.op not in _BULK and not is_access(node)):
        return False
    addresses = _BULK.get(node.op, (0,))
    length = (
        upper_bound(node.operands[-1])
        if node.op in _BULK
        else access_width(node.op) + (immediate(node, "offset") or 0)
    )
    bounds = [upper_bound(node.operands[index]) for index in addresses]
    return length is not None and all(bound is not None and bound + length <= size for bound in bounds)
