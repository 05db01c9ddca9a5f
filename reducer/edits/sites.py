"""Where edits can stand in a body: every node with the section it is in and the number of instructions below
it.

One walk a function, shared by the families that look for statements and expressions.
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
    """A node, how many instructions it and all below it have, and whether it is a statement that may simply
    go."""

    function: str
    node: Node
    size: int
    statement: bool


def sizes(body: Body) -> dict[int, int]:
    """By the id of the node: how many instructions it and all nodes below it have."""
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
    """Every node of every body that may be replaced, outer ones before those below them, in the order of the
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
    """The children, and whether a void one among them may go: in a group, what never falls through holds the
    rest together."""
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


def branches_to(body: Body, label: str) -> bool:
    """Whether anything in the body goes to a label."""
    work = list(body)
    while work:
        node = work.pop()
        if isinstance(node, Instr) and ("label", label) in references(node):
            return True
        work += children(node)
    return False


def brief(node: Node, width: int = 48) -> str:
    """A node in a few words, for labels."""
    if isinstance(node, Group):
        return " ".join(brief(item, width) for item in node.items)[:width]
    words = [node.op, *node.immediates]
    if node.block is not None and node.block.label:
        words.append(node.block.label)
    text = " ".join(words)
    if node.operands:
        text += "(" + ", ".join(brief(operand, width) for operand in node.operands) + ")"
    return text if len(text) <= width else text[: width - 3] + "..."
