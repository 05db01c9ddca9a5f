"""The loop in which a case spends its time, and where it stands.

From the counts of one instrumented run; it knows no times.
"""

from __future__ import annotations

from dataclasses import dataclass

from reducer.program.profile import Profile
from reducer.wat.instructions import has_trait
from reducer.wat.module import Module
from reducer.wat.tree import Body, Instr, instructions


@dataclass(frozen=True, eq=False)
class HotLoop:
    """The loop with the most rounds, the innermost of several.

    `function_index` counts imports, of which there are `imported`; `ordinal` is its place among the `loops`
    of its function, in the order of the text.  `other_calls` means that besides the trigger it holds
    instructions that may be calls in machine code.
    """

    function: str
    function_index: int
    node: Instr
    ordinal: int
    loops: int
    other_calls: bool
    imported: int = 0


def hot_loop(module: Module, profile: Profile, trigger: str) -> HotLoop | None:
    """The loop with the most rounds, the inner one of two with the same number; None in a module whose loops
    never go round."""
    best: tuple[int, str, Instr, list[Instr]] | None = None
    for function in module.functions:
        loops = _loops(module.body(function))
        for loop in loops:
            assert loop.block is not None
            count = profile.arms.get(id(loop.block.arms[0]), 0)
            if count > 0 and (best is None or count >= best[0]):
                best = (count, function.name, loop, loops)
    if best is None:
        return None
    _, name, loop, loops = best
    return _described(module, name, loop, loops, trigger)


def same_loop(module: Module, hot: HotLoop, trigger: str) -> HotLoop | None:
    """The loop in the same place of another version of the module; None where its function has more loops, or
    fewer."""
    function = next((entry for entry in module.functions if entry.name == hot.function), None)
    loops = [] if function is None else _loops(module.body(function))
    if len(loops) != hot.loops:
        return None
    return _described(module, hot.function, loops[hot.ordinal], loops, trigger)


def _described(module: Module, name: str, loop: Instr, loops: list[Instr], trigger: str) -> HotLoop:
    entries = module.entities("function")
    index = [entry.name for entry in entries].index(name)
    assert loop.block is not None
    others = any(
        has_trait(node.op, "call") or has_trait(node.op, "bulk")
        for node in instructions(loop.block.arms[0].body)
        if node.op != trigger
    )
    imported = len(entries) - len(module.functions)
    return HotLoop(name, index, loop, loops.index(loop), len(loops), others, imported)


def _loops(body: Body) -> list[Instr]:
    """The loops of a body, an outer one before those inside, in the order of the text."""
    return [node for node in instructions(body) if node.op == "loop"]
