"""Edits on locals, parameters and results: removes unused ones, and used ones with the code that reads and
writes them.

Where a local goes, a constant replaces each read, and the values written to it are not computed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TypeGuard

from reducer.change import Change
from reducer.edits.edit import Edit, Replacement
from reducer.edits.mentions import mentions_of_body
from reducer.edits.parameters import directly_called, parameters
from reducer.edits.results import with_results_to_drop
from reducer.wat.constants import constant_of
from reducer.wat.module import Field, Module
from reducer.wat.rebuild import Nodes
from reducer.wat.tree import Instr, Node, instructions

MAX_FREE = 64
"""A larger number of unused things may be what is slow: 30,000 locals of a function, or 10,000 types.  These
are not removed without asking the oracle."""
SHARES = (0, 64, 8, 2)
"""The shares of its results that a function is tried with: none, a 64th, an 8th, half; the fewest first."""
PARTS = 16
"""Where there are more than MAX_FREE, they are dropped in this many parts, whatever their number."""


def drop_unused_locals(module: Module) -> Iterator[Edit]:
    """`drop unused local $x`: does not change the behaviour.  A function with more than MAX_FREE unused
    locals is left out."""
    for function in module.functions:
        unused = _unused(module, function)
        if len(unused) <= MAX_FREE:
            for name in unused:
                change = Change(f"drop unused local {name} of {function.name}")
                yield Edit("unused", change, 0, locals=((function.name, name),))


def _unused(module: Module, function: Field) -> tuple[str, ...]:
    """The locals of a function, parameters aside, that nothing mentions: found once."""
    cached: tuple[str, ...] | None = function.__dict__.get("_unused")
    if cached is None:
        declared = function.declaration.locals
        counted = mentions_of_body(module, function) if declared else {}
        cached = tuple(name for name, _ in declared if not counted.get(("local", name)))
        function.__dict__["_unused"] = cached
    return cached


def drop_locals(module: Module) -> Iterator[Edit]:
    """`drop local $x`: a constant replaces each read, and each write goes with the value written."""
    for function in module.functions:
        uses = _uses(module, function)
        declared = function.declaration.locals
        if len(declared) - sum(name in uses for name, _ in declared) > MAX_FREE:
            # Where there are many, `drop_many_locals` removes them in parts.
            declared = [(name, type_) for name, type_ in declared if name in uses]
        for name, type_ in declared:
            edit = _drop_local(module, function.name, name, type_, uses.get(name, []))
            if edit is not None:
                yield edit


def drop_many_locals(module: Module) -> Iterator[Edit]:
    """`drop 234 unused locals of $f`, where there are more than MAX_FREE."""
    for function in module.functions:
        names = _unused(module, function)
        if len(names) <= MAX_FREE:
            continue
        size = -(-len(names) // PARTS)
        for start in range(0, len(names), size):
            part = tuple((function.name, name) for name in names[start : start + size])
            change = Change(f"drop {len(part)} unused locals of {function.name}")
            yield Edit("many-locals", change, 0, locals=part)


def _uses(module: Module, function: Field) -> dict[str, list[Instr]]:
    """The reads and writes of every local."""
    uses: dict[str, list[Instr]] = {}
    for node in instructions(module.body(function)):
        if node.op in ("local.get", "local.set", "local.tee"):
            uses.setdefault(node.immediates[0], []).append(node)
    return uses


def _drop_local(module: Module, function: str, name: str, type_: str, uses: list[Instr]) -> Edit | None:
    constant = constant_of(module, type_)
    if constant is None or any(node.fixed for node in uses):
        return None
    replacements = []
    for node in uses:
        nodes: Nodes = {"local.get": (replace(constant),), "local.set": (), "local.tee": node.operands}[
            node.op
        ]
        replacements.append(Replacement(function, node, nodes))
    weight = sum(node.op != "local.get" for node in uses)
    change = Change(f"drop local {name} of {function}")
    return Edit("locals", change, weight, tuple(replacements), locals=((function, name),))


def drop_parameters(module: Module) -> Iterator[Edit]:
    """`drop parameter $p of $f`: its calls take one operand less, and a constant replaces each read."""
    for function in directly_called(module):
        uses = _uses(module, function)
        for name, type_ in parameters(module, function):
            edit = _drop_local(module, function.name, name, type_, uses.get(name, []))
            if edit is not None:
                change = Change(f"drop parameter {name} of {function.name}")
                yield replace(edit, family="parameters", change=change)


def drop_results(module: Module) -> Iterator[Edit]:
    """`results of $f 400 -> 50`: the first ones stay; constants replace the others at its calls."""
    for function, results in with_results_to_drop(module):
        for kept in dict.fromkeys(len(results) // share if share else 0 for share in SHARES):
            change = Change(f"results of {function.name} {len(results)} -> {kept}")
            yield Edit("results", change, 0, results=((function.name, kept),))


def merge_into_tee(module: Module) -> Iterator[Edit]:
    """`local.set $x, local.get $x -> local.tee $x`, where the next statement begins by reading the local."""
    for function in module.functions:
        bodies = [module.body(function)]
        for node in instructions(module.body(function)):
            bodies += [arm.body for arm in node.block.arms] if node.block is not None else []
        for body in bodies:
            for written, following in pairwise(body):
                read = _first(following)
                if _is_set(written) and read is not None and read.immediates == written.immediates:
                    tee = replace(written, op="local.tee", results=read.results)
                    replacements = (
                        Replacement(function.name, written, ()),
                        Replacement(function.name, read, (tee,)),
                    )
                    change = Change(f"set and get of {read.immediates[0]} -> tee", function.name)
                    yield Edit("tees", change, 1, replacements)


def _is_set(node: Node) -> TypeGuard[Instr]:
    return isinstance(node, Instr) and node.op == "local.set" and not node.fixed and len(node.operands) == 1


def _first(node: Node) -> Instr | None:
    """The `local.get` with which a statement begins, None where it begins otherwise."""
    while isinstance(node, Instr) and node.operands:
        node = node.operands[0]
    return node if isinstance(node, Instr) and node.op == "local.get" and not node.fixed else None
