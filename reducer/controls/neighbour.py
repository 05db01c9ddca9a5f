"""The nearest passing neighbour: the smallest single edit after which the slowdown is certainly gone.

Two programs that differ in one operand are what a developer of an engine compares.  Only edits that were
measured count; nothing is measured here.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reducer.change import Change
from reducer.records.findings import Bounds, Neighbour, Verdict
from reducer.wat.module import Module
from reducer.wat.printer import flat_lines

FILE = "neighbour.wat"
MAX_COMPARED = 1000
"""Up to this many lines between the first and the last difference of two programs are compared one by one,
because the time grows with the square of that number."""
OPERAND, INSTRUCTION, STATEMENT = 0, 1, 2


@dataclass(frozen=True, eq=False)
class Choice:
    """An edit that was measured: how much of the program it concerns (OPERAND before INSTRUCTION before
    STATEMENT), the programs before and after as flat lines, the text of the latter."""

    rank: int
    change: Change
    verdict: Verdict
    unclear: bool
    ratio: Bounds | None
    before: Sequence[str]
    after: Sequence[str]
    text: str


def code_lines(module: Module) -> list[str]:
    """All code of a module, one instruction a line, without its layout."""
    return [
        line.strip()
        for function in module.functions
        for line in (f"func {function.name}", *flat_lines(module.body(function), 0))
        if not line.lstrip().startswith(";;")
    ]


def nearest(choices: Iterable[Choice]) -> tuple[Neighbour, str] | None:
    """The smallest edit with which the slowdown surely vanishes, and its text; None where none does."""
    best: tuple[tuple[int, int, float], Choice, list[str], list[str]] | None = None
    for choice in choices:
        if choice.verdict != "vanishes" or choice.unclear or choice.ratio is None:
            continue
        gone, come = changed(choice.before, choice.after)
        key = (choice.rank, max(len(gone), len(come)), choice.ratio.estimate)
        if (gone or come) and (best is None or key < best[0]):
            best = (key, choice, gone, come)
    if best is None:
        return None
    _, choice, gone, come = best
    found = Neighbour(choice.change.label, " ".join(gone), " ".join(come), FILE, choice.ratio, choice.change)
    return found, choice.text


def changed(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines that are in one program only: those that went, and those that came.

    Of programs that differ in more than MAX_COMPARED lines: all from the first to the last difference.
    """
    shorter = min(len(before), len(after))
    start = next((line for line in range(shorter) if before[line] != after[line]), shorter)
    rest = shorter - start
    end = next((line for line in range(rest) if before[-1 - line] != after[-1 - line]), rest)
    before, after = before[start : len(before) - end], after[start : len(after) - end]
    if len(before) + len(after) > MAX_COMPARED:
        return list(before), list(after)
    gone: list[str] = []
    come: list[str] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for what, start, end, other_start, other_end in matcher.get_opcodes():
        if what != "equal":
            gone += before[start:end]
            come += after[other_start:other_end]
    return gone, come
