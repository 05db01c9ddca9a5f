"""What the gallery shows: anomalies of engines that PyPI, npm and Debian have, and the programs with them.

A program is a seed of this checkout, one of the inputs with known kernels (seeds/generator/known.py), or one
that is written here, because no generator makes its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.known import file_name, programs

OLD, MIDDLE, NEW = "wasmtime@41.0.0", "wasmtime@45.0.0", "wasmtime"
WASMER, NODE, LIFTOFF, BUN, DENO = "wasmer", "node+turbofan", "node+liftoff", "bun", "deno+turbofan"
RELEASES = ("41.0.0", "45.0.0", "46.0.1")
"""Those that a bisection asks, and the one that comes with wreduce."""
ELEMENTS, LOCALS = 8_000, 3_000


@dataclass(frozen=True)
class Entry:
    """An anomaly: the program's name and how it is made, the question, and what a reader should know.

    `since` names the runtime that releases of wasmtime are held against, where one of them changed it.
    """

    name: str
    program: str
    text: Callable[[], str]
    slow: str
    fast: str
    about: str
    oracle: str = "ratio>2"
    since: str | None = None


def entries(seed_text: Callable[[str], str]) -> Iterator[Entry]:
    """All of them; `seed_text` reads a file of seeds/."""
    for name, file, about in (
        ("memory.copy", "memory_copy_1", "Up to 45, wasmtime calls a library function for each copy."),
        ("memory.fill", "memory_fill_1", "Up to 45, wasmtime calls a library function for each fill."),
    ):
        path = f"bulk_memory/{file}.wat"
        yield Entry(name, f"seeds/{path}", _reads(seed_text, path), OLD, WASMER, about, since=WASMER)
    made = {
        (known.instruction, known.slow, known.fast): (known, request, program)
        for known, request, program in reversed(list(programs()))
    }
    for instruction, slow, fast, about in KNOWN:
        known, request, program = made[instruction, slow, fast]
        text = program.text
        yield Entry(
            instruction, f"inputs/{file_name(known, request)}.wat", lambda text=text: text, slow, fast, about
        )
    yield Entry(
        "array.copy",
        "array_copy.wat",
        lambda: ARRAY_COPY,
        MIDDLE,
        NEW,
        "An array of bytes is copied element by element.",
        "ratio>5",
        DENO,
    )
    yield Entry(
        "active element segment",
        "elements.wat",
        _elements,
        NEW,
        MIDDLE,
        "Compiling a long segment of null references takes long.",
        "ratio.compile>5",
    )
    yield Entry(
        "many locals",
        "locals.wat",
        _locals,
        LIFTOFF,
        NODE,
        "A baseline compiler sets every declared local to zero at each call.",
        "ratio>5",
    )


KNOWN = (
    ("ref.func", NEW, WASMER, "wasmtime calls the runtime for each `ref.func`."),
    ("table.init", OLD, NEW, "wasmtime 41 calls a library function for each `table.init`."),
    ("memory.size", WASMER, NEW, "Wasmer calls the runtime for each `memory.size`."),
    ("memory.grow", NODE, WASMER, "Growing a memory by nothing costs V8 more."),
    ("table.set", WASMER, NEW, "Wasmer calls the runtime for each `table.set`."),
    ("data.drop", WASMER, NODE, "Wasmer calls the runtime for each drop, even of a segment that is gone."),
    ("elem.drop", WASMER, NODE, "Wasmer calls the runtime for each drop, even of a segment that is gone."),
    ("table.fill", NODE, NEW, "Filling a table costs V8 more."),
    ("table.copy", NODE, NEW, "Copying within a table costs V8 more."),
    ("memory.init", WASMER, NEW, "Wasmer calls the runtime for each `memory.init`."),
    ("i64x2.mul", BUN, NEW, "One multiplication of two 64-bit lanes."),
)
"""Of the inputs with known kernels the first of each kind."""


def _reads(seed_text: Callable[[str], str], path: str) -> Callable[[], str]:
    return lambda: seed_text(path)


ARRAY_COPY = """(module
  (type $bytes (array (mut i8)))
  (memory (export "memory") 1)
  (func $hash (param $n i32) (param $x i32) (result i32)
    (loop $again
      (local.set $x (i32.xor (i32.mul (local.get $x) (i32.const 1664525)) (local.get $n)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $x))
  (func (export "_start")
    (local $i i32) (local $from (ref null $bytes)) (local $to (ref null $bytes))
    (local.set $from (array.new $bytes (i32.const 7) (i32.const 512)))
    (local.set $to (array.new_default $bytes (i32.const 512)))
    (local.set $i (i32.const 4000))
    (loop $again
      (array.copy $bytes $bytes
        (local.get $to) (i32.const 0) (local.get $from) (i32.const 0) (i32.const 512))
      (array.set $bytes (local.get $from) (i32.const 11) (call $hash (i32.const 1000) (local.get $i)))
      (i32.store (i32.const 0) (array.get_u $bytes (local.get $to) (i32.const 11)))
      (br_if $again (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))
"""


def _elements() -> str:
    nulls = " ".join(["(ref.null func)"] * ELEMENTS)
    return f"""(module
  (memory (export "memory") 1)
  (table {ELEMENTS} funcref)
  (elem (i32.const 0) funcref {nulls})
  (func (export "_start") (local $i i32)
    (local.set $i (i32.const 1000))
    (loop $again
      (i32.store (i32.const 0) (local.get $i))
      (br_if $again (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))
"""


def _locals() -> str:
    declared = " ".join(["i64"] * LOCALS)
    return f"""(module
  (memory (export "memory") 1)
  (func $busy (param $n i32) (result i64) (local {declared})
    (local.set 5 (i64.extend_i32_u (local.get $n)))
    (i64.add (local.get 5) (local.get 6)))
  (func (export "_start") (local $i i32)
    (local.set $i (i32.const 40000))
    (loop $again
      (i64.store (i32.const 0) (i64.add (i64.load (i32.const 0)) (call $busy (local.get $i))))
      (br_if $again (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))
"""
