"""Guests that want too much of one thing, made here: memory, output, files, tables, functions, code.

Put together byte by byte where text would be large: a million functions are six megabytes of a binary.
"""

from collections.abc import Callable

from hostile.modules import MEMORIES, text, vector
from runtimes import runtime_guests as guests

from reducer.runtimes.workers.outline import (
    CODE,
    EXPORTS,
    FUNCTION,
    FUNCTIONS,
    HEADER,
    MEMORY,
    TYPES,
    leb128,
    section,
)

END, BLOCK, NO_RESULT = b"\x0b", b"\x02", b"\x40"
MANY_PAGES = 16_384
PAGES = b"\0" + leb128(1)
# local.set 0 (i32.mul (i32.add (local.get 0) (i32.const 17)) (local.get 0)): ten bytes
STEP = bytes.fromhex("2000 4111 6a 2000 6c 2100")


def module(
    *, memory: bytes = PAGES, memories: int = 1, locals_: int = 0, body: bytes = b"", functions: int = 1
) -> bytes:
    """A command: `_start` with this body and so many i32, the last of so many functions, the others empty."""
    locals_bytes = vector([leb128(locals_) + b"\x7f"]) if locals_ else b"\0"
    start = locals_bytes + body + END
    empty = b"\x02\0\x0b"
    code = leb128(functions) + empty * (functions - 1) + leb128(len(start)) + start
    exports = [
        text(b"_start") + bytes([FUNCTION]) + leb128(functions - 1),
        text(b"memory") + bytes([MEMORY, 0]),
    ]
    return b"".join(
        [
            HEADER,
            section(TYPES, vector([b"\x60\0\0"])),
            section(FUNCTIONS, leb128(functions) + b"\0" * functions),
            section(MEMORIES, vector([memory] * memories)),
            section(EXPORTS, vector(exports)),
            section(CODE, code),
        ]
    )


def _writes(descriptor: int) -> Callable[[], bytes]:
    """A guest that writes 64 KiB again and again."""
    return lambda: guests.binary(
        guests.command(
            f"""(i32.store (i32.const 0) (i32.const 16)) (i32.store (i32.const 4) (i32.const 65536))
            (loop $l (drop (call $write (i32.const {descriptor}) (i32.const 0) (i32.const 1) (i32.const 8)))
              (br $l))""",
            memory=2,
        )
    )


def _fills_files() -> bytes:
    """A guest that makes files in every folder that it may have, and writes to them for as long as it may."""
    return guests.binary(
        f"""(module {guests.EXIT} {guests.WRITE}
        (import "wasi_snapshot_preview1" "path_open"
          (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
        (memory (export "memory") 2)
        (data (i32.const 32) "flood")
        (func (export "_start") (local $fd i32)
          (i32.store (i32.const 0) (i32.const 64)) (i32.store (i32.const 4) (i32.const 65536))
          (local.set $fd (i32.const 3))
          (loop $next
            (if (i32.eqz (call $open (local.get $fd) (i32.const 0) (i32.const 32) (i32.const 5) (i32.const 1)
                  (i64.const 66) (i64.const 0) (i32.const 0) (i32.const 16)))
              (then (loop $more
                (br_if $more (i32.eqz (call $write (i32.load (i32.const 16)) (i32.const 0) (i32.const 1)
                  (i32.const 8)))))))
            (local.set $fd (i32.add (local.get $fd) (i32.const 1)))
            (br_if $next (i32.lt_u (local.get $fd) (i32.const 10))))))"""
    )


def _grows_table() -> bytes:
    """A table of 10^7 elements that grows by as many as often as it may."""
    return guests.binary(
        """(module (memory (export "memory") 1) (table $t 10000000 funcref)
        (func (export "_start")
          (loop $l
            (br_if $l (i32.ne (table.grow $t (ref.null func) (i32.const 10000000)) (i32.const -1))))))"""
    )


def _nested(depth: int) -> bytes:
    return module(body=(BLOCK + NO_RESULT) * depth + END * depth)


# Resource: how a guest is made that wants too much of it.
FLOODS: dict[str, Callable[[], bytes]] = {
    "memory": lambda: guests.binary(guests.EATS_MEMORY),
    "memory from the start": lambda: module(memory=b"\0" + leb128(65_536)),
    "100 memories": lambda: module(memory=b"\0" + leb128(MANY_PAGES), memories=100),
    "stack": lambda: guests.binary(guests.RECURSES),
    "output": _writes(1),
    "standard error": _writes(2),
    "files": _fills_files,
    "threads": lambda: guests.binary(
        """(module (import "wasi" "thread-spawn" (func $spawn (param i32) (result i32)))
        (memory (export "memory") 1)
        (func (export "_start") (loop $l (drop (call $spawn (i32.const 0))) (br $l))))"""
    ),
    "table": _grows_table,
    "10^6 functions": lambda: module(functions=1_000_000),
    "10^5 blocks in one another": lambda: _nested(100_000),
    # The most that V8, JavaScriptCore and wasmparser take is 7,654,321 bytes.
    "a function of 7 MB": lambda: module(locals_=1, body=STEP * 700_000),
    "a function of 10 MB": lambda: module(locals_=1, body=STEP * 1_000_000),
    "50,000 locals": lambda: module(locals_=50_000, body=STEP * 1000),
}
