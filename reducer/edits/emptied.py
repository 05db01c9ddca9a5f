"""Functions without what is inside: `unreachable` in the place of their bodies, under the number that they
have.

In a large module a field less is dear, since it gives other numbers to all that follow: the whole has to be
assembled then, and not the few bodies that changed.
"""

from __future__ import annotations

from collections.abc import Set

from reducer.edits.repair import without_calls
from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.tree import Instr

MAX_RENUMBERED = 150_000
"""Instructions of a module up to which functions and fields go.  To assemble a larger one takes longer than a
tenth of a second; it keeps them, empty, until it is smaller."""


def emptied(module: Module, entry: Field) -> Field:
    """The function with `unreachable` for a body, which is not read for that."""
    # With results, the function's end relies on it.
    pinned = bool(FunctionContext(module, entry).results())
    return entry.derived("emptied", lambda: entry.with_tree((Instr("unreachable", pinned=pinned),)))


def with_empty_functions(module: Module, names: Set[str]) -> Module:
    """The module with nothing in these functions, and constants in the place of their calls.  What else
    mentions them stays: who gets there traps, as he would where there is no function."""
    types = {name: module.function_type(name) for name in names}
    return module.with_fields(
        entry
        if entry.keyword != "func" or entry.imported is not None
        else emptied(module, entry)
        if entry.name in names
        else without_calls(module, entry, types)
        for entry in module.fields
    )


def read_part(module: Module) -> Module:
    """The module with nothing in the functions into which nobody has looked: for edits of nodes that are
    known.  The very same module where all were read."""
    return only_bodies(module, {entry.name for entry in module.functions if entry.is_read})


def only_bodies(module: Module, names: Set[str]) -> Module:
    """The module with nothing in all other functions: for edits of nodes in these.  The very same module
    where there are no others."""
    if all(entry.name in names for entry in module.functions):
        return module
    others = {id(entry) for entry in module.functions if entry.name not in names}
    return module.with_fields(
        emptied(module, entry) if id(entry) in others else entry for entry in module.fields
    )
