"""What a program declares a great number of, in words: where no instruction is slow, that may be what is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reducer.wat.module import Field, Module
from reducer.wat.segments import data_bytes, elements

MIN_NUMBER = 64
"""Fewer of a kind are ordinary: nobody asks about them."""

_KINDS = {
    "type": "types",
    "func": "functions",
    "global": "globals",
    "export": "exports",
    "elem": "element segments",
    "data": "data segments",
    "table": "tables",
    "tag": "tags",
}


def greatest_number(module: Module) -> str:
    """What there is most of that is no instruction: `an active element segment of 3,000 null references`.

    Empty where there is no great number of anything.  It says what is there, not that it is slow.
    """
    count, words = max(_numbers(module), default=(0, ""))
    return words if count >= MIN_NUMBER else ""


def _numbers(module: Module) -> Iterator[tuple[int, str]]:
    for entry in module.fields:
        if entry.keyword in ("elem", "table"):
            yield _elements(entry)
        elif entry.keyword in ("data", "memory"):
            count = len(data_bytes(entry))
            yield count, f"{_mode(entry)} data segment of {count:,} bytes"
        elif entry.keyword == "func" and entry.imported is None:
            count = len(entry.declaration.locals)
            yield count, f"{count:,} declared locals of {entry.name or 'a function'}"
    for keyword, count in Counter(entry.keyword for entry in module.fields).items():
        if keyword in _KINDS:
            yield count, f"{count:,} {_KINDS[keyword]}"


def _elements(entry: Field) -> tuple[int, str]:
    listed = elements(entry)
    nulls = all("ref.null" in entry.text[start:end] for start, end in listed)
    what = "null references" if nulls else "elements"
    return len(listed), f"{_mode(entry)} element segment of {len(listed):,} {what}"


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
