"""A module's binary cut into its sections, as far as custom sections ask for it.

Source: WebAssembly core specification, sections 5.5.2 (sections) and 5.5.3 (custom section).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from reducer.wat.errors import WatError

HEADER = 8
"""Bytes of magic and version."""
CUSTOM = 0
TABLE = 4
CODE = 10
DATA = 11
DATA_COUNT = 12
_MAX_NUMBER_BYTES = 10  # of 64 bits
CODE_METADATA = b"metadata.code."
"""How the names of custom sections begin that engines do read: branch hints are there."""


class Section(NamedTuple):
    """A section: its number, the name of a custom one (else empty), and where it lies: offsets in bytes of
    its number (`start`), of its content, and of what follows it (`end`)."""

    id: int
    name: bytes
    start: int
    content: int
    end: int


def sections(binary: bytes) -> Iterator[Section]:
    """The sections of a module, in order.  Raises WatError where they do not fill the binary."""
    position = HEADER
    while position < len(binary):
        size, content = number(binary, position + 1)
        end = content + size
        if end > len(binary):
            raise WatError(f"the section at byte {position} is longer than the file")
        yield Section(binary[position], _name(binary, position, content, end), position, content, end)
        position = end


def number(binary: bytes, position: int) -> tuple[int, int]:
    """An unsigned LEB128 number, and the offset behind it.  Raises WatError."""
    value = 0
    for index in range(position, min(position + _MAX_NUMBER_BYTES, len(binary))):
        value |= (binary[index] & 0x7F) << (7 * (index - position))
        if binary[index] < 0x80:
            return value, index + 1
    raise WatError(f"there is no whole number at byte {position}")


def _name(binary: bytes, start: int, content: int, end: int) -> bytes:
    if binary[start] != CUSTOM:
        return b""
    length, name = number(binary, content)
    if name + length > end:
        raise WatError(f"the name of the custom section at byte {start} is longer than the section")
    return binary[name : name + length]


def custom_sections(binary: bytes) -> list[bytes]:
    """The names of a binary's custom sections, in order.  Raises WatError."""
    return [section.name for section in sections(binary) if section.id == CUSTOM]


def without_custom(binary: bytes, keep: Callable[[bytes], bool] = lambda _name: False) -> bytes:
    """The binary without its custom sections but those whose names `keep` says yes to.  Raises WatError."""
    kept = [section for section in sections(binary) if section.id != CUSTOM or keep(section.name)]
    return b"".join([binary[:HEADER], *(binary[section.start : section.end] for section in kept)])


def is_code_metadata(name: bytes) -> bool:
    """Whether a custom section of this name says something of the code that engines read."""
    return name.startswith(CODE_METADATA)


_INITIALISED = b"\x40"
_TYPED = (b"\x63", b"\x64")
_WITH_MAXIMUM = 1


def has_table_initialiser(binary: bytes) -> bool:
    """Whether an expression says what a table of the module is filled with at first.  Raises WatError."""
    for section in sections(binary):
        if section.id != TABLE:
            continue
        count, position = number(binary, section.content)
        for _ in range(count):
            if binary[position : position + 1] == _INITIALISED:
                return True
            typed = binary[position : position + 1] in _TYPED
            position = number(binary, position + 1)[1] if typed else position + 1
            limits, position = number(binary, position)
            for _ in range(1 + (limits & _WITH_MAXIMUM)):
                _, position = number(binary, position)
    return False
