"""Which cases show the same anomaly: the same side is slow, by the same trigger, in a loop of the same form.

The trigger is read from the reduced loop, which contains little else: nothing is measured here.  A trigger
that runtimes implement by a call of their own (bulk memory, tables, references) makes the group by itself,
because the rest of the loop is only what no decision could remove.  Any other trigger needs the whole form.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from reducer.batch.canonical import Loop, defined, form_of, loops
from reducer.oracle import Phase
from reducer.wat.instructions import has_trait, table
from reducer.wat.module import Module
from reducer.wat.naming import named
from reducer.wat.tree import Instr, instructions

__all__ = ["GroupKey", "canonical", "group_key", "trigger_instructions"]

SERVICE_TRAITS = ("bulk", "indirect", "grows", "reads_table", "writes_table", "atomic")
SERVICE_INSTRUCTIONS = ("memory.size", "ref.func")
"""Besides the traits above: instructions that are often a call into the runtime, and seldom one or two
instructions."""
BOOKKEEPING = ("block", "loop", "if", "br", "br_if", "drop", "nop", "local.get", "local.set", "local.tee")
SERVICE, CALL, OTHER = 0, 1, 2
"""How likely an instruction is the trigger, the likeliest first."""


@dataclass(frozen=True)
class GroupKey:
    """Equal for cases of one group.

    `slow` is the slow side's specification; `trigger` the instructions, or their class where several are one
    anomaly (`bulk memory`); `form` the canonical loop, empty where the trigger says it all.
    """

    slow: str
    trigger: tuple[str, ...]
    form: str = ""

    def __str__(self) -> str:
        return f"{' and '.join(self.trigger) or 'a loop'}, slow on {self.slow}"


def group_key(module: Module, slow: str) -> GroupKey:
    """The key of a reduced case whose slow side is `slow`."""
    module = named(module)
    loop = hot_loop(module)
    rank, ops = _trigger(module, loop)
    trigger = tuple(sorted({class_of(op) for op in ops}))
    return GroupKey(slow, trigger, form_of(module, loop) if rank == OTHER else "")


def stored_key(slow: str, phase: Phase, trigger: str, form: str) -> str:
    """The key of a group in the store.  What is slow to compile and what is slow to run are different, in
    whatever loop."""
    whole = "\0".join((slow, phase, trigger, form))
    return hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()


def canonical(module: Module) -> str:
    """The canonical form of the hot loop, of all functions in a module without loops."""
    module = named(module)
    return form_of(module, hot_loop(module))


def trigger_instructions(module: Module) -> tuple[str, ...]:
    """The trigger's instructions by name, sorted: `memory.copy` where the key says `bulk memory`."""
    module = named(module)
    return tuple(sorted(_trigger(module, hot_loop(module))[1]))


def class_of(op: str) -> str:
    """The name of an instruction in a key: copy, fill and init of a memory are one anomaly, and so are those
    of a table."""
    return f"bulk {op.partition('.')[0]}" if has_trait(op, "bulk") else op


def hot_loop(module: Module) -> Loop | None:
    """The loop that the slowdown is most likely in: with the likeliest trigger, of several the deepest, then
    the largest.  `module` must be named."""

    def likely(loop: Loop) -> tuple[int, int, int]:
        return -min(_by_rank(module, loop.nodes), default=OTHER), loop.depth, len(loop.nodes)

    return max(loops(module), key=likely, default=None)


def _trigger(module: Module, loop: Loop | None) -> tuple[int, set[str]]:
    """How likely the trigger is, and its instructions."""
    running = loop.nodes if loop is not None else _all(module)
    found = _by_rank(module, running)
    rank = min(found, default=OTHER)
    if rank < OTHER:
        return rank, found[rank]
    # Instructions that count the trips are not in the form, so they are no trigger.
    words = set(re.findall(r"[^\s()]+", form_of(module, loop)))
    return rank, {word for word in words if word in table() and not _is_bookkeeping(word)}


def _all(module: Module) -> list[Instr]:
    return [node for function in module.functions for node in instructions(module.body(function))]


def _by_rank(module: Module, nodes: Iterable[Instr]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for node in nodes:
        if not _is_bookkeeping(node.op):
            found.setdefault(_rank(module, node), set()).add(node.op)
    return found


def _is_bookkeeping(op: str) -> bool:
    return op in BOOKKEEPING or op.endswith(".const")


def _rank(module: Module, node: Instr) -> int:
    if node.op in SERVICE_INSTRUCTIONS or any(has_trait(node.op, trait) for trait in SERVICE_TRAITS):
        return SERVICE
    if node.op in ("call", "return_call"):
        return CALL if defined(module, node) is not None else SERVICE
    return OTHER
