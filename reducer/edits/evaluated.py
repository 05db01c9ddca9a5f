"""Evaluates integer expressions of constants, and removes an `if` that does nothing, as every compiler does
before it makes code.

The behaviour stays the same, so this is cleaning and needs no decision.  Source: WebAssembly core
specification, section 4.3 (numerics).
"""

from __future__ import annotations

from collections.abc import Callable

from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.numbers import integer
from reducer.wat.rebuild import Nodes, rebuild
from reducer.wat.tree import Instr, Node

_BINARY: dict[str, Callable[[int, int, int], int]] = {
    "add": lambda left, right, _: left + right,
    "sub": lambda left, right, _: left - right,
    "mul": lambda left, right, _: left * right,
    "and": lambda left, right, _: left & right,
    "or": lambda left, right, _: left | right,
    "xor": lambda left, right, _: left ^ right,
    "shl": lambda left, right, bits: left << (right % bits),
    "shr_u": lambda left, right, bits: left >> (right % bits),
    "eq": lambda left, right, _: int(left == right),
    "ne": lambda left, right, _: int(left != right),
    "lt_u": lambda left, right, _: int(left < right),
    "gt_u": lambda left, right, _: int(left > right),
    "le_u": lambda left, right, _: int(left <= right),
    "ge_u": lambda left, right, _: int(left >= right),
}
"""Unsigned arithmetic on operands of a given number of bits; the result is cut to that width afterwards."""


def _constant(node: Node) -> int | None:
    if not isinstance(node, Instr) or node.op not in ("i32.const", "i64.const"):
        return None
    bits = int(node.op[1:3])
    return integer(node.immediates[0]) & ((1 << bits) - 1)


def value_of(node: Instr) -> int | None:
    """The value (unsigned) of an integer instruction whose operands are all constants; None where this module
    cannot compute it."""
    values = [_constant(operand) for operand in node.operands]
    if not values or any(value is None for value in values):
        return None
    known = [value for value in values if value is not None]
    kind, _, operation = node.op.partition(".")
    if kind not in ("i32", "i64"):
        return None
    if node.op in ("i32.wrap_i64", "i64.extend_i32_u"):
        return known[0]
    if operation == "eqz":
        return int(known[0] == 0)
    if operation in _BINARY and len(known) == 2:
        return _BINARY[operation](known[0], known[1], int(kind[1:]))
    return None


def does_nothing(node: Instr) -> bool:
    """Whether it is an `if` of which nothing but the condition runs."""
    return (
        node.op == "if"
        and node.block is not None
        and len(node.operands) == 1
        and node.operands[0].results == ("i32",)
        and not node.results
        and not any(arm.body for arm in node.block.arms)
    )


def evaluate_constants(module: Module) -> Module:
    """The module with every such expression replaced by its value, and without such an `if`; the same module
    where there is none."""
    fields = [
        _evaluated(module, entry) if entry.keyword == "func" and entry.imported is None else entry
        for entry in module.fields
    ]
    if all(new is old for new, old in zip(fields, module.fields, strict=True)):
        return module
    return module.with_fields(fields)


def _evaluated(module: Module, entry: Field) -> Field:
    """The function with its expressions worked out, which is done once."""
    if "_evaluated" not in entry.__dict__:
        body = module.body(entry)
        made = rebuild(body, FunctionContext(module, entry).results(), _worked_out)
        entry.__dict__["_evaluated"] = None if made is body else entry.with_tree(made)
    known: Field | None = entry.__dict__["_evaluated"]
    return entry if known is None else known


def _worked_out(node: Node, _before: Node) -> Nodes:
    if not isinstance(node, Instr) or node.fixed:
        return (node,)
    if does_nothing(node) and _constant(node.operands[0]) is not None:
        return ()
    if len(node.results) != 1:
        return (node,)
    value = value_of(node)
    if value is None:
        return (node,)
    bits = int(node.results[0][1:])
    value %= 2**bits
    signed = value - 2**bits if value >= 2 ** (bits - 1) else value
    return (Instr(f"{node.results[0]}.const", (str(signed),), (), node.results),)
