"""A candidate: the module at a trip count, cleaned of what nothing uses, and the key under which its evidence
is kept.

Cleaning changes no behaviour, so it needs no decision of its own.  It knows nothing of time.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass

from reducer.edits import Edit, apply
from reducer.edits.fields import drop_unused
from reducer.edits.folding import fold_constants
from reducer.edits.inlining import inline_types
from reducer.edits.locals import drop_unused_locals
from reducer.measure.trip_count import with_value
from reducer.wat.module import Module
from reducer.wat.numbers import integer
from reducer.wat.printer import print_module
from reducer.wat.tree import Instr, walk

MOST_SWEEPS = 8
"""Cleaning goes round until nothing changes: what a dropped function mentioned is unused in the next round.
"""


@dataclass(frozen=True, eq=False)
class Candidate:
    """A module, the constants in it that set the trip count (by node), and what one trip of the original is
    to each of them."""

    module: Module
    trips: tuple[Instr, ...] = ()

    @property
    def key(self) -> str:
        """The same for candidates that differ only in their trip count."""
        canonical, _ = with_value(self.module, {id(node): 1 for node in self.trips})
        return hashlib.sha256(print_module(canonical).encode("utf-8", "surrogateescape")).hexdigest()

    @property
    def text(self) -> str:
        """The module's text."""
        return print_module(self.module)

    @property
    def has_trips(self) -> bool:
        """Whether a constant that sets the trip count is still there."""
        alive = {id(node) for function in self.module.functions for node in walk(self.module.body(function))}
        return any(id(node) in alive for node in self.trips)

    @property
    def trip_counts(self) -> tuple[int, ...]:
        """The values of the trip constants."""
        return tuple(integer(node.immediates[0]) for node in self.trips)

    def at(self, values: Sequence[int]) -> Candidate:
        """The candidate with its trip constants at these values (those that are gone stay gone)."""
        wanted = {id(node): value for node, value in zip(self.trips, values, strict=True)}
        module, made = with_value(self.module, wanted)
        return Candidate(module, tuple(made.get(id(node), node) for node in self.trips))

    def longer(self, factor: float, *, rounded: bool = False) -> Candidate:
        """The candidate with its trip constants times `factor`, 1 at least; negative ones stay negative.

        `rounded`: to the nearest power of two, for people to read.
        """
        return self.at([_scaled(node, factor, rounded) for node in self.trips])

    def edited(self, edits: Sequence[Edit]) -> Candidate:
        """The candidate after the edits, cleaned."""
        return Candidate(cleaned(apply(self.module, edits)), self.trips)


def _scaled(node: Instr, factor: float, rounded: bool) -> int:
    value = integer(node.immediates[0])
    size = max(1, round(abs(value) * factor))
    if rounded:
        size = 2 ** round(math.log2(size))
    limit = 2**31 - 1 if node.op == "i32.const" else 2**63 - 1
    size = min(size, limit)
    return size if value >= 0 else -size


def cleaned(module: Module) -> Module:
    """The module without functions that nothing reaches, fields that nothing mentions, locals that nothing
    uses; constants folded, types written where they are used."""
    module = inline_types(fold_constants(module))
    for _ in range(MOST_SWEEPS):
        unused = [*drop_unused(module), *drop_unused_locals(module)]
        if not unused:
            break
        module = apply(module, unused)
    return module
