"""Edits on where active segments stand: merges many into one, or moves them together at the start.

Segments are taken in a few runs, whatever their number: tens of candidates make one segment of 16,000,
because what is left is divided anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from reducer.change import Change
from reducer.edits.edit import Edit, Span
from reducer.edits.mentions import mentions
from reducer.wat.module import Field, Module
from reducer.wat.numbers import integer
from reducer.wat.segments import contents, contents_end, element_type, elements, length

PARTS = 16
"""The number of runs that the segments of a kind are divided into."""
_KINDS = {"data": "data", "elem": "element"}


def merge_segments(module: Module) -> Iterator[Edit]:
    """`data segments $d0 to $d999: merged`: the first segment takes over what the others hold."""
    counted = mentions(module)
    for keyword, kind in _KINDS.items():
        alike: dict[tuple[str, ...], list[Field]] = {}
        for entry in _active(module, keyword):
            if not counted[kind, entry.name]:
                key = (*_home(module, entry), element_type(entry) if keyword == "elem" else "")
                alike.setdefault(key, []).append(entry)
        for entries in alike.values():
            for run in _runs(entries, least=2):
                first, *others = run
                end = contents_end(first)
                written = "".join(f" {contents(entry)}" for entry in others)
                spans = (Span(first, end, end, written),)
                yield Edit("merges", _change(keyword, run, "merged"), 0, spans=spans, fields=tuple(others))


def move_segments(module: Module) -> Iterator[Edit]:
    """`data segments $d0 to $d9: together from 0`: each segment begins where the one before it ends, if that
    is at a lower address for most of them."""
    for keyword in _KINDS:
        homes: dict[tuple[str, ...], list[Field]] = {}
        for entry in _active(module, keyword):
            homes.setdefault(_home(module, entry), []).append(entry)
        for entries in homes.values():
            places = dict(zip(map(id, entries), accumulate(map(length, entries), initial=0), strict=False))
            for run in _runs(entries, least=1):
                wanted = [places[id(entry)] for entry in run]
                if sum(wanted) < sum(integer(_place(entry)) for entry in run):
                    spans = tuple(map(_moved, run, wanted))
                    yield Edit("moves", _change(keyword, run, f"together from {wanted[0]}"), 0, spans=spans)


def _active(module: Module, keyword: str) -> Iterator[Field]:
    """The segments of that kind that are written at a constant place when the module starts."""
    for entry in module.fields:
        if entry.keyword == keyword:
            ops = entry.declaration.ops
            if ops and ops[0].keyword in ("i32.const", "i64.const") and _is_all_of_the_place(entry):
                yield entry


def _is_all_of_the_place(entry: Field) -> bool:
    """Whether the place of a segment is one instruction: not followed by another one of a sum, and not itself
    an element."""
    ops = entry.declaration.ops
    if entry.keyword == "data":
        return len(ops) == 1
    listed = elements(entry)
    return sum(not listed or op.position < listed[0][0] for op in ops) == 1


def _home(module: Module, entry: Field) -> tuple[str, str]:
    """The memory or table that a segment is written to (the first one where it names none), and the
    instruction that gives the place in it."""
    space = "memory" if entry.keyword == "data" else "table"
    named = (reference.text for reference in entry.declaration.references if reference.space == space)
    return next(named, module.entities(space)[0].name), entry.declaration.ops[0].keyword


def _runs(entries: list[Field], least: int) -> Iterator[list[Field]]:
    """The segments in at most PARTS runs, each of at least `least` segments."""
    size = max(least, -(-len(entries) // PARTS))
    runs = (entries[start : start + size] for start in range(0, len(entries), size))
    return (run for run in runs if len(run) >= least)


def _place(entry: Field) -> str:
    """Where the segment begins, as it is written."""
    return entry.declaration.ops[0].immediates[0]


def _moved(entry: Field, place: int) -> Span:
    op, number = entry.declaration.ops[0], _place(entry)
    start = entry.text.index(number, op.position + len(op.keyword))
    return Span(entry, start, start + len(number), number if integer(number) == place else str(place))


def _change(keyword: str, run: list[Field], words: str) -> Change:
    names = run[0].name if len(run) == 1 else f"{run[0].name} to {run[-1].name}"
    return Change(f"{_KINDS[keyword]} segment{'s' * (len(run) > 1)} {names}: {words}")
