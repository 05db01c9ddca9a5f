"""A copy of a module's binary that counts how often each function and each arm of a block starts, and how
often what follows a block or a `br_if` is come to: each of its basic blocks.

The counters are 64-bit words of one more memory, so that none but an engine's limits on code holds for them:
wasmtime takes 100 memories, and no function of more than 7.6 MB with its counters.  Bodies are not read: one
regular expression passes over runs of plain instructions.  Source: WebAssembly core specification, sections
5.4 (instructions) and 5.5 (modules).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from reducer.wat.errors import WatError
from reducer.wat.sections import CODE, CUSTOM, HEADER, number, sections

COUNTS = "wreduce_counts"
"""The memory of the counters is exported under this name."""
WORD = 8
_PAGE = 1 << 16
_FUNCTION, _MEMORY, _EXPORT = 3, 5, 7
_ORDER = (1, 2, _FUNCTION, 4, _MEMORY, 13, 6, _EXPORT, 8, 9, 12, CODE, 11)
"""Sections in the order in which a module has them; 13 are tags, 12 says how many data segments there are."""

_BLOCK, _LOOP, _IF, _ELSE, _TRY, _CATCH, _END = 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x0B
_BR_IF, _BR_TABLE, _DELEGATE, _CATCH_ALL, _TRY_TABLE = 0x0D, 0x0E, 0x18, 0x19, 0x1F


def _plain() -> bytes:
    """A pattern for an instruction that opens no block, after which the next one runs or none does; or, where
    a reference is of another type, the branch is taken."""
    leb = rb"[\x80-\xff]*+[\x00-\x7f]"
    # With bit 6 of the alignment, a memory's number follows.
    access = rb"(?:(?=[\x00-\x3f\x80-\xbf])%b%b|%b%b%b)" % ((leb,) * 5)
    type_ = rb"(?:[\x63\x64]%b|[\x40-\x7f])" % leb
    gc = (
        rb"\xfb(?:[\x0f\x1a-\x1e]|[\x00\x01\x06\x07\x0b-\x0e\x10\x14-\x17]%b|"
        rb"[\x02-\x05\x08-\x0a\x11-\x13]%b%b|[\x18\x19].%b%b%b)"
    ) % ((leb,) * 6)
    more = rb"\xfc(?:[\x00-\x07\x13-\x16]|[\x09\x0b\x0d\x0f-\x12]%b|[\x08\x0a\x0c\x0e]%b%b)" % ((leb,) * 3)
    simd = (
        rb"\xfd(?:[\x00-\x0b\x5c\x5d]%b|[\x0c\x0d].{16}|[\x15-\x22].|[\x54-\x5b]%b.|"
        rb"[\x0e-\x14\x23-\x53\x5e-\x7f]|[\x80-\xff][\x01-\x7f])"
    ) % (access, access)
    forms = (
        rb"[\x00\x01\x0a\x0f\x1a\x1b\x45-\xc4\xd1\xd3\xd4]",
        rb"[\x08\x09\x0c\x10\x12\x14\x15\x20-\x26\x3f-\x42\xd0\xd2\xd5\xd6]" + leb,
        rb"[\x11\x13]%b%b" % (leb, leb),
        rb"[\x28-\x3e]" + access,
        rb"\x43.{4}",
        rb"\x44.{8}",
        rb"\x1c\x01" + type_,
        gc,
        more,
        simd,
        rb"\xfe(?:\x03.|[\x00-\x02\x10-\x4e]%b)" % access,
    )
    return b"|".join(forms)


_ONE = re.compile(_plain(), re.DOTALL)
_PLAIN = re.compile(rb"(?:%b)*+" % _plain(), re.DOTALL)
_LEB = re.compile(rb"[\x80-\xff]*+[\x00-\x7f]")
_BLOCK_TYPE = re.compile(rb"[\x63\x64]?[\x80-\xff]*+[\x00-\x7f]")


class Counted(NamedTuple):
    """The counting copy; for each function that the module defines, its counter, which those of its body
    follow in the order of the text: of every arm at its start (of each `if` two, with an `else` or without),
    of every block at its end, and of every `br_if`, for what follows them.

    `same` has the counters that are not counted up, since they would say what another one says, by that one:
    an interpreter opens hundreds of blocks within each other for every instruction of its program.
    """

    binary: bytes
    functions: list[int]
    same: dict[int, int]


def counted(binary: bytes, memories: int) -> Counted:
    """The counting copy of a module that has so many memories, imported ones included.

    Custom sections are left out.  Raises WatError where an instruction is not known.
    """
    functions: list[int] = []
    same: dict[int, int] = {}
    made, used = [], 0
    for body in bodies(binary):
        functions.append(used)
        first, *rest = marked(body)
        pieces = [first]
        before = b""
        for piece in rest:
            if is_block(before):
                same[used] = same.get(used - 1, used - 1)
            else:
                pieces.append(_count(memories, used))
            pieces.append(piece)
            before, used = piece, used + 1
        made.append(b"".join(pieces))
    return Counted(with_words(binary, made, memories, used, COUNTS), functions, same)


def with_words(
    binary: bytes,
    code: Sequence[bytes],
    memories: int,
    words: int,
    name: str,
    *,
    types: Sequence[int] = (),
    shown: Mapping[str, int] = MappingProxyType({}),
) -> bytes:
    """The module with these function bodies, and one more memory of so many words, exported by that name.

    The bodies at the end are of new functions, of these types by their numbers; `shown` are exports of
    memories of the module's own, by their numbers.  Custom sections are left out.
    """
    contents = {
        section.id: binary[section.content : section.end]
        for section in sections(binary)
        if section.id != CUSTOM
    }
    for type_ in types:
        contents[_FUNCTION] = _longer(contents.get(_FUNCTION), written(type_))
    contents[CODE] = written(len(code)) + b"".join(written(len(body)) + body for body in code)
    pages = -(-max(1, words) * WORD // _PAGE)
    contents[_MEMORY] = _longer(contents.get(_MEMORY), b"\x01" + written(pages) + written(pages))
    for export, memory in {**shown, name: memories}.items():
        entry = written(len(export)) + export.encode() + b"\x02" + written(memory)
        contents[_EXPORT] = _longer(contents.get(_EXPORT), entry)
    parts = [bytes([id_]) + written(len(contents[id_])) + contents[id_] for id_ in _ORDER if id_ in contents]
    return binary[:HEADER] + b"".join(parts)


def written(value: int) -> bytes:
    """An unsigned LEB128 number."""
    found = bytearray()
    while value >= 0x80:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)


def _longer(content: bytes | None, entry: bytes) -> bytes:
    """A section's content with one more entry."""
    if content is None:
        return b"\x01" + entry
    count, position = number(content, 0)
    return written(count + 1) + content[position:] + entry


def bodies(binary: bytes) -> Iterator[bytes]:
    """The bodies of the functions that a module defines, in order, each from its locals to its `end`."""
    code = next((binary[one.content : one.end] for one in sections(binary) if one.id == CODE), b"\0")
    count, position = number(code, 0)
    for _ in range(count):
        size, start = number(code, position)
        position = start + size
        yield code[start:position]


def _count(memory: int, index: int) -> bytes:
    """`counters[index] += 1`: two addresses, i64.load, i64.const 1, i64.add, i64.store."""
    place = b"\x43" + written(memory) + written(index * WORD)
    return b"\x41\x00\x41\x00\x29" + place + b"\x42\x01\x7c\x37" + place


def marked(body: bytes) -> list[bytes]:
    """A function's body cut where each of its basic blocks starts: the locals, then the code from
    each start to the next.  An `if` without an `else` of its own has got one.  Raises WatError."""
    done = position = _after_locals(body)
    made = [body[:position]]
    opened: list[int] = []
    while True:
        position = _matched(_PLAIN, body, position)
        if position >= len(body):
            raise WatError("a function's body does not end where it should")
        op = body[position]
        position += 1
        starts = True
        if op == _END:
            if not opened:
                break
            if opened.pop() == _IF:
                # Without an `else` of its own: it gets one that counts.
                made.append(body[done : position - 1] + b"\x05")
                done = position - 1
        elif op == _ELSE:
            opened[-1] = _ELSE
        elif op in (_BLOCK, _LOOP, _IF, _TRY):
            opened.append(op)
            position = _matched(_BLOCK_TYPE, body, position)
        elif op == _TRY_TABLE:
            opened.append(op)
            position = _after_handlers(body, _matched(_BLOCK_TYPE, body, position))
        elif op in (_CATCH, _BR_IF):
            position = _matched(_LEB, body, position)
        elif op == _DELEGATE:
            opened.pop()
            position = _matched(_LEB, body, position)
        elif op == _BR_TABLE:
            labels, position = number(body, position)
            for _ in range(labels + 1):
                position = _matched(_LEB, body, position)
            starts = False
        elif op != _CATCH_ALL:
            raise WatError(f"the instruction 0x{body[position - 1 : position + 1].hex()} is not known")
        if starts:
            made.append(body[done:position])
            done = position
    made.append(body[done:])
    return made


def is_block(piece: bytes) -> bool:
    """Whether a piece of a body does nothing but open a `block`, which starts as often as what is around
    it."""
    return piece[:1] == bytes([_BLOCK]) and _matched(_BLOCK_TYPE, piece, 1) == len(piece)


def number_of_instructions(piece: bytes) -> int:
    """How many instructions a piece of a body has, those that open, part and close blocks aside.  Raises
    WatError."""
    found = position = 0
    while position < len(piece):
        end = _matched(_PLAIN, piece, position)
        found += sum(1 for _ in _ONE.finditer(piece, position, end))
        if end == len(piece):
            break
        op, position = piece[end], end + 1
        if op == _BR_TABLE:
            found += 1
            labels, position = number(piece, position)
            for _ in range(labels + 1):
                position = _matched(_LEB, piece, position)
        elif op in (_BLOCK, _LOOP, _IF, _TRY):
            position = _matched(_BLOCK_TYPE, piece, position)
        elif op == _TRY_TABLE:
            position = _after_handlers(piece, _matched(_BLOCK_TYPE, piece, position))
        elif op in (_CATCH, _DELEGATE, _BR_IF):
            found += op == _BR_IF
            position = _matched(_LEB, piece, position)
    return found


def _matched(pattern: re.Pattern[bytes], body: bytes, position: int) -> int:
    found = pattern.match(body, position)
    if found is None:
        raise WatError("a function's body ends within an instruction")
    return found.end()


def _after_locals(body: bytes) -> int:
    runs, position = number(body, 0)
    for _ in range(runs):
        position = _matched(_BLOCK_TYPE, body, number(body, position)[1])
    return position


def _after_handlers(body: bytes, position: int) -> int:
    """Behind the clauses of a `try_table`: a kind, a tag where the kind is 0 or 1, a label."""
    clauses, position = number(body, position)
    for _ in range(clauses):
        tags = body[position] < 2
        position += 1
        for _ in range(1 + tags):
            position = _matched(_LEB, body, position)
    return position
