"""Two simulated engines for tests of the search: they read the program instead of running it.

A program's time is its trip count times what its hot loop holds: so much an instruction, and so much more for
each memory.copy or memory.fill on the slow one.
"""

import math
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from simulated_runtime import SimulatedRuntime

from reducer.judge.evidence import Evidence
from reducer.judge.judge import Judge
from reducer.judge.question import question_of
from reducer.judge.reading import Reading
from reducer.oracle import Interval, Noise, parse_oracle
from reducer.program.program import Program
from reducer.program.trips import constants
from reducer.records.evidence import OriginalRow, PairRow, SubjectRow
from reducer.records.run import Anchor
from reducer.runtimes import Outcome
from reducer.timing import Lane
from reducer.wat.assemble import assembler_for, disassemble
from reducer.wat.module import Module, parse
from reducer.wat.naming import named

NS_AN_INSTRUCTION = 0.3
NS_A_FAST_COPY = 3.0
NS_A_SLOW_COPY = 12.0
COPIES = r"memory\.(?:copy|fill)"
"""What has that price, as a pattern of its text."""

SEED = """
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 2)
  (global $state (mut i32) (i32.const 1))
  (data $unused "never looked at")
  (func $never (param $a i32) (result i32) (i32.mul (local.get $a) (i32.const 3)))
  (func $once (global.set $state (call $never (global.get $state))))
  (func $main (export "_start") (local $i i64) (local $x i32)
    (call $once)
    (local.set $i (i64.const 4000000))
    (loop $hot
      (local.set $x (i32.add (local.get $x) (i32.const 7)))
      (memory.copy (i32.and (i32.wrap_i64 (local.get $i)) (i32.const 1023)) (i32.const 2048) (i32.const 32))
      (if (i32.eqz (local.get $x)) (then (global.set $state (local.get $x))))
      (br_if $hot (i64.ne (local.tee $i (i64.sub (local.get $i) (i64.const 1))) (i64.const 0))))
    (call $proc_exit (i32.const 0))))
"""
"""A small program in the seeds' shape."""


TRAPS = {
    "unreachable": ("wasm trap: wasm `unreachable` instruction executed", "unreachable"),
    "i32.div_u": ("wasm trap: integer divide by zero", "divide by zero"),
    "i32.load": ("wasm trap: out of bounds memory access", "memory access out of bounds"),
}
"""The instructions that trap after the loop, and what the slow and the fast engine say of it."""


@lru_cache(maxsize=1 << 12)
def text_of(binary: bytes) -> str:
    """The text of a binary: each is run many times, and disassembled by a process once."""
    return disassemble(binary)


def _seconds(binary: bytes, copy_ns: float) -> tuple[Outcome, float]:
    """A run on a side that takes so long for a copy or a fill."""
    return _priced(binary, {COPIES: copy_ns})


def _priced(binary: bytes, prices: Mapping[str, float], side: int = 0) -> tuple[Outcome, float]:
    """A run: the loop, then a trap where one of TRAPS is there."""
    text = text_of(binary)
    outcome, seconds = _loop(text, prices)
    words = next((told[side] for op, told in TRAPS.items() if op in text), "")
    return (Outcome("trapped", None, words) if words and outcome.normal else outcome), seconds


def _loop(text: str, prices: Mapping[str, float]) -> tuple[Outcome, float]:
    loop = re.search(r"\n( *)loop\b.*?\n\1end\b", text, re.DOTALL)
    numbers = [abs(int(number)) for number in re.findall(r"i64\.const (-?\d+)", text)]
    if loop is None or "br_if" not in loop.group():
        return Outcome("exited", 0), 1e-6
    counts_down = re.search(r"i64\.const 1\s+i64\.sub\s+local\.(?:tee|set)", loop.group())
    if counts_down is None or not numbers or max(numbers) < 2:
        return Outcome("timed out", None, "no end"), 1e6
    lines = loop.group().count("\n")
    ns = lines * prices.get("", NS_AN_INSTRUCTION)
    ns += sum(price * len(re.findall(op, loop.group())) for op, price in prices.items() if op)
    return Outcome("exited", 0), 1e-9 * max(numbers) * ns


def simulated_lane(
    seed: int = 1,
    spread: float = 0.03,
    spike_rate: float = 0.02,
    slow_prices: Mapping[str, float] | None = None,
    fast_prices: Mapping[str, float] | None = None,
) -> Lane:
    """A lane whose slow side takes four times as long for a copy; or one with other prices, in ns, by a
    pattern of what stands in the loop ("": each instruction's own)."""
    prices = (
        slow_prices or {COPIES: NS_A_SLOW_COPY},
        fast_prices or {COPIES: NS_A_FAST_COPY},
    )
    slow, fast = (
        SimulatedRuntime(
            lambda binary, side=side: _priced(binary, prices[side], side),
            seed=seed + side,
            spread=spread,
            spike_rate=spike_rate,
        )
        for side in (0, 1)
    )
    return Lane(slow, fast)


def seed_module(text: str = SEED) -> Module:
    """The seed, named."""
    return named(parse(text))


def program_of(text: str, value: int | None = None) -> Program:
    """A program with the trip constant of that value, the largest where none is named; without any, as it
    is."""
    module = named(parse(text))
    found = sorted(constants(module), key=lambda trip: trip.value)
    trips = [trip for trip in found if trip.value == value] if value is not None else found[-1:]
    return Program(module, assembler_for(text)[0], tuple(trips))


def seed_program(text: str = SEED) -> Program:
    """The seed as a program whose trip constant is its largest."""
    return program_of(text)


def judge_of(
    lane: Lane, ratio: float | None = 4.0, sigma: float = 0.05, text: str = "ratio>2", **options: bool
) -> Judge:
    """A judge over new evidence, calibrated on pairs of an original with that ratio and noise; without a
    ratio, on nothing."""
    evidence = Evidence(SubjectRow("one", "other", lane.phase))
    reading = Reading(question_of(parse_oracle(text), "one", "other"), evidence, **options)
    judge = Judge(lane, reading)
    judge.run_ns = 100_000_000
    if ratio is not None:
        source = random.Random(7)
        for index in range(24):
            slow_ns = round(1e7 * ratio * math.exp(source.gauss(0.0, sigma)))
            evidence.add(PairRow("original", (1, 1, slow_ns), (1, 1, 10_000_000), ("", ""), index // 4))
        evidence.add(OriginalRow("original", 24))
        reading.take_up_original()
    return judge


@dataclass
class Told:
    """A listener that keeps what it was told."""

    phases: list[str]

    def __call__(self, progress: object) -> None:
        self.phases.append(str(getattr(progress, "phase", progress)))


def anchor_of(ratio: float, sigma: float = 0.04) -> Anchor:
    """An anchor as if it had been measured."""
    return Anchor(Noise(sigma, 0.02), ratio * 0.97, Interval(ratio * 0.97, ratio, ratio * 1.03, 0.99), 24)


def rng(seed: int) -> random.Random:
    """A seeded source for tests."""
    return random.Random(seed)
