"""Edits on how deeply operands are nested: all operands that wait for the innermost one are alive at the same
time.

Tens of candidates cut a chain of 10,000 operands; what is left is divided anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reducer.change import Change
from reducer.edits.edit import Edit, Replacement
from reducer.edits.sites import sizes
from reducer.wat.module import Module
from reducer.wat.tree import Body, Instr, Node, walk

LONG = 64
"""A shorter chain is left to the edits on single expressions."""
PARTS = 16


def shorten_chains(module: Module) -> Iterator[Edit]:
    """`operands 601 to 1200 of a chain of 10000: dropped`: the operand below them takes the place of the
    first."""
    for function in module.functions:
        body = module.body(function)
        counted = sizes(body)
        for chain in _chains(body, counted):
            size = -(-len(chain) // PARTS)
            for start, end in pairwise(range(0, len(chain), size)):
                first, below = chain[start], chain[end]
                words = f"operands {start + 1} to {end} of a chain of {len(chain)}: dropped"
                weight = counted[id(first)] - counted[id(below)]
                replaced = (Replacement(function.name, first, (below,)),)
                yield Edit("chains", Change(words, function.name), weight, replaced)


def _chains(body: Body, counted: dict[int, int]) -> Iterator[list[Node]]:
    """For every statement, the path through its largest operands to the innermost one, as the nodes on it
    that have the same type: each of them can replace one above it."""
    below = {id(operand) for node in walk(body) for operand in _operands(node)}
    for node in walk(body):
        if id(node) in below:
            continue
        alike: dict[tuple[str, ...], list[Node]] = {}
        at: Node | None = node
        while at is not None:
            if not at.fixed and at.results:
                alike.setdefault(at.results, []).append(at)
            at = max(_operands(at), key=lambda operand: counted[id(operand)], default=None)
        chain = max(alike.values(), key=len, default=[])
        if len(chain) >= LONG:
            yield chain


def _operands(node: Node) -> tuple[Node, ...]:
    """The nodes whose values an instruction takes, or a group gives."""
    return node.operands if isinstance(node, Instr) else tuple(item for item in node.items if item.results)
