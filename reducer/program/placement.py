"""A program whose code lies elsewhere: other functions before its own, and padding in the function of its hot
loop.

Engines lay functions in the order of the module, most of them from a multiple of 16 or 32 bytes on.  So
functions in front move where a function starts, and only code in a function moves its loop by bytes: here a
branch that is never taken.  It hangs on a global that is exported, which no compiler may take for a constant,
and what is in it is a chain in which each step needs the one before, so that none can be left out.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from reducer.program.program import Program
from reducer.wat.module import Field, Module, parse
from reducer.wat.tree import Body

MAX_FUNCTIONS, MAX_STEPS = 8, 24
"""Steps of a chain: each becomes 3 to 8 bytes of x86 code, 4 to 12 of Arm's."""
OWN = "wreduce_placement"


@dataclass(frozen=True)
class Placement:
    """How many steps the chain of each function in front has, and that of the padding (0: there is none)."""

    functions: tuple[int, ...]
    padding: int = 0


def chosen_placements(moved: int, padded: int, seed: int) -> list[Placement]:
    """So many placements without padding, then so many with it, by a seeded source; all differ."""
    source = random.Random(seed)
    chosen: dict[Placement, None] = {}
    while len(chosen) < moved + padded:
        functions = tuple(source.randint(1, MAX_STEPS) for _ in range(source.randint(1, MAX_FUNCTIONS)))
        chosen[Placement(functions, source.randint(1, MAX_STEPS) if len(chosen) >= moved else 0)] = None
    return list(chosen)


def placed(program: Program, placement: Placement, function: str) -> Program:
    """The program at a placement: it does what it did, in the same order.  `function` is where the padding
    stands, at its beginning.  Its module must be named; raises WatError."""
    module = program.module
    own = _unused(module)
    lines = [f'(global ${own} (export "{own}") (mut i32) (i32.const 0))']
    for number, steps in enumerate(placement.functions):
        name = f"{own}_{number}"
        lines.append(f'(func ${name} (export "{name}") {_chain(own, steps)})')
    padding = f"(if (global.get ${own}) (then {_chain(own, placement.padding)}))" if placement.padding else ""
    made = parse("\n".join(["(module", *lines, f"(func $padded {padding}))"]))
    *added, padded = made.fields
    fields: list[Field] = []
    first = next(iter(module.functions), None)
    for entry in module.fields:
        if entry is first:
            fields += added
        if placement.padding and entry.keyword == "func" and entry.name == function:
            entry = _padded(entry, module, made.body(padded))
        fields.append(entry)
    return replace(program, module=module.with_fields(fields))


def _padded(entry: Field, module: Module, padding: Body) -> Field:
    return entry.with_tree((*padding, *module.body(entry)))


def _chain(own: str, steps: int) -> str:
    """Arithmetic of so many steps that starts and ends in the global."""
    source, text = random.Random(steps), f"(global.get ${own})"
    kinds = (("mul", 3, 127), ("rotl", 1, 31), ("xor", 1, 2**31 - 1))
    op = ""
    for _ in range(steps):
        # Two of a kind one after the other would become one.
        op, least, most = source.choice([kind for kind in kinds if kind[0] != op])
        # An even factor would be a shift, and many of them nothing.
        constant = source.randint(least, most) | (op == "mul")
        text = f"(i32.{op} {text} (i32.const {constant}))"
    return f"(global.set ${own} {text})"


def _unused(module: Module) -> str:
    """A name that no field of the module begins with or exports."""
    own = OWN
    while any(own in entry.text for entry in module.fields if entry.keyword != "func" or own in entry.header):
        own += "_"
    return own
