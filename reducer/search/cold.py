"""What one counted run shows to be cold, coarse to fine: functions before blocks before statements.

It looks at the module and its profile, never at a verdict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reducer.change import Change
from reducer.edits import CATALOGUE, Edit, Replacement
from reducer.edits.sites import Site, sites
from reducer.program.executed import executed
from reducer.program.never_run import MANY, stubbed, stubs
from reducer.program.operand_values import operand_values
from reducer.program.profile import Observe, Profile, most_below, node_counts
from reducer.search.passes import Pass, in_parts
from reducer.wat.instructions import has_trait
from reducer.wat.module import Module
from reducer.wat.tree import Instr, children, instructions

HOT_SHARE = 64
"""A function is hot where it executes a 64th of all instructions or more."""


def in_layers(edits: Sequence[Edit]) -> Pass[Edit]:
    """All at once; where that fails, whole functions before what is inside others, each in parts."""
    if not edits:
        return []
    if (yield list(edits)):
        return list(edits)
    whole = [edit for edit in edits if edit.functions or edit.rewritten]
    inside = [edit for edit in edits if not (edit.functions or edit.rewritten)]
    removed: list[Edit] = []
    for layer in (whole, inside):
        if not layer or len(layer) == len(edits) == 1:
            continue
        before = list(removed)
        search = in_parts(layer)
        try:
            subset = next(search)
            while True:
                # All that there is has had its turn above.
                kept = False if len(subset) == len(edits) else (yield before + subset)
                subset = search.send(kept)
        except StopIteration as done:
            removed = before + done.value
    return removed


def never_run(module: Module, profile: Profile) -> list[Edit]:
    """Stubs for all functions that never ran, and the statements of arms that never did; nothing where the
    functions are so few that they are dropped at once."""
    found = list(stubs(module, profile))
    if len(found) <= MANY:
        return []
    return found + dead_statements(stubbed(module, profile), profile)


def unexecuted(module: Module, profile: Profile) -> list[Edit]:
    """Functions that never ran, dropped, and the statements of arms that never did."""
    never = {name for name, count in profile.functions.items() if count == 0}
    edits = [edit for edit in CATALOGUE["functions"](module) if edit.functions[0].name in never]
    return edits + dead_statements(module, profile)


def dead_statements(module: Module, profile: Profile) -> list[Edit]:
    """The statements that were never executed, outermost, of functions that ran."""
    counts = node_counts(module, profile)
    dead: set[int] = set()
    for function in module.functions:
        if profile.functions.get(function.name, 0) == 0:
            continue
        body = module.body(function)
        most = most_below(body, counts)
        work = list(body)
        while work:
            node = work.pop()
            if most[id(node)] == 0:
                dead.add(id(node))
            else:
                work += children(node)
    return [edit for edit in CATALOGUE["statements"](module) if id(edit.replacements[0].site) in dead]


def cold_calls(module: Module, profile: Profile, observe: Observe) -> list[Edit]:
    """For each cold function, coldest first: all calls of it give way to what they gave last, or go
    where it gives none.  A function with a call that cannot go so has no edit."""
    cold = _cold_functions(module, profile)
    calls: dict[str, list[Site]] = {name: [] for name in cold}
    for site in sites(module) if cold else ():
        if isinstance(site.node, Instr) and site.node.op == "call" and site.node.immediates[0] in cold:
            calls[site.node.immediates[0]].append(site)
    values = operand_values(module, [site.node for found in calls.values() for site in found], observe)
    edits = []
    for name, found in calls.items():
        if found and all(site.statement or id(site.node) in values for site in found):
            replacements = tuple(
                Replacement(site.function, site.node, () if site.statement else (values[id(site.node)],))
                for site in found
            )
            change = Change(f"calls of {name} -> what they gave last")
            edits.append(Edit("calls", change, sum(site.size for site in found), replacements))
    return edits


def cold_functions(module: Module, profile: Profile) -> list[Edit]:
    """Cold functions, dropped, coldest first: their calls give constants."""
    cold = _cold_functions(module, profile)
    if not cold:
        return []
    edits = {edit.functions[0].name: edit for edit in CATALOGUE["functions"](module)}
    return [edits[name] for name in cold if name in edits]


def _cold_functions(module: Module, profile: Profile) -> list[str]:
    """Functions that ran and neither are hot nor call what is, coldest first; none where there is only one.

    A function that calls through a table may call anything.
    """
    work = {name: inside.total() for name, inside in executed(module, profile).items()}
    callers: dict[str, set[str]] = defaultdict(set)
    needed = {name for name, count in work.items() if HOT_SHARE * count >= sum(work.values())}
    for function in module.functions:
        if function.name not in work:
            continue
        for node in instructions(module.body(function)):
            if has_trait(node.op, "indirect"):
                needed.add(function.name)
            elif has_trait(node.op, "call"):
                callers[node.immediates[0]].add(function.name)
    left = list(needed)
    while left:
        for caller in callers[left.pop()] - needed:
            needed.add(caller)
            left.append(caller)
    cold = sorted((name for name in work if name not in needed), key=work.__getitem__)
    return cold if len(cold) > 1 else []
