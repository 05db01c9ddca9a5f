"""The trigger instruction of a case: which instruction of the hottest loop is to be varied.

What a run found to carry the slowdown; else a guess by what has been slow before, in a fixed order; a person
may name another.  Counts say what is hot;
nothing is timed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reducer.edits import Edit
from reducer.edits.counters import counter_of
from reducer.edits.operands import has_plain_operands, is_constant
from reducer.errors import WreduceError
from reducer.judge.carriers import standing
from reducer.program.profile import Profile
from reducer.records.carriers import Carrier
from reducer.wat.instructions import has_any
from reducer.wat.module import Module
from reducer.wat.tree import Instr, Node, children, is_metadata

HOT = 0.5
"""An instruction is hot when it runs in at least this share of the hottest loop's trips."""
SUSPICION = (
    "bulk memory and table operations",
    "atomics",
    "calls",
    "indirect calls",
    "function references",
    "updates of globals",
    "accesses of globals",
    "SIMD",
    "floats",
    "integer division",
    "loads and stores",
    "other",
)
"""What is taken for the trigger, the likeliest first; within a class, the first in the text."""
_NEVER = ("local.get", "local.set", "local.tee", "drop", "nop", "select")


class TargetError(WreduceError):
    """A case without an instruction to vary; the message is one line that says what there is."""


@dataclass(frozen=True, eq=False)
class Target:
    """The trigger.  `parts` are instructions that belong to it: of an update of a global, the operation and
    the read."""

    function: str
    node: Instr
    parts: tuple[Instr, ...] = ()

    @property
    def instruction(self) -> str:
        """The trigger by its name."""
        return self.node.op

    def meant_by(self, edit: Edit) -> bool:
        """Whether an edit changes the trigger or a part of it."""
        own = {id(self.node), *(id(part) for part in self.parts)}
        return any(id(replacement.site) in own for replacement in edit.replacements)

    def in_words(self) -> str:
        """`global.set (with i32.add, global.get)`."""
        parts = ", ".join(part.op for part in self.parts)
        return f"{self.node.op} (with {parts})" if parts else self.node.op


def find_target(
    module: Module, counts: Profile | None, wanted: str | None = None, carriers: Sequence[Carrier] = ()
) -> Target:
    """The trigger of a named module; `counts` is its profile (None: every loop is hot), `wanted` the name of
    an instruction that a person asks for; else the first of the `carriers` that is there.  Raises
    TargetError.
    """
    hot = list(hot_instructions(module, counts))
    if wanted is not None:
        found = [(function, node) for function, node in hot if node.op == wanted]
        if not found:
            there = ", ".join(dict.fromkeys(node.op for _, node in hot))
            raise TargetError(f"no {wanted} is in the hottest loop; there are: {there or 'none'}")
    else:
        known = {
            id(node): place - len(carriers)
            for place, carrier in reversed(list(enumerate(carriers)))
            for node in standing(module, carrier)
        }
        ranked = [(known.get(id(node), suspicion(node)), function, node) for function, node in hot]
        found = [(function, node) for rank, function, node in sorted(ranked, key=lambda entry: entry[0])]
        if not found:
            raise TargetError("the hottest loop does nothing but count: there is no instruction to vary")
    function, node = found[0]
    return target_at(function, node)


def target_at(function: str, node: Instr) -> Target:
    """An instruction as the trigger, with what belongs to it."""
    return Target(function, node, _parts(node))


def suspicion(node: Instr) -> int:
    """The instruction's place in SUSPICION."""
    memory = has_any(node.op, ("reads_memory", "writes_memory"))
    traits = (
        has_any(node.op, ("bulk", "grows", "reads_table", "writes_table")) and "call" not in node.op,
        has_any(node.op, ("atomic",)),
        node.op in ("call", "call_ref"),
        node.op == "call_indirect",
        node.op == "ref.func",
        node.op == "global.set" and bool(_parts(node)),
        node.op in ("global.get", "global.set"),
        has_any(node.op, ("simd",)) and not memory,
        has_any(node.op, ("float",)) and not memory,
        has_any(node.op, ("integer_division",)),
        memory,
    )
    return next((place for place, holds in enumerate(traits) if holds), len(SUSPICION) - 1)


def _parts(node: Instr) -> tuple[Instr, ...]:
    """Of a global.set whose value follows from what the global was: the operation and the read."""
    if node.op != "global.set" or not has_plain_operands(node) or not isinstance(node.operands[0], Instr):
        return ()
    operation = node.operands[0]
    for operand in operation.operands:
        if (
            isinstance(operand, Instr)
            and operand.op == "global.get"
            and operand.immediates == node.immediates
        ):
            return (operation, operand)
    return ()


def hot_instructions(module: Module, counts: Profile | None) -> Iterator[tuple[str, Instr]]:
    """(function, instruction) of all that runs about as often as the hottest loop goes round, in the order of
    the text; what only counts its trips, and what is no work, is left out."""
    least = 1.0 if counts is None else max(1.0, HOT * counts.hottest)
    for function in module.functions:
        heat = 0 if counts is None else counts.functions.get(function.name, 0)
        work: list[tuple[Node, int]] = [(node, heat) for node in reversed(module.body(function))]
        counting: set[int] = set()
        while work:
            node, heat = work.pop()
            if isinstance(node, Instr) and heat >= least and id(node) not in counting and _is_work(node):
                yield function.name, node
            if isinstance(node, Instr) and node.op == "loop" and (counter := counter_of(node)) is not None:
                counting |= counter.nodes
            work += reversed(list(_below(node, heat, counts)))


def _below(node: Node, heat: int, counts: Profile | None) -> Iterator[tuple[Node, int]]:
    if not isinstance(node, Instr) or node.block is None:
        for child in children(node):
            yield child, heat
        return
    for operand in node.operands:
        yield operand, heat
    for arm in node.block.arms:
        inside = max(heat, int(node.op == "loop")) if counts is None else counts.arms.get(id(arm), heat)
        for child in arm.body:
            yield child, inside


def _is_work(node: Instr) -> bool:
    return (
        bool(node.op)
        and not node.fixed
        and node.block is None
        and not is_metadata(node)
        # Of the constants, a function's reference may have to be made, by a call into the runtime.
        and (node.op == "ref.func" or not is_constant(node))
        and node.op not in _NEVER
        and not has_any(node.op, ("branch", "diverges"))
    )
