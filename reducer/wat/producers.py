"""The `producers` section of a binary: by which language and tools a module says that it was made.

Source: WebAssembly tool conventions, ProducersSection.md.  What it says is anybody's text: it is cut here,
and escaped by whoever shows it.
"""

from __future__ import annotations

from collections.abc import Iterator

from reducer.wat.errors import WatError
from reducer.wat.sections import CUSTOM, HEADER, number, sections

MAX_PRODUCERS = 6
MAX_TEXT = 48
"""Characters of one producer."""
MAGIC = b"\0asm"


def producers(binary: bytes) -> tuple[str, ...]:
    """`language C11`, `processed-by clang 17.0.6`: field, name and version of each, the first few; empty for
    a module that names none, or has a section that cannot be read."""
    if binary[: len(MAGIC)] != MAGIC or len(binary) < HEADER:
        return ()
    try:
        return tuple(entry for _, entry in zip(range(MAX_PRODUCERS), _entries(binary), strict=False))
    except WatError:
        return ()


def _entries(binary: bytes) -> Iterator[str]:
    for section in sections(binary):
        if section.id != CUSTOM or section.name != b"producers":
            continue
        _, position = _text(binary, section.content, section.end)
        fields, position = number(binary, position)
        for _ in range(fields):
            field, position = _text(binary, position, section.end)
            values, position = number(binary, position)
            for _ in range(values):
                name, position = _text(binary, position, section.end)
                version, position = _text(binary, position, section.end)
                yield _cut(" ".join(filter(None, (field, name, version))))


def _text(binary: bytes, position: int, end: int) -> tuple[str, int]:
    length, start = number(binary, position)
    if start + length > end:
        raise WatError(f"the name at byte {position} is longer than its section")
    return binary[start : start + length].decode(errors="replace"), start + length


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MAX_TEXT else f"{text[: MAX_TEXT - 3]}..."
