"""A module without what nothing uses.  Cleaning changes no behaviour, so it needs no decision of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from reducer.edits import Edit, apply
from reducer.edits.evaluated import evaluate_constants
from reducer.edits.fields import drop_unused
from reducer.edits.inlining import inline_types
from reducer.edits.locals import MAX_FREE, drop_unused_locals
from reducer.wat.module import Module

MAX_SWEEPS = 8
"""Cleaning is repeated until nothing changes: what only a dropped function mentioned is unused in the next
round.
"""

MAX_UNREAD = 20_000_000
"""Characters of bodies that nobody has parsed yet: parsing more of them takes minutes and gigabytes."""


def cleaned(module: Module) -> Module:
    """The module without functions that nothing reaches, fields that nothing mentions, and locals that
    nothing uses, where there are few of a kind; with expressions of constants evaluated, and types written
    where they are used.  The very same module where more than MAX_UNREAD characters of it were never
    parsed."""
    if _unread(module) > MAX_UNREAD:
        return module
    module = inline_types(evaluate_constants(module))
    for _ in range(MAX_SWEEPS):
        unused = [*_few(drop_unused(module)), *drop_unused_locals(module)]
        if not unused:
            break
        module = apply(module, unused)
    return module


def _unread(module: Module) -> int:
    """The characters of printed functions whose bodies were not parsed yet."""
    return sum(
        entry.end - entry.start
        for entry in module.functions
        if entry.printed and "_body" not in entry.__dict__
    )


def _few(edits: Iterable[Edit]) -> list[Edit]:
    """The edits without those on kinds of fields of which there are many."""
    edits = list(edits)
    kinds = Counter(map(_kind, edits))
    return [edit for edit in edits if kinds[_kind(edit)] <= MAX_FREE]


def _kind(edit: Edit) -> str:
    return (edit.functions or edit.fields)[0].keyword
