"""Finds the carriers of a slowdown in a program: in the original, and in what edits have made of it.

Edits move and rewrite instructions, files keep nothing but their text, and other reducers write files of
their own. So a carrier is recognised by what it does in hot code: by its class of instruction, or by its
operation where every loop has instructions of that class.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reducer.program.declared import number_of
from reducer.program.kernel import FRAME
from reducer.program.knock_outs import BRANCHES, CLASSES, HEAVY, NESTING, PLAIN_CLASSES, hot_nodes
from reducer.records.carriers import Carrier, Carriers, CarrierSite
from reducer.wat.instructions import has_trait
from reducer.wat.module import Field, Module
from reducer.wat.tree import Instr, Node, instructions, walk

__all__ = [
    "Carrier",
    "CarrierSite",
    "Carriers",
    "nodes_of",
    "number_left",
    "sites_of",
    "standing",
    "without_frame",
]

BY_OPERATION = {*PLAIN_CLASSES, BRANCHES, "float", "SIMD", "integer division"}
"""In these classes the operation must be the same, of whatever type: one instruction does not stand for
another."""


def sites_of(
    module: Module, nodes: Sequence[Node], runs: Mapping[int, int], rounds: float
) -> tuple[CarrierSite, ...]:
    """These instructions of an original as sites.  `runs` maps the id of an instruction to how often it runs
    while the hottest loop goes round once."""
    wanted = {id(node) for node in nodes}
    return tuple(
        CarrierSite(function.name, number, node.op, runs.get(id(node), 0) / max(1.0, rounds))
        for function in module.functions
        if function.is_read
        for number, node in enumerate(instructions(module.body(function)))
        if id(node) in wanted
    )


def nodes_of(module: Module, carrier: Carrier) -> list[tuple[str, Instr]]:
    """The sites of a carrier in the original, or in a copy of it at another trip count: each as its
    function's name and the instruction.  A site is left out where the instruction is gone or has been
    replaced."""
    found = []
    for function in module.functions:
        numbers = {site.number: site for site in carrier.sites if site.function == function.name}
        if not numbers:
            continue
        for number, node in enumerate(instructions(module.body(function))):
            if number in numbers and node.op == numbers[number].operation:
                found.append((function.name, node))
    return found


def standing(module: Module, carrier: Carrier, runs: Mapping[int, int] | None = None) -> list[Instr]:
    """The instructions of any program that count as this carrier.  With `runs` (how often each node runs, by
    its id), only those in hot code; of heavy instructions, all that run.  What only keeps a loop going is not
    counted."""
    if runs is None or carrier.group in HEAVY:
        hot = None if runs is None else {key for key, count in runs.items() if count > 0}
    else:
        hot = hot_nodes(runs)
    looked_at = [
        function
        for function in module.functions
        if (hot is None or function.is_read) and not function.name.startswith(FRAME)
    ]
    spared = _loop_control(module, looked_at) if carrier.group in BY_OPERATION else set()
    return [
        node
        for function in looked_at
        for node in instructions(module.body(function))
        if _is_like(node, carrier) and id(node) not in spared and (hot is None or id(node) in hot)
    ]


def without_frame(module: Module, runs: Mapping[int, int]) -> Mapping[int, int]:
    """How often each node runs, without those of a kernel's frame: it calls what the kernel is of, and writes
    back what that has changed, which is nothing that the program does."""
    frame = {
        id(node)
        for function in module.functions
        if function.name.startswith(FRAME)
        for node in walk(module.body(function))
    }
    return {key: count for key, count in runs.items() if key not in frame} if frame else runs


def number_left(module: Module, carrier: Carrier) -> int:
    """How many of a declared carrier the program still declares; for nesting, how many blocks it has."""
    if carrier.group != NESTING:
        return number_of(module, carrier.group)
    return sum(
        node.block is not None and node.op != "loop"
        for function in module.functions
        for node in instructions(module.body(function))
    )


def _is_like(node: Instr, carrier: Carrier) -> bool:
    if node.op in carrier.operations:
        return True
    if carrier.group in BY_OPERATION:
        return _operation(node.op) in {_operation(op) for op in carrier.operations}
    is_of = CLASSES.get(carrier.group)
    return is_of is not None and is_of(node)


def _operation(op: str) -> str:
    """`rotl` of `i64.rotl` and `i32.rotl`."""
    return op.rpartition(".")[2]


def _loop_control(module: Module, functions: Sequence[Field]) -> set[int]:
    """The ids of the branches back to a loop, and of all that gives a branch its condition: operands, and
    what is written to the locals among them."""
    found: set[int] = set()
    for function in functions:
        body = list(instructions(module.body(function)))
        loops = {node.block.label for node in body if node.op == "loop" and node.block is not None}
        writes: dict[str, list[Node]] = {}
        work: list[Node] = []
        for node in body:
            if node.op in ("local.set", "local.tee"):
                writes.setdefault(node.immediates[0], []).append(node)
            elif has_trait(node.op, "branch") or node.op == "if":
                work += node.operands
                found |= set() if loops.isdisjoint(node.immediates) else {id(node)}
        while work:
            for below in walk((work.pop(),)):
                if id(below) not in found:
                    found.add(id(below))
                    if isinstance(below, Instr) and below.op in ("local.get", "local.tee"):
                        work += writes.pop(below.immediates[0], ())
    return found
