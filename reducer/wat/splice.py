"""The binary of a module that differs from another one in a few functions' bodies and locals: these are
assembled alone, and put into the other's code section.

They are assembled in a module that has all the fields, with `unreachable` for the other bodies and nothing in
the data segments, so that every index and type in them means what it means in the whole.  Source: WebAssembly
core specification, section 5.5.13 (code section).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache

from reducer.wat.assemble import Assembler
from reducer.wat.errors import WatError
from reducer.wat.field import Field
from reducer.wat.module import Module
from reducer.wat.printer import print_function
from reducer.wat.scan import STRING, blank_comments
from reducer.wat.sections import CODE, CUSTOM, DATA, DATA_COUNT, HEADER, number, sections

_STRING = re.compile(STRING)
_MAX_SECTION = 13
_AROUND = frozenset(range(_MAX_SECTION + 1)) - {CUSTOM, CODE, DATA, DATA_COUNT}


def spliced(assembler: Assembler, old: Module, binary: bytes, new: Module) -> bytes | None:
    """The binary of `new`, made of the binary of `old` by the same assembler.

    None where that cannot be: more than bodies differ, there are custom sections, or the assembler refuses a
    body, whose place it can only tell in the whole.
    """
    changed = _changed(old, new)
    if changed is None:
        return None
    if not changed:
        return binary
    try:
        part = assembler.assemble(_part(new, changed))
        if not _same_around(part, binary):
            return None
        indices = [index for index, entry in enumerate(new.functions) if id(entry) in changed]
        return _with_bodies(binary, part, indices)
    except WatError:
        return None


def same_code(one: bytes, other: bytes) -> bool:
    """Whether two binaries have the same code section.  Raises WatError."""
    return _sections(one, (CODE,)) == _sections(other, (CODE,))


def _changed(old: Module, new: Module) -> set[int] | None:
    """The ids of the functions of `new` that are others than in `old`; None where more differs.  Whether their
    types are the same, the sections around the code will tell."""
    if len(old.fields) != len(new.fields):
        return None
    changed = set()
    for before, now in zip(old.fields, new.fields, strict=True):
        if before is now:
            continue
        if now.keyword != "func" or before.keyword != "func" or before.name != now.name:
            return None
        if before.imported is not None or now.imported is not None:
            return None
        changed.add(id(now))
    return changed


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
            stub = f"{entry.header} unreachable)"
        elif entry.keyword == "data":
            stub = _STRING.sub('""', blank_comments(entry.text)[0])
        else:
            stub = entry.text
        entry.__dict__["_stub"] = stub
    return stub


def _same_around(part: bytes, whole: bytes) -> bool:
    """Whether the sections around code and data are the same, so that indices mean the same in both."""
    if _sections(whole, (CUSTOM,)) or _sections(part, (CUSTOM,)):
        # Code metadata names functions and the places in them.
        return False
    if _sections(part, (DATA_COUNT,)) and not _sections(whole, (DATA_COUNT,)):
        return False
    return _sections(part, _AROUND) == _sections(whole, _AROUND)


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


def _with_bodies(whole: bytes, part: bytes, indices: Iterable[int]) -> bytes | None:
    """The whole with the part's bodies at these indices; None where they have not as many bodies."""
    old, new = _bodies(whole), _bodies(part)
    if len(old) != len(new):
        return None
    pieces, position = [], old[0]
    for index in indices:
        pieces += [whole[position : old[index]], part[new[index] : new[index + 1]]]
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
