"""Imports of one module that are written in one field, taken apart: one field for each, as all else expects.

`(import "m" (item "a" (func)) (item "b" (global i32)))`, and `(import "m" (item "a") (item "b") (func))`
where all are of one type.  Source: the compact import section proposal.
"""

from __future__ import annotations

import re

from reducer.wat.scan import GAP, STRING, blank_comments, cut, forms

_COMPACT = re.compile(rf"\({GAP}import{GAP}({STRING}){GAP}(?=\({GAP}item\b)")
_ITEM = re.compile(rf"\({GAP}item{GAP}({STRING}){GAP}")


def with_plain_imports(source: str) -> str:
    """A module's text without compact imports; the very same where it has none.  Raises WatError."""
    if _COMPACT.search(source) is None:
        return source
    pieces, position = [], 0
    for piece in cut(source).pieces:
        if imports := taken_apart(source[piece.start : piece.end]):
            pieces += [source[position : piece.start], "\n  ".join(imports)]
            position = piece.end
    return "".join([*pieces, source[position:]])


def taken_apart(field: str) -> list[str]:
    """The imports in the text of an import field, each as a field of its own; none of a usual one."""
    if _COMPACT.match(field) is None:
        return []
    field = blank_comments(field)[0]
    opening = _COMPACT.match(field)
    assert opening is not None
    names: list[tuple[str, str]] = []
    shared = ""
    for start, end in forms(field, opening.end()):
        item = _ITEM.match(field, start, end)
        if item is None:
            shared = field[start:end]
        else:
            names.append((item.group(1), field[item.end() : end - 1].strip()))
    return [f"(import {opening.group(1)} {name} {type_ or shared})" for name, type_ in names]
