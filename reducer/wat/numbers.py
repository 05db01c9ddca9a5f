"""Numbers and strings as the text format spells them.  Source: WebAssembly core specification, 6.3."""

from __future__ import annotations

import re

from reducer.wat.errors import WatError

_STRING = re.compile(r'"([^"\\]*+(?:\\.[^"\\]*+)*+)("?)', re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:u\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2})|([nrt\"'\\]))")
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t"}


def integer(text: str) -> int:
    """The value of an integer literal: `-0x1_F`, `+10`, `010` (which is ten).  Raises WatError where it is
    none.
    """
    digits = text.replace("_", "")
    try:
        return int(digits, 16 if "0x" in digits else 10)
    except ValueError:  # also of more decimal digits than Python works with
        raise WatError(f"`{text}` is no integer that fits anywhere") from None


def string_bytes(text: str) -> bytes:
    """The bytes that the strings in a text stand for, one after the other.  Raises WatError for a string
    without an end, and for `\\u{...}` of what is no character.
    """
    strings = _STRING.findall(text)
    if not all(closed for _, closed in strings):
        raise WatError('a string has no closing `"`')
    raw = "".join(string for string, _ in strings).encode("utf-8", "surrogateescape")
    return _ESCAPE.sub(_unescaped, raw)


def _unescaped(match: re.Match[bytes]) -> bytes:
    scalar, byte, letter = match.groups()
    if scalar is not None:
        try:
            return chr(int(scalar, 16)).encode()
        except (ValueError, OverflowError):
            raise WatError(f"`\\u{{{scalar.decode()}}}` in a string is no character") from None
    if byte is not None:
        return bytes([int(byte, 16)])
    return _LETTERS.get(letter, letter)
