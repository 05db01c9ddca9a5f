"""What a program declares in large numbers, in words: where no instruction is slow, these may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reducer.wat.module import Field, Module
from reducer.wat.segments import data_bytes, elements

MIN_NUMBER = 64
"""Smaller numbers are ordinary and are not reported."""

KINDS = {
    "type": "types",
    "func": "functions",
    "global": "globals",
    "export": "exports",
    "elem": "element segments",
    "data": "data segments",
    "table": "tables",
    "tag": "tags",
}
"""What fields of a keyword are called, in the plural."""


@dataclass(frozen=True)
class Great:
    """A number of things of a kind that a module declares, in words; `function` is the one that declares
    them, where one does."""

    number: int
    kind: str
    words: str
    function: str = ""


def greatest(module: Module) -> Great | None:
    """The largest number of anything that is not an instruction; None where no number is large.

    It says what is there, not that it is slow.
    """
    found = max(_numbers(module), key=lambda great: great.number, default=None)
    return found if found is not None and found.number >= MIN_NUMBER else None


def great_numbers(module: Module) -> list[Great]:
    """For every kind of thing that is declared in large numbers, the largest number of it."""
    found: dict[str, Great] = {}
    for great in _numbers(module):
        if great.number >= max(MIN_NUMBER, found[great.kind].number if great.kind in found else 0):
            found[great.kind] = great
    return list(found.values())


def greatest_number(module: Module) -> str:
    """The same in words: `an active element segment of 3,000 null references`, "" where there is none."""
    found = greatest(module)
    return "" if found is None else found.words


def number_of(module: Module, kind: str) -> int:
    """The largest number of things of that kind in one place; 0 where there are none."""
    return max((great.number for great in _numbers(module) if great.kind == kind), default=0)


def _numbers(module: Module) -> Iterator[Great]:
    for entry in module.fields:
        if entry.keyword in ("elem", "table"):
            yield _elements(entry)
        elif entry.keyword in ("data", "memory"):
            count = len(data_bytes(entry))
            yield Great(count, "bytes", f"{_mode(entry)} data segment of {count:,} bytes")
        elif entry.keyword == "func" and entry.imported is None:
            count, kind = len(entry.declaration.locals), f"declared locals of {entry.name or 'a function'}"
            yield Great(count, kind, f"{count:,} {kind}", entry.name)
    for keyword, count in Counter(entry.keyword for entry in module.fields).items():
        if keyword in KINDS:
            yield Great(count, KINDS[keyword], f"{count:,} {KINDS[keyword]}")


def _elements(entry: Field) -> Great:
    listed = elements(entry)
    nulls = all("ref.null" in entry.text[start:end] for start, end in listed)
    what = "null references" if nulls else "elements"
    return Great(len(listed), "elements", f"{_mode(entry)} element segment of {len(listed):,} {what}")


def _mode(entry: Field) -> str:
    """A table's or memory's own segment is active."""
    if entry.keyword in ("table", "memory"):
        return "an active"
    if entry.declaration.declares:
        return "a declarative"
    placed = "(" in entry.text.split('"', 1)[0][1:] if entry.keyword == "data" else bool(_offset(entry))
    return "an active" if placed else "a passive"


def _offset(entry: Field) -> bool:
    first = elements(entry)[0][0] if elements(entry) else len(entry.text)
    return any(op.position < first for op in entry.declaration.ops)
