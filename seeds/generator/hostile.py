"""Files that nobody can measure, each for a reason of its own, as a fuzzer leaves them among the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.dice import Dice

Maker = Callable[[str, bytes, Callable[[str], bytes]], tuple[str, bytes]]
"""From the suffix and content of a good file, and what assembles, to suffix and content."""

MAGIC = b"\0asm"
VERSION = b"\1\0\0\0"
COMPONENT = b"\x0d\0\1\0"
BIG_BYTES = 50_000_000
JUNK_BYTES = 4_000

_HANG = """(module
  (memory (export "memory") 1)
  (func $main (export "_start") (local $n i32)
    (loop $again
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (i32.store (i32.const 0) (local.get $n))
      (br $again))))
"""
_TRAP = """(module
  (memory (export "memory") 1)
  (func $main (export "_start") (local $n i32)
    (local.set $n (i32.const 100000))
    (loop $again
      (i32.store (i32.mul (i32.sub (i32.const 100000) (local.get $n)) (i32.const 64)) (local.get $n))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))
"""
_BOMB = """(module
  (memory (export "memory") 1)
  (func $main (export "_start") (local $at i32) (local $old i32)
    (loop $again
      (local.set $old (memory.grow (i32.const 256)))
      (if (i32.ne (local.get $old) (i32.const -1)) (then
        (local.set $at (i32.mul (local.get $old) (i32.const 65536)))
        (loop $touch
          (i64.store (local.get $at) (i64.const -1))
          (local.set $at (i32.add (local.get $at) (i32.const 4096)))
          (br_if $touch (i32.lt_u (local.get $at) (i32.mul (memory.size) (i32.const 65536)))))))
      (br $again))))
"""
_UNKNOWN_IMPORT = """(module
  (import "nobody" "has_this" (func $unknown (param i32) (result i32)))
  (memory (export "memory") 1)
  (func $main (export "_start") (local $n i32)
    (local.set $n (i32.const 1000000))
    (loop $again
      (i32.store (i32.const 0) (call $unknown (local.get $n)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))
"""
_SMALL = """(module
  (memory (export "memory") 1)
  (func (export "_start") (i32.store (i32.const 0) (i32.const 1))))
"""


def _text(text: str) -> Maker:
    return lambda _suffix, _content, _assemble: ("wat", text.encode())


def _junk(_suffix: str, _content: bytes, _assemble: Callable[[str], bytes]) -> tuple[str, bytes]:
    dice = Dice("junk")
    return "wasm", bytes(dice.integer(0, 255) for _ in range(JUNK_BYTES))


def _truncated(suffix: str, content: bytes, assemble: Callable[[str], bytes]) -> tuple[str, bytes]:
    binary = content if suffix == "wasm" else assemble(content.decode())
    return "wasm", binary[: len(binary) * 3 // 5]


def _too_big(_suffix: str, _content: bytes, assemble: Callable[[str], bytes]) -> tuple[str, bytes]:
    """A valid module that does next to nothing, and behind it a custom section of zeros."""
    body = b"\4fill" + bytes(BIG_BYTES)
    return "wasm", assemble(_SMALL) + b"\0" + _unsigned(len(body)) + body


def _unsigned(value: int) -> bytes:
    """LEB128."""
    low, rest = value & 0x7F, value >> 7
    return bytes([low]) if not rest else bytes([low | 0x80]) + _unsigned(rest)


def _duplicate(suffix: str, content: bytes, _assemble: Callable[[str], bytes]) -> tuple[str, bytes]:
    return suffix, content


HOSTILE: Mapping[str, Maker] = {
    "hang": _text(_HANG),
    "trap": _text(_TRAP),
    "memory bomb": _text(_BOMB),
    "junk": _junk,
    "truncated": _truncated,
    "too big": _too_big,
    "unknown import": _text(_UNKNOWN_IMPORT),
    "duplicate": _duplicate,
    "component": lambda _suffix, _content, _assemble: ("wasm", MAGIC + COMPONENT),
    "empty": lambda _suffix, _content, _assemble: ("wasm", b""),
}
"""By the reason for which each cannot be measured."""
