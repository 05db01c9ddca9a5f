"""Changed copies of a body: nodes replaced, everything else shared.

The one place where trees are put together again, so that what it gives is well typed when the replacements
are: a body that loses the instruction after which the rest was unreachable is completed with constants of its
result types.  Nothing here recurses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from reducer.wat.constants import zeros
from reducer.wat.fold import diverges
from reducer.wat.tree import Arm, Body, Group, Instr, Node, ValueTypes

Nodes = tuple[Node, ...]
Change = Callable[[Node, Node], Nodes]
"""Gives what stands in the place of a node: handed the node with its children done, and the node as it was
before.
"""


def as_operand(nodes: Nodes) -> Node:
    """Nodes that together give what one operand gave."""
    if len(nodes) == 1:
        return nodes[0]
    results = tuple(type_ for node in nodes for type_ in node.results)
    return Group(nodes, results, any(node.pinned for node in nodes))


def complete(body: Body, results: ValueTypes) -> Body:
    """The body with constants at its end, where it should give results, gives none, and does not diverge."""
    if not results or any(node.results for node in body) or any(diverges(node) for node in body):
        return body
    return body + (zeros(results) or (Instr("unreachable"),))


def keep(node: Node, _before: Node) -> Nodes:
    """The change that changes nothing."""
    return (node,)


def rebuild(
    body: Body,
    results: ValueTypes,
    change: Change = keep,
    replaced: Mapping[int, Nodes] | None = None,
    above: Mapping[int, int] | None = None,
) -> Body:
    """The body after `replaced` (by the id of the node; looked into again below) and then `change`, children
    first.

    `results` are the types the whole body gives.  With `above`, the `places` of the body, nothing is looked
    into but what is above the replaced nodes, and new.  Returns the very same tuple when nothing changed.
    """
    replaced, above = replaced or {}, above or {}
    touched = _with_all_above(replaced, above)
    met: set[int] = set()
    done: list[list[Node]] = [[]]
    work: list[tuple[str, Node]] = [("visit", node) for node in reversed(body)]
    while work:
        step, node = work.pop()
        if step == "visit":
            if id(node) in replaced and id(node) not in met:
                met.add(id(node))
                work += [("visit", other) for other in reversed(replaced[id(node)])]
                continue
            if id(node) in above and id(node) not in touched:
                done[-1].append(node)
                continue
            work.append(("build", node))
            for below in _sections(node):
                work += [("visit", child) for child in reversed(below)]
                work.append(("begin", node))
        elif step == "begin":
            done.append([])
        elif step == "build":
            count = len(_sections(node))
            sections = [tuple(section) for section in reversed(done[len(done) - count :])] if count else []
            del done[len(done) - count :]
            done[-1] += change(_assemble(node, sections), node)
    made = complete(tuple(done[0]), results)
    return body if _same(made, body) else made


def _with_all_above(ids: Iterable[int], above: Mapping[int, int]) -> set[int]:
    touched: set[int] = set()
    for key in ids:
        while key in above and key not in touched:
            touched.add(key)
            key = above[key]
    return touched


def _sections(node: Node) -> list[Body]:
    """The places below a node that hold children: one an operand, one an arm; a group has one for all its
    items.
    """
    if isinstance(node, Group):
        return [node.items]
    arms = [arm.body for arm in node.block.arms] if node.block is not None else []
    return [*((operand,) for operand in node.operands), *arms]


def _same(left: Body, right: Body) -> bool:
    return len(left) == len(right) and all(one is other for one, other in zip(left, right, strict=True))


def _assemble(node: Node, sections: list[Nodes]) -> Node:
    """The node with its children changed; itself when they are the same."""
    if all(_same(new, old) for new, old in zip(sections, _sections(node), strict=True)):
        return node
    if isinstance(node, Group):
        items = sections[0]
        if len(items) == 1 and not node.pinned:
            return items[0]
        return replace(node, items=items, pinned=node.pinned or any(item.pinned for item in items))
    count = len(node.operands)
    operands = tuple(as_operand(section) for section in sections[:count])
    block = node.block
    if block is not None:
        arms = tuple(
            arm
            if _same(section, arm.body)
            else Arm(arm.keyword, arm.immediates, complete(section, block.type.results))
            for arm, section in zip(block.arms, sections[count:], strict=True)
        )
        block = replace(block, arms=arms)
    return replace(node, operands=operands, block=block)
