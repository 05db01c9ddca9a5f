"""Executed instructions, by function and by class, from one counted run.

They say where a program's instructions run, not where its time goes: no class has a cost here.
"""

from __future__ import annotations

from collections import Counter

from reducer.program.profile import Profile, node_counts
from reducer.wat.instructions import has_trait
from reducer.wat.module import Module
from reducer.wat.tree import instructions

CLASSES = {
    "indirect call": ("indirect",),
    "call": ("call",),
    "bulk": ("bulk", "grows"),
    "atomic": ("atomic",),
    "load": ("reads_memory",),
    "store": ("writes_memory",),
    "simd": ("simd",),
    "float": ("float",),
    "division": ("integer_division",),
    "branch": ("branch",),
}
"""The classes of instructions, by their traits; an instruction has the first class that fits."""
OTHER = "other"


def class_of(op: str) -> str:
    """The class of an instruction."""
    return next(
        (name for name, traits in CLASSES.items() if any(has_trait(op, one) for one in traits)), OTHER
    )


def executed(module: Module, profile: Profile) -> dict[str, Counter[str]]:
    """For the name of every function that ran: how often instructions of each class were executed in it.

    An instruction after a branch within an arm is counted as often as the arm, so the figures are upper
    bounds.
    """
    counts = node_counts(module, profile)
    classes: dict[str, str] = {}
    found: dict[str, Counter[str]] = {}
    for function in module.functions:
        if not profile.functions.get(function.name, 0):
            continue
        inside = found[function.name] = Counter()
        for node in instructions(module.body(function)):
            if node.op not in classes:
                classes[node.op] = class_of(node.op)
            inside[classes[node.op]] += counts[id(node)]
    return found
