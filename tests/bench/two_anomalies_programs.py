"""Thirty made programs, each with two different anomalies of one pair of runtimes in one loop, between code
that any program has.

    python tests/bench/two_anomalies_programs.py FOLDER

writes them.  The same number gives the same program, byte by byte, on every Python.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "seeds"))

from generator.dice import Dice

PROGRAMS = 30
TRIPS = 400_000
"""A tenth of a second at most on the slow side: a search shortens it anyhow."""

STATEMENTS: Mapping[str, tuple[str, ...]] = {
    "memory.copy": (
        "(memory.copy (i32.and (local.get $n) (i32.const 1023)) (i32.const 4096) (i32.const 32))",
        "(memory.copy (i32.const 8192) (i32.and (local.get $a) (i32.const 2047)) (i32.const 16))",
    ),
    "memory.fill": (
        "(memory.fill (i32.and (local.get $n) (i32.const 1023)) (i32.const 7) (i32.const 32))",
        "(memory.fill (i32.const 8192) (local.get $a) (i32.const 24))",
    ),
    "ref.func": (
        "(drop (ref.func $leaf))",
        "(local.set $a (i32.add (local.get $a) (ref.is_null (ref.func $leaf))))",
    ),
    "table.init": ("(table.init $table $refs (i32.const 2) (i32.const 0) (i32.const 1))",),
    "table.copy": ("(table.copy $table $table (i32.const 2) (i32.const 5) (i32.const 2))",),
    "table.fill": ("(table.fill $table (i32.const 1) (ref.null func) (i32.const 2))",),
    "table.set": ("(table.set $table (i32.and (local.get $n) (i32.const 7)) (ref.null func))",),
}  # fmt: skip
"""What may be an anomaly, as statements of a loop with the counter $n."""

PAIRS: Mapping[str, Mapping[str, float]] = {
    "wasmtime@41.0.0 wasmer": {"memory.copy": 4.3, "memory.fill": 3.9, "ref.func": 20, "table.init": 47},
    "node+liftoff wasmtime": {"memory.copy": 2.6, "table.copy": 30, "table.fill": 24, "table.set": 16},
}
"""Slow and fast side, and what is an anomaly between them: what one of it costs the slow side more, in ns, on
an AMD EPYC of 2023."""
MIN_SURPLUS_NS = 16.0
"""What each anomaly of a program costs together, at the least: well above what is around it."""
LEVEL = 0.7
"""The lesser one costs about so much of the greater one: each is to have a good part of the surplus."""

NOISE = (
    "(local.set $a (i32.add (i32.mul (local.get $a) (i32.const {odd})) (local.get $n)))",
    "(local.set $b (i64.xor (local.get $b) (i64.extend_i32_u (local.get $a))))",
    "(local.set $c (i32.xor (local.get $c) (i32.shr_u (local.get $a) (i32.const {shift}))))",
    "(i32.store offset={offset} (i32.and (local.get $n) (i32.const 60)) (local.get $c))",
    "(local.set $c (i32.add (local.get $c) (i32.load offset={offset} (i32.const 64))))",
    "(local.set $x (f64.add (f64.mul (local.get $x) (f64.const 0.5)) (f64.const {odd})))",
    "(if (i32.and (local.get $a) (i32.const {bit})) (then (local.set $c (i32.const {odd}))))",
    "(global.set $state (i32.add (global.get $state) (local.get $a)))",
)  # fmt: skip

COLD = """\
  (func $cold_{index}
    (local $n i32) (local $a i32) (local $b i64) (local $c i32) (local $x f64)
    (local.set $n (i32.const {trips}))
    (loop $short
{body}
      (br_if $short (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))"""

MODULE = """\
;; {number}: {first} and {second} in one loop, slow on {slow}, fast on {fast}
(module
  (memory (export "memory") 2)
  (table $table 16 funcref)
  (global $state (mut i32) (i32.const {state}))
  (elem $refs func $leaf $leaf $leaf $leaf)
  (elem declare func $leaf)
  (func $leaf)
{cold}
  (func (export "_start")
    (local $n i32) (local $a i32) (local $b i64) (local $c i32) (local $x f64)
{before}
    (local.set $n (i32.const {trips}))
    (loop $hot
{body}
      (br_if $hot (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
{after}
    (i32.store (i32.const 16) (i32.add (local.get $a) (local.get $c)))
    (i64.store (i32.const 24) (local.get $b))
    (f64.store (i32.const 32) (local.get $x))))
"""


@dataclass(frozen=True)
class TwoAnomalies:
    """A program: its number, its sides, its two anomalies by the names of their instructions, its text."""

    number: int
    slow: str
    fast: str
    anomalies: tuple[str, str]
    text: str

    @property
    def file(self) -> str:
        """`two_07.wat`."""
        return f"two_{self.number:02}.wat"


def program(number: int) -> TwoAnomalies:
    """The program of that number, from 0."""
    dice = Dice(f"two anomalies/{number}")
    sides = list(PAIRS)[number % len(PAIRS)]
    slow, fast = sides.split()
    both = list(combinations(PAIRS[sides], 2))
    anomalies = both[number // len(PAIRS) % len(both)]
    return TwoAnomalies(number, slow, fast, anomalies, made(dice, number, sides, anomalies))


def made(dice: Dice, number: int, sides: str, anomalies: tuple[str, ...]) -> str:
    """The text of a program with these anomalies, each so often that neither drowns in the other."""
    slow, fast = sides.split()
    costs = {name: PAIRS[sides][name] for name in anomalies}
    wanted_ns = max(MIN_SURPLUS_NS, LEVEL * max(costs.values()))
    body = [noise(dice) for _ in range(dice.integer(3, 7))]
    for name in anomalies:
        for _ in range(max(1, round(wanted_ns / costs[name]))):
            body.insert(dice.integer(0, len(body)), dice.choice(STATEMENTS[name]))
    cold = [cold_function(dice, index) for index in range(dice.integer(3, 8))]
    calls = [f"(call $cold_{index})" for index in range(len(cold))]
    middle = dice.integer(0, len(calls))
    return MODULE.format(
        number=number, slow=slow, fast=fast, first=anomalies[0], second=anomalies[-1], trips=TRIPS,
        state=dice.integer(1, 9999), cold="\n".join(cold), body=lines(body, 6),
        before=lines(calls[:middle], 4), after=lines(calls[middle:], 4),
    )  # fmt: skip


def cold_function(dice: Dice, index: int) -> str:
    """A function that runs once, with a short loop."""
    body = [noise(dice) for _ in range(dice.integer(4, 14))]
    return COLD.format(index=index, trips=dice.integer(2, 24), body=lines(body, 6))


def noise(dice: Dice) -> str:
    """A statement as any program has it."""
    return dice.choice(NOISE).format(
        odd=2 * dice.integer(1, 400) + 1, shift=dice.integer(1, 20), offset=8 * dice.integer(20, 200),
        bit=2 ** dice.integer(0, 5),
    )  # fmt: skip


def lines(statements: list[str], indent: int) -> str:
    """A statement a line."""
    return "\n".join(" " * indent + statement for statement in statements)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for one in map(program, range(PROGRAMS)):
        (folder / one.file).write_text(one.text, encoding="utf-8")
