"""A module without what nothing uses.  Cleaning changes no behaviour, so it needs no decision of its own."""

from __future__ import annotations

from collections import Counter

from reducer.edits import Edit, apply
from reducer.edits.evaluated import evaluate_constants
from reducer.edits.fields import drop_unused
from reducer.edits.inlining import inline_types
from reducer.edits.locals import drop_unused_locals
from reducer.wat.module import Module

MAX_SWEEPS = 8
"""Cleaning goes round until nothing changes: what a dropped function mentioned is unused in the next round.
"""

MAX_FREE = 64
"""More unused things of a kind may be what is slow: 30,000 locals of a function, 10,000 types.  These are
left to the search, which asks."""


def cleaned(module: Module) -> Module:
    """The module without functions that nothing reaches, fields that nothing mentions, locals that nothing
    uses, where there are few of a kind; expressions of constants evaluated, types written where they are
    used."""
    module = inline_types(evaluate_constants(module))
    for _ in range(MAX_SWEEPS):
        unused = _few([*drop_unused(module), *drop_unused_locals(module)])
        if not unused:
            break
        module = apply(module, unused)
    return module


def _few(edits: list[Edit]) -> list[Edit]:
    """The edits but those of a kind of which there are many."""
    kinds = Counter(map(_kind, edits))
    return [edit for edit in edits if kinds[_kind(edit)] <= MAX_FREE]


def _kind(edit: Edit) -> str:
    """The function whose local goes, or the keyword of the field that does."""
    if edit.locals:
        return edit.locals[0][0]
    return "func" if edit.functions else edit.fields[0].keyword
