"""Which families of edits to try in which order, and on which part of the program first.

Cold code goes before the hot loop is looked at, whole statements before expressions, what saves instructions
before what only simplifies. It looks at the module and its profile, never at a verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from reducer.change import Change
from reducer.edits import CATALOGUE, SEARCH_FAMILIES, Edit
from reducer.edits.sites import sites, sizes
from reducer.program.declared import greatest
from reducer.program.profile import Profile
from reducer.program.program import Program
from reducer.search.passes import FEW_PARTS, MANY, Pass, counter_based, halving, in_parts, many, one_by_one
from reducer.wat.instructions import has_trait
from reducer.wat.module import Field, Module
from reducer.wat.tree import Group, Instr, Node, children, holders, walk

COLD_SHARE = 64
"""Code that runs less than a 64th as often as the hottest arm cannot hold the slowdown, if the slowdown is in
a loop."""


@dataclass(frozen=True)
class Stage:
    """One pass of the search: its name, the edits it works on, how it goes about it.

    `neutral` edits change how the same is written, which compilers mostly undo: they are kept unless they
    lose the slowdown.
    """

    name: str
    edits: Callable[[Program], Sequence[Edit]]
    strategy: Callable[[Sequence[Edit]], Pass[Edit]]
    neutral: bool = False


def _sites_of(edit: Edit) -> Iterator[Node]:
    return (replacement.site for replacement in edit.replacements)


def without_trips(edits: Iterable[Edit], candidate: Program) -> Iterator[Edit]:
    """The edits that do not change a trip count's constant itself."""
    trips = {id(trip.node) for trip in candidate.trips}
    return (edit for edit in edits if not any(id(site) in trips for site in _sites_of(edit)))


def outermost(edits: Iterable[Edit]) -> list[Edit]:
    """Those edits whose site is not below another's."""
    edits = list(edits)
    covered: set[int] = set()
    for site in (site for edit in edits for site in _sites_of(edit)):
        work = list(children(site))
        while work:
            node = work.pop()
            if id(node) not in covered:
                covered.add(id(node))
                work += children(node)
    return [edit for edit in edits if not any(id(site) in covered for site in _sites_of(edit))]


def heaviest_first(edits: Iterable[Edit]) -> list[Edit]:
    """The edits by the number of instructions they take away, then by the text of fields, most first."""
    return sorted(edits, key=lambda edit: (-edit.weight, -edit.characters))


# ---- cold code, from a profile


def cold(module: Module, profile: Profile) -> list[Edit]:
    """Statements outside the hottest code, coldest first, without those that write what the hot reads."""
    limit = profile.hottest / COLD_SHARE
    found: list[tuple[int, Edit]] = []
    by_site = {id(edit.replacements[0].site): edit for edit in CATALOGUE["statements"](module)}
    for function in module.functions:
        body = module.body(function)
        heat = profile.heat(body)
        hot_reads = {word for node in _hot_code(body, profile, limit) for word in reads(node)}
        called_hot = profile.functions.get(function.name, 0) > limit
        if called_hot:
            continue
        for node in _cold_nodes(body, heat, profile, limit):
            edit = by_site.get(id(node))
            if edit is not None and not (writes(node) & hot_reads):
                runs = max(heat[id(node)], profile.functions.get(function.name, 0))
                found.append((runs, edit))
    return outermost(edit for _, edit in sorted(found, key=lambda one: one[0]))


def _hot_code(body: Sequence[Node], profile: Profile, limit: float) -> Iterator[Node]:
    work = [(node, False) for node in body]
    while work:
        node, hot = work.pop()
        if hot:
            yield node
        if isinstance(node, Group):
            work += [(item, hot) for item in node.items]
            continue
        work += [(operand, hot) for operand in node.operands]
        for arm in node.block.arms if node.block is not None else ():
            inside = hot or profile.arms.get(id(arm), 0) > limit
            work += [(item, inside) for item in arm.body]


def _cold_nodes(body: Sequence[Node], heat: dict[int, int], profile: Profile, limit: float) -> Iterator[Node]:
    """Nodes that hold no hot arm and stand in none."""
    work = list(body)
    while work:
        node = work.pop()
        if heat[id(node)] <= limit:
            yield node
        elif isinstance(node, Instr):
            work += node.operands
            for arm in node.block.arms if node.block is not None else ():
                if profile.arms.get(id(arm), 0) <= limit:
                    work += arm.body
        else:
            work += node.items


def reads(node: Node) -> set[str]:
    """The local or global that a node reads."""
    if isinstance(node, Instr) and node.op in ("local.get", "local.tee", "global.get"):
        return {node.immediates[0]}
    return set()


def _written(node: Node) -> set[str]:
    if isinstance(node, Instr) and node.op in ("local.set", "local.tee", "global.set"):
        return {node.immediates[0]}
    return set()


def writes(node: Node) -> set[str]:
    """The locals and globals that a node writes, with all below it."""
    return {name for entry in walk((node,)) for name in _written(entry)}


# ---- the passes over what is left


def _families_of(stage: str) -> Callable[[Program], list[Edit]]:
    """The edits of every family that the catalogue gives to that stage."""
    names = [name for name, its_stage in SEARCH_FAMILIES.items() if its_stage == stage]

    def edits(candidate: Program) -> list[Edit]:
        found = [edit for name in names for edit in CATALOGUE[name](candidate.module)]
        return heaviest_first(without_trips(found, candidate))

    return edits


def _statements(candidate: Program) -> list[Edit]:
    """Statements that hold no trip count, outermost only: what is inside one that stays has its turn in the
    next round."""
    trips = {id(trip.node) for trip in candidate.trips}
    counting = _holders(candidate.module, lambda node: id(node) in trips)
    edits = [
        edit
        for edit in CATALOGUE["statements"](candidate.module)
        if id(edit.replacements[0].site) not in counting
    ]
    control = _loop_control(candidate.module)
    return outermost([edit for edit in edits if id(edit.replacements[0].site) not in control])


def _holders(module: Module, wanted: Callable[[Node], bool]) -> set[int]:
    """The ids of the nodes that are wanted, or hold one that is."""
    return {key for function in module.functions for key in holders(module.body(function), wanted)}


def _loop_control(module: Module) -> set[int]:
    """Statements without which a loop does not go round or does not end: they have their turn one by one.

    A statement that holds a loop and most of the program; one that branches itself; one that writes a local
    which the condition of a branch reads.
    """
    found = [site for site in sites(module) if site.statement]
    total = module.instructions()
    branches = [site.node for site in found if _is_branch(site.node)]
    counters = {word for node in branches for entry in walk((node,)) for word in reads(entry)}
    control = {id(node) for node in branches}
    looping = _holders(module, lambda node: isinstance(node, Instr) and node.op == "loop")
    counting = _holders(module, lambda node: bool(_written(node) & counters))
    for site in found:
        if id(site.node) in looping:
            if 2 * site.size > total:
                control.add(id(site.node))
        elif id(site.node) in counting:
            control.add(id(site.node))
    return control


def _is_branch(node: Node) -> bool:
    return isinstance(node, Instr) and has_trait(node.op, "branch")


def _operands_at_once(candidate: Program) -> list[Edit]:
    """For every statement, its operand expressions replaced by constants, the largest first."""
    constants = {id(edit.replacements[0].site): edit for edit in CATALOGUE["constants"](candidate.module)}
    counted = {
        key: size
        for function in candidate.module.functions
        for key, size in sizes(candidate.module.body(function)).items()
    }
    edits = []
    for site in sites(candidate.module):
        if site.statement and isinstance(site.node, Instr) and site.node.block is None:
            below = [constants[id(operand)] for operand in site.node.operands if id(operand) in constants]
            below = [edit for edit in below if edit.weight > 0]
            if len(below) > 1:
                replacements = tuple(replacement for edit in below for replacement in edit.replacements)
                change = Change(f"all operands of {site.node.op} -> constants", site.function)
                edits.append(Edit("constants", change, counted[id(site.node)] - 1 - len(below), replacements))
    return heaviest_first(edits)


def _expressions(candidate: Program) -> list[Edit]:
    return [edit for edit in _families_of("expressions")(candidate) if edit.weight > 0]


def _bulk(candidate: Program) -> list[Edit]:
    """What a module declares, where that is most of the program: then it is looked at before code."""
    declared = sum(_declared(entry) for entry in candidate.module.fields)
    if 2 * declared < len(candidate.text):
        return []
    stages = ("fields", "segments", "many locals")
    return heaviest_first(edit for stage in stages for edit in _families_of(stage)(candidate))


def is_large(candidate: Program) -> bool:
    """Whether most of a program is a great number of things that are no code."""
    return greatest(candidate.module) is not None and bool(_bulk(candidate))


def _declared(entry: Field) -> int:
    """How many characters of a field are no code: of a function, those of its locals."""
    if entry.keyword != "func":
        return len(entry.text)
    return sum(len(f"(local {name} {type_})") for name, type_ in entry.declaration.locals)


def _halves(edits: Sequence[Edit]) -> Pass[Edit]:
    return many(edits, halving)


def _singly(edits: Sequence[Edit]) -> Pass[Edit]:
    return many(edits, one_by_one)


def _parts(number: int) -> Callable[[Sequence[Edit]], Pass[Edit]]:
    """Roughly: these decisions take longest, and what stays has its turn when the case is smaller."""
    return lambda edits: halving(edits, max(1, len(edits) // number))


def _in_subsets(edits: Sequence[Edit]) -> Pass[Edit]:
    """Small subsets, but of thousands halves: a subset of ten would make hundreds of candidates."""
    few = len(edits) <= FEW_PARTS * MANY
    return counter_based(edits, together=False) if few else in_parts(edits)


FIRST_BULK = Stage("segments", _bulk, _parts(2))
BULK = Stage("segments", _bulk, _parts(4))
STATEMENTS = Stage("statements", _statements, _in_subsets)
INSIDE = Stage("blocks", _families_of("blocks"), _singly)
OPERANDS = Stage("operands", _operands_at_once, halving)
EXPRESSIONS = Stage("expressions", _expressions, one_by_one)
LOOPS = Stage("loops", _families_of("loops"), one_by_one, neutral=True)
TEES = Stage("tees", _families_of("tees"), halving, neutral=True)
LOCALS = Stage("locals", _families_of("locals"), _singly)
FIELDS = Stage("fields", _families_of("fields"), _halves)
SEGMENTS = Stage("segments", _families_of("segments"), _halves)
TOGETHER = Stage("segments together", _families_of("segments together"), _halves)
CHAINS = Stage("chains", _families_of("chains"), _halves)
LENGTHS = Stage("lengths", _families_of("lengths"), _singly)
MANY_LOCALS = Stage("many locals", _families_of("many locals"), _parts(8))
FUNCTIONS = Stage("functions", _families_of("functions"), lambda edits: many(edits, counter_based))
ALL_STATEMENTS = Stage("statements", _families_of("statements"), one_by_one)
VALUES = Stage("values", _families_of("values"), one_by_one)

COARSE = (FIRST_BULK, LOOPS, STATEMENTS, FUNCTIONS, STATEMENTS, OPERANDS)
"""What takes most away for the fewest decisions."""
FINE = (
    BULK,
    FIELDS,
    STATEMENTS,
    OPERANDS,
    ALL_STATEMENTS,
    FUNCTIONS,
    LOOPS,
    INSIDE,
    TEES,
    CHAINS,
    EXPRESSIONS,
    LOCALS,
    MANY_LOCALS,
    SEGMENTS,
    TOGETHER,
    LENGTHS,
)
"""Gone round until nothing changes: then no single edit of these can be kept."""
SIMPLIFY = (VALUES,)
"""What saves no instruction, and is only kept where it costs no ratio."""
