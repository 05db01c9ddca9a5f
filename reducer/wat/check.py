"""The law of this room, checked on files: a module parsed, printed and assembled gives the bytes that it gave
before.

What `wreduce check` runs.  Every body goes through its tree, and the text is printed as it was, flat and
folded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from reducer.wat.assemble import Assembler, assembler_for, disassemble
from reducer.wat.errors import WatError
from reducer.wat.module import Module, check_all, parse
from reducer.wat.printer import Style, print_module

SUFFIXES = (".wat", ".wasm")
"""The files that are looked at in a folder; a file that is named itself may be called as it likes."""

STYLES: tuple[Style | None, ...] = (None, "flat", "folded")

COMPONENT = (
    "a component, not a core module: take the module out of it first "
    "(`wasm-tools component unbundle`, or `jco transpile`)"
)
"""What is said of a component, and what to do with it."""

_CORE = b"\0asm\x01\0\0\0"
_MAGIC = b"\0asm"
_SHOWN = 8


def check_paths(paths: Iterable[Path]) -> Iterator[tuple[Path, str | None]]:
    """Every file of these files and folders (looked through in order of name) with what `check_file` says of
    it.
    """
    for path in paths:
        inside = (
            sorted(entry for entry in path.rglob("*") if entry.suffix in SUFFIXES)
            if path.is_dir()
            else [path]
        )
        for file in inside:
            yield file, check_file(file)


def check_file(path: Path) -> str | None:
    """None where all prints give the same bytes; otherwise one line: what is wrong, or where they differ."""
    try:
        return check_text(read_module(path))
    except WatError as error:
        return str(error)


def read_module(path: Path) -> str:
    """The text of a .wat file, or of a binary by way of wasm2wat.  Raises WatError with what to do."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WatError(f"cannot be read: {error.strerror}") from None
    if data.startswith(_CORE):
        return disassemble(data)
    if data.startswith(_MAGIC):
        raise WatError(COMPONENT)
    return data.decode("utf-8", "surrogateescape")


def check_text(source: str) -> str | None:
    """What `check_file` says, of a text.  Raises WatError for a text that is no valid module."""
    assembler, wanted = assembler_for(source)
    module = parse(source)
    for _ in check_all(module):
        pass
    for style in STYLES:
        difference = _difference(module, style, assembler, wanted)
        if difference is not None:
            return f"printed {style or 'as it was'}: {difference}"
    return None


def _difference(module: Module, style: Style | None, assembler: Assembler, wanted: bytes) -> str | None:
    try:
        found = assembler.assemble(print_module(module, style))
    except WatError as error:
        return f"the assembler does not take it: {error}"
    if found == wanted:
        return None
    shorter = min(len(found), len(wanted))
    offset = next((index for index in range(shorter) if found[index] != wanted[index]), shorter)
    here, there = (binary[offset : offset + _SHOWN].hex(" ") or "the end" for binary in (found, wanted))
    return f"first difference at byte {offset} (0x{offset:x}): {here} instead of {there}"
