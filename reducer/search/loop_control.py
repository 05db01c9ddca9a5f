"""Recognises edits that would leave a program without its loop, by looking at the tree.

Where a program has one loop whose counter is found, an edit that removes the counting leaves an endless loop
or none.  A short run would show that too, but only one candidate at a time, and most edits of a loop that is
nearly reduced are of this kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reducer.edits import Edit, apply
from reducer.edits.counters import counter_of
from reducer.edits.needed import code_of, control_of
from reducer.program.program import Program
from reducer.wat.module import Field, Module
from reducer.wat.tree import Instr, Node, walk, walk_once

MAX_INSTRUCTIONS = 1_000
MAX_TOUCHING = 64
"""A program of more instructions is far from reduced.  There, and where more edits than this touch the loop
control, all edits are tried."""


def sparing_the_loop(edits: Iterable[Edit], candidate: Program) -> list[Edit]:
    """The edits after which the only loop of a program still counts its trips; all edits where the program
    has several loops, or none that counts."""
    edits = list(edits)
    if candidate.module.instructions() > MAX_INSTRUCTIONS:
        return edits
    found = list(_loops(candidate.module))
    if len(found) != 1 or not _has_trips(candidate, candidate.module) or counter_of(found[0][1]) is None:
        return edits
    function, loop = found[0]
    control = _control(candidate, function, loop)
    touching = [edit for edit in edits if _touches(edit, function, control)]
    if len(touching) > MAX_TOUCHING:
        return edits
    lost = {id(edit) for edit in touching if not _counts(candidate, edit)}
    return [edit for edit in edits if id(edit) not in lost]


def _loops(module: Module) -> Iterator[tuple[Field, Instr]]:
    for function, node in _nodes(module):
        if isinstance(node, Instr) and node.op == "loop":
            yield function, node


def _control(candidate: Program, function: Field, loop: Instr) -> set[int]:
    """The ids of the nodes that make the loop go round, and of those around them."""
    counter = counter_of(loop)
    assert counter is not None
    code = code_of(candidate.module, function)
    branches = control_of(code, loop)[:MAX_TOUCHING]
    control = {id(loop), *counter.nodes, *map(id, walk_once(branches))}
    control |= {id(around) for branch in branches for around in code.around(branch)}
    trips = {id(trip.node) for trip in candidate.trips}
    for owner, node in _nodes(candidate.module):
        if id(node) in trips:
            control |= {id(node), *map(id, code_of(candidate.module, owner).around(node))}
    return control


def _nodes(module: Module) -> Iterator[tuple[Field, Node]]:
    return ((function, node) for function in module.functions for node in walk(module.body(function)))


def _has_trips(candidate: Program, module: Module) -> bool:
    """Whether a trip constant of a candidate still stands in a module made of it."""
    trips = {id(trip.node) for trip in candidate.trips}
    return any(id(node) in trips for _, node in _nodes(module))


def _touches(edit: Edit, function: Field, control: set[int]) -> bool:
    return any(id(one.site) in control for one in edit.replacements) or any(
        entry.name == function.name for entry in edit.functions
    )


def _counts(candidate: Program, edit: Edit) -> bool:
    made = apply(candidate.module, [edit])
    return _has_trips(candidate, made) and any(counter_of(loop) is not None for _, loop in _loops(made))
