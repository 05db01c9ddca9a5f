"""The binary of a module that differs from another one in a few functions' bodies and locals: these are
assembled alone, and put into the other's code section.

They are assembled in a module that has all the fields, with `unreachable` for the other bodies and nothing in
the data segments, so that every index and type in them means what it means in the whole.  A function's code
stays with it for the next module that has it.  Source: WebAssembly core specification, section 5.5.13 (code
section).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterator, Mapping
from functools import lru_cache

from reducer.wat.assemble import Assembler
from reducer.wat.errors import WatError
from reducer.wat.field import Field
from reducer.wat.module import Module
from reducer.wat.printer import print_function
from reducer.wat.scan import IDENTIFIER_CHARACTER, STRING, blank_comments
from reducer.wat.sections import CODE, CUSTOM, DATA, DATA_COUNT, HEADER, number, sections

_STRING = re.compile(STRING)
_TYPED = re.compile(rf"\(func \${IDENTIFIER_CHARACTER}+ \(type \${IDENTIFIER_CHARACTER}+\)")
_MAX_SECTION = 13
_AROUND = frozenset(range(_MAX_SECTION + 1)) - {CUSTOM, CODE, DATA, DATA_COUNT}


def spliced(assembler: Assembler, old: Module, binary: bytes, new: Module) -> bytes | None:
    """The binary of `new`, made of the binary of `old` by the same assembler.

    None where that cannot be: more than functions' bodies and locals differ, there are custom sections, or
    the assembler refuses a body, whose place it can only tell in the whole.
    """
    changed = _changed(old, new)
    if changed is None:
        return None
    if not changed:
        return binary
    try:
        around = _around(binary)
        if around is None:
            return None
        fresh = {id(entry) for entry in changed.values() if _code(entry)[0] != around}
        if fresh:
            part = assembler.assemble(_part(new, fresh))
            if not _is_around(part, around):
                return None
            starts = _bodies(part)
            for index, entry in changed.items():
                if id(entry) in fresh:
                    entry.__dict__["_code"] = around, part[starts[index] : starts[index + 1]]
        return _with_bodies(binary, {index: _code(entry)[1] for index, entry in changed.items()})
    except WatError:
        return None


def same_code(one: bytes, other: bytes) -> bool:
    """Whether two binaries have the same code section.  Raises WatError."""
    return _sections(one, (CODE,)) == _sections(other, (CODE,))


def _changed(old: Module, new: Module) -> dict[int, Field] | None:
    """The functions of `new` that are others than in `old`, by their place among those that have a body; None
    where more differs.  Whether their types are the same, the sections around the code will tell."""
    if len(old.fields) != len(new.fields):
        return None
    others = {id(now) for before, now in zip(old.fields, new.fields, strict=True) if before is not now}
    changed = {index: entry for index, entry in enumerate(new.functions) if id(entry) in others}
    if len(changed) != len(others) or len(old.functions) != len(new.functions):
        return None
    return None if any(old.functions[at].name != entry.name for at, entry in changed.items()) else changed


def _code(entry: Field) -> tuple[tuple[bytes, bool] | None, bytes]:
    """The code that was assembled for a function last, and between what."""
    known: tuple[tuple[bytes, bool] | None, bytes] = entry.__dict__.get("_code", (None, b""))
    return known


def _part(module: Module, changed: set[int]) -> str:
    """The text of the module with these bodies and no others."""
    parts = ["(module"]
    parts += [
        print_function(module, entry) if id(entry) in changed else _stub(entry) for entry in module.fields
    ]
    return "\n".join([*parts, ")"])


def _stub(entry: Field) -> str:
    """The field as far as other fields can tell, made once."""
    stub: str | None = entry.__dict__.get("_stub")
    if stub is None:
        if entry.keyword == "func" and entry.imported is None:
            typed = _TYPED.match(entry.header) if entry.exports_nothing else None
            stub = f"{entry.header if typed is None else typed[0]} unreachable)"
        elif entry.keyword == "data":
            stub = _STRING.sub('""', blank_comments(entry.text)[0])
        else:
            stub = entry.text
        entry.__dict__["_stub"] = stub
    return stub


@lru_cache(maxsize=2)
def _around(binary: bytes) -> tuple[bytes, bool] | None:
    """A hash of the sections around code and data, which is the same where indices mean the same, and whether
    code may speak of data segments.  None where there are custom sections: code metadata names functions and
    the places in them."""
    if _sections(binary, (CUSTOM,)):
        return None
    found = hashlib.sha256(b"".join(_sections(binary, _AROUND))).digest()
    return found, bool(_sections(binary, (DATA_COUNT,)))


def _is_around(part: bytes, wanted: tuple[bytes, bool]) -> bool:
    """Whether a part's code may stand between such sections."""
    found = _around(part)
    return found is not None and found[0] == wanted[0] and found[1] <= wanted[1]


def _sections(binary: bytes, wanted: Container[int]) -> list[bytes]:
    return [binary[section.start : section.end] for section in sections(binary) if section.id in wanted]


@lru_cache(maxsize=2)
def _bodies(binary: bytes) -> list[int]:
    """The offsets at which the bodies of the code section begin, each with its length, and where the last one
    ends.  Raises WatError."""
    for section in sections(binary):
        if section.id != CODE:
            continue
        count, position = number(binary, section.content)
        starts = [position]
        for _ in range(count):
            size, content = number(binary, position)
            position = content + size
            starts.append(position)
        return starts
    return []


def _with_bodies(whole: bytes, bodies: Mapping[int, bytes]) -> bytes:
    """The whole with these bodies at their indices, in order.  Raises WatError."""
    old = _bodies(whole)
    pieces, position = [], old[0]
    for index, body in bodies.items():
        pieces += [whole[position : old[index]], body]
        position = old[index + 1]
    content = b"".join([*_count(len(old) - 1), *pieces, whole[position : old[-1]]])
    return b"".join(
        [
            whole[:HEADER],
            *(
                bytes([CODE]) + b"".join(_count(len(content))) + content
                if section.id == CODE
                else whole[section.start : section.end]
                for section in sections(whole)
            ),
        ]
    )


def _count(value: int) -> Iterator[bytes]:
    """An unsigned LEB128 number, a byte at a time."""
    while value > 0x7F:
        yield bytes([value & 0x7F | 0x80])
        value >>= 7
    yield bytes([value])
