"""What stands behind a block or a branch in an arm and never runs, though the arm does.

An interpreter's handlers stand so, each behind the end of a block that its dispatch branches to: the counters
of arms say nothing of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from reducer.edits import CATALOGUE, Edit
from reducer.program.profile import Observe, Profile
from reducer.wat.instructions import has_trait
from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.rebuild import Nodes, rebuild
from reducer.wat.tree import Body, Instr, Node, walk

PASSED = "wreduce_passed_"
"""The exported globals are called this and a number."""


def dead_behind(module: Module, counts: Profile, observe: Observe) -> list[Edit]:
    """The statements behind a block or a branch that no run comes to; nothing where none can be seen to."""
    pieces = [
        piece
        for function in module.functions
        if counts.functions.get(function.name, 0)
        for body in _bodies(module.body(function))
        for piece in _behind(body)
    ]
    names = {id(piece[0]): f"{PASSED}{number}" for number, piece in enumerate(pieces)}
    values = observe(_marked(module, names), list(names.values())) if names else None
    if values is None:
        return []
    dead = {id(node) for piece in pieces if not values[names[id(piece[0])]] for node in piece}
    return [edit for edit in CATALOGUE["statements"](module) if id(edit.replacements[0].site) in dead]


def _bodies(body: Body) -> Iterator[Body]:
    """A function's body, and that of every arm in it."""
    yield body
    for node in walk(body):
        if isinstance(node, Instr) and node.block is not None:
            yield from (arm.body for arm in node.block.arms)


def _behind(body: Body) -> Iterator[list[Node]]:
    """The nodes behind each block or branch of a body, up to the next one with it."""
    piece: list[Node] = []
    after = False
    for node in body:
        if after:
            if piece:
                yield piece
            piece = []
        if after or piece:
            piece.append(node)
        after = isinstance(node, Instr) and (node.block is not None or has_trait(node.op, "branch"))
    if piece:
        yield piece


def _marked(module: Module, names: dict[int, str]) -> Module:
    """The copy that sets a global where it comes to one of these nodes."""

    def change(node: Node, before: Node) -> Nodes:
        name = names.get(id(before))
        if name is None:
            return (node,)
        one = Instr("i32.const", ("1",), (), ("i32",))
        return (Instr("global.set", (f"${name}",), (one,)), node)

    fields = [
        entry.with_tree(rebuild(module.body(entry), FunctionContext(module, entry).results(), change))
        if entry.keyword == "func" and entry.imported is None
        else entry
        for entry in module.fields
    ]
    fields += [
        Field("global", f'(global ${name} (export "{name}") (mut i32) (i32.const 0))')
        for name in names.values()
    ]
    return module.with_fields(fields)
