"""The first candidates of a search: slices around what carries the slowdown, the smallest first.

They are tried before any pass removes code blindly.  The first slice that is kept is the kernel, and the
passes go on from there.  Where none is kept, only these few decisions are lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reducer.edits import Edit
from reducer.edits.slices import Counts, Ends, Keeps, Slicing
from reducer.judge.carriers import Carrier, Carriers, CarrierSite, nodes_of
from reducer.program.operand_values import operand_values
from reducer.program.profile import Observe, Profile
from reducer.program.program import Program
from reducer.runtimes import Ending
from reducer.wat.module import Module
from reducer.wat.tree import Instr, Node, instructions, walk

MAX_SITES = 64
"""Where there are more sites than this, no slice is made that keeps all of them."""


def slices(
    candidate: Program,
    counts: Profile,
    observe: Observe,
    carriers: Carriers | None = None,
    *,
    same_output: bool = False,
) -> list[Edit]:
    """The slices of a program, in the order in which they are tried.

    `carriers` are those of this program.  Where it has none, the hottest loop stays whole; where none of them
    is an instruction, there is no slice.  `same_output`: what the program prints must stay.
    """
    module = candidate.module
    found = () if carriers is None else carriers.found
    groups = _groups(module, found)
    if found and not groups:
        return []
    ends = _ends(module, candidate.ending, same_output)
    slicing = Slicing(module, Counts(counts.functions, counts.arms), ends)
    sites = groups[-1] if groups else []
    if sites and slicing.slice(sites, Keeps.OPERANDS) is not None:
        operands = [operand for site in sites if isinstance(site, Instr) for operand in site.operands]
        slicing = replace(slicing, constants=operand_values(module, operands, observe))
    made = list(_made(slicing, groups) if groups else _around(slicing, counts))
    return [edit for edit in made if edit is not None]


def moved(carriers: Carriers, before: Module, after: Module) -> Carriers:
    """The carriers with their sites as they are numbered in a module made by edits that left them alone; a
    site that did not stay the same node is gone."""
    names = {site.function for carrier in carriers.found for site in carrier.sites}
    nodes = {name: [id(node) for node in _instructions(before, name)] for name in names}
    numbers = {
        name: {id(node): number for number, node in enumerate(_instructions(after, name))} for name in names
    }

    def sites(carrier: Carrier) -> Iterator[CarrierSite]:
        for site in carrier.sites:
            there = nodes[site.function][site.number : site.number + 1]
            if there and there[0] in numbers[site.function]:
                yield replace(site, number=numbers[site.function][there[0]])

    return replace(
        carriers, found=tuple(replace(carrier, sites=tuple(sites(carrier))) for carrier in carriers.found)
    )


def _instructions(module: Module, name: str) -> Iterator[Instr]:
    """Those of the function of that name; none where it is gone."""
    return (
        node for entry in module.functions if entry.name == name for node in instructions(module.body(entry))
    )


def _groups(module: Module, carriers: Sequence[Carrier]) -> list[list[Node]]:
    """Three groups of sites: the site of the largest carrier that runs most often, all its sites, and the
    sites of all carriers.  No group where no carrier is an instruction."""
    of_each = [nodes for carrier in carriers if (nodes := _sites(module, carrier))]
    if not of_each:
        return []
    every = list({id(node): node for nodes in of_each for node in nodes}.values())
    groups = [of_each[0][:1], of_each[0][:MAX_SITES], every[:MAX_SITES]]
    return [group for place, group in enumerate(groups) if len(group) > len(groups[place - 1]) or not place]


def _sites(module: Module, carrier: Carrier) -> list[Node]:
    """A carrier's instructions, the one that runs most often first."""
    if not carrier.sites:
        return []
    most = max(carrier.sites, key=lambda site: site.runs_per_round)
    first = nodes_of(module, replace(carrier, sites=(most,)))
    return list({id(node): node for _, node in (*first, *nodes_of(module, carrier))}.values())


def _made(slicing: Slicing, groups: Sequence[Sequence[Node]]) -> Iterator[Edit | None]:
    sites = groups[-1]
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
