"""What a person types as an argument of a function, as the constant instruction of its parameter's type.

As the engines' own command lines have it: decimal and hexadecimal numbers, `inf`, `nan`, `null`.  Source of
the literals: WebAssembly core specification, section 6.3.
"""

from __future__ import annotations

import math
import re
import struct

from reducer.errors import WreduceError
from reducer.printable import printable
from reducer.wat.types import heap_type, is_nullable

NULL = "null"
MAX_SHOWN = 40
"""Characters of a wrong argument in a message."""
_BITS = {"i32": 32, "i64": 64, "v128": 128}
_FORMATS = {"f32": "<f", "f64": "<d"}
_INTEGER = re.compile(r"[+-]?(?:0[xX][0-9A-Fa-f]+(?:_[0-9A-Fa-f]+)*|\d+(?:_\d+)*)", re.ASCII)
_FLOAT = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_HEX_FLOAT = re.compile(
    r"[+-]?0[xX](?:[0-9A-Fa-f]+(?:\.[0-9A-Fa-f]*)?|\.[0-9A-Fa-f]+)(?:[pP][+-]?\d+)?", re.ASCII
)
_SPECIAL = re.compile(r"([+-]?)(inf|infinity|nan)", re.ASCII | re.IGNORECASE)


class ArgumentError(WreduceError):
    """An argument that is no value of its parameter's type; the message is one line."""


def constant(value_type: str, text: str) -> str:
    """The constant instruction for an argument of this type (i32, i64, f32, f64, v128, a reference).  Raises
    ArgumentError."""
    if value_type in _BITS:
        return _integer_constant(value_type, text)
    if value_type in _FORMATS:
        return f"{value_type}.const {_float(value_type, text)}"
    if text != NULL:
        raise ArgumentError(
            f"`{_shown(text)}` is no {value_type}: all that can be given of a reference is null"
        )
    if not is_nullable(value_type):
        raise ArgumentError(f"null is no {value_type}, which is never null: leave the argument out")
    return f"ref.null {heap_type(value_type)}"


def _integer_constant(value_type: str, text: str) -> str:
    bits = _BITS[value_type]
    if not _INTEGER.fullmatch(text):
        raise ArgumentError(f"`{_shown(text)}` is no {value_type}: write an integer such as 100, -1 or 0xff")
    digits = text.replace("_", "")
    # The longest that fits, in any base; Python refuses thousands of digits.
    number = None
    if len(digits.lstrip("+-0xX")) <= bits:
        number = int(digits, 16 if "x" in digits.lower() else 10)
    if number is None or not -(1 << (bits - 1)) <= number < 1 << bits:
        raise ArgumentError(f"`{_shown(text)}` is out of range: {value_type} has {bits} bits")
    if value_type != "v128":
        return f"{value_type}.const {number}"
    low, high = (number >> shift & (1 << 64) - 1 for shift in (0, 64))
    return f"v128.const i64x2 {low} {high}"


def _float(value_type: str, text: str) -> str:
    """The literal of a number, of infinity, or of nan."""
    special = _SPECIAL.fullmatch(text)
    if special is not None:
        return special[1] + special[2].lower()[:3]
    plain = text.replace("_", "")
    try:
        if _FLOAT.fullmatch(plain):
            value = float(plain)
        elif _HEX_FLOAT.fullmatch(plain):
            value = float.fromhex(plain)
        else:
            raise ArgumentError(
                f"`{_shown(text)}` is no {value_type}: write a number such as 1.5, 1e9, 0x1p-3, inf or nan"
            )
        if math.isinf(value):
            raise OverflowError
        struct.pack(_FORMATS[value_type], value)
    except OverflowError:
        raise ArgumentError(
            f"`{_shown(text)}` is out of range of {value_type}: write inf for infinity"
        ) from None
    return repr(value)


def _shown(text: str) -> str:
    cut = text[:MAX_SHOWN] + ("..." if len(text) > MAX_SHOWN else "")
    return printable(cut).replace("`", "\\x60")
