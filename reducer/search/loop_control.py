"""Edits that would leave a program without its loop, told by looking at the tree.

Of a program with one loop, whose counter is found, an edit after which nothing counts any more gives an
endless loop or none.  The short run would say so as well, for one candidate after the other: of the edits of
a loop that is nearly reduced most are of this kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reducer.edits import Edit, apply
from reducer.edits.counters import counter_of
from reducer.edits.needed import code_of, control_of
from reducer.program.program import Program
from reducer.wat.module import Field, Module
from reducer.wat.tree import Instr, Node, walk


def sparing_the_loop(edits: Iterable[Edit], candidate: Program) -> list[Edit]:
    """The edits after which the one loop of a program still counts its trips; all of them, where it has
    several loops, or none that counts."""
    edits = list(edits)
    found = list(_loops(candidate.module))
    if len(found) != 1 or not candidate.has_trips or counter_of(found[0][1]) is None:
        return edits
    function, loop = found[0]
    control = _control(candidate, function, loop)
    return [edit for edit in edits if not _touches(edit, function, control) or _counts(candidate, edit)]


def _loops(module: Module) -> Iterator[tuple[Field, Instr]]:
    for function in module.functions:
        for node in walk(module.body(function)):
            if isinstance(node, Instr) and node.op == "loop":
                yield function, node


def _control(candidate: Program, function: Field, loop: Instr) -> set[int]:
    """The ids of the nodes that make the loop go round, and of those around them."""
    counter = counter_of(loop)
    assert counter is not None
    code = code_of(candidate.module, function)
    inside: Sequence[Node] = [node for branch in control_of(code, loop) for node in walk((branch,))]
    control = {id(loop), *counter.nodes, *map(id, inside)}
    control |= {id(around) for node in inside for around in code.around(node)}
    trips = {id(trip.node) for trip in candidate.trips}
    for owner in candidate.module.functions:
        code = code_of(candidate.module, owner)
        for node in walk(code.body):
            if id(node) in trips:
                control |= {id(one) for one in (node, *code.around(node))}
    return control


def _touches(edit: Edit, function: Field, control: set[int]) -> bool:
    return any(id(one.site) in control for one in edit.replacements) or any(
        entry.name == function.name for entry in edit.functions
    )


def _counts(candidate: Program, edit: Edit) -> bool:
    made = replace(candidate, module=apply(candidate.module, [edit]))
    return made.has_trips and any(counter_of(loop) is not None for _, loop in _loops(made.module))
