"""What a runtime takes to start, so that it can be taken off a whole run: an idle module, and the sum.

The module is the one that is measured, with a `_start` that returns at once; all of its code is still there,
to be loaded or compiled. Binary format: https://webassembly.github.io/spec/core/binary/modules.html. Standard
library only, since it runs inside a worker. Runs nothing itself.
"""

from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING or __package__:
    from reducer.runtimes.workers import outline
    from reducer.runtimes.workers.outline import NotAModule, leb128, number_at
else:
    import outline
    from outline import NotAModule, leb128, number_at

# A mutable i32 that is 1. No engine can know that it still is when `_start` is called.
ONE = bytes([0x7F, 0x01, 0x41, 0x01, 0x0B])
GLOBAL_GET, IF, RETURN, END, NO_RESULT = 0x23, 0x04, 0x0F, 0x0B, 0x40

# sigma of normal noise from its median absolute deviation
MAD_TO_SIGMA = 1.4826
# Start-up moves by this much of itself even where a handful of runs does not show it.
LEAST_SPREAD = 0.02
# What is nearer to nothing than this many sigmas of start-up has no time of its own that could be divided by.
SIGMAS = 5.0


class NoStart(ValueError):
    """The module exports no `_start` of its own."""


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
    sections = list(outline.sections(binary))
    found = {identity: content for identity, content in sections if identity != outline.CUSTOM}
    kinds = [entry.kind for entry in outline.imports(found.get(outline.IMPORTS, b"\0"))]
    start = _exported_start(found.get(outline.EXPORTS, b"\0")) - kinds.count(outline.FUNCTION)
    if start < 0:
        raise NoStart("_start is an import")
    count, rest = _number_and_rest(found.get(outline.GLOBALS, b"\0"))
    number = kinds.count(outline.GLOBAL) + count
    found[outline.GLOBALS] = leb128(count + 1) + rest + ONE
    leave = bytes([GLOBAL_GET, *leb128(number), IF, NO_RESULT, RETURN, END])
    found[outline.CODE] = _with_prologue(found.get(outline.CODE, b"\0"), start, leave)
    return _written(sections, found)


def _written(sections: Sequence[tuple[int, bytes]], found: dict[int, bytes]) -> bytes:
    """The sections in their order, each as it is in `found`; custom ones stay where they stood."""
    parts = [outline.HEADER]
    fresh = outline.GLOBALS not in {identity for identity, _ in sections}
    for identity, content in sections:
        after = outline.ORDER.get(identity, 0) > outline.ORDER[outline.GLOBALS]
        if fresh and identity != outline.CUSTOM and after:
            parts.append(outline.section(outline.GLOBALS, found[outline.GLOBALS]))
            fresh = False
        kept = content if identity == outline.CUSTOM else found[identity]
        parts.append(outline.section(identity, kept))
    return b"".join(parts)


def _exported_start(content: bytes) -> int:
    for export in outline.exports(content):
        if export.name == b"_start" and export.kind == outline.FUNCTION:
            return export.target
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
        position = outline.after_type(content, number_at(content, position)[1])
    return position


def _number_and_rest(content: bytes) -> tuple[int, bytes]:
    number, position = number_at(content, 0)
    return number, content[position:]
