"""Sets a constant operand, an offset or an alignment to other values: each edit is one point of a sweep.

Values are small powers of two, the neighbours of the present value, and for floats the smallest normal
number.  A longer access gets a narrower window of addresses, so that it stays inside the memory.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from reducer.change import Change
from reducer.edits.edit import Edit, edit_at
from reducer.edits.operands import (
    MAX_OPERANDS,
    access_width,
    constant_value,
    has_plain_operands,
    immediate,
    in_words,
    is_access,
    operand_names,
    with_immediate,
    with_operand,
)
from reducer.edits.sites import Site, sites
from reducer.edits.windows import kept_in_bounds
from reducer.wat.module import Module
from reducer.wat.tree import Instr

BASE = (0, 1, 4, 8, 16, 32, 64)
OFFSETS = (0, 1, 4, 8, 64, 1024)
FLOATS = {
    "f32": (("0", 0.0), ("1", 1.0), ("64", 64.0), ("0x1p-126", 2.0**-126)),
    "f64": (("0", 0.0), ("1", 1.0), ("64", 64.0), ("0x1p-1022", 2.0**-1022)),
}
"""As written and as a number; the last one is the smallest normal number of the type."""


def points(value: int) -> list[int]:
    """The values that an integer constant is set to: the fixed ones, then its neighbours, then powers of
    two."""
    size = abs(value)
    power = 1 << (size.bit_length() - 1) if size else 1
    near = [power if power < size else power // 2, power * 2]
    powers = [number if value >= 0 else -number for number in near if number]
    return [point for point in dict.fromkeys([*BASE, value - 1, value + 1, *powers]) if point != value]


def sweep_operands(module: Module) -> Iterator[Edit]:
    """`length of memory.copy 32 -> 4` for every constant operand of an instruction."""
    for site in sites(module):
        node = site.node
        if not isinstance(node, Instr) or not has_plain_operands(node):
            continue
        if node.op in ("drop", "local.set", "local.tee", "br_if", "return"):
            continue
        names = operand_names(node)
        for index, operand in enumerate(node.operands[:MAX_OPERANDS]):
            if isinstance(operand, Instr) and operand.op in ("i32.const", "i64.const"):
                yield from _swept(module, site, node, index, names[index], operand)
            elif isinstance(operand, Instr) and operand.op in ("f32.const", "f64.const"):
                for text, number in FLOATS[operand.op[:3]]:
                    if text != operand.immediates[0]:
                        made = with_operand(node, index, replace(operand, immediates=(text,)))
                        own = _number(operand.immediates[0])
                        yield _point(
                            module, site, made, names[index], operand.immediates[0], text, number, own
                        )


def _number(text: str) -> float | None:
    """A float constant as a number; None where the text is not one, or is not finite."""
    try:
        number = float.fromhex(text) if "x" in text else float(text)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _swept(module: Module, site: Site, node: Instr, index: int, name: str, operand: Instr) -> Iterator[Edit]:
    value = constant_value(operand) or 0
    limit = 2 ** int(operand.op[1:3])
    for point in points(value):
        if -limit // 2 <= point < limit:
            made = with_operand(node, index, replace(operand, immediates=(str(point),)))
            yield _point(module, site, made, name, str(value), str(point), point, value)


def _point(
    module: Module,
    site: Site,
    made: Instr,
    name: str,
    before: str,
    after: str,
    value: float,
    own: float | None,
) -> Edit:
    """One point of a sweep; `made` is the instruction with the new value, `own` its present value."""
    axis = f"{in_words(name)} of {made.op}"
    node = kept_in_bounds(module, made)
    narrower = ", narrower window" if node is not made else ""
    change = Change(
        f"{axis} {before} -> {after}{narrower}", operations=(made.op,), operand=in_words(name), own=own
    )
    word = "smallest_normal" if 0 < value < 1 else after.replace("-", "minus_")
    name = f"{made.op.replace('.', '_')}_{name}{'_' if name != 'len' else ''}{word}"
    return edit_at(site, "operands", change, 0, (node,), name=name, axis=axis, value=value)


def sweep_immediates(module: Module) -> Iterator[Edit]:
    """`offset of i32.load 0 -> 8`, `alignment of i32.load 4 -> 1` on memory accesses."""
    for site in sites(module):
        node = site.node
        if not isinstance(node, Instr) or not is_access(node) or not has_plain_operands(node):
            continue
        width = access_width(node.op)
        offset, align = immediate(node, "offset") or 0, immediate(node, "align") or width
        for point in OFFSETS:
            if point != offset:
                made = with_immediate(node, "offset", point or None)
                yield _changed(module, site, made, "offset", offset, point)
        for point in (1, 2, 4, 8, 16):
            if point != align and point <= width:
                made = with_immediate(node, "align", point)
                yield _changed(module, site, made, "alignment", align, point)


def _changed(module: Module, site: Site, made: Instr, what: str, before: int, after: int) -> Edit:
    axis, short = f"{what} of {made.op}", "align" if what == "alignment" else what
    change = Change(f"{axis} {before} -> {after}", operations=(made.op,), operand=what, own=before)
    nodes = (kept_in_bounds(module, made),)
    name = f"{made.op.replace('.', '_')}_{short}{after}"
    return edit_at(site, "immediates", change, 0, nodes, name=name, axis=axis, value=after)
