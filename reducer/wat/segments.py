"""What a segment lists, elements or bytes, and where in its text each stands.

It reads the text alone, so that 50,000 elements are found without a parse.  Source: WebAssembly core
specification, sections 6.6.9 and 6.6.10 (element and data segments in the text format).
"""

from __future__ import annotations

import re

from reducer.wat.field import Field
from reducer.wat.numbers import string_bytes
from reducer.wat.scan import IDENTIFIER_CHARACTER, blank_comments

Place = tuple[int, int]
"""Start and end in characters of the field's text."""

_WORD = re.compile(rf'"[^"\\]*(?:\\.[^"\\]*)*"|[()]|{IDENTIFIER_CHARACTER}+')
_BYTE = re.compile(r"\\u\{[^}]*\}|\\[0-9A-Fa-f]{2}|\\.|[^\\]", re.DOTALL)
_REFERENCE = re.compile(r"\(\s*ref[\s)]")
_SEGMENT_OF_A_TABLE = re.compile(r"\(\s*elem\b")
_SEGMENT_OF_A_MEMORY = re.compile(r"\(\s*data\b")
_TYPE = re.compile(r"func|[a-z0-9]+ref")


def elements(entry: Field) -> list[Place]:
    """Where each element of an element segment, or of a table's own, stands.  The module must be named."""
    return _listed(entry)[0]


def element_type(entry: Field) -> str:
    """What an element segment says before its elements that these are: `funcref`, `(ref null $t)`; "func"
    where it lists functions, also where it does not say so."""
    return _listed(entry)[1]


def _listed(entry: Field) -> tuple[list[Place], str]:
    text = blank_comments(entry.text)[0]
    own = _SEGMENT_OF_A_TABLE.search(text) if entry.keyword == "table" else None
    if entry.keyword == "table" and own is None:
        return [], ""
    listed: list[Place] = []
    typed = ""
    # After the keyword, and in a segment that is a field, its name.
    for start, end in _pieces(text, own.start() if own else 0)[1 if own else 2 :]:
        written = text[start:end]
        if not typed and (_TYPE.fullmatch(written) or _REFERENCE.match(written)):
            typed, listed = written, []
        elif not typed and written.startswith("(") and own is None:
            # The table, or where in it the elements go.
            listed = []
        elif written != "declare":
            listed.append((start, end))
    return listed, typed or "func"


def _pieces(text: str, start: int) -> list[Place]:
    """The words and whole forms that stand right inside the form that starts there."""
    found: list[Place] = []
    depth = opened = 0
    for word in _WORD.finditer(text, start):
        if word.group() == "(":
            depth += 1
            opened = word.start() if depth == 2 else opened
        elif word.group() == ")":
            depth -= 1
            if depth == 1:
                found.append((opened, word.end()))
            if depth == 0:
                break
        elif depth == 1:
            found.append(word.span())
    return found


def data_bytes(entry: Field) -> list[Place]:
    """Where each byte of a data segment, or of a memory's own, stands; a character of several bytes is one
    place."""
    text = blank_comments(entry.text)[0]
    found: list[Place] = []
    own = _SEGMENT_OF_A_MEMORY.search(text)
    if entry.keyword == "memory" and own is None:
        return []
    # The other strings of a memory are names that it is exported by.
    for word in _WORD.finditer(text, own.start() if own and entry.keyword == "memory" else 0):
        if word.group().startswith('"'):
            first = word.start() + 1
            found += [
                (first + byte.start(), first + byte.end()) for byte in _BYTE.finditer(word.group()[1:-1])
            ]
    return found


def contents(entry: Field) -> str:
    """The elements or strings of a segment that is a field, as they stand behind all that comes before."""
    if entry.keyword == "elem":
        listed = elements(entry)
        start = listed[0][0] if listed else contents_end(entry)
    else:
        first = blank_comments(entry.text)[0].find('"')
        start = first if first >= 0 else contents_end(entry)
    return entry.text[start : contents_end(entry)]


def contents_end(entry: Field) -> int:
    """Where in its text more may be added to a segment that is a field."""
    return len(entry.text) - 1


def length(entry: Field) -> int:
    """How many elements or bytes a segment that is a field has."""
    if entry.keyword == "elem":
        return len(elements(entry))
    return len(string_bytes(blank_comments(entry.text)[0]))
