"""Moves a program's code: puts other functions before its own, and padding into the function of its hot loop.

Engines lay out functions in the order of the module, most of them at a multiple of 16 or 32 bytes.  So
functions in front only change where a function starts; to move its loop by a few bytes, code must be added to
the function itself. That code is in a branch that is never taken.  The branch depends on an exported global,
which no compiler may treat as a constant, and contains a chain in which each step needs the one before, so
that no compiler may leave any out.
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
    """The number of steps in the chain of each function in front, and in the padding (0: no padding)."""

    functions: tuple[int, ...]
    padding: int = 0


def chosen_placements(moved: int, padded: int, seed: int) -> list[Placement]:
    """This many placements without padding, then this many with it, from a seeded source; all are
    different."""
    source = random.Random(seed)
    chosen: dict[Placement, None] = {}
    while len(chosen) < moved + padded:
        functions = tuple(source.randint(1, MAX_STEPS) for _ in range(source.randint(1, MAX_FUNCTIONS)))
        chosen[Placement(functions, source.randint(1, MAX_STEPS) if len(chosen) >= moved else 0)] = None
    return list(chosen)


def placed(program: Program, placement: Placement, function: str) -> Program:
    """The program at a placement: it does the same in the same order.  `function` is where the padding
    stands, at its beginning. Its module must be named.  Raises WatError."""
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
        # A compiler would merge two equal steps in a row.
        op, least, most = source.choice([kind for kind in kinds if kind[0] != op])
        # A compiler would turn an even factor into a shift, and many of these give zero.
        constant = source.randint(least, most) | (op == "mul")
        text = f"(i32.{op} {text} (i32.const {constant}))"
    return f"(global.set ${own} {text})"


def _unused(module: Module) -> str:
    """A name that is not the beginning of any name or export of the module."""
    own = OWN
    while any(own in entry.text for entry in module.fields if entry.keyword != "func" or own in entry.header):
        own += "_"
    return own
