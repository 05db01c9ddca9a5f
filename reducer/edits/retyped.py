"""The same operation on another type of number, with the conversions that it needs.

An i32.add becomes an i64.add between extensions and a wrap; a global becomes one of another type.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reducer.change import Change
from reducer.edits.edit import Edit, Replacement, edit_at
from reducer.edits.mentions import mentions
from reducer.edits.operands import constant_value, has_plain_operands, is_access, unaligned
from reducer.edits.sites import Site, brief, sites
from reducer.edits.windows import kept_in_bounds
from reducer.wat.instructions import table
from reducer.wat.module import Field, Module
from reducer.wat.naming import Namer
from reducer.wat.tree import Group, Instr, Node

TYPES = ("i32", "i64", "f32", "f64")
_CONVERSIONS = {
    ("i32", "i64"): "i64.extend_i32_s",
    ("i64", "i32"): "i32.wrap_i64",
    ("f32", "f64"): "f64.promote_f32",
    ("f64", "f32"): "f32.demote_f64",
    **{(i, f): f"{f}.convert_{i}_s" for i in ("i32", "i64") for f in ("f32", "f64")},
    **{(f, i): f"{i}.trunc_sat_{f}_s" for i in ("i32", "i64") for f in ("f32", "f64")},
}
"""Conversions that never trap."""
MAX_DIGITS = 7
"""A global's initial value with at most this many digits is the same number in every type."""
_UNDONE = {"i32.wrap_i64": "i64", "i64.extend_i32_s": "i32", "i64.extend_i32_u": "i32"}
"""For a conversion, the type of the operand that can replace it."""


def as_type(node: Node, type_: str) -> Node:
    """A node that gives a number, as another type of number; a constant is rewritten, and a conversion back
    is removed."""
    if node.results == (type_,):
        return node
    if isinstance(node, Instr) and not node.fixed:
        value = constant_value(node)
        if value is not None and (type_[0] == "f" or -(2**31) <= value < 2**31):
            return Instr(f"{type_}.const", (str(value),), (), (type_,))
        if _UNDONE.get(node.op) == type_ and node.operands:
            return node.operands[0]
    return Instr(_CONVERSIONS[node.results[0], type_], (), (node,), (type_,))


def retyped(node: Instr, type_: str) -> Node | None:
    """The operation on another type, converted back to its own; None where there is no such operation."""
    old, _, operation = node.op.partition(".")
    row, other = table().get(node.op), table().get(f"{type_}.{operation}")
    if row is None or other is None or old == type_ or row.immediates != other.immediates:
        return None
    if len(row.operands) != len(other.operands) or len(row.results) != len(other.results):
        return None
    if not has_plain_operands(node) or len(node.operands) != len(row.operands):
        return None
    operands = []
    for operand, had, wanted in zip(node.operands, row.operands, other.operands, strict=True):
        if (had, wanted) == (old, type_) and operand.results == (old,):
            operand = as_type(operand, type_)
        elif had != wanted:
            return None
        operands.append(operand)
    results = []
    for had, wanted in zip(row.results, other.results, strict=True):
        if (had, wanted) != (old, type_) and had != wanted:
            return None
        results.append(wanted)
    made = replace(node, op=f"{type_}.{operation}", operands=tuple(operands), results=tuple(results))
    if is_access(made):
        made = unaligned(made)
    return as_type(made, node.results[0]) if node.results else made


def change_types(module: Module) -> Iterator[Edit]:
    """`i32.add -> i64.add` and so on, between conversions; `global $g i32 -> i64` with all that reads or
    writes it."""
    found = list(sites(module))
    for site in found:
        node = site.node
        if not isinstance(node, Instr) or node.op.partition(".")[0] not in TYPES or not node.operands:
            continue
        for type_ in TYPES:
            made = retyped(node, type_)
            if made is None:
                continue
            if isinstance(made, Instr) and is_access(made):
                made = kept_in_bounds(module, made)
            op = f"{type_}.{node.op.partition('.')[2]}"
            change = Change(f"{node.op} -> {op}", was=brief(node), operations=(node.op,), after=op)
            yield edit_at(site, "types", change, 0, (made,), name=op.replace(".", "_"))
    uses: dict[str, list[Site]] = {}
    for site in found:
        if isinstance(site.node, Instr) and len(site.node.immediates) == 1 and _is_use(site.node):
            uses.setdefault(site.node.immediates[0], []).append(site)
    counted = mentions(module)
    namer = Namer(entry.name for entry in module.entities("global"))
    for entry in module.entities("global"):
        # An access that no edit may touch, or an initialiser that reads it, keeps the type.
        if entry.name in uses and len(uses[entry.name]) == counted["global", entry.name]:
            yield from _changed_global(entry, uses[entry.name], namer)


def _changed_global(entry: Field, uses: list[Site], namer: Namer) -> Iterator[Edit]:
    declaration = entry.declaration
    old = declaration.value_type
    if not declaration.mutable or old not in TYPES or entry.imported is not None or declaration.exports:
        return
    (value,) = declaration.ops[0].immediates if len(declaration.ops) == 1 else ("",)
    if not value.isdigit() or len(value) > MAX_DIGITS:
        return
    for type_ in TYPES:
        if type_ == old:
            continue
        # The edit adds a new global; the old one goes once nothing mentions it. So the edit can be merged
        # with others that change a use of the old one.
        name = namer.name(f"{entry.name[1:]}_{type_}")
        field = Field("global", f"(global {name} (mut {type_}) ({type_}.const {value}))")
        yield Edit(
            "types",
            Change(f"global {entry.name} {old} -> {type_}"),
            0,
            tuple(_use(site, type_, entry.name, name) for site in uses),
            fields=(entry,),
            added=(field,),
            name=f"global_{type_}",
        )


def _is_use(node: Instr) -> bool:
    return node.op == "global.get" or (node.op == "global.set" and has_plain_operands(node))


def _use(site: Site, type_: str, old: str, name: str) -> Replacement:
    """The access to the new global in place of one to the old."""
    node = site.node
    assert isinstance(node, Instr)
    if node.op == "global.get":
        read = Instr("global.get", (name,), (), (type_,), None, node.comment)
        return Replacement(site.function, node, (as_type(read, node.results[0]),))
    value = _updated(node.operands[0], type_, old, name)
    written = replace(node, immediates=(name,), operands=(value,))
    return Replacement(site.function, node, (written,))


def _updated(value: Node, type_: str, old: str, name: str) -> Node:
    """The value written to the global: an update of what was read is computed in the new type where it has
    such an operation."""
    if isinstance(value, Group) or not any(_reads(operand, old) for operand in value.operands):
        return as_type(value, type_)
    before, _, operation = value.op.partition(".")
    row = table().get(f"{type_}.{operation}")
    if row is None or row.operands != (type_,) * len(value.operands) or row.results != (type_,):
        return as_type(value, type_)
    if value.fixed or any(operand.results != (before,) for operand in value.operands):
        return as_type(value, type_)
    operands = tuple(
        Instr("global.get", (name,), (), (type_,)) if _reads(operand, old) else as_type(operand, type_)
        for operand in value.operands
    )
    return Instr(f"{type_}.{operation}", value.immediates, operands, (type_,))


def _reads(node: Node, name: str) -> bool:
    return isinstance(node, Instr) and node.op == "global.get" and node.immediates == (name,)
