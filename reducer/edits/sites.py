"""Where edits can be made in a body: every node, with the section it is in and the number of instructions
below it.

One walk through a function serves all families that look for statements and expressions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reducer.wat.fold import diverges
from reducer.wat.indices import references
from reducer.wat.module import Module
from reducer.wat.tree import Body, Group, Instr, Node, children


@dataclass(frozen=True, eq=False)
class Site:
    """A node, the number of instructions in it and below it, and whether it is a statement that can simply be
    removed."""

    function: str
    node: Node
    size: int
    statement: bool


def sizes(body: Body) -> dict[int, int]:
    """For the id of each node: the number of instructions in it and below it."""
    counted: dict[int, int] = {}
    work: list[tuple[Node, bool]] = [(node, False) for node in body]
    while work:
        node, ready = work.pop()
        if ready:
            own = 1 if isinstance(node, Instr) and node.op else 0
            counted[id(node)] = own + sum(counted[id(child)] for child in children(node))
        else:
            work.append((node, True))
            work += [(child, False) for child in children(node)]
    return counted


def sites(module: Module) -> Iterator[Site]:
    """Every node of every body that may be replaced, outer nodes before inner ones, in the order of the
    text."""
    for function in module.functions:
        body = module.body(function)
        counted = sizes(body)
        work: list[tuple[Node, bool]] = [(node, True) for node in reversed(body)]
        while work:
            node, free = work.pop()
            if not node.fixed and (isinstance(node, Group) or node.op):
                yield Site(function.name, node, counted[id(node)], free and not node.results)
            work += reversed(list(_below(node)))


def _below(node: Node) -> Iterator[tuple[Node, bool]]:
    """The children of a node, and whether a void one among them may be removed.  In a group, a node that
    never falls through must stay, because it makes the rest valid."""
    if isinstance(node, Group):
        for item in node.items:
            yield item, not diverges(item)
        return
    for operand in node.operands:
        yield operand, False
    if node.block is not None:
        for arm in node.block.arms:
            for item in arm.body:
                yield item, True


def targeted_arms(body: Body) -> set[int]:
    """The ids of the arms that a branch inside them leaves or restarts."""
    found: set[int] = set()
    around: dict[str, int | None] = {}  # by label: the arm of that block that the walk is in
    work: list[Node | tuple[str, int | None, Body]] = list(reversed(body))
    while work:
        node = work.pop()
        if isinstance(node, tuple):
            label, arm_id, inside = node
            if inside:
                work.append((label, around.get(label), ()))
            around[label] = arm_id
            work += reversed(inside)
            continue
        if isinstance(node, Instr):
            arms = (around.get(label) for space, label in references(node) if space == "label")
            found.update(arm_id for arm_id in arms if arm_id is not None)
            if node.block is not None:
                work += [(node.block.label, id(arm), arm.body) for arm in node.block.arms]
            work += node.operands
        else:
            work += reversed(node.items)
    return found


def brief(node: Node, width: int = 48) -> str:
    """A node in a few words, for labels."""
    if isinstance(node, Group):
        return " ".join(brief(item, width) for item in node.items[:width])[:width]
    text = ""
    work: list[Node | str] = [node]
    while work and len(text) <= width:
        part = work.pop()
        if isinstance(part, str):
            text += part
            continue
        below, gap, close = (part.items, " ", "") if isinstance(part, Group) else (part.operands, ", ", ")")
        if isinstance(part, Instr):
            words = [part.op, *part.immediates[:width]]
            if part.block is not None and part.block.label:
                words.append(part.block.label)
            text += " ".join(words) + ("(" if below else "")
        listed = [word for item in below[:width] for word in (item, gap)][:-1]
        work += [*([close] if below else []), *reversed(listed)]
    return text if len(text) <= width else text[: width - 3] + "..."
