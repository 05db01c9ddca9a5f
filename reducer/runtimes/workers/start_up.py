"""What a runtime takes to start, so that it can be taken off a whole run: an idle module, and the sum.

The module is the one that is measured, with a `_start` that returns at once; all of its code is still there,
to be loaded or compiled. Binary format: https://webassembly.github.io/spec/core/binary/modules.html. Standard
library only, since it runs inside a worker. Runs nothing itself.
"""

from collections.abc import Iterator, Sequence
from statistics import median

HEADER = b"\0asm\x01\0\0\0"
# Section ids, and the order that sections stand in: tags (13) come between memories and globals, and the
# count of data segments (12) before the code.
IMPORTS, FUNCTIONS, GLOBALS, EXPORTS, CODE, CUSTOM = 2, 3, 6, 7, 10, 0
ORDER = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 13: 6, 6: 7, 7: 8, 8: 9, 9: 10, 12: 11, 10: 12, 11: 13}
# Kinds of imports and exports.
FUNCTION, TABLE, MEMORY, GLOBAL, TAG = 0, 1, 2, 3, 4
# A mutable i32 that is 1. No engine can know that it still is when `_start` is called.
ONE = bytes([0x7F, 0x01, 0x41, 0x01, 0x0B])
GLOBAL_GET, IF, RETURN, END, NO_RESULT = 0x23, 0x04, 0x0F, 0x0B, 0x40
# Reference types that are followed by the type they refer to.
REF, REF_NULL = 0x64, 0x63

# sigma of normal noise from its median absolute deviation
MAD_TO_SIGMA = 1.4826
# Start-up moves by this much of itself even where a handful of runs does not show it.
LEAST_SPREAD = 0.02
# What is nearer to nothing than this many sigmas of start-up has no time of its own that could be divided by.
SIGMAS = 5.0


class NoStart(ValueError):
    """The module exports no `_start` of its own."""


class NotAModule(ValueError):
    """These are not the bytes of a module, as far as they were looked at."""


def net_of_start_up(total_ns: float, start_up_ns: Sequence[float]) -> float | None:
    """Execute time of a command line's run: total less the median of an empty module's runs, in ns.

    None means unmeasurable: less than 5 sigma of start-up are left, and a ratio over it could be anything.
    """
    if not start_up_ns:
        raise ValueError("start-up needs at least one run of an empty module")
    start_up = median(start_up_ns)
    sigma = MAD_TO_SIGMA * median(abs(run - start_up) for run in start_up_ns)
    net = total_ns - start_up
    return net if net >= SIGMAS * max(sigma, LEAST_SPREAD * start_up) else None


def returning_at_once(binary: bytes) -> bytes:
    """The module with `_start` leaving before its first instruction. Raises NoStart or NotAModule.

    A global that is 1 is appended, and `_start` begins with: if it is not 0, return.
    """
    try:
        return _edited(binary)
    except IndexError as error:
        raise NotAModule("the module ends too early") from error


def _edited(binary: bytes) -> bytes:
    if not binary.startswith(HEADER):
        raise NotAModule("it does not begin like one")
    sections = list(_sections(binary))
    found = {identity: content for identity, content in sections if identity != CUSTOM}
    functions, globals_ = _imported(found.get(IMPORTS, b"\0"))
    start = _exported_start(found.get(EXPORTS, b"\0"))
    if start < functions:
        raise NoStart("_start is an import")
    count, rest = _number_and_rest(found.get(GLOBALS, b"\0"))
    number = globals_ + count
    found[GLOBALS] = leb128(count + 1) + rest + ONE
    leave = bytes([GLOBAL_GET, *leb128(number), IF, NO_RESULT, RETURN, END])
    found[CODE] = _with_prologue(found.get(CODE, b"\0"), start - functions, leave)
    return _written(sections, found)


def _written(sections: Sequence[tuple[int, bytes]], found: dict[int, bytes]) -> bytes:
    """The sections in their order, each as it is in `found`; custom ones stay where they stood."""
    parts = [HEADER]
    fresh = GLOBALS not in {identity for identity, _ in sections}
    for identity, content in sections:
        if fresh and identity != CUSTOM and ORDER.get(identity, 0) > ORDER[GLOBALS]:
            parts.append(_section(GLOBALS, found[GLOBALS]))
            fresh = False
        parts.append(_section(identity, content if identity == CUSTOM else found[identity]))
    return b"".join(parts)


def _section(identity: int, content: bytes) -> bytes:
    return bytes([identity]) + leb128(len(content)) + content


def _sections(binary: bytes) -> Iterator[tuple[int, bytes]]:
    position = len(HEADER)
    while position < len(binary):
        size, start = number_at(binary, position + 1)
        if start + size > len(binary):
            raise NotAModule("the module ends too early")
        yield binary[position], binary[start : start + size]
        position = start + size


def _imported(content: bytes) -> tuple[int, int]:
    """How many functions and how many globals are imported."""
    count, position = number_at(content, 0)
    kinds = []
    for _ in range(count):
        for _ in ("module", "name"):
            size, position = number_at(content, position)
            position += size
        kinds.append(content[position])
        position = _after_import(content, position + 1, kinds[-1])
    return kinds.count(FUNCTION), kinds.count(GLOBAL)


def _after_import(content: bytes, position: int, kind: int) -> int:
    if kind == FUNCTION:
        return number_at(content, position)[1]
    if kind == TABLE:
        return _after_limits(content, _after_type(content, position))
    if kind == MEMORY:
        return _after_limits(content, position)
    if kind == GLOBAL:
        return _after_type(content, position) + 1
    if kind == TAG:
        return number_at(content, position + 1)[1]
    raise NotAModule(f"an import of kind {kind} is not known")


def _after_type(content: bytes, position: int) -> int:
    if content[position] in (REF, REF_NULL):
        return number_at(content, position + 1)[1]
    return position + 1


def _after_limits(content: bytes, position: int) -> int:
    flags = content[position]
    position = number_at(content, position + 1)[1]
    if flags & 1:
        position = number_at(content, position)[1]
    # Memories with pages of another size.
    return number_at(content, position)[1] if flags & 8 else position


def _exported_start(content: bytes) -> int:
    count, position = number_at(content, 0)
    for _ in range(count):
        size, position = number_at(content, position)
        name, kind = content[position : position + size], content[position + size]
        index, position = number_at(content, position + size + 1)
        if name == b"_start" and kind == FUNCTION:
            return index
    raise NoStart("the module exports no _start function")


def _with_prologue(content: bytes, wanted: int, prologue: bytes) -> bytes:
    """A code section in which the body of that function begins with the instructions."""
    count, position = number_at(content, 0)
    if wanted >= count:
        raise NotAModule("_start has no body")
    for _ in range(wanted):
        size, position = number_at(content, position)
        position += size
    size, body = number_at(content, position)
    first = _after_locals(content, body)
    changed = content[body:first] + prologue + content[first : body + size]
    return content[:position] + leb128(len(changed)) + changed + content[body + size :]


def _after_locals(content: bytes, position: int) -> int:
    groups, position = number_at(content, position)
    for _ in range(groups):
        position = _after_type(content, number_at(content, position)[1])
    return position


def _number_and_rest(content: bytes) -> tuple[int, bytes]:
    number, position = number_at(content, 0)
    return number, content[position:]


def number_at(content: bytes, position: int) -> tuple[int, int]:
    """The unsigned LEB128 number at a position, and the position after it."""
    number = shift = 0
    while True:
        byte = content[position]
        number |= (byte & 0x7F) << shift
        position += 1
        shift += 7
        if byte < 0x80:
            return number, position


def leb128(number: int) -> bytes:
    """The number in as few bytes as it takes."""
    written = bytearray()
    while number >= 0x80:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    written.append(number)
    return bytes(written)
