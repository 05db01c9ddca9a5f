"""How often each instruction stands in a module, how often in an innermost loop, and with what last operand.

Reads the flat text of `wasm-tools print`, an instruction a line.  An innermost loop is one that holds no
other: what is hot is most often there.  The last operand (of a bulk instruction, its length) is constant
where a constant stands right before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from reducer.report.prevalence import ANY, LENGTHS, VARIABLE, classes, takes_operand

BLOCKS = frozenset((b"block", b"loop", b"if", b"try", b"try_table"))
ENDS = frozenset((b"end", b"delegate"))
NO_INSTRUCTION = frozenset((b"end", b"else", b"catch", b"catch_all", b"delegate"))
Key = tuple[str, str]
"""An instruction, and what its last operand is."""


@dataclass
class Counts:
    """Of one module: places by what stands there, innermost loops by what they hold, and how many of these
    there are."""

    places: Counter[Key] = field(default_factory=Counter)
    loops: Counter[Key] = field(default_factory=Counter)
    innermost: int = 0


def counted(lines: Iterable[bytes]) -> Counts:
    """The counts of a module, from the lines of its text."""
    found, known = Counts(), _Known()
    # Of each open block: what an innermost loop holds so far, None for what is no loop.
    blocks: list[set[tuple[Key, ...]] | None] = []
    loops: list[int] = []
    places: Counter[tuple[Key, ...]] = Counter()
    before = b""
    for line in lines:
        words = line.split(None, 2)
        if not words or not words[0][:1].islower():
            # A field of the module: a body is over, or has not begun.
            before = b""
            if words and words[0].startswith(b"(func"):
                blocks, loops = [], []
            continue
        name = words[0].rstrip(b")")
        if name in ENDS:
            held = blocks.pop() if blocks else None
            if held is not None:
                loops.pop()
                found.loops.update({key for keys in held for key in keys})
                found.innermost += 1
            elif loops and loops[-1] == len(blocks):
                loops.pop()
        if name not in NO_INSTRUCTION:
            keys = known.keys(name, before)
            places[keys] += 1
            if loops and (held := blocks[loops[-1]]) is not None:
                held.add(keys)
        if name == b"loop":
            # The loops around are not innermost.
            for index in loops:
                blocks[index] = None
            loops.append(len(blocks))
            blocks.append(set())
        elif name in BLOCKS:
            blocks.append(None)
        before = line
    for keys, number in places.items():
        found.places.update(dict.fromkeys(keys, number))
    return found


class _Known:
    """The keys of what was met, made once."""

    def __init__(self) -> None:
        self._plain: dict[bytes, tuple[Key, ...]] = {}
        self._constant: dict[tuple[bytes, int | None], tuple[Key, ...]] = {}
        self._variable: dict[bytes, tuple[Key, ...]] = {}

    def keys(self, name: bytes, before: bytes) -> tuple[Key, ...]:
        """All keys that an instruction counts for, after that line."""
        if name in self._plain:
            return self._plain[name]
        if name not in self._variable:
            if not takes_operand(name.decode()):
                self._plain[name] = ((name.decode(), ANY),)
                return self._plain[name]
            self._variable[name] = ((name.decode(), ANY), (name.decode(), VARIABLE))
        words = before.split()
        if not words or not words[0].endswith(b".const"):
            return self._variable[name]
        text = name.decode()
        whole = text in LENGTHS and words[0] in (b"i32.const", b"i64.const")
        value = int(words[1]) if whole else None
        if (name, value) not in self._constant:
            self._constant[name, value] = ((text, ANY), *((text, one) for one in classes(text, value)))
        return self._constant[name, value]
