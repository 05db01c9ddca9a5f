"""Guests that misbehave, each in one way, as WAT; `binary` assembles one with wat2wasm."""

import functools
import subprocess
import tempfile
from pathlib import Path

from reducer.children import program

EXIT = '(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))'
WRITE = '(import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))'


def command(body: str, *, fields: str = "", locals_: str = "", memory: int = 1) -> str:
    """A command with one page of memory whose `_start` has this body."""
    return f"""(module {EXIT} {WRITE}
      (memory (export "memory") {memory})
      {fields}
      (func (export "_start") {locals_} {body}))"""


def count_down(trips: int) -> str:
    """A command that counts an i64 down to 0; about 1 ns a trip."""
    return command(
        f"""(local.set $i (i64.const {trips}))
        (loop $l
          (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.wrap_i64 (local.get $i))))
          (br_if $l (i64.ne (local.tee $i (i64.sub (local.get $i) (i64.const 1))) (i64.const 0))))""",
        locals_="(local $i i64)",
    )


RETURNS = command("")
EXITS_0 = command("(call $exit (i32.const 0))")
EXITS_7 = command("(call $exit (i32.const 7))")
TRAPS = command("unreachable")
# What it reads is used: LLVM leaves out a load that is for nothing, and its trap (iwasm).
READS_OUT_OF_BOUNDS = command("(i32.store (i32.const 0) (i32.load (i32.const -4)))")
NEVER_ENDS = command("(loop $l (br $l))")
# Every page that comes is written to; where none comes, it tries again.
EATS_MEMORY = command(
    """(loop $more
      (local.set $page (memory.grow (i32.const 64)))
      (br_if $more (i32.eq (local.get $page) (i32.const -1)))
      (memory.fill (i32.mul (local.get $page) (i32.const 65536)) (i32.const 7) (i32.const 4194304))
      (br $more))""",
    locals_="(local $page i32)",
)
RECURSES = command(
    "(drop (call $deeper (i64.const 0)))",
    fields="""(func $deeper (param i64) (result i64)
      (i64.add (i64.const 1) (call $deeper (i64.add (local.get 0) (i64.const 1)))))""",
)
# 1600 times 64 KiB: 100 MiB.
TALKS = command(
    """(memory.fill (i32.const 65536) (i32.const 120) (i32.const 65536))
    (i32.store (i32.const 0) (i32.const 65536))
    (i32.store (i32.const 4) (i32.const 65536))
    (local.set $times (i32.const 1600))
    (loop $l
      (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
      (br_if $l (local.tee $times (i32.sub (local.get $times) (i32.const 1)))))""",
    locals_="(local $times i32)",
    memory=2,
)
GREETS = command(
    """(i32.store (i32.const 0) (i32.const 16))
    (i32.store (i32.const 4) (i32.const 6))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
    (drop (call $write (i32.const 2) (i32.const 0) (i32.const 1) (i32.const 8)))""",
    fields='(data (i32.const 16) "hello\\n")',
)
WANTS_AN_IMPORT = """(module (import "host" "surprise" (func $surprise))
  (memory (export "memory") 1) (func (export "_start") (call $surprise)))"""
HAS_NO_START = '(module (memory (export "memory") 1) (func (export "main")))'
TRAPS_WHEN_STARTED = """(module (memory (export "memory") 1)
  (func $init unreachable) (start $init) (func (export "_start")))"""
# Counts to 5 in one global and to 3 in another, then leaves; the i64 one is beyond 32 bits.
COUNTS_THEN = """(module {exit} (memory (export "memory") 1)
  (global (export "small") (mut i32) (i32.const 2))
  (global (export "large") (mut i64) (i64.const 0))
  (func (export "_start")
    (global.set 0 (i32.add (global.get 0) (i32.const 3)))
    (global.set 1 (i64.const 8589934592))
    {end}))"""
COUNTS_THEN_EXITS = COUNTS_THEN.format(exit=EXIT, end="(call $exit (i32.const 0))")
COUNTS_THEN_TRAPS = COUNTS_THEN.format(exit=EXIT, end="unreachable")
# Calls a function that is not there.
INVALID = '(module (memory (export "memory") 1) (func (export "_start") (call 99)))'


@functools.cache
def binary(text: str) -> bytes:
    """The WAT, assembled; not checked, so that invalid modules can be made."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "guest.wat"), Path(folder, "guest.wasm")
        source.write_text(text)
        subprocess.run([program("wat2wasm"), "--no-check", source, "-o", target], check=True)
        return target.read_bytes()
