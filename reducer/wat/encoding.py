"""Why two binaries of one program differ: one pads its numbers, declares its locals in more runs, or else.

LEB128 leaves open how many bytes a number takes, and linkers give five to what they fill in later.  Source:
WebAssembly core specification, sections 5.2.2 (integers) and 5.5.13 (code section).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reducer.wat import tools
from reducer.wat.errors import WatError
from reducer.wat.sections import CODE, number, sections

PADDED = "pads its numbers"
SPLIT = "declares locals of one type in several runs"
_SHOWN = 8
_CHUNK = 1 << 12
_GOES_ON = 0x80
# `(ref HEAP_TYPE)` and `(ref null HEAP_TYPE)`; every other value type is one byte.
_REFERENCES = (b"\x64", b"\x63")


class _Part(NamedTuple):
    """A piece of a binary between two numbers that say how long something is, and of a function's body the
    runs of its locals: type and number."""

    content: bytes
    runs: tuple[tuple[bytes, int], ...] = ()

    def locals(self) -> list[tuple[bytes, int]]:
        """The runs, with those of one type side by side made one."""
        joined: list[tuple[bytes, int]] = []
        for type_, count in self.runs:
            if joined and joined[-1][0] == type_:
                count += joined.pop()[1]
            joined.append((type_, count))
        return joined


def difference(original: bytes, found: bytes) -> str:
    """Why a binary that was made of another's text differs from it, in words; "" where it does not.  Neither
    has custom sections.  Raises WatError where one is no module.
    """
    if original == found:
        return ""
    where = first_difference(found, original)
    if _printed(original) != _printed(found):
        return where
    habits = _habits(original, found)
    return f"the original {habits}" if habits else f"the same program in another encoding: {where}"


def first_difference(found: bytes, wanted: bytes) -> str:
    """Where two binaries begin to differ, and what stands there, in words."""
    offset = _common(found, 0, wanted, 0)
    here, there = (binary[offset : offset + _SHOWN].hex(" ") or "the end" for binary in (found, wanted))
    return f"first difference at byte {offset} (0x{offset:x}): {here} instead of {there}"


def _printed(binary: bytes) -> bytes:
    return tools.run("wasm-tools", "print", "-", data=binary)


def _habits(original: bytes, found: bytes) -> str:
    """What the original does otherwise than the other one, where that is all; else ""."""
    padded = split = False
    try:
        for one, other in zip(_parts(original), _parts(found), strict=True):
            if one.locals() != other.locals() or not _same_but_padding(one.content, other.content):
                return ""
            split |= one.runs != other.runs
            padded |= one.content != other.content
    except (ValueError, WatError):
        return ""
    return " and ".join([PADDED] * (padded or not split) + [SPLIT] * split)


def _parts(binary: bytes) -> Iterator[_Part]:
    """A module cut at every number that says how long something is: its sections, and the bodies of its
    functions.  Raises WatError."""
    for section in sections(binary):
        yield _Part(bytes([section.id]))
        if section.id != CODE:
            yield _Part(binary[section.content : section.end])
            continue
        _, position = number(binary, section.content)
        while position < section.end:
            size, start = number(binary, position)
            position = start + size
            yield _body(binary[start:position])


def _body(body: bytes) -> _Part:
    count, position = number(body, 0)
    runs = []
    for _ in range(count):
        length, start = number(body, position)
        position = start + 1
        if body[start : start + 1] in _REFERENCES:
            _, position = number(body, position)
        runs.append((body[start:position], length))
    return _Part(body[position:], tuple(runs))


def _same_but_padding(padded: bytes, plain: bytes) -> bool:
    """Whether the first is the second with more bytes to some of its numbers."""
    one = other = 0
    while True:
        common = _common(padded, one, plain, other)
        one, other = one + common, other + common
        if one == len(padded) or other == len(plain):
            return one == len(padded) and other == len(plain)
        if padded[one] != plain[other] | _GOES_ON:
            return False
        # The number's last byte in the one, while the other goes on with bytes that add nothing.
        one, other = one + 1, other + 1
        filling = 0x7F if padded[one : one + 1] in (b"\xff", b"\x7f") else 0x00
        while padded[one : one + 1] == bytes([filling | _GOES_ON]):
            one += 1
        if padded[one : one + 1] != bytes([filling]):
            return False
        one += 1


def _common(one: bytes, start: int, other: bytes, also: int) -> int:
    """How many bytes are the same in both, from these places on."""
    length, most = 0, min(len(one) - start, len(other) - also)
    while length < most:
        size = min(_CHUNK, most - length)
        here = one[start + length : start + length + size]
        there = other[also + length : also + length + size]
        if here != there:
            return length + next(index for index in range(size) if here[index] != there[index])
        length += size
    return length
