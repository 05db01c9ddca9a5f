"""Large programs function by function: those with the least of the surplus first, those with the most last.

A surplus is what the slow side takes longer.  How much of it a function has follows from how often each of
its instructions is executed, and from the carriers: their shares are known, and the rest is taken to be alike
for all others.  It looks at the module and its profile, never at a verdict.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reducer.change import Change
from reducer.edits import CATALOGUE, Edit
from reducer.edits.functions import is_entry_point
from reducer.program.last_results import last_results
from reducer.program.profile import Observe, Profile, most_below, node_counts
from reducer.program.program import Program
from reducer.records.carriers import Carrier
from reducer.search.schedule import COLD_SHARE, reads, writes
from reducer.wat.constants import zeros
from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.tree import Node, children, count_instructions, instructions, walk

MIN_EXECUTED = 2_000
"""A program that executes fewer instructions than this, each counted once, is small: any pass gets
through."""


@dataclass(frozen=True, eq=False)
class BySurplus:
    """A program, what runs of it how often, and what carries its slowdown."""

    program: Program
    profile: Profile
    carriers: Sequence[Carrier] = ()

    @property
    def module(self) -> Module:
        """The program's."""
        return self.program.module

    @cached_property
    def counts(self) -> Mapping[int, int]:
        """How often each node was executed, by its id."""
        return node_counts(self.module, self.profile)

    @cached_property
    def is_large(self) -> bool:
        """Whether so many instructions are executed that one is not asked about by itself."""
        if self.module.instructions() < MIN_EXECUTED:
            return False
        return sum(count > 0 for count in self.counts.values()) >= MIN_EXECUTED

    @cached_property
    def shares(self) -> dict[str, float]:
        """The part of the surplus that each function has which ran, by its name, about: its own, without what
        it calls."""
        work = {function.name: self._work(function) for function in self._ran}
        total = sum(work.values(), Counter[str]())
        cost: dict[str, float] = defaultdict(float)
        for carrier in self.carriers:
            runs = sum(total[op] for op in carrier.operations)
            for op in carrier.operations if runs else ():
                cost[op] += max(0.0, carrier.share) / runs
        told = sum(cost[op] * total[op] for op in list(cost))
        rest = max(0.0, 1 - told) / max(1, total.total())
        return {
            name: sum(count * (cost.get(op, 0.0) + rest) for op, count in inside.items())
            for name, inside in work.items()
        }

    @property
    def _ran(self) -> list[Field]:
        return [entry for entry in self.module.functions if self.profile.functions.get(entry.name, 0)]

    def _work(self, function: Field) -> Counter[str]:
        inside: Counter[str] = Counter()
        for node in instructions(self.module.body(function)):
            inside[node.op] += self.counts.get(id(node), 0)
        return inside

    # ---- the order of any edits

    def in_order(self, edits: Iterable[Edit]) -> list[Edit]:
        """The edits by the function that they change, otherwise as they were; those of no function first."""
        return sorted(edits, key=lambda edit: self.shares.get(_function_of(edit), -1.0))

    # ---- whole functions

    def stubs(self, observe: Observe | None) -> list[Edit]:
        """For each function that ran, the least surplus first: its body gives way to what its last call gave;
        or, where nobody observes, and where it gives something, to zeros.  Entry points stay, and the
        functions of the trip constants."""
        spared = {trip.function for trip in self.program.trips}
        asked = [
            entry
            for entry in self._ran
            if entry.name not in spared and not is_entry_point(self.module, entry)
        ]
        found = {} if observe is None else last_results(self.module, {entry.name for entry in asked}, observe)
        edits = []
        for entry in asked:
            types = FunctionContext(self.module, entry).results()
            values = found.get(entry.name) if observe is not None else zeros(types)
            size = count_instructions(self.module.body(entry))
            if values is not None and size > len(values) and (types or observe is not None):
                what = "what it gave last" if observe is not None else "zeros"
                change = Change(f"function {entry.name} -> {what if values else 'nothing'}")
                rewritten = ((entry, entry.with_tree(tuple(values))),)
                edits.append(Edit("functions", change, size - len(values), rewritten=rewritten))
        return self.in_order(edits)

    # ---- statements

    def cold_statements(self) -> list[Edit]:
        """Statements that are executed a 64th as often as the hottest arm or less often, with all below them,
        outermost; without those that write what hotter code of the function reads."""
        limit = self.profile.hottest / COLD_SHARE
        by_site = {id(edit.replacements[0].site): edit for edit in CATALOGUE["statements"](self.module)}
        found: list[tuple[int, Edit]] = []
        for function in self._ran:
            body = self.module.body(function)
            most = most_below(body, self.counts)
            hotter = (node for node in walk(body) if self.counts.get(id(node), 0) > limit)
            read = {word for node in hotter for word in reads(node)}
            for node in _outermost(body, most, limit):
                edit = by_site.get(id(node))
                if edit is not None and not writes(node) & read:
                    found.append((most[id(node)], edit))
        return self.in_order(edit for _, edit in sorted(found, key=lambda one: one[0]))


def _outermost(body: Sequence[Node], most: Mapping[int, int], limit: float) -> Iterator[Node]:
    """The nodes that hold nothing which is executed more often, and stand in none that does not."""
    work = list(reversed(body))
    while work:
        node = work.pop()
        if most[id(node)] <= limit:
            yield node
        else:
            work += reversed(list(children(node)))


def _function_of(edit: Edit) -> str:
    if edit.replacements:
        return edit.replacements[0].function
    if edit.rewritten:
        return edit.rewritten[0][0].name
    if edit.functions:
        return edit.functions[0].name
    return edit.locals[0][0] if edit.locals else ""
