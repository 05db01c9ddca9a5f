"""A program's own lines among what a guest has written to standard output, in a time that grows as the output
does.

Used in a worker, which knows this package by its files alone.
"""

from __future__ import annotations

import re

MAX_OWN_LINE = 1 << 10
"""The last one may stand behind what a guest wrote without a line's end: it is looked for in so many
characters at the end.
"""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def parted(pattern: re.Pattern[str] | None, output: str) -> tuple[str, list[str]]:
    """What the guest has written, and the lines that start as `pattern` says."""
    guest: list[str] = []
    own: list[str] = []
    for line in _LINE.findall(output):
        (own if pattern is not None and pattern.match(line) else guest).append(line)
    ink = len(output.rstrip())
    start = output.rfind("\n", 0, ink) + 1
    if pattern is not None and guest and not pattern.match(output, start):
        last = pattern.search(output, max(start, ink - MAX_OWN_LINE), ink)
        if last is not None:
            before = len(output) - last.start()
            return "".join(guest)[:-before], [*own, last[0]]
    return "".join(guest), own
