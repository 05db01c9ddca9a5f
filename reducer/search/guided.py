"""The first candidates of a search: slices around what carries the slowdown, the smallest first.

They are asked before any pass cuts blindly.  The first one that is kept is the kernel, and the passes take
over from there; where none is kept, nothing is lost but these few decisions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reducer.edits import Edit
from reducer.edits.slices import Counts, Ends, Keeps, Slicing
from reducer.program.operand_values import operand_values
from reducer.program.profile import Observe, Profile
from reducer.program.program import Program
from reducer.runtimes import Ending
from reducer.wat.module import Module
from reducer.wat.tree import Instr, Node, walk

MAX_SITES = 64
"""Of more carriers than this no slice keeps all."""


def slices(
    candidate: Program,
    counts: Profile,
    observe: Observe,
    carriers: Sequence[Node] = (),
    *,
    same_output: bool = False,
) -> list[Edit]:
    """The slices of a program, in the order in which they are to be asked.

    `carriers` are nodes of its module, the one that takes most first; without any, the hottest loop stays
    whole.  `same_output`: what the program prints must stay.
    """
    module = candidate.module
    sites = list(carriers)[:MAX_SITES]
    operands = [operand for site in sites if isinstance(site, Instr) for operand in site.operands]
    slicing = Slicing(
        module,
        Counts(counts.functions, counts.arms),
        _ends(module, candidate.ending, same_output),
        operand_values(module, operands, observe),
    )
    made = list(_made(slicing, sites) if sites else _around(slicing, counts))
    return [edit for edit in made if edit is not None]


def _made(slicing: Slicing, sites: Sequence[Node]) -> Iterator[Edit | None]:
    groups = [sites[:1], sites] if len(sites) > 1 else [sites]
    for group in groups:
        for keeps in (Keeps.CONSTANTS, Keeps.OPERANDS):
            yield slicing.slice(group, keeps)
    yield slicing.slice(sites, Keeps.STATEMENT)
    yield slicing.slice(sites, Keeps.LOOP)
    if not slicing.ends.outside:
        inside = replace(slicing, ends=replace(slicing.ends, outside=True))
        yield inside.slice(sites, Keeps.STATEMENT)


def _around(slicing: Slicing, counts: Profile) -> Iterator[Edit | None]:
    loop = hottest_loop(slicing.module, counts)
    if loop is not None and not slicing.ends.outside:
        yield slicing.slice([loop], Keeps.LOOP)


def hottest_loop(module: Module, counts: Profile) -> Instr | None:
    """The loop that goes round most often, the innermost of several; None where no loop ran."""
    found, most = None, 1
    for function in module.functions:
        for node in walk(module.body(function)):
            if isinstance(node, Instr) and node.op == "loop" and node.block is not None:
                count = counts.arms.get(id(node.block.arms[0]), 0)
                if count >= most:
                    found, most = node, count
    return found


def _ends(module: Module, ending: Ending, same_output: bool) -> Ends:
    exits = frozenset(
        entry.name
        for entry in module.entities("function")
        if entry.imported is not None and entry.imported[1].strip('"') == "proc_exit"
    )
    return Ends(exits if ending.exit_code else frozenset(), ending.exit_code is None, same_output)
