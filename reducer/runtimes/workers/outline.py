"""A wasm binary as far as its outside goes: sections, types, imports, exports; not what functions do.

Binary format: https://webassembly.github.io/spec/core/binary/modules.html. Standard library only, since it
runs inside a worker. A number that is longer than it has to be is read; what is written is short.
"""

from collections.abc import Iterator
from typing import NamedTuple

HEADER = b"\0asm\x01\0\0\0"
# Section ids, and the order that sections stand in: tags (13) come between memories and globals, and the
# count of data segments (12) before the code.
TYPES, IMPORTS, FUNCTIONS, GLOBALS, EXPORTS, START, CODE, CUSTOM = 1, 2, 3, 6, 7, 8, 10, 0
ORDER = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 13: 6, 6: 7, 7: 8, 8: 9, 9: 10, 12: 11, 10: 12, 11: 13}
# Kinds of imports and exports.
FUNCTION, TABLE, MEMORY, GLOBAL, TAG = 0, 1, 2, 3, 4
# Reference types that are followed by the type they refer to.
REF, REF_NULL = 0x64, 0x63
# Forms of types: a group that refer to each other, one below others (open or final), and what it is made of.
GROUP, SUBTYPE, FINAL_SUBTYPE, FUNCTION_TYPE, STRUCT, ARRAY = 0x4E, 0x50, 0x4F, 0x60, 0x5F, 0x5E
# Numbers are of 32 or 64 bits. Without an end, reading one would take quadratic time.
MAX_NUMBER_BYTES = 10


class NotAModule(ValueError):
    """These are not the bytes of a module, as far as they were looked at."""


class Signature(NamedTuple):
    """What a function takes and gives: the bytes of its value types."""

    parameters: bytes
    results: bytes


class Import(NamedTuple):
    """One import: its two names, its kind, and the bytes that tell its type."""

    module: bytes
    name: bytes
    kind: int
    type: bytes


class Export(NamedTuple):
    """One export: its name, its kind, and the index of what is exported."""

    name: bytes
    kind: int
    target: int


def sections(binary: bytes) -> Iterator[tuple[int, bytes]]:
    """Id and content of every section. Raises NotAModule, also where one stands twice or out of its order."""
    if not binary.startswith(HEADER):
        raise NotAModule("it does not begin like one")
    position, last = len(HEADER), 0
    while position < len(binary):
        # Which of two a reader would take is for that reader to say.
        order = ORDER.get(binary[position], last + 1)
        if order <= last and binary[position] != CUSTOM:
            raise NotAModule("a section stands twice, or out of its order")
        last = order if binary[position] in ORDER else last
        size, start = number_at(binary, position + 1)
        if start + size > len(binary):
            raise NotAModule("the module ends too early")
        yield binary[position], binary[start : start + size]
        position = start + size


def section(identity: int, content: bytes) -> bytes:
    """A section as it stands in a binary."""
    return bytes([identity]) + leb128(len(content)) + content


def signatures(content: bytes) -> Iterator[Signature | None]:
    """The types of a type section, in order; None for one that is no function's. Raises NotAModule."""
    groups, position = number_at(content, 0)
    for _ in range(groups):
        count = 1
        if _byte_at(content, position) == GROUP:
            count, position = number_at(content, position + 1)
        for _ in range(count):
            signature, position = _type_at(content, position)
            yield signature


def _type_at(content: bytes, position: int) -> tuple[Signature | None, int]:
    if _byte_at(content, position) in (SUBTYPE, FINAL_SUBTYPE):
        above, position = number_at(content, position + 1)
        for _ in range(above):
            position = number_at(content, position)[1]
    form = _byte_at(content, position)
    position += 1
    if form == FUNCTION_TYPE:
        parameters, position = _values_at(content, position)
        results, position = _values_at(content, position)
        return Signature(parameters, results), position
    if form not in (STRUCT, ARRAY):
        raise NotAModule(f"a type of form {form} is not known")
    fields, position = number_at(content, position) if form == STRUCT else (1, position)
    for _ in range(fields):
        # Its type, and whether it can be set.
        position = after_type(content, position) + 1
    return None, position


def _values_at(content: bytes, position: int) -> tuple[bytes, int]:
    count, start = number_at(content, position)
    end = start
    for _ in range(count):
        end = after_type(content, end)
    return content[start:end], end


def imports(content: bytes) -> Iterator[Import]:
    """What an import section imports. Raises NotAModule."""
    count, position = number_at(content, 0)
    for _ in range(count):
        module, position = name_at(content, position)
        name, position = name_at(content, position)
        kind = _byte_at(content, position)
        end = _after_import(content, position + 1, kind)
        yield Import(module, name, kind, content[position + 1 : end])
        position = end


def exports(content: bytes) -> Iterator[Export]:
    """What an export section exports. Raises NotAModule."""
    count, position = number_at(content, 0)
    for _ in range(count):
        name, position = name_at(content, position)
        kind = _byte_at(content, position)
        index, position = number_at(content, position + 1)
        yield Export(name, kind, index)


def _after_import(content: bytes, position: int, kind: int) -> int:
    if kind == FUNCTION:
        return number_at(content, position)[1]
    if kind == TABLE:
        return _after_limits(content, after_type(content, position))
    if kind == MEMORY:
        return _after_limits(content, position)
    if kind == GLOBAL:
        return after_type(content, position) + 1
    if kind == TAG:
        return number_at(content, position + 1)[1]
    raise NotAModule(f"an import of kind {kind} is not known")


def after_type(content: bytes, position: int) -> int:
    """The position after a value type or a reference type. Raises NotAModule."""
    if _byte_at(content, position) in (REF, REF_NULL):
        return number_at(content, position + 1)[1]
    return position + 1


def _after_limits(content: bytes, position: int) -> int:
    flags = _byte_at(content, position)
    position = number_at(content, position + 1)[1]
    if flags & 1:
        position = number_at(content, position)[1]
    # Memories with pages of another size.
    return number_at(content, position)[1] if flags & 8 else position


def name_at(content: bytes, position: int) -> tuple[bytes, int]:
    """The bytes of the name at a position, and the position after it. Raises NotAModule."""
    size, start = number_at(content, position)
    if start + size > len(content):
        raise NotAModule("the module ends too early")
    return content[start : start + size], start + size


def _byte_at(content: bytes, position: int) -> int:
    if position >= len(content):
        raise NotAModule("the module ends too early")
    return content[position]


def number_at(content: bytes, position: int) -> tuple[int, int]:
    """The unsigned LEB128 number at a position, and the position after it. Raises NotAModule."""
    number = 0
    for index, byte in enumerate(content[position : position + MAX_NUMBER_BYTES]):
        number |= (byte & 0x7F) << 7 * index
        if byte < 0x80:
            return number, position + index + 1
    raise NotAModule("the module ends too early, or in it a number does not end")


def leb128(number: int) -> bytes:
    """The number in as few bytes as it takes."""
    written = bytearray()
    while number >= 0x80:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    written.append(number)
    return bytes(written)
