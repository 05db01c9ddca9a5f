"""Edits on statements: deleted, or unwrapped from the block, loop or if around them.

A statement is a node that leaves nothing on the stack.  A block that is still branched to is kept as a plain
block.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeGuard

from reducer.change import Change
from reducer.edits.edit import Edit, Replacement, edit_at
from reducer.edits.evaluated import does_nothing
from reducer.edits.sites import brief, sites, targeted_arms
from reducer.wat.module import Module
from reducer.wat.rebuild import Nodes
from reducer.wat.tree import Arm, Instr, Node


def delete_statements(module: Module) -> Iterator[Edit]:
    """`delete STATEMENT`, each with everything below it."""
    for site in sites(module):
        if site.statement:
            yield edit_at(site, "statements", Change(f"delete {brief(site.node)}"), site.size, ())


def unwrap_blocks(module: Module) -> Iterator[Edit]:
    """`unwrap block`, `unwrap loop`, `if -> then`, `if -> else`: the statements inside stay, and what is
    around them goes; an empty `if` becomes a `drop` of its condition, which may trap."""
    targeted = {arm for function in module.functions for arm in targeted_arms(module.body(function))}
    for site in sites(module):
        node = site.node
        if (
            not isinstance(node, Instr)
            or node.block is None
            or node.block.type.params
            or not (site.statement or node.results)
        ):
            continue
        if does_nothing(node):
            change = Change(f"{node.op} {node.block.label}".strip() + " -> drop")
            dropped = Instr("drop", (), node.operands, (), None, node.comment)
            yield edit_at(site, "blocks", change, 1, (dropped,))
        for words, arm in _arms(node):
            nodes = _freed(node, arm, id(arm) in targeted)
            if nodes is not None:
                weight = 1 + (site.size - 1 if node.op == "if" else 0)
                yield edit_at(site, "blocks", Change(words), weight, nodes)


def _arms(node: Instr) -> Iterator[tuple[str, Arm]]:
    assert node.block is not None
    name = f"{node.op} {node.block.label}".strip()
    if node.op in ("block", "loop", "try_table"):
        yield f"unwrap {name}", node.block.arms[0]
    elif node.op == "if":
        for arm in node.block.arms:
            yield f"{name} -> {arm.keyword}", arm


def _freed(node: Instr, arm: Arm, targeted: bool) -> Nodes | None:
    """What replaces the block; None where nothing would change, or where it is a loop that goes round."""
    assert node.block is not None
    if targeted:
        if node.op != "if":
            return None
        return (
            Instr(
                "block",
                (),
                (),
                node.results,
                replace(node.block, arms=(Arm("block", (), arm.body),)),
                node.comment,
            ),
        )
    if tuple(type_ for item in arm.body for type_ in item.results) != node.results:
        return None
    return arm.body


def invert_loops(module: Module) -> Iterator[Edit]:
    """`invert loop $l`: a loop that tests at its start whether to end, and always goes back, becomes one that
    tests at its end whether to go on."""
    for site in sites(module):
        node = site.node
        if not isinstance(node, Instr) or node.op != "loop" or node.block is None:
            continue
        body = node.block.arms[0].body
        leave, back = (body[0], body[-1]) if len(body) > 1 else (None, None)
        if not _branch(leave, "br_if") or not _branch(back, "br") or back.immediates != (node.block.label,):
            continue
        if leave.immediates != back.immediates and len(leave.operands) == 1:
            condition = Instr("i32.eqz", (), leave.operands, ("i32",))
            again = replace(leave, immediates=back.immediates, operands=(condition,))
            replacements = (Replacement(site.function, leave, ()), Replacement(site.function, back, (again,)))
            change = Change(f"invert loop {node.block.label}", site.function)
            yield Edit("loops", change, 0, replacements)


def _branch(node: Node | None, op: str) -> TypeGuard[Instr]:
    return isinstance(node, Instr) and node.op == op and not node.results and not node.fixed
