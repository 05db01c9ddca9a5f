"""The zero of a value type, as one constant instruction."""

from __future__ import annotations

from reducer.wat.module import Module

_NUMBERS = {
    "i32": "i32.const 0",
    "i64": "i64.const 0",
    "f32": "f32.const 0",
    "f64": "f64.const 0",
    "v128": "v128.const i32x4 0 0 0 0",
}
_ABBREVIATED = {
    "nullref": "none",
    "nullfuncref": "nofunc",
    "nullexternref": "noextern",
    "nullexnref": "noexn",
}


def zero(module: Module, value_type: str) -> str | None:
    """The constant instruction that gives zero or null of a value type; None where there is none, as of a
    reference that is never null."""
    number = _NUMBERS.get(value_type)
    if number is not None:
        return number
    if value_type.endswith("ref"):
        return f"ref.null {_ABBREVIATED.get(value_type, value_type.removesuffix('ref'))}"
    words = value_type.removeprefix("(ref").removesuffix(")").split(maxsplit=1)
    return f"ref.null {words[1]}" if words[0] == "null" else None
