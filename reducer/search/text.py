"""A text cut into parts that can go, and delta debugging over them.

Pure: it knows no program, no oracle and no time.  A part is a span of the text, so that parts of all kinds go
in the same way, and what stays is as it was.  Minimising is ddmin without its subsets (Zeller and
Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", TSE 2002): only complements are tried, coarse
to fine.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from itertools import islice
from typing import TypeVar

Element = TypeVar("Element")
Span = tuple[int, int]
"""From which byte on, and up to which, of a text."""

TOKEN = re.compile(rb"[^\W\d]\w*|\d[\w.]*|\s+|[^\w\s]")
"""A word, a number, white space, or one character of punctuation."""
NUMBER = re.compile(rb"(?<![\w.])(?:0[xX][0-9a-fA-F_]+|\d[\d_]*(?:\.\d+)?(?:[eE]\+?\d+)?)(?![\w.])")
"""A number without a sign, as most languages write it."""
MAX_DIGITS = 18
"""A longer number counts nothing that a program could go through."""
PAIRS = dict(zip(b")]}", b"([{", strict=True))
"""The opening bracket of each closing one."""
PRINTABLE = bytes({9, 10, 12, 13} | set(range(32, 127)))


def is_text(content: bytes) -> bool:
    """Whether the content is UTF-8 without control characters, so that lines and tokens mean something."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not any(byte < 32 for byte in content.translate(None, PRINTABLE))


# ---- parts


def lines(text: bytes) -> list[Span]:
    """Its lines, each with its end."""
    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        spans.append((start, start + len(line)))
        start += len(line)
    return spans


def grouped(spans: Sequence[Span], most: int) -> list[Span]:
    """The spans, which follow one another, as so many longer ones at the most."""
    size = max(1, -(-len(spans) // most))
    parts = [spans[start : start + size] for start in range(0, len(spans), size)]
    return [(part[0][0], part[-1][1]) for part in parts]


def tokens(text: bytes) -> list[Span]:
    """Its words, numbers, white space and punctuation, all of the text in their order."""
    spans, end = [], 0
    for match in TOKEN.finditer(text):
        if match.start() > end:
            spans.append((end, match.start()))
        spans.append(match.span())
        end = match.end()
    return spans + ([(end, len(text))] if end < len(text) else [])


def chunks(content: bytes, number: int) -> list[Span]:
    """The content in so many equal parts, or byte by byte where it has fewer bytes."""
    size = max(1, -(-len(content) // number))
    return [(start, min(len(content), start + size)) for start in range(0, len(content), size)]


def brackets(text: bytes) -> list[Span]:
    """What stands between each pair of matching brackets, the longest first."""
    spans, opened = [], list[tuple[int, int]]()
    for at, byte in enumerate(text):
        if byte in PAIRS.values():
            opened.append((byte, at))
        elif byte in PAIRS:
            while opened:
                bracket, start = opened.pop()
                if bracket == PAIRS[byte]:
                    if start + 1 < at:
                        spans.append((start + 1, at))
                    break
    return _longest_first(spans)


def blocks(text: bytes) -> list[Span]:
    """The lines from an opening bracket's to that of the closing one, where that is another: a function, a
    loop, a table; the longest first."""
    found = set()
    for start, end in brackets(text):
        if b"\n" in text[start:end]:
            newline = text.find(b"\n", end)
            found.add((text.rfind(b"\n", 0, start) + 1, len(text) if newline < 0 else newline + 1))
    return _longest_first(found)


def _longest_first(spans: Sequence[Span] | set[Span]) -> list[Span]:
    return sorted(spans, key=lambda span: (span[0] - span[1], span))


def without(text: bytes, spans: Sequence[Span]) -> bytes:
    """The text without these parts, which may overlap."""
    left, at = [], 0
    for start, end in sorted(spans):
        if start > at:
            left.append(text[at:start])
        at = max(at, end)
    return b"".join([*left, text[at:]])


# ---- numbers


def numbers(text: bytes, least: int) -> list[tuple[int, int]]:
    """Of the whole numbers of `least` or more in a text: which of its numbers each is, counted from 0, and
    its value; the largest first."""
    found = []
    for index, match in enumerate(NUMBER.finditer(text)):
        value = _value(match.group().replace(b"_", b"").decode())
        if value is not None and value >= least:
            found.append((index, value))
    return sorted(found, key=lambda entry: (-entry[1], entry[0]))


def _value(word: str) -> int | None:
    if len(word) > MAX_DIGITS:
        return None
    if word[:2] in ("0x", "0X"):
        return int(word, 16)
    if word.isdigit():
        return int(word)
    value = float(word)
    return int(value) if value < 10**MAX_DIGITS and value.is_integer() else None


def with_number(text: bytes, index: int, value: int) -> bytes:
    """The text with that value in the place of its number of that index; hexadecimal where that is."""
    match = next(islice(NUMBER.finditer(text), index, None))
    written = hex(value) if match.group()[:2] in (b"0x", b"0X") else str(value)
    return text[: match.start()] + written.encode() + text[match.end() :]


def smaller(value: int, least: int) -> Generator[int, bool, int]:
    """Yields smaller values and is sent whether each was kept; returns the last that was.

    Halves first; what is kept is divided by twice as many halvings the next time, so that a million is
    down to ten in a handful of decisions.  Ends where a half is refused.
    """
    halvings = 1
    while value > least:
        tried = max(least, value >> halvings)
        if (yield tried):
            value, halvings = tried, 2 * halvings
        elif halvings > 1:
            halvings = 1
        else:
            break
    return value


# ---- delta debugging


def ddmin(elements: Sequence[Element]) -> Generator[list[Element], bool, list[Element]]:
    """Yields the elements to remove together (those kept removed included), is sent the verdict, returns all
    that were removed.

    All of them, then halves, quarters and so on, each part by itself.  Single ones are gone through until
    none goes any more, so that no single one of what is left can be removed.
    """
    removed: list[Element] = []
    left, size = list(elements), len(elements)
    while left and size:
        kept: list[Element] = []
        for start in range(0, len(left), size):
            part = left[start : start + size]
            if (yield removed + part):
                removed += part
            else:
                kept += part
        done = size == 1 and len(kept) == len(left)
        left, size = kept, 0 if done else max(1, min(size, len(kept)) // 2)
    return removed
