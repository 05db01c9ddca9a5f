"""Edits on the content of segments: elements of an element segment, bytes of a data segment.

A segment is divided into a few parts, whatever its length: tens of candidates remove 50,000 elements, because
what is left is divided anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reducer.change import Change
from reducer.edits.edit import Edit, Span
from reducer.wat.module import Field, Module
from reducer.wat.segments import Place, data_bytes, elements

PARTS = 16
"""With this many parts, a round of halving takes ten candidates where most parts can go."""

_LISTS: dict[str, tuple[str, Callable[[Field], list[Place]]]] = {
    "elem": ("elements", elements),
    "table": ("elements", elements),
    "data": ("bytes", data_bytes),
    "memory": ("bytes", data_bytes),
}


def shrink_segments(module: Module) -> Iterator[Edit]:
    """`elements 25001 to 50000 of $e: dropped`, `bytes 1 to 16 of $d: dropped`; the last ones first."""
    for entry in module.fields:
        if entry.keyword not in _LISTS or entry.imported is not None or entry.declaration.declares:
            continue
        what, places_of = _LISTS[entry.keyword]
        places = places_of(entry)
        size = max(1, -(-len(places) // PARTS))
        for start in reversed(range(0, len(places), size)):
            part = places[start : start + size]
            change = Change(f"{what} {start + 1} to {start + len(part)} of {entry.name}: dropped")
            yield Edit("segments", change, 0, spans=tuple(_spans(entry, part, what)))


def _spans(entry: Field, places: list[Place], what: str) -> Iterator[Span]:
    """The places as spans; neighbours with only white space between them become one span."""
    start, end = places[0]
    for place in places[1:]:
        if entry.text[end : place[0]].strip():
            yield Span(entry, start, end)
            start = place[0]
        end = place[1]
    if what == "elements":
        # Between bytes, white space is itself a byte.
        while entry.text[end].isspace():
            end += 1
    yield Span(entry, start, end)
