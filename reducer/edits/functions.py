"""Edits on whole functions: dropped with everything that mentions them."""

from __future__ import annotations

from collections.abc import Iterator

from reducer.change import Change
from reducer.edits.edit import Edit
from reducer.edits.repair import required_functions
from reducer.wat.module import Field, Module

ENTRY_POINTS = ("_start", "_initialize")
"""Exports that a WASI runtime calls: the function behind one is never dropped."""


def is_entry_point(module: Module, function: Field) -> bool:
    """Whether a WASI runtime starts the module with this function."""
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


def drop_functions(module: Module) -> Iterator[Edit]:
    """`drop function $f`: constants replace its calls; its exports and table slots go."""
    required = required_functions(module)
    for entry in module.entities("function"):
        if entry.name in required:
            continue
        if entry.imported is not None:
            yield Edit("functions", Change(f"drop import {entry.name}"), 1, functions=(entry,))
        elif not is_entry_point(module, entry):
            size = module.count(entry)
            yield Edit("functions", Change(f"drop function {entry.name}"), size, functions=(entry,))
