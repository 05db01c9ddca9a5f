"""Replaces an instruction by a similar one: another operation, width, sign or lane shape, with the same type.

The operands stay as they are, so any set of these edits is valid.  The instruction table says which
instructions exist and what they take.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reducer.change import Change
from reducer.edits.arrays import array_siblings
from reducer.edits.edit import Edit, edit_at
from reducer.edits.operands import constant, has_plain_operands, is_access, unaligned
from reducer.edits.sites import brief, sites
from reducer.edits.windows import kept_in_bounds
from reducer.wat.constants import zero
from reducer.wat.instructions import table
from reducer.wat.module import Module
from reducer.wat.rebuild import as_operand
from reducer.wat.tree import Instr

_GROUPS = (
    ("add", "sub", "xor", "and", "or", "mul"),
    ("shl", "shr_s", "shr_u", "rotl"),
    ("div_s", "div_u", "rem_s", "rem_u"),
    ("clz", "ctz", "popcnt"),
    ("eq", "ne", "lt_s", "lt_u"),
    ("extend8_s", "extend16_s", "extend32_s"),
    ("add", "sub", "mul", "div"),
    ("min", "max", "copysign"),
    ("abs", "neg", "sqrt"),
    ("ceil", "floor", "trunc", "nearest"),
    ("load8_s", "load8_u", "load16_s", "load16_u", "load32_s", "load32_u", "load"),
    ("store8", "store16", "store32", "store"),
    ("load8_splat", "load16_splat", "load32_splat", "load64_splat", "load32_zero", "load64_zero", "load"),
    ("andnot", "and", "or", "xor"),
)
"""Groups of operations that can replace one another within a type, the likeliest first."""
_SHAPES = ("i8x16", "i16x8", "i32x4", "i64x2", "f32x4", "f64x2")
_OTHER_SIGN = {"_s": "_u", "_u": "_s"}


def siblings_of(op: str) -> list[str]:
    """The instructions with the same operand and result types as `op` that do something similar."""
    rows = table()
    type_, _, operation = op.partition(".")
    found = [f"{type_}.{other}" for group in _GROUPS if operation in group for other in group]
    if operation[-2:] in _OTHER_SIGN:
        found.append(op[:-2] + _OTHER_SIGN[op[-2:]])
    if type_ in _SHAPES:
        found += [f"{shape}.{operation}" for shape in _SHAPES]
    row = rows[op]
    return [
        other
        for other in dict.fromkeys(found)
        if other != op
        and other in rows
        and (rows[other].operands, rows[other].results) == (row.operands, row.results)
        and rows[other].immediates == row.immediates
        and rows[other].feature == row.feature
        and "lane" not in row.immediates
    ]


def replace_by_sibling(module: Module) -> Iterator[Edit]:
    """`i32.add -> i32.xor` with the same operands; a table.copy or a table.set becomes a table.fill, and
    likewise with arrays."""
    for site in sites(module):
        node = site.node
        if not isinstance(node, Instr) or node.op not in table():
            continue
        made = [replace(node, op=op) for op in siblings_of(node.op)]
        made += _filled(module, node) + array_siblings(module, node)
        for sibling in made:
            if is_access(sibling):
                sibling = kept_in_bounds(module, unaligned(sibling))
            change = Change(
                f"{node.op} -> {sibling.op}", was=brief(node), operations=(node.op,), after=sibling.op
            )
            yield edit_at(site, "siblings", change, 0, (sibling,), name=sibling.op.replace(".", "_"))


def _filled(module: Module, node: Instr) -> list[Instr]:
    """table.fill in place of a write to a table by another instruction."""
    if node.op not in ("table.copy", "table.set") or not has_plain_operands(node):
        return []
    tables = module.entities("table")
    name = node.immediates[0] if node.immediates else tables[0].name
    null = zero(module.find("table", name).declaration.value_type)
    if null is None or not name:
        return []
    if node.op == "table.set":
        one = constant(module.find("table", name).declaration.address, "1")
        return [Instr("table.fill", (name,), (*node.operands, one), (), None, node.comment)]
    first, middle, last = node.operands
    if first.results != last.results:
        return []  # the length of a copy between tables of different address types is the shorter of the two
    drop = Instr("drop", (), (middle,))
    # The source index is still computed; null takes its place.
    return [Instr("table.fill", (name,), (first, as_operand((drop, null)), last), (), None, node.comment)]
