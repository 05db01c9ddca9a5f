"""Slices: one edit removes everything except some instructions of a hot loop, and what these and the loop
need.

A slice keeps the carriers, the loops around them with their control, the calls that lead there, and what
those read: for a local or global that a kept expression reads, the statements that write it (flow-insensitive
backward slicing; Weiser, "Program Slicing", ICSE 1981).  Everything else in the module goes, with constants
where a value is still needed, so that the result is valid.  Whether a slice shows the slowdown is not decided
here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

from reducer.change import Change
from reducer.edits.edit import Edit, Replacement
from reducer.edits.emptied import emptied
from reducer.edits.fields import drop_fields
from reducer.edits.functions import is_entry_point
from reducer.edits.needed import Code, Needed, code_of
from reducer.edits.repair import required_functions
from reducer.edits.sites import brief, sizes
from reducer.wat.constants import constant_of
from reducer.wat.module import Module
from reducer.wat.tree import Instr, Node, children, holders


class Keeps(IntEnum):
    """What stays beside a carrier and the loop, the least first."""

    CONSTANTS = 0
    """Nothing: its operands become constants."""
    OPERANDS = 1
    """Its operands, and what they read in locals and globals."""
    STATEMENT = 2
    """The statement in which it stands, what that reads, in memory too, and one that reads what it writes."""
    LOOP = 3
    """The innermost loop around it as it is."""


_WORDS = {
    Keeps.CONSTANTS: "constants",
    Keeps.OPERANDS: "its operands",
    Keeps.STATEMENT: "its statement",
    Keeps.LOOP: "its loop",
}


@dataclass(frozen=True)
class Counts:
    """How often each function (by name) and each arm (by the id of its Arm) started."""

    functions: Mapping[str, int]
    arms: Mapping[int, int]


@dataclass(frozen=True)
class Ends:
    """Which parts of the module's ending a slice keeps besides what it needs.

    `exits`: the calls of these functions (an exit code that is not 0); `rest`: what comes after the hot code
    (a trap); `outside`: everything that is not in the loop (printed output).
    """

    exits: frozenset[str] = frozenset()
    rest: bool = False
    outside: bool = False


@dataclass(frozen=True)
class Slicing:
    """Slices of one named module.  `constants` are the values that operands had, by the id of the operand."""

    module: Module
    counts: Counts
    ends: Ends = field(default=Ends())
    constants: Mapping[int, Instr] = field(default_factory=dict)

    def slice(self, sites: Sequence[Node], keeps: Keeps) -> Edit | None:
        """The edit that keeps these sites and what they need, and removes all else.

        None if no entry point calls the sites directly, if they are in no loop, or if all would stay.
        """
        wanted = {id(site) for site in sites}
        owners = {key: code for code in self._codes for key in wanted & code.order.keys()}
        if not sites or len(owners) < len(wanted):
            return None
        needed = Needed(self.module, memory=keeps >= Keeps.STATEMENT)
        paths = [self._path(owners[id(site)], site) for site in sites]
        found = [path for path in paths if path is not None]
        if len(found) < len(paths) or not all(any(code.loops(node) for code, node in path) for path in found):
            return None
        for path in found:
            self._need(needed, path, keeps)
        return self._edit(needed, found, keeps) if needed.close() else None

    # ---- what is needed

    @cached_property
    def _codes(self) -> list[Code]:
        return [code_of(self.module, function) for function in self.module.functions]

    @cached_property
    def _callers(self) -> dict[str, list[tuple[Code, Node]]]:
        """The calls of each function, by its name."""
        found: dict[str, list[tuple[Code, Node]]] = defaultdict(list)
        for code in self._codes:
            for name, calls in code.calls.items():
                found[name] += [(code, call) for call in calls]
        return found

    def _path(self, code: Code, site: Node) -> list[tuple[Code, Node]] | None:
        """The site, the call that runs its function most often, the call that runs that one's function most
        often, and so on up to an entry point."""
        path, node, met = [(code, site)], site, {code.function.name}
        while not is_entry_point(self.module, code.function):
            callers = self._callers.get(code.function.name, ())
            calls = [(other, call) for other, call in callers if other.function.name not in met]
            if not calls:
                return None
            code, node = max(calls, key=lambda found: self._heat(*found))
            met.add(code.function.name)
            path.append((code, node))
        return path

    def _heat(self, code: Code, node: Node) -> int:
        arm = code.arm(node)
        return (
            self.counts.functions.get(code.function.name, 0) if arm is None else self.counts.arms.get(arm, 0)
        )

    def _need(self, needed: Needed, path: Sequence[tuple[Code, Node]], keeps: Keeps) -> None:
        code, site = path[0]
        whole = isinstance(site, Instr) and site.block is not None
        loops = code.loops(site)
        if keeps is Keeps.LOOP and loops:
            needed.take(code, loops[-1])
        elif keeps >= Keeps.STATEMENT or whole or site.fixed or len(site.results) > 1:
            statement = code.statement(site)
            needed.take(code, statement)
            for name in code.written_below(statement):
                needed.take_all(code, code.readers_after(name, statement)[:1])
        else:
            needed.take_alone(code, site, with_operands=keeps is Keeps.OPERANDS)
        for caller, call in path[1:]:
            needed.take(caller, caller.statement(call))
        for caller, node in path:
            ends = [call for name in self.ends.exits for call in caller.calls.get(name, ())]
            needed.take_all(caller, [caller.statement(call) for call in ends])
            if self.ends.rest:
                needed.take_all(caller, caller.after(node))

    # ---- the edit

    def _edit(
        self, needed: Needed, paths: Sequence[Sequence[tuple[Code, Node]]], keeps: Keeps
    ) -> Edit | None:
        codes = {code.function.name: code for path in paths for code, _ in path}
        replacements: list[Replacement] = []
        weight = 0
        for code in codes.values():
            roots = code.body
            if self.ends.outside:
                roots = tuple(
                    item
                    for loop in {id(loop): loop for path in paths for loop in _outermost(code, path)}.values()
                    for item in children(loop)
                )
            removed = list(self._removed(code, roots, needed))
            counted = sizes(code.body)
            weight += sum(counted[id(one.site)] - len(one.nodes) for one in removed)
            replacements += removed
        names = ", ".join(dict.fromkeys(brief(path[0][1]) for path in paths))
        change = Change(f"all but {names} and {_WORDS[keeps]}", next(iter(codes)))
        edit = Edit("slices", change, weight, tuple(replacements))
        if self.ends.outside:
            return edit if replacements else None
        return self._with_fields(edit, needed, set(codes))

    def _removed(self, code: Code, roots: Sequence[Node], needed: Needed) -> Iterator[Replacement]:
        """What is removed from a function: the outermost nodes that contain nothing that is needed."""
        holding = holders(tuple(roots), lambda node: node in needed)
        name = code.function.name
        work = list(roots)
        while work:
            node = work.pop()
            if id(node) in needed.whole or node.fixed or (isinstance(node, Instr) and not node.op):
                continue
            alone = needed.alone_in(node)
            if alone and not node.results and not any(site is node for site in alone):
                yield Replacement(name, node, tuple(_dropped(site) for site in alone))
                work += alone
            elif id(node) in holding:
                work += children(node)
            elif id(node) in code.free:
                yield Replacement(name, node, ())
            elif len(node.results) == 1 and (made := self._constant(node)) is not None:
                yield Replacement(name, node, (made,))

    def _constant(self, node: Node) -> Instr | None:
        if isinstance(node, Instr) and node.op.endswith(".const"):
            return None
        return self.constants.get(id(node)) or constant_of(self.module, node.results[0])

    def _with_fields(self, edit: Edit, needed: Needed, codes: set[str]) -> Edit:
        """The edit with the functions and fields that are not needed; `codes` are those with code to keep."""
        module = self.module
        kept = codes | needed.functions | required_functions(module)
        functions = tuple(
            entry
            for entry in module.entities("function")
            if entry.name not in kept and (entry.imported is not None or not is_entry_point(module, entry))
        )
        fields = list(drop_fields(module))
        fields = [one for one in fields if needed.segments.isdisjoint(entry.keyword for entry in one.fields)]
        gone = {id(entry) for entry in functions}
        rewritten = [pair for one in fields for pair in one.rewritten if id(pair[0]) not in gone]
        # What is referred to and never called stays for its name.
        named = [entry for entry in module.functions if entry.name in kept - needed.called - codes]
        stubs = [(entry, emptied(module, entry)) for entry in named if not is_entry_point(module, entry)]
        taken = {id(entry) for entry, _ in rewritten}
        rewritten += [pair for pair in stubs if id(pair[0]) not in taken]
        return Edit(
            edit.family,
            edit.change,
            edit.weight + sum(one.weight for one in fields) + len(stubs),
            edit.replacements,
            functions,
            tuple(entry for one in fields for entry in one.fields),
            rewritten=tuple(rewritten),
        )


def _outermost(code: Code, path: Sequence[tuple[Code, Node]]) -> list[Instr]:
    """The outermost loops of a path in that function."""
    return [loop for own, node in path if own is code for loop in code.loops(node)[:1]]


def _dropped(site: Node) -> Node:
    return Instr("drop", (), (site,)) if site.results else site
