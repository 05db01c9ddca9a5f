"""What one function of a program reaches: by calls and references, and through tables what ran."""

from __future__ import annotations

from collections.abc import Iterable

from reducer.edits.mentions import mentions_of_body
from reducer.program.profile import Profile
from reducer.wat.instructions import has_trait
from reducer.wat.module import Module
from reducer.wat.tree import instructions


def reached_by(module: Module, root: str, ran: Profile) -> set[str]:
    """The functions that one reaches by calls and references; through tables, all in them that ran."""
    by_name = {entry.name: entry for entry in module.entities("function")}
    in_tables = [
        name for name in _elements(module) if ran.functions.get(name, 0) or by_name[name].imported is not None
    ]
    reached: set[str] = set()
    work = [root]
    indirect = False
    while work:
        name = work.pop()
        if name in reached:
            continue
        reached.add(name)
        entry = by_name[name]
        if entry.imported is not None:
            continue
        work += [other for space, other in mentions_of_body(module, entry) if space == "function"]
        if not indirect and any(has_trait(node.op, "indirect") for node in instructions(module.body(entry))):
            indirect = True
            work += in_tables
    return reached


def imports_reached(module: Module, root: str, ran: Profile) -> list[str]:
    """The imported functions among those that one reaches, in the order of the module."""
    reached = reached_by(module, root, ran)
    return [
        entry.name
        for entry in module.entities("function")
        if entry.imported is not None and entry.name in reached
    ]


def _elements(module: Module) -> Iterable[str]:
    for entry in module.fields:
        if entry.keyword in ("elem", "table"):
            for reference in entry.declaration.references:
                if reference.space == "function":
                    yield reference.text
