"""The local that counts a loop's trips.  Other edits need it to make something vary with the trips, or to
leave the counting alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reducer.edits.operands import constant_value
from reducer.wat.module import Module
from reducer.wat.tree import Body, Instr, Node, children, walk_once


@dataclass(frozen=True)
class Counter:
    """A local, by name and type, and the nodes that belong to the counting, by id: updates and tests."""

    name: str
    type: str
    nodes: frozenset[int]


def counter_of(loop: Instr) -> Counter | None:
    """The local that a loop changes in constant steps and tests; None where there is none.

    A counter inside an inner loop counts that loop's trips instead.
    """
    nodes = [node for node in _own(loop) if isinstance(node, Instr)]
    tests = [node for node in nodes if node.op in ("br_if", "br_table") or node.op == "if"]
    tested = {
        below.immediates[0]
        for below in walk_once(operand for test in tests for operand in test.operands)
        if isinstance(below, Instr) and below.op in ("local.get", "local.tee")
    }
    for node in nodes:
        if node.op in ("local.set", "local.tee") and node.immediates[0] in tested and steps(node):
            name = node.immediates[0]
            own = [entry for entry in nodes if entry.op in ("local.set", "local.tee") and steps(entry)]
            own = [entry for entry in own if entry.immediates[0] == name]
            own += [operand for test in tests for operand in test.operands if isinstance(operand, Instr)]
            counting = frozenset(map(id, walk_once(own)))
            return Counter(name, node.operands[0].results[0], counting)
    return None


def _own(loop: Instr) -> Iterator[Node]:
    """The nodes of a loop in the order of the text, without the bodies of the loops inside."""
    work = [loop, *reversed(_body(loop))]
    while work:
        node = work.pop()
        yield node
        if isinstance(node, Instr) and node.op == "loop":
            work += reversed(node.operands)
        else:
            work += reversed(list(children(node)))


def _body(loop: Instr) -> Body:
    return loop.block.arms[0].body if loop.block is not None else ()


def steps(node: Instr) -> bool:
    """Whether it sets a local to what it was, plus or minus a constant."""
    if len(node.operands) != 1 or not isinstance(node.operands[0], Instr):
        return False
    update = node.operands[0]
    if update.op not in ("i32.add", "i32.sub", "i64.add", "i64.sub") or len(update.operands) != 2:
        return False
    reads = [
        operand
        for operand in update.operands
        if isinstance(operand, Instr) and operand.op == "local.get" and operand.immediates == node.immediates
    ]
    return len(reads) == 1 and any(constant_value(operand) is not None for operand in update.operands)


def counters(module: Module) -> dict[int, Counter]:
    """For the id of every node in a loop: the counter of the innermost loop around it that has one."""
    found: dict[int, Counter] = {}
    for function in module.functions:
        work: list[tuple[Node, Counter | None]] = [(node, None) for node in module.body(function)]
        while work:
            node, counter = work.pop()
            if counter is not None:
                found[id(node)] = counter
            if isinstance(node, Instr) and node.op == "loop":
                counter = counter_of(node) or counter
            work += [(child, counter) for child in children(node)]
    return found
