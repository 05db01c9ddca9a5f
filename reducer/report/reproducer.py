"""The case as a reader sees it: its text without comments of ours, in 20 lines or fewer.

Folded instructions where those are shorter; where the case is longer than that, its busiest lines.
"""

from __future__ import annotations

from dataclasses import dataclass

from reducer.wat.errors import WatError
from reducer.wat.module import parse
from reducer.wat.printer import print_module

MOST_LINES = 20


@dataclass(frozen=True)
class Reproducer:
    """Its lines; `whole` is false where they are a part, of `lines_in_all`."""

    lines: tuple[str, ...]
    whole: bool
    lines_in_all: int


def reproducer(text: str, hot_line: int = 0, most: int = MOST_LINES) -> Reproducer:
    """The case in `most` lines; `hot_line` (from 1 in `text`) is what a part of it must hold."""
    plain = without_comments(text)
    chosen = min((plain, *_other_forms(text)), key=len)
    if len(chosen) <= most:
        return Reproducer(tuple(chosen), True, len(chosen))
    return Reproducer(tuple(_around(text.splitlines(), hot_line, most)), False, len(plain))


def without_comments(text: str) -> list[str]:
    """The lines that are not empty and no comment."""
    return [
        line.rstrip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith(";;")
    ]


def _other_forms(text: str) -> list[list[str]]:
    try:
        return [without_comments(print_module(parse(text), "folded"))]
    except WatError:
        return []


def _around(lines: list[str], hot_line: int, most: int) -> list[str]:
    first = max(0, min(hot_line - 1 - most // 2, len(lines) - most))
    return [line.rstrip() for line in lines[first : first + most]]
