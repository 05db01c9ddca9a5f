"""Edits on what segments list: some of the elements of an element segment, of the bytes of a data segment.

A segment is cut into a few parts, whatever its length: 50,000 elements go in tens of candidates, since what
is left is cut anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reducer.change import Change
from reducer.edits.edit import Edit, Span
from reducer.wat.module import Field, Module
from reducer.wat.segments import Place, data_bytes, elements

PARTS = 16
"""A round of halving over so many parts takes ten candidates where most of them go."""

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
            yield Edit("segments", change, 0, spans=tuple(_spans(entry, part)))


def _spans(entry: Field, places: list[Place]) -> Iterator[Span]:
    """The places as spans, those that follow each other with nothing between but white space as one."""
    start, end = places[0]
    for place in places[1:]:
        if entry.text[end : place[0]].strip():
            yield Span(entry, start, end)
            start = place[0]
        end = place[1]
    yield Span(entry, start, end)
