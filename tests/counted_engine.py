"""Two simulated engines whose times are counts: a real engine runs the program, and counts.

A time is so much an instruction that ran, and so much more for each memory.copy or memory.fill, most of all
on the slow one.  A program has the same time everywhere, so a search takes the same decisions everywhere.
"""

from __future__ import annotations

import re
from functools import cache

from simulated_runtime import SimulatedRuntime

from reducer.program.profile import OBSERVE_NS
from reducer.program.program import Program
from reducer.runtimes import FUEL_USED, NOTHING_GIVEN, Outcome, Runtime
from reducer.timing import Lane
from reducer.wat.assemble import assembler_for, disassemble

S_AN_INSTRUCTION = 3e-8
FAST_COPY, SLOW_COPY = 40, 400
"""What a copy or a fill takes, in instructions."""
MAX_FUEL = 200_000_000
_COUNTED = re.compile(r"^(\s*)((?:memory\.copy|memory\.fill)\b.*)$", re.MULTILINE)
_ADDED = 4
"""Instructions that counting adds to each."""


def counted_lane(counting: Runtime) -> Lane:
    """A lane of both; `counting` can read globals and counts instructions."""

    @cache
    def counts(binary: bytes) -> tuple[Outcome, int, int]:
        text = disassemble(binary)
        text = _COUNTED.sub(
            r"\1global.get $copies i64.const 1 i64.add global.set $copies\n\1\2", text
        ).rstrip()
        text = text[: text.rindex(")")] + '(global $copies (export "copies") (mut i64) (i64.const 0)))'
        sample, values = counting.observe(
            assembler_for(text)[0].assemble(text),
            ["copies"],
            invocation=NOTHING_GIVEN,
            timeout_ns=OBSERVE_NS,
            fuel=MAX_FUEL,
        )
        copies = values.get("copies", 0)
        return sample.outcome, values.get(FUEL_USED, 0) - _ADDED * copies, copies

    def side(copy: int, seed: int) -> SimulatedRuntime:
        def behave(binary: bytes) -> tuple[Outcome, float]:
            outcome, instructions, copies = counts(binary)
            return outcome, S_AN_INSTRUCTION * (instructions + copy * copies)

        return SimulatedRuntime(behave, seed=seed)

    return Lane(side(SLOW_COPY, 1), side(FAST_COPY, 2))


def is_slow(program: Program) -> bool:
    """Whether a program still has what is slow there."""
    return _COUNTED.search(program.text) is not None
