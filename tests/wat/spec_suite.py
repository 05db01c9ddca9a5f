"""The modules of a script of the specification's test suite (.wast), each as a text with the line it stands at.

Those that are to be refused are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reducer.wat.numbers import string_bytes
from reducer.wat.scan import blank_comments, forms

_WORD = re.compile(r"\(\s*([a-z_]+)")
_OPENING = re.compile(r"\(\s*module(?:\s+(definition|instance)\b)?(\s+\$[^\s()]+)?(?:\s+(binary|quote)\b)?")
_RUNS = ("assert_trap", "assert_unlinkable", "assert_uninstantiable")
"""What is asserted of a valid module."""


def modules(script: str) -> Iterator[tuple[int, str | bytes]]:
    """Line and text of every module of a script, a binary where it is given as one."""
    for start, end in forms(script, 0):
        word = _WORD.match(script, start)
        inside = [(start, end)] if word is not None and word.group(1) == "module" else []
        if word is not None and word.group(1) in _RUNS:
            inside = [next(forms(script, word.end()))]
        for first, last in inside:
            found = _module(script[first:last]) if _OPENING.match(script, first) else None
            if found is not None:
                yield script.count("\n", 0, first) + 1, found


def _module(text: str) -> str | bytes | None:
    opening = _OPENING.match(text)
    assert opening is not None
    kind, _, encoded = opening.groups()
    if kind == "instance":
        return None
    if encoded == "binary":
        return string_bytes(blank_comments(text)[0])
    if encoded == "quote":
        quoted = string_bytes(blank_comments(text)[0]).decode("utf-8", "surrogateescape")
        return quoted if re.match(r"\s*\(\s*module\b", quoted) else f"(module {quoted})"
    return re.sub(r"^\(\s*module\s+definition\b", "(module", text)
