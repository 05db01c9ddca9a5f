"""Edits on whole functions: dropped with everything that mentions them."""

from __future__ import annotations

from collections.abc import Iterator

from reducer.change import Change
from reducer.edits.edit import Edit
from reducer.edits.repair import required_functions
from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.tree import Instr

ENTRY_POINTS = ("_start", "_initialize")
"""Exports that a WASI runtime calls: the function behind one is never dropped."""


def is_entry_point(module: Module, function: Field) -> bool:
    """Whether a WASI runtime starts the module by this function."""
    if any(export in ENTRY_POINTS for export in function.declaration.exports):
        return True
    cached: frozenset[str] | None = module.__dict__.get("_entry_points")
    if cached is None:
        cached = frozenset(
            entry.declaration.references[0].text
            for entry in module.fields
            if entry.keyword == "export"
            and entry.declaration.exports[0] in ENTRY_POINTS
            and entry.declaration.references[0].space == "function"
        )
        module.__dict__["_entry_points"] = cached
    return function.name in cached


def emptied(module: Module, entry: Field) -> Field:
    """The function with `unreachable` for a body, which is not read for that."""
    # With results, the function's end relies on it.
    pinned = bool(FunctionContext(module, entry).results())
    return entry.derived("emptied", lambda: entry.with_tree((Instr("unreachable", pinned=pinned),)))


def read_part(module: Module) -> Module:
    """The module with `unreachable` for the bodies that nobody has read: for edits of nodes that are known.
    The very same module where all are read."""
    unread = {id(entry) for entry in module.functions if not entry.is_read}
    if not unread:
        return module
    return module.with_fields(
        emptied(module, entry) if id(entry) in unread else entry for entry in module.fields
    )


def drop_functions(module: Module) -> Iterator[Edit]:
    """`drop function $f`: its calls give constants, its exports and table slots go."""
    required = required_functions(module)
    for entry in module.entities("function"):
        if entry.name in required:
            continue
        if entry.imported is not None:
            yield Edit("functions", Change(f"drop import {entry.name}"), 1, functions=(entry,))
        elif not is_entry_point(module, entry):
            size = module.count(entry)
            yield Edit("functions", Change(f"drop function {entry.name}"), size, functions=(entry,))
