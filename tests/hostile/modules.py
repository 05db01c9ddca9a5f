"""Modules put together byte by byte, so that any name can stand in them, and any number of anything."""

from collections.abc import Sequence

from reducer.runtimes.workers.outline import (
    CODE,
    CUSTOM,
    EXPORTS,
    FUNCTION,
    FUNCTIONS,
    HEADER,
    IMPORTS,
    MEMORY,
    TYPES,
    Signature,
    leb128,
    section,
)
from reducer.runtimes.workers.wasi import signature_of

MEMORIES = 5
WASI = b"wasi_snapshot_preview1"


def vector(items: Sequence[bytes]) -> bytes:
    """So many items, with their number before them."""
    return leb128(len(items)) + b"".join(items)


def text(letters: bytes) -> bytes:
    """A name, with its length before it."""
    return leb128(len(letters)) + letters


def signature(taken: Signature) -> bytes:
    """A function's type."""
    return b"\x60" + b"".join(leb128(len(values)) + values for values in taken)


def module(
    *,
    imports: Sequence[tuple[bytes, bytes]] = (),
    exports: Sequence[tuple[bytes, int]] = (),
    names: Sequence[bytes] = (),
    custom: Sequence[tuple[bytes, bytes]] = (),
) -> bytes:
    """A command that returns at once: with functions imported by these names, each by the type that WASI has
    for it or () -> (), `_start` and the memory exported by these further ones (with their kind), one name a
    function, and custom sections."""
    start = len(imports)
    nothing = Signature(b"", b"")
    types = [
        nothing,
        *(signature_of(group.decode("latin-1"), name.decode("latin-1")) for group, name in imports),
    ]
    every = [(b"_start", FUNCTION), (b"memory", MEMORY), *exports]
    found = [
        section(TYPES, vector([signature(taken or nothing) for taken in types])),
        section(
            IMPORTS,
            vector(
                [
                    text(name) + text(field) + bytes([FUNCTION]) + leb128(number + 1)
                    for number, (name, field) in enumerate(imports)
                ]
            ),
        ),
        section(FUNCTIONS, vector([b"\0"])),
        section(MEMORIES, vector([b"\0\x01"])),
        section(
            EXPORTS,
            vector(
                [
                    text(name) + bytes([kind]) + leb128(start if kind == FUNCTION else 0)
                    for name, kind in every
                ]
            ),
        ),
        section(CODE, vector([b"\x02\0\x0b"])),
    ]
    functions = vector([leb128(number) + text(name) for number, name in enumerate(names)])
    if names:
        found.append(section(CUSTOM, text(b"name") + section(1, functions)))
    found += [section(CUSTOM, text(name) + content) for name, content in custom]
    return HEADER + b"".join(found)
