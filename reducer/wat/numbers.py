"""Numbers and strings as the text format spells them.  Source: WebAssembly core specification, 6.3."""

from __future__ import annotations

import re

_STRING = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"')
_ESCAPE = re.compile(rb"\\(?:u\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2})|([nrt\"'\\]))")
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t"}


def integer(text: str) -> int:
    """The value of an integer literal: `-0x1_F`, `+10`, `010` (which is ten)."""
    digits = text.replace("_", "")
    return int(digits, 16 if "0x" in digits else 10)


def string_bytes(text: str) -> bytes:
    """The bytes that the strings in a text stand for, one after the other."""
    raw = "".join(_STRING.findall(text)).encode("utf-8", "surrogateescape")
    return _ESCAPE.sub(_unescaped, raw)


def _unescaped(match: re.Match[bytes]) -> bytes:
    scalar, byte, letter = match.groups()
    if scalar is not None:
        return chr(int(scalar, 16)).encode()
    if byte is not None:
        return bytes([int(byte, 16)])
    return _LETTERS.get(letter, letter)
