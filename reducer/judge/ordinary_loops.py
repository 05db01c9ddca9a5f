"""Six plain loops, such as any program has: a ratio that two runtimes show on these is a difference between
the runtimes, and no anomaly.

Each trip does a few operations of one kind on values of the trip before, so that no compiler can compute the
result in advance.  The final value decides whether the program traps, so that no compiler may leave the loop
out.
"""

from __future__ import annotations

from reducer.program.program import Program
from reducer.program.trips import constants
from reducer.wat.assemble import assembler_for
from reducer.wat.module import parse
from reducer.wat.naming import named

TRIPS = 2**14
"""The trip count before tuning: under a millisecond on anything but an interpreter."""
MAGIC = 0x9E3779B97F4A7C15 - (1 << 64)
"""The golden ratio in 64 bits: ones and zeros are spread over the whole word."""

# A trip's work, on $a and $b (i64) and $x and $y (f64).
WORK = {
    "integer chain": """
      (local.set $a (i64.xor (local.get $a) (i64.shl (local.get $a) (i64.const 13))))
      (local.set $a (i64.xor (local.get $a) (i64.shr_u (local.get $a) (i64.const 7))))
      (local.set $b (i64.add (local.get $b) (local.get $a)))""",
    "load and store": """
      (local.set $at (i32.and (i32.wrap_i64 (local.get $a)) (i32.const 0xfff8)))
      (local.set $b (i64.add (i64.load (local.get $at)) (local.get $a)))
      (i64.store (local.get $at) (local.get $b))
      (local.set $a (i64.add (local.get $a) (i64.const 24)))""",
    "call": """
      (local.set $a (call $callee (local.get $a) (local.get $b)))""",
    "branch": """
      (if (i32.wrap_i64 (i64.and (local.get $a) (i64.const 4)))
        (then (local.set $b (i64.add (local.get $b) (local.get $a))))
        (else (local.set $b (i64.xor (local.get $b) (i64.const 29)))))
      (local.set $a (i64.add (local.get $a) (i64.or (local.get $b) (i64.const 1))))""",
    "float": """
      (local.set $x (f64.add (f64.mul (local.get $x) (f64.const 0.5)) (local.get $y)))
      (local.set $y (f64.sub (f64.const 3) (f64.mul (local.get $y) (f64.const 0.25))))""",
    "select": """
      (local.set $b (select (i64.add (local.get $b) (local.get $a)) (i64.const 29)
        (i32.wrap_i64 (i64.and (local.get $a) (i64.const 4)))))
      (local.set $a (i64.add (local.get $a) (i64.or (local.get $b) (i64.const 1))))""",
}
LOOPS = tuple(WORK)

MODULE = """
(module
  (memory (export "memory") 1)
  (func $callee (param $one i64) (param $other i64) (result i64)
    (i64.add (i64.xor (local.get $one) (i64.shl (local.get $one) (i64.const 1))) (local.get $other)))
  (func (export "_start")
    (local $trips i32) (local $at i32) (local $a i64) (local $b i64) (local $x f64) (local $y f64)
    (local.set $trips (i32.const {trips}))
    (local.set $a (i64.const 1))
    (local.set $b (i64.const {magic}))
    (loop $again{work}
      (br_if $again (local.tee $trips (i32.sub (local.get $trips) (i32.const 1)))))
    (if (i64.eq (i64.const {magic})
        (i64.xor (i64.xor (local.get $a) (local.get $b))
          (i64.xor (i64.reinterpret_f64 (local.get $x)) (i64.reinterpret_f64 (local.get $y)))))
      (then unreachable))))
"""


def ordinary_text(loop: str) -> str:
    """The module text (WAT) for one of LOOPS."""
    return MODULE.format(trips=TRIPS, magic=MAGIC, work=WORK[loop])


def ordinary_program(loop: str) -> Program:
    """One of LOOPS as a program with its trip constant."""
    text = ordinary_text(loop)
    module = named(parse(text))
    trips = tuple(found for found in constants(module) if found.value == TRIPS)
    return Program(module, assembler_for(text)[0], trips)
