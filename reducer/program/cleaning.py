"""A module without what nothing uses.  Cleaning changes no behaviour, so it needs no decision of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from reducer.edits import Edit, apply
from reducer.edits.emptied import MAX_RENUMBERED, emptied
from reducer.edits.evaluated import evaluate_constants
from reducer.edits.fields import drop_unused, reached
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
    """The module without functions that nothing reaches, fields that nothing mentions, locals that nothing
    uses, where there are few of a kind; expressions of constants evaluated, types written where they are
    used.  Of a module with more than MAX_RENUMBERED, dead code alone goes; with more than MAX_UNREAD that was
    never looked into, nothing."""
    if _unread(module) > MAX_UNREAD:
        return module
    if module.instructions() > MAX_RENUMBERED:
        return _without_dead_code(module)
    module = inline_types(evaluate_constants(module))
    for _ in range(MAX_SWEEPS):
        unused = [*_few(drop_unused(module)), *drop_unused_locals(module)]
        if not unused:
            break
        module = apply(module, unused)
    return module


def _without_dead_code(module: Module) -> Module:
    """The module with `unreachable` for the body of every function that nothing reaches; the very same module
    where there is none."""
    alive = reached(module)
    dead = {id(entry) for entry in module.functions if entry.name not in alive and module.count(entry) > 1}
    if not dead:
        return module
    return module.with_fields(
        emptied(module, entry) if id(entry) in dead else entry for entry in module.fields
    )


def _unread(module: Module) -> int:
    """The characters of printed functions whose bodies were not parsed yet."""
    return sum(entry.end - entry.start for entry in module.functions if entry.printed and not entry.is_read)


def _few(edits: Iterable[Edit]) -> list[Edit]:
    """The edits without those on kinds of fields of which there are many."""
    edits = list(edits)
    kinds = Counter(map(_kind, edits))
    return [edit for edit in edits if kinds[_kind(edit)] <= MAX_FREE]


def _kind(edit: Edit) -> str:
    return (edit.functions or edit.fields)[0].keyword
