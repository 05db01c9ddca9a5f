"""Edits on module fields: removes what nothing uses, exports and segments, and shrinks memories.

Removing what is unused does not change the behaviour.  Removing segments and exports, and shrinking memories,
may change it, so the oracle is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reducer.change import Change
from reducer.edits.declared import referenced
from reducer.edits.edit import Edit, Span
from reducer.edits.functions import ENTRY_POINTS, is_entry_point
from reducer.edits.mentions import called_by, mentions
from reducer.edits.repair import mentioned
from reducer.wat.module import Field, Module
from reducer.wat.numbers import integer

KEPT_EXPORTS = (*ENTRY_POINTS, "memory")
"""WASI wants a command to export `memory`: some runtimes refuse one that does not."""


def drop_unused(module: Module) -> Iterator[Edit]:
    """`drop unused FIELD` for functions that no entry point reaches, and for whatever nothing mentions."""
    alive = reached(module)
    for entry in module.functions:
        if entry.name not in alive:
            size = module.count(entry)
            yield Edit("unused", Change(f"drop unused function {entry.name}"), size, functions=(entry,))
    counted = mentions(module)
    declared = referenced(module)
    for entry in module.fields:
        if (entry.keyword == "func" and entry.imported is None) or _declares(entry, declared):
            continue
        if (
            entry.space
            and not entry.declaration.exports
            and not mentioned(module, entry, counted)
            and not _active(entry)
        ):
            yield Edit("unused", Change(f"drop unused {entry.space} {_names(entry)}"), 0, fields=(entry,))


def _names(entry: Field) -> str:
    """The name of what a field declares, the names of all types of a group."""
    return " ".join(member.name for member in entry.members)


def _declares(entry: Field, wanted: set[str]) -> bool:
    """Whether a segment only declares functions, and one of them is wanted."""
    names = (
        {reference.text for reference in entry.declaration.references}
        if entry.declaration.declares
        else set()
    )
    return bool(names & wanted)


def _active(entry: Field) -> bool:
    """Whether the field is a segment that is written when the module starts."""
    return entry.keyword in ("data", "elem") and bool(entry.declaration.ops)


def reached(module: Module) -> set[str]:
    """The functions that an entry point, a start function, an export or a table can reach."""
    by_name = {entry.name: entry for entry in module.functions}
    work = [
        entry.name
        for entry in module.functions
        if is_entry_point(module, entry) or (not entry.exports_nothing and entry.declaration.exports)
    ]
    for entry in module.fields:
        if entry.keyword not in ("func", "import"):
            work += [
                reference.text for reference in entry.declaration.references if reference.space == "function"
            ]
    found: set[str] = set()
    while work:
        name = work.pop()
        if name in found or name not in by_name:
            continue
        found.add(name)
        work += called_by(module, by_name[name])
    return found


def drop_fields(module: Module) -> Iterator[Edit]:
    """`drop export "x"`, `drop data $d`, `drop elem $e`, `drop start`, and what nothing mentions."""
    declared = referenced(module)
    for entry in module.fields:
        if _declares(entry, declared):
            continue
        if entry.keyword == "export" and entry.declaration.exports[0] not in KEPT_EXPORTS:
            yield Edit("fields", Change(f'drop export "{entry.declaration.exports[0]}"'), 0, fields=(entry,))
        elif entry.keyword in ("data", "elem"):
            yield Edit("fields", Change(f"drop {entry.keyword} {entry.name}"), 0, fields=(entry,))
        elif entry.keyword == "start":
            yield Edit("fields", Change("drop start"), 0, fields=(entry,))
        elif entry.space and entry.keyword != "func" and not entry.declaration.exports:
            yield Edit("fields", Change(f"drop {entry.space} {_names(entry)}"), 0, fields=(entry,))
        elif entry.keyword in ("global", "table") or (
            entry.keyword == "func" and not is_entry_point(module, entry)
        ):
            yield from _drop_inline_export(entry)


def _drop_inline_export(entry: Field) -> Iterator[Edit]:
    for number, export in enumerate(entry.declaration.exports):
        if export in KEPT_EXPORTS:
            continue
        rewritten = ((entry, without_inline_export(entry, number)),)
        yield Edit("fields", Change(f'drop export "{export}"'), 0, rewritten=rewritten)


def without_inline_export(entry: Field, number: int) -> Field:
    """The field without its inline export of that number, from 0."""
    start, end = entry.declaration.export_spans[number]
    before, after = entry.text[:start].rstrip(), entry.text[end:]
    gap = "" if after[:1].isspace() or after[:1] in "()" else " "
    return entry.with_text(f"{before}{gap}{after}", entry.tree)


SHARES = (64, 8, 2)
"""The shares of its elements that a table is tried with: none, a 64th, an 8th, half; the fewest first."""


def shrink_memories(module: Module) -> Iterator[Edit]:
    """`memory N pages -> 1`, and without a maximum."""
    for entry in module.entities("memory"):
        yield from _limits(entry, "memories", lambda _: [1])


def shrink_tables(module: Module) -> Iterator[Edit]:
    """`table 50000 -> 781`, and without a maximum."""
    for entry in module.entities("table"):
        yield from _limits(entry, "tables", lambda least: [0, *(least // share for share in SHARES)])


def _limits(entry: Field, family: str, smaller: Callable[[int], list[int]]) -> Iterator[Edit]:
    limits = entry.declaration.limits
    if limits is None or entry.imported is not None or "shared" in entry.text:
        return
    words = entry.text[limits[0] : limits[1]].split()
    address = words[:1] if words[0] in ("i32", "i64") else []
    least = integer(words[len(address)])
    for number in dict.fromkeys(smaller(least)):
        written = " ".join([*address, str(number)])
        if number < least or (number <= least and written != " ".join(words)):
            change = Change(f"{entry.keyword} {' '.join(words)} -> {number}")
            yield Edit(family, change, 0, spans=(Span(entry, *limits, written),))
