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
    leb128,
    section,
)

TYPES, MEMORIES = 1, 5
WASI = b"wasi_snapshot_preview1"


def vector(items: Sequence[bytes]) -> bytes:
    """So many items, with their number before them."""
    return leb128(len(items)) + b"".join(items)


def text(letters: bytes) -> bytes:
    """A name, with its length before it."""
    return leb128(len(letters)) + letters


def module(
    *,
    imports: Sequence[tuple[bytes, bytes]] = (),
    exports: Sequence[tuple[bytes, int]] = (),
    names: Sequence[bytes] = (),
    custom: Sequence[tuple[bytes, bytes]] = (),
) -> bytes:
    """A command that returns at once: with functions () -> () imported by these names, and `_start` and the
    memory exported by these further ones (with their kind), one name a function, and custom sections."""
    start = len(imports)
    every = [(b"_start", FUNCTION), (b"memory", MEMORY), *exports]
    found = [
        section(TYPES, vector([b"\x60\0\0"])),
        section(
            IMPORTS, vector([text(name) + text(field) + bytes([FUNCTION, 0]) for name, field in imports])
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
