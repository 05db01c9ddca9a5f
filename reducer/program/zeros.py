"""A value of a type, for what comes from nowhere: zero, null, or the smallest that a reference can mean."""

from __future__ import annotations

from reducer.wat.errors import WatError
from reducer.wat.module import Module
from reducer.wat.types import heap_type, is_nullable, unpacked

MAX_DEPTH = 8
"""Structures within structures: each may hold several of the next."""
_NUMBERS = {
    "i32": "i32.const 0",
    "i64": "i64.const 0",
    "f32": "f32.const 0",
    "f64": "f64.const 0",
    "v128": "v128.const i32x4 0 0 0 0",
}
_SMALLEST = "i32.const 0 ref.i31"
_ABSTRACT = {"i31": _SMALLEST, "eq": _SMALLEST, "any": _SMALLEST, "extern": f"{_SMALLEST} extern.convert_any"}


def zero(value_type: str) -> str | None:
    """The constant instruction that gives zero or null; None for a reference that is never null."""
    if value_type in _NUMBERS:
        return _NUMBERS[value_type]
    return f"ref.null {heap_type(value_type)}" if is_nullable(value_type) else None


def value(module: Module, value_type: str, depth: int = MAX_DEPTH) -> str | None:
    """Constant instructions that give one value of the type, zero or null where it has one; None where none
    is known, as of a function that nobody has."""
    plain = zero(value_type)
    heap = heap_type(value_type)
    if plain is not None or heap is None:
        return plain
    if heap in _ABSTRACT:
        return _ABSTRACT[heap]
    try:
        type_ = module.find("type", heap).declaration
    except WatError:
        return None
    if type_.array is not None:
        return f"array.new_fixed {heap} 0"
    if type_.structure is None or depth == 0:
        return None
    parts = [value(module, unpacked(field.type), depth - 1) for field in type_.structure]
    return None if None in parts else " ".join([*filter(None, parts), f"struct.new {heap}"])
