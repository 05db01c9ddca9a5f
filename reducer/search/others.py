"""Slowdowns for another reason than the seed's that a search meets: they are refused, and reported at the
end."""

from __future__ import annotations

from dataclasses import dataclass, field

from reducer.judge.verdict import Verdict
from reducer.program.knock_outs import CLASSES
from reducer.program.program import Program
from reducer.wat.tree import Instr, walk

MAX_OTHERS = 3
"""How many are measured again at the end: most candidates without a carrier are the same loop."""


@dataclass(frozen=True, eq=False)
class Met:
    """A program that shows the ratio without a carrier, and the reason for its refusal."""

    program: Program
    reason: str


@dataclass
class Others:
    """The smallest program for each set of classes of instruction, of those that were met."""

    _found: dict[frozenset[str], Met] = field(default_factory=dict)

    def meet(self, verdict: Verdict) -> None:
        """Takes note of a candidate's verdict."""
        program = verdict.program
        if not verdict.another or program is None:
            return
        classes = _classes(program)
        known = self._found.get(classes)
        if known is None or program.module.instructions() < known.program.module.instructions():
            self._found[classes] = Met(program, verdict.reason)

    @property
    def smallest(self) -> list[Met]:
        """One of each kind, the smallest first."""
        return sorted(self._found.values(), key=lambda met: met.program.module.instructions())[:MAX_OTHERS]


def _classes(program: Program) -> frozenset[str]:
    module = program.module
    nodes = [node for function in module.functions for node in walk(module.body(function))]
    found = [node for node in nodes if isinstance(node, Instr)]
    return frozenset(name for name, is_of in CLASSES.items() if any(is_of(node) for node in found))
