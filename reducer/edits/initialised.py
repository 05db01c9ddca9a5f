"""Locals without an initial value: after an edit, a function may read one that nothing has written yet.

Such a local is given a nullable type, and each read of it asserts that it is not null.  Works on named
modules. Source: WebAssembly core specification, section 3.1.7 (local types) and appendix A.3 (validation
algorithm).
"""

from __future__ import annotations

from dataclasses import replace

from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.naming import header
from reducer.wat.rebuild import Nodes, rebuild
from reducer.wat.syntax import TypeUse
from reducer.wat.tree import Arm, Body, Group, Instr, Node
from reducer.wat.types import heap_type, is_defaultable, reference

_ACCESSES = ("local.get", "local.set", "local.tee")


def with_initialised_locals(module: Module) -> Module:
    """The module in which no local is read before it is written; the very same module where none was."""
    fields = [
        _initialised(module, entry)
        if entry.keyword == "func" and entry.tree is not None and "_initialised" not in entry.__dict__
        else entry
        for entry in module.fields
    ]
    if all(new is old for new, old in zip(fields, module.fields, strict=True)):
        return module
    return module.with_fields(fields)


def _initialised(module: Module, entry: Field) -> Field:
    bare = {name for name, local in entry.declaration.locals if not is_defaultable(local)}
    body = module.body(entry)
    early = _read_early(body, bare) if bare else set()
    if not early:
        entry.__dict__["_initialised"] = True
        return entry
    locals_ = FunctionContext(module, entry).locals
    use = entry.declaration.type_use or TypeUse()
    type_ = module.type_use(use)
    count = len(type_.params)
    declared = [
        (name, reference(heap_type(local) or "", nullable=True) if name in early else local)
        for name, local in locals_[count:]
    ]
    text = header(
        entry.name, entry.declaration.exports, use._replace(inline=type_), locals_[:count], declared
    )
    return entry.with_text(text, _with_nullable(body, type_.results, early))


def _read_early(body: Body, bare: set[str]) -> set[str]:
    """The locals among `bare` that may be read before they are written: a write in a block counts only up to
    its end."""
    early: set[str] = set()
    written: list[str] = []  # none twice, in the order in which they are written
    work: list[Node | Arm | int] = list(reversed(body))
    ready: set[int] = set()
    while work:
        node = work.pop()
        if isinstance(node, int):
            del written[node:]
        elif isinstance(node, Arm):
            work += [len(written), *reversed(node.body)]
        elif isinstance(node, Group):
            work += reversed(node.items)
        elif (node.operands or node.block) and id(node) not in ready:
            ready.add(id(node))
            work += [node, *reversed(node.block.arms if node.block else ()), *reversed(node.operands)]
        elif node.op in _ACCESSES and node.immediates[0] in bare and node.immediates[0] not in written:
            if node.op == "local.get":
                early.add(node.immediates[0])
            else:
                written.append(node.immediates[0])
    return early


def _with_nullable(body: Body, results: tuple[str, ...], names: set[str]) -> Body:
    """The body in which these locals are read as nullable."""

    def change(node: Node, _before: Node) -> Nodes:
        if (
            not isinstance(node, Instr)
            or node.op not in ("local.get", "local.tee")
            or node.immediates[0] not in names
        ):
            return (node,)
        nullable = (reference(heap_type(node.results[0]) or "", nullable=True),)
        if not node.fixed:
            return (Instr("ref.as_non_null", (), (replace(node, results=nullable),), node.results),)
        checked = Instr("ref.as_non_null", (), (), node.results, joined=True)
        return (Group((replace(node, results=()), checked), node.results, node.pinned),)

    return rebuild(body, results, change)
