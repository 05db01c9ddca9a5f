"""Two loops of machine code side by side: aligned by their longest common subsequence, and counted.

Two instructions are the same if they differ only in registers, addresses and labels.  Another call target, or
another constant in the code, makes them different.  Knows no runtime.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Literal

from reducer.controls.machine_code import MachineLine, loads, stores
from reducer.records.findings import CodeCounts, CodePair, CodeRow

MAX_COMPARED = 600
"""Instructions of a loop that are aligned: the time is that number's square."""
MAX_ROWS = 120
_REGISTER = re.compile(r"%[a-z][a-z0-9]*|\b(?:[wxqdvsb]\d+|sp|xzr|wzr)\b")
_PLACE = re.compile(r"(?<![0-9a-fx])-?(?:0x)?[0-9a-f]*\((?P<inside>[^()]*+)\)|\[(?P<arm>[^\[\]]*+)\]")
_CALLED = re.compile(r"(?<![0-9a-f])[0-9a-f]+ <(?P<name>[^<>]*+)>|# (?P<put_in>\S+)")
_STACK = re.compile(r"\(%[re][sb]p\b|\[sp\b|\[x29\b")
_SAVES = re.compile(r"^(?:push|pop)")
_NOTHING = ("nop", "data16", "endbr64")


def normalised(line: MachineLine) -> str:
    """An instruction without its registers, addresses and labels."""
    text = line.text
    if line.jumps and (line.target is not None or "%" in text):
        return f"{text.split()[0]} label"
    if line.calls:
        return f"call {called(line)}"
    text = _PLACE.sub("[stack]" if _STACK.search(text) else "[memory]", text)
    return _REGISTER.sub("r", text)


def called(line: MachineLine) -> str:
    """The name of what a call calls; "" where an address or register stands there."""
    found = _CALLED.search(line.text)
    name = (found["name"] or found["put_in"] or "") if found else ""
    return "" if name == "?" else name


def counts(loop: Sequence[MachineLine]) -> CodeCounts:
    """Counts what stands in a loop, without padding."""
    real = [line for line in loop if not line.text.startswith(_NOTHING)]
    return CodeCounts(
        len(real),
        sum(line.calls for line in real),
        sum(not line.calls and loads(line) for line in real),
        sum(not line.calls and stores(line) for line in real),
        sum(line.jumps for line in real),
        sum(_is_spill(line) for line in real),
    )


def _is_spill(line: MachineLine) -> bool:
    if line.text.startswith("lea") or line.calls:
        return False
    return bool(_SAVES.match(line.text) or _STACK.search(line.text))


def pair(
    what: Literal["neighbour", "sides"],
    names: tuple[str, str],
    left: Sequence[MachineLine],
    right: Sequence[MachineLine],
) -> CodePair:
    """Two hot loops, aligned and counted."""
    rows = aligned(left, right)
    return CodePair(
        what, *names, "",
        counts(left), counts(right), _calls(left), _calls(right),
        tuple(rows[:MAX_ROWS]), max(0, len(rows) - MAX_ROWS),
    )  # fmt: skip


def _calls(loop: Sequence[MachineLine]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(called(line) or "through a register or a table" for line in loop if line.calls)
    )


def aligned(left: Sequence[MachineLine], right: Sequence[MachineLine]) -> list[CodeRow]:
    """The first MAX_COMPARED instructions of both, side by side."""
    left, right = left[:MAX_COMPARED], right[:MAX_COMPARED]
    rows: list[CodeRow] = []
    at = other_at = 0
    common = common_subsequence([*map(normalised, left)], [*map(normalised, right)])
    for mine, its in [*common, (len(left), len(right))]:
        for one, two in zip_longest(left[at:mine], right[other_at:its]):
            rows.append(CodeRow(one.text if one else "", two.text if two else "", False))
        if mine < len(left):
            rows.append(CodeRow(left[mine].text, right[its].text, True))
        at, other_at = mine + 1, its + 1
    return rows


def common_subsequence(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """The places, in both, of one of their longest common subsequences."""
    lengths = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            longer = max(lengths[i + 1][j], lengths[i][j + 1])
            lengths[i][j] = lengths[i + 1][j + 1] + 1 if left[i] == right[j] else longer
    i = j = 0
    found: list[tuple[int, int]] = []
    while i < len(left) and j < len(right):
        if left[i] == right[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return found
