"""What can be knocked out of a case: every site by the catalogue's edits, and every class of instruction.

A knock-out must leave the case's loop going round as often as before: one run of an instrumented copy tells,
on an engine that counts instructions.  Nothing is timed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from reducer.change import Change
from reducer.edits import Edit
from reducer.edits.emptied import only_bodies, read_part
from reducer.edits.expressions import hoist, replace_by_constant, simplify_constants
from reducer.edits.fields import drop_fields
from reducer.edits.locals import drop_many_locals
from reducer.edits.operands import is_access
from reducer.edits.removals import remove_instructions
from reducer.edits.segments import shrink_segments
from reducer.edits.sites import brief, sites
from reducer.edits.statements import delete_statements, unwrap_blocks
from reducer.oracle.surplus import LEAST_SHARE
from reducer.program.declared import KINDS, MIN_NUMBER, great_numbers
from reducer.program.program import Program
from reducer.program.short_run import Refusal
from reducer.timing import Allowance
from reducer.wat.instructions import has_trait
from reducer.wat.module import Module
from reducer.wat.tree import Instr, Node, walk

Extent = Literal["operand", "instruction", "expression", "statement", "class"]
"""How much goes: one operand becomes a constant; one instruction, its operands still worked out; a larger
expression; a statement with all below it; a class of instructions."""

HOT_SHARE = 1 / 64
"""What runs less often than this share of the hottest loop stays when a class goes: it only sets up."""
MOST_NAMED = 4
MOST_CHECKED = 48
"""Of a class that cannot go as a whole, so many instructions are looked at, at most."""

WITHOUT_END = Allowance()


@dataclass(frozen=True, eq=False)
class KnockOut:
    """Edits that go together.  `text` is what is knocked out, `change` what is done to it; `node` is the
    site's, None for a class; `size` how many instructions go."""

    extent: Extent
    text: str
    change: Change
    edits: tuple[Edit, ...]
    node: Node | None = None
    size: int = 1


# ---- sites


def site_knock_outs(candidate: Program, counts: Mapping[int, int]) -> list[KnockOut]:
    """Every site of what runs, the hottest first, and of alike ones the most telling: instructions,
    statements, then expressions and operands."""
    kept = {id(trip.node) for trip in candidate.trips}
    running = (made for made in _of_sites(read_part(candidate.module)) if counts.get(id(made.node), 0) > 0)
    found = [made for made in running if id(made.node) not in kept]
    order = ("instruction", "statement", "expression", "operand")
    found.sort(key=lambda made: (-counts[id(made.node)], order.index(made.extent)))
    return found


def _of_sites(module: Module) -> Iterator[KnockOut]:
    sizes = {id(site.node): site.size for site in sites(module)}
    for edit in remove_instructions(module):
        yield _site("instruction", edit, 1)
    for edit in delete_statements(module):
        yield _site("statement", edit, sizes[id(edit.replacements[0].site)])
    for family in (replace_by_constant, _first_hoists):
        for edit in family(module):
            size = sizes[id(edit.replacements[0].site)]
            yield _site("operand" if size == 1 else "expression", edit, size)
    for edit in simplify_constants(module):
        yield _site("operand", edit, 1)


def _site(extent: Extent, edit: Edit, size: int) -> KnockOut:
    node = edit.replacements[0].site
    return KnockOut(extent, brief(node), edit.change, (edit,), node, size)


def _first_hoists(module: Module) -> Iterator[Edit]:
    """Of each expression the first of its parts that can stand for it; the others tell the same."""
    seen: set[int] = set()
    for edit in hoist(module):
        site = edit.replacements[0].site
        if id(site) not in seen:
            seen.add(id(site))
            yield edit


# ---- classes


def _trait(*wanted: str, without: tuple[str, ...] = ()) -> Callable[[Instr], bool]:
    return lambda node: (
        any(has_trait(node.op, trait) for trait in wanted)
        and not any(has_trait(node.op, trait) for trait in without)
    )


CLASSES: dict[str, Callable[[Instr], bool]] = {
    "memory access": is_access,
    "bulk memory": lambda node: node.op in ("memory.copy", "memory.fill", "memory.init"),
    "segments": lambda node: node.op in ("data.drop", "elem.drop"),
    "memory.size, memory.grow": lambda node: node.op in ("memory.size", "memory.grow"),
    "atomics": _trait("atomic"),
    "calls": _trait("call", without=("indirect",)),
    "indirect calls": _trait("indirect"),
    "globals": lambda node: node.op in ("global.get", "global.set"),
    "tables": lambda node: node.op.startswith("table."),
    "references": lambda node: node.op.startswith("ref."),
    "structures and arrays": lambda node: node.op.startswith(("struct.", "array.")),
    "SIMD": _trait("simd", without=("constant", "reads_memory", "writes_memory")),
    "float": _trait("float", without=("constant", "reads_memory", "writes_memory", "simd")),
    "integer division": _trait("integer_division"),
}
"""The classes by name, and which instructions are of them; `branches` are done by other edits."""
HEAVY = ("bulk memory", "memory.size, memory.grow", "tables", "structures and arrays")
"""Once of these may take as long as a loop of others: they need not run often."""
BRANCHES = "branches"
PLAIN_CLASSES: dict[str, Callable[[Instr], bool]] = {
    "integer arithmetic": lambda node: (
        node.op.startswith(("i32.", "i64."))
        and has_trait(node.op, "pure")
        and not any(has_trait(node.op, trait) for trait in ("constant", "float", "integer_division"))
    ),
    "selects": lambda node: node.op == "select",
}
"""What every loop has: it gives others their operands, and goes round by it."""


def class_knock_outs(
    candidate: Program,
    counts: Mapping[int, int],
    classes: Mapping[str, Callable[[Instr], bool]] = CLASSES,
    *,
    branches: bool = True,
    allowance: Allowance = WITHOUT_END,
) -> list[KnockOut]:
    """Every one of these classes that the hot part of the case has instructions of; branches as well.  None
    where the allowance is spent before all of them are found."""
    module = read_part(candidate.module)
    hot = hot_nodes(counts)
    members: dict[str, set[int]] = {name: set() for name in classes}
    homes: set[str] = set()
    for function, node in _running(module, counts):
        for name, is_of in classes.items():
            if (name in HEAVY or id(node) in hot) and is_of(node):
                members[name].add(id(node))
                homes.add(function)
    part = only_bodies(module, homes)
    by_site: dict[int, Edit] = {}
    for edit in chain(remove_instructions(part), replace_by_constant(part)):
        if allowance.spent:
            return []
        by_site.setdefault(id(edit.replacements[0].site), edit)
    found = []
    for name, ids in members.items():
        found += _class(name, [edit for site, edit in by_site.items() if site in ids])
    if branches:
        edits = [edit for edit in _branch_edits(module) if id(edit.replacements[0].site) in hot]
        found += _class(BRANCHES, edits)
    return found


def _running(module: Module, counts: Mapping[int, int]) -> Iterator[tuple[str, Instr]]:
    """Every instruction that runs, with its function."""
    for function in module.functions:
        for node in walk(module.body(function)):
            if isinstance(node, Instr) and counts.get(id(node), 0) > 0:
                yield function.name, node


def hot_nodes(counts: Mapping[int, int]) -> set[int]:
    """The ids of the nodes that run at least a 64th as often as the hottest."""
    border = max(1.0, HOT_SHARE * max(counts.values(), default=0))
    return {key for key, count in counts.items() if count >= border}


def _class(name: str, edits: list[Edit]) -> list[KnockOut]:
    return [part_of_class(name, edits)] if edits else []


def part_of_class(name: str, edits: Sequence[Edit]) -> KnockOut:
    """The knock-out of these instructions of a class, all at once."""
    return _of_class(name, edits, "1 instruction" if len(edits) == 1 else f"{len(edits)} instructions")


def _of_class(name: str, edits: Sequence[Edit], count: str) -> KnockOut:
    nodes = (edit.replacements[0].site for edit in edits)
    operations = tuple(dict.fromkeys(node.op for node in nodes if isinstance(node, Instr)))
    change = Change(f"{name}: remove {count} ({some(operations)})", operations=operations)
    return KnockOut("class", name, change, tuple(edits), size=len(edits))


def some(operations: Sequence[str]) -> str:
    """Instructions by name, as many as are worth naming."""
    return ", ".join([*operations[:MOST_NAMED], *(["..."] if len(operations) > MOST_NAMED else [])])


def _branch_edits(module: Module) -> Iterator[Edit]:
    """Branches go, but for those back to a loop; an `if` gives way to what is in its first arm."""
    labels = {
        node.block.label
        for function in module.functions
        for node in walk(module.body(function))
        if isinstance(node, Instr) and node.op == "loop" and node.block is not None
    }
    seen: set[int] = set()
    for edit in (*unwrap_blocks(module), *delete_statements(module)):
        node = edit.replacements[0].site
        if not isinstance(node, Instr) or id(node) in seen:
            continue
        forward = node.op in ("br", "br_if", "br_table") and labels.isdisjoint(node.immediates)
        if (node.op == "if" and edit.family == "blocks") or (forward and edit.family == "statements"):
            seen.add(id(node))
            yield edit


# ---- what is no instruction

NESTING = "nesting"
"""The blocks of a program, as a thing that it has a great number of."""
_DECLARING: tuple[Callable[[Module], Iterable[Edit]], ...] = (drop_many_locals, shrink_segments, drop_fields)


def declared_knock_outs(candidate: Program, *, nesting: bool) -> list[tuple[str, KnockOut]]:
    """Whatever a case declares a great number of, by its kind; with `nesting`, its blocks as well."""
    module = candidate.module
    found = []
    greats = great_numbers(module)
    edits = [edit for family in _DECLARING for edit in family(module)] if greats else []
    for great in greats:
        mine = tuple(edit for edit in edits if great.kind in _kinds(edit))
        if mine:
            found.append((great.kind, _declared(great.words, mine)))
    if not nesting:
        return found
    blocks = [edit for edit in unwrap_blocks(module) if _op(edit.replacements[0].site) != "loop"]
    if len(blocks) >= MIN_NUMBER:
        words = f"{len(blocks):,} blocks"
        found.append((NESTING, KnockOut("class", words, Change(f"unwrap {words}"), tuple(blocks))))
    return found


def _declared(words: str, edits: tuple[Edit, ...], share: str = "") -> KnockOut:
    return KnockOut("class", words, Change(f"drop {share}{words}"), edits)


def _kinds(edit: Edit) -> set[str]:
    """The kinds of things, as `declared` calls them, that an edit takes away."""
    kinds = {f"declared locals of {function}" for function, _ in edit.locals}
    kinds |= {"elements" if span.field.keyword in ("elem", "table") else "bytes" for span in edit.spans}
    return kinds | {KINDS[entry.keyword] for entry in edit.fields if entry.keyword in KINDS}


def _op(node: Node) -> str:
    return node.op if isinstance(node, Instr) else ""


def sound(
    candidate: Program,
    knock_out: KnockOut,
    check: Callable[[Program], Refusal | None],
    allowance: Allowance = WITHOUT_END,
    *,
    cleans: bool = True,
) -> tuple[KnockOut, Program | None, Refusal | None]:
    """The knock-out with its candidate, or with the reason why there is none; `cleans` is that of
    `Program.edited`.

    Of a class that cannot go as a whole, as much as can: the loop's own counter may be among it.  So of what
    is declared: a segment that the loop reads may have to stay.  Once the allowance is spent, as much as was
    found until then.  Of a class so great that what is looked at of it would hardly be a carrier, nothing.
    """
    made = candidate.edited(knock_out.edits, cleans=cleans)
    refusal = check(made)
    if refusal is None:
        return knock_out, made, None
    too_many = LEAST_SHARE * len(knock_out.edits) > MOST_CHECKED
    if knock_out.extent != "class" or len(knock_out.edits) == 1 or too_many:
        return knock_out, None, refusal
    edits = _largest(candidate, knock_out.edits[:MOST_CHECKED], check, allowance, cleans)
    if not edits:
        return knock_out, None, refusal
    part = f"{len(edits)} of {len(knock_out.edits)}"
    made_of_part = (
        _of_class(knock_out.text, edits, f"{part} instructions")
        if knock_out.change.operations
        else _declared(knock_out.text, edits, f"{part} parts of ")
    )
    return made_of_part, candidate.edited(edits, cleans=cleans), None


def _largest(
    candidate: Program,
    edits: Sequence[Edit],
    check: Callable[[Program], Refusal | None],
    allowance: Allowance,
    cleans: bool,
) -> tuple[Edit, ...]:
    """As many of the edits as leave the loop as it is: all, or what each half has of them."""
    taken: tuple[Edit, ...] = ()
    work = [tuple(edits)]
    while work and not allowance.spent:
        part = work.pop()
        if check(candidate.edited((*taken, *part), cleans=cleans)) is None:
            taken = (*taken, *part)
        elif len(part) > 1:
            middle = len(part) // 2
            work += [part[middle:], part[:middle]]
    return taken
