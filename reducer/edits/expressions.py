"""Edits on expressions: a constant or a part of the expression in its place, and smaller constants.

All of them keep the type of the value, so any set of them is valid.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from reducer.change import Change
from reducer.edits.arrays import copied_or_filled
from reducer.edits.edit import Edit, edit_at
from reducer.edits.sites import brief, sites
from reducer.wat.constants import constant_of
from reducer.wat.instructions import has_trait
from reducer.wat.module import Module
from reducer.wat.tree import Group, Instr, Node


def _is_constant(node: Node) -> bool:
    return (
        isinstance(node, Instr)
        and not node.operands
        and has_trait(node.op, "constant")
        and node.op != "global.get"
    )


def _change(node: Node, after: str) -> Change:
    operations = (node.op,) if isinstance(node, Instr) else ()
    return Change(f"{brief(node)} -> {after}", operations=operations)


def replace_by_constant(module: Module) -> Iterator[Edit]:
    """`EXPRESSION -> 0` for every expression of one value that is not a constant yet."""
    for site in sites(module):
        if len(site.node.results) != 1 or _is_constant(site.node):
            continue
        constant = constant_of(module, site.node.results[0])
        if constant is not None and brief(constant) != brief(site.node):
            yield edit_at(site, "constants", _change(site.node, brief(constant)), site.size - 1, (constant,))


def hoist(module: Module) -> Iterator[Edit]:
    """`EXPRESSION -> part of it`: an operand of the same type, or a group without the statements after its
    value."""
    for site in sites(module):
        if len(site.node.results) != 1:
            continue
        for part in _parts(site.node):
            if len(part.results) != 1 or part.fixed:
                continue
            made = converted(part, site.node.results[0])
            if made is not None and not _same_instruction(made, site.node):
                weight = site.size - 1 - (made is not part)
                yield edit_at(site, "hoists", _change(site.node, brief(made)), weight, (made,))


_CONVERSIONS = {
    ("i64", "i32"): "i32.wrap_i64",
    ("i32", "i64"): "i64.extend_i32_u",
    ("f32", "i32"): "i32.reinterpret_f32",
    ("f64", "i64"): "i64.reinterpret_f64",
    ("i32", "f32"): "f32.reinterpret_i32",
    ("i64", "f64"): "f64.reinterpret_i64",
}
"""One instruction that turns a value of one type into another and never traps."""


def converted(node: Node, type_: str) -> Node | None:
    """A node of one value as that type: itself, or under one conversion; None where there is no such
    conversion."""
    if node.results == (type_,):
        return node
    op = _CONVERSIONS.get((node.results[0], type_))
    return None if op is None else Instr(op, (), (node,), (type_,))


def _same_instruction(left: Node, right: Node) -> bool:
    return (
        isinstance(left, Instr)
        and isinstance(right, Instr)
        and left.op == right.op
        and left.operands == right.operands
    )


MAX_PARTS = 64
"""Nodes below an expression in which a part of it is looked for, the nearest first."""


def _parts(node: Node) -> Iterator[Node]:
    """The operands, and the values that theirs start from: `local.get` leaves further down."""
    below = node.items if isinstance(node, Group) else node.operands
    yield from below[:MAX_PARTS]
    work = deque(
        child for operand in below[:MAX_PARTS] if isinstance(operand, Instr) for child in operand.operands
    )
    for _ in range(MAX_PARTS):
        child = work.popleft() if work else None
        if isinstance(child, Instr):
            if child.op == "local.get":
                yield child
            work += child.operands


def simplify_constants(module: Module) -> Iterator[Edit]:
    """`CONSTANT -> 0` and `CONSTANT -> 1` for integers, `-> 0` for other numbers."""
    for site in sites(module):
        node = site.node
        if (
            not _is_constant(node)
            or not isinstance(node, Instr)
            or node.op not in ("i32.const", "i64.const", "f32.const", "f64.const")
        ):
            continue
        for text in ("0", "1"):
            if node.immediates[0] == text or (node.immediates[0] == "0" and text == "1"):
                continue
            constant = Instr(node.op, (text,), (), node.results)
            yield edit_at(site, "values", _change(node, text), 0, (constant,))


def drop_offsets(module: Module) -> Iterator[Edit]:
    """`offset=N -> none`, `align=N -> none` on memory accesses."""
    for site in sites(module):
        node = site.node
        if isinstance(node, Instr) and any(
            word.startswith(("offset=", "align=")) for word in node.immediates
        ):
            if has_trait(node.op, "atomic"):
                continue
            words = tuple(word for word in node.immediates if not word.startswith(("offset=", "align=")))
            plain = Instr(node.op, words, node.operands, node.results, None, node.comment)
            yield edit_at(site, "offsets", _change(node, "no offset"), 0, (plain,))


def swap_bulk(module: Module) -> Iterator[Edit]:
    """`memory.copy -> memory.fill` and back: the operands stay, source and value trade meanings; likewise
    `array.copy -> array.fill`, and back with the destination as source."""
    other = {"memory.copy": "memory.fill", "memory.fill": "memory.copy"}
    for site in sites(module):
        node = site.node
        swapped = copied_or_filled(module, node) if isinstance(node, Instr) else None
        if isinstance(node, Instr) and swapped is not None:
            yield edit_at(site, "swaps", _swap(node, swapped), 0, (swapped,), name=_file_name(swapped))
        if isinstance(node, Instr) and node.op in other and not node.immediates:
            if tuple(type_ for operand in node.operands for type_ in operand.results) != (
                "i32",
                "i32",
                "i32",
            ):
                continue
            swapped = Instr(other[node.op], (), node.operands, (), None, node.comment)
            yield edit_at(site, "swaps", _swap(node, swapped), 0, (swapped,), name=_file_name(swapped))


def _swap(node: Instr, swapped: Instr) -> Change:
    return Change(f"{node.op} -> {swapped.op}", operations=(node.op,), after=swapped.op)


def _file_name(node: Instr) -> str:
    return node.op.replace(".", "_")
