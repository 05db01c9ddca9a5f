"""Edits on the length of names: an export that nobody calls gets a short one."""

from __future__ import annotations

from collections.abc import Iterator

from reducer.change import Change
from reducer.edits.edit import Edit, Span
from reducer.edits.fields import KEPT_EXPORTS
from reducer.wat.module import Module

LONG = 8
"""Only names longer than this are shortened."""


def shorten_names(module: Module) -> Iterator[Edit]:
    """`export of 70000 bytes -> "3"`."""
    taken = {export for entry in module.fields for export in entry.declaration.exports}
    number = 0
    for entry in module.fields:
        if entry.keyword != "export":
            continue
        name = entry.declaration.exports[0]
        start = entry.text.find(f'"{name}"')
        if len(name) <= LONG or name in KEPT_EXPORTS or start < 0:
            continue
        while str(number) in taken:
            number += 1
        taken.add(str(number))
        change = Change(f'export of {len(name)} characters -> "{number}"')
        yield Edit("names", change, 0, spans=(Span(entry, start + 1, start + 1 + len(name), str(number)),))
