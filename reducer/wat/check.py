"""The law of this room, checked on files: a module parsed, printed and assembled gives the bytes that it gave
before.

What `wreduce check` runs.  Every body goes through its tree, and the text is printed as it was, flat and
folded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from reducer.wat.assemble import Assembler, assembler_for
from reducer.wat.errors import WatError
from reducer.wat.module import Module, check_all, parse
from reducer.wat.printer import Style, print_module
from reducer.wat.reading import is_module_name, read_source

STYLES: tuple[Style | None, ...] = (None, "flat", "folded")

_SHOWN = 8


def check_paths(paths: Iterable[Path]) -> Iterator[tuple[Path, str | None]]:
    """Every file of these files and folders (looked through in order of name) with what `check_file` says of
    it.
    """
    for path in paths:
        inside = (
            sorted(entry for entry in path.rglob("*") if is_module_name(entry.name))
            if path.is_dir()
            else [path]
        )
        for file in inside:
            yield file, check_file(file)


def check_file(path: Path) -> str | None:
    """None where all prints give the same bytes; otherwise one line: what is wrong, or where they differ."""
    try:
        return check_text(read_source(path).text)
    except WatError as error:
        return str(error)


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
