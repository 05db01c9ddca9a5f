"""Functions that a counted run never came to: their bodies give way to `unreachable`, and none of them is
parsed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reducer.change import Change
from reducer.edits import Edit
from reducer.edits.emptied import emptied
from reducer.program.profile import Profile
from reducer.program.program import Program
from reducer.wat.module import Module

MANY = 64
"""So few functions that never ran are no weight."""


def stubs(module: Module, profile: Profile) -> Iterator[Edit]:
    """`stub function $f` for every function that never ran: its body is `unreachable`."""
    for entry in module.functions:
        if profile.functions.get(entry.name) == 0:
            rewritten = ((entry, emptied(module, entry)),)
            yield Edit("functions", Change(f"stub function {entry.name}"), 1, rewritten=rewritten)


def stubbed(module: Module, profile: Profile) -> Module:
    """The module with a stub for every function that never ran."""
    never = {edit.rewritten[0][0].name: edit.rewritten[0][1] for edit in stubs(module, profile)}
    return module.with_fields(
        never.get(entry.name, entry) if entry.keyword == "func" else entry for entry in module.fields
    )


def without_never_run(program: Program, profile: Profile) -> Program:
    """The program with stubs where more than MANY functions never ran: what runs of it is the same, and it is
    printed, assembled and compiled sooner.  Its nodes that ran are those of the program."""
    if sum(count == 0 for count in profile.functions.values()) <= MANY:
        return program
    return replace(program, module=stubbed(program.module, profile), base=None)
