"""The law of this room, checked on files: a module parsed, printed and assembled gives the bytes that it gave
before.

What `wreduce check` runs.  Every body goes through its tree, and the text is printed as it was, flat and
folded.  A text is held against what the assembler gives for it; a binary against itself, custom sections
aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reducer.wat.assemble import Assembler, assembler_for
from reducer.wat.encoding import difference, first_difference
from reducer.wat.errors import WatError
from reducer.wat.module import Module, check_all, parse
from reducer.wat.printer import Style, print_module
from reducer.wat.reading import Source, is_module_name, read_source
from reducer.wat.sections import custom_sections, without_custom

STYLES: tuple[Style | None, ...] = (None, "flat", "folded")


@dataclass(frozen=True)
class Checked:
    """Whether a file's program came through with the same bytes, and the line that is said of it."""

    same: bool
    words: str


def check_paths(paths: Iterable[Path]) -> Iterator[tuple[Path, Checked]]:
    """Every file given, and every file in the folders given (in order of name), with the result of
    `check_file`.
    """
    for path in paths:
        inside = (
            sorted(entry for entry in path.rglob("*") if is_module_name(entry.name))
            if path.is_dir()
            else [path]
        )
        for file in inside:
            yield file, check_file(file)


def check_file(path: Path) -> Checked:
    """What is said of a file: its bytes are the same; or what is wrong, or where they differ, and why."""
    try:
        source = read_source(path)
        assembler, assembled = assembler_for(source.text)
        wrong = check_text(source.text) or _against_binary(source, assembled)
    except WatError as error:
        return Checked(False, str(error))
    aside = "" if wrong or source.binary is None or not custom_sections(source.binary) else _ASIDE
    told = "; ".join([f"{wrong or 'same bytes'}{aside}", *source.said, *assembler.said])
    return Checked(not wrong, told)


_ASIDE = ", its custom sections aside"


def check_text(text: str) -> str:
    """Where a print of a text differs from the text itself, "" where none does.  Raises WatError for a text
    that is no valid module.
    """
    assembler, wanted = assembler_for(text)
    module = parse(text)
    for _ in check_all(module):
        pass
    return next(filter(None, (_printed_otherwise(module, style, assembler, wanted) for style in STYLES)), "")


def _printed_otherwise(module: Module, style: Style | None, assembler: Assembler, wanted: bytes) -> str:
    try:
        found = assembler.assemble(print_module(module, style))
    except WatError as error:
        return f"printed {style or 'as it was'}: the assembler does not take it: {error}"
    if found == wanted:
        return ""
    return f"printed {style or 'as it was'}: {first_difference(found, wanted)}"


def _against_binary(source: Source, assembled: bytes) -> str:
    """What the binary that a text was read from has otherwise than the one that the text gives."""
    if source.binary is None:
        return ""
    words = difference(without_custom(source.binary), without_custom(assembled))
    return words and f"not the same bytes: {words}"
