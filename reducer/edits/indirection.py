"""Calls in another way: a direct call through a table made for it, and an indirect call as a direct one.

Also turns a global that only one function uses into a local of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reducer.change import Change
from reducer.edits.edit import Edit, Replacement, edit_at
from reducer.edits.operands import constant_value, copied, has_plain_operands
from reducer.edits.sites import Site, sites
from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.naming import Namer
from reducer.wat.numbers import integer
from reducer.wat.tree import FunctionType, Instr, Node
from reducer.wat.types import is_defaultable


def change_calls(module: Module) -> Iterator[Edit]:
    """`call $f -> call_indirect` through a table of its own, `call_indirect -> call $f` of the function it
    means."""
    namers = [Namer(entry.name for entry in module.entities(space)) for space in ("table", "element")]
    names: dict[str, tuple[str, str]] = {}  # of the table and the segment for each function
    for site in sites(module):
        node = site.node
        if not isinstance(node, Instr) or not has_plain_operands(node):
            continue
        if node.op == "call":
            callee = node.immediates[0]
            if callee not in names:
                table, segment = (namer.name(f"indirect_{callee[1:]}") for namer in namers)
                names[callee] = table, segment
            yield _through_table(module, site, node, *names[callee])
        elif node.op == "call_indirect":
            yield from _straight(module, site, node)


def _through_table(module: Module, site: Site, node: Instr, table: str, segment: str) -> Edit:
    callee = node.immediates[0]
    type_ = module.function_type(callee)
    index = Instr("i32.const", ("0",), (), ("i32",))
    use = module.find("function", callee).declaration.type_use
    # A declared type is not always the same as the written-out one: it may belong to a group, or be a
    # subtype.
    written = f"(type {use.index})" if use is not None and use.index else _type_use(type_)
    words = (table, written) if written else (table,)
    made = replace(node, op="call_indirect", immediates=words, operands=(*node.operands, index))
    added = (
        Field("table", f"(table {table} 1 funcref)"),
        Field("elem", f"(elem {segment} (table {table}) (i32.const 0) func {callee})"),
    )
    change = Change(f"call {callee} -> call_indirect", site.function)
    replacement = Replacement(site.function, node, (made,))
    return Edit("calls", change, 0, (replacement,), added=added, name="call_indirect")


def _type_use(type_: FunctionType) -> str:
    parts = [f"(param {' '.join(type_.params)})"] if type_.params else []
    parts += [f"(result {' '.join(type_.results)})"] if type_.results else []
    return " ".join(parts)


def _straight(module: Module, site: Site, node: Instr) -> Iterator[Edit]:
    # The index expression goes, so it must do nothing besides giving a number.
    if not node.operands or copied(node.operands[-1]) is None:
        return
    wanted = tuple(type_ for operand in node.operands[:-1] for type_ in operand.results), node.results
    for callee in _callees(module, node.operands[-1]):
        type_ = module.function_type(callee)
        if (type_.params, type_.results) != wanted:
            continue
        made = replace(node, op="call", immediates=(callee,), operands=node.operands[:-1])
        yield edit_at(site, "calls", Change(f"call_indirect -> call {callee}"), 0, (made,), name="call")
        return


def _callees(module: Module, index: Node) -> Iterator[str]:
    """The functions of the element segments, the one at a constant index first."""
    position = constant_value(index)
    others = []
    for entry in module.entities("element"):
        names = [
            reference.text for reference in entry.declaration.references if reference.space == "function"
        ]
        offset = next((op for op in entry.declaration.ops if op.keyword == "i32.const"), None)
        start = integer(offset.immediates[0]) if offset is not None else None
        if position is not None and start is not None and 0 <= position - start < len(names):
            yield names[position - start]
        others += names
    yield from dict.fromkeys(others)


def globals_to_locals(module: Module) -> Iterator[Edit]:
    """`global $g -> local`: in one function, every access is to a local of its own, which starts at zero."""
    found: dict[tuple[str, str], list[tuple[Site, Instr]]] = {}
    for site in sites(module):
        node = site.node
        if isinstance(node, Instr) and node.op in ("global.get", "global.set"):
            if len(node.operands) != (node.op == "global.set") or not has_plain_operands(node):
                continue
            found.setdefault((site.function, node.immediates[0]), []).append((site, node))
    for (function, name), uses in found.items():
        if all(node.op == "global.get" for _, node in uses):
            continue
        field = module.find("function", function)
        local = Namer(entry for entry, _ in FunctionContext(module, field).locals).name(name[1:])
        type_ = module.find("global", name).declaration.value_type
        if not is_defaultable(type_):
            continue
        yield Edit(
            "locals-for-globals",
            Change(f"global {name} -> local", function),
            0,
            tuple(
                Replacement(
                    site.function,
                    node,
                    (replace(node, op=node.op.replace("global", "local"), immediates=(local,)),),
                )
                for site, node in uses
            ),
            new_locals=((function, local, type_),),
            name="local",
        )
