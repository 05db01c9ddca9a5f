"""Fewer results of a function: its end, its returns and its calls change together with its header.

Constants replace the missing results at its calls.  A result that goes is still computed where the function
ends, and dropped.  Works on named modules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reducer.edits.parameters import directly_called, parameters
from reducer.wat.constants import constants_of
from reducer.wat.fold import diverges
from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.naming import header
from reducer.wat.rebuild import Nodes, as_operand, rebuild
from reducer.wat.syntax import TypeUse
from reducer.wat.tree import Body, FunctionType, Instr, Node, ValueTypes, instructions


def with_results_to_drop(module: Module) -> list[tuple[Field, ValueTypes]]:
    """The functions that may give fewer results, and what they give."""
    bodies = [(function, module.body(function)) for function in module.functions]
    tails = {
        name
        for function, body in bodies
        for node in instructions(body)
        if node.op.startswith("return_call")
        for name in (function.name, *(node.immediates if node.op == "return_call" else ()))
    }
    found = []
    for function in directly_called(module):
        results = FunctionContext(module, function).results()
        if results and function.name not in tails and _ends_plainly(module.body(function), len(results)):
            found.append((function, results))
    return found


def _ends_plainly(body: Body, count: int) -> bool:
    """Whether each of `count` results is one node, at the end of a body and at its returns."""
    values = [node for node in body if node.results]
    returns = [node for node in instructions(body) if node.op == "return"]
    return (
        (len(values) == count or (not values and any(diverges(node) for node in body)))
        and all(len(node.results) == 1 and not node.fixed for node in values)
        and all(not node.fixed and len(node.operands) == count for node in returns)
    )


def with_fewer_results(module: Module, wanted: Mapping[str, int]) -> Module:
    """The module in which these functions give at most that many results, as far as they can have fewer."""
    fewer: dict[str, tuple[ValueTypes, ValueTypes]] = {}
    for function, results in with_results_to_drop(module):
        kept = wanted.get(function.name, len(results))
        constants = constants_of(module, results[kept:])
        if kept < len(results) and constants is not None:
            fewer[function.name] = results[:kept], results[kept:]
    if not fewer:
        return module
    return module.with_fields(_changed(module, entry, fewer) for entry in module.fields)


def _changed(module: Module, entry: Field, fewer: Mapping[str, tuple[ValueTypes, ValueTypes]]) -> Field:
    if entry.keyword != "func" or entry.imported is not None:
        return entry
    kept = fewer[entry.name][0] if entry.name in fewer else None

    def change(node: Node, _before: Node) -> Nodes:
        if not isinstance(node, Instr):
            return (node,)
        if node.op == "call" and node.immediates[0] in fewer:
            left, gone = fewer[node.immediates[0]]
            return (as_operand((replace(node, results=left), *(constants_of(module, gone) or ()))),)
        if node.op == "return" and kept is not None:
            return (replace(node, operands=node.operands[: len(kept)]),)
        return (node,)

    body = module.body(entry)
    results = FunctionContext(module, entry).results()
    made = rebuild(body, results, change)
    if kept is None:
        return entry if made is body else entry.with_tree(made)
    return entry.with_text(_header(module, entry, kept), _without_values(made, len(kept)))


def _without_values(body: Body, kept: int) -> Body:
    """The body with only the first `kept` values at its end."""
    made: list[Node] = []
    for node in body:
        kept -= bool(node.results)
        made.append(Instr("drop", (), (node,)) if node.results and kept < 0 else node)
    return tuple(made)


def _header(module: Module, function: Field, kept: ValueTypes) -> str:
    params = parameters(module, function)
    use = TypeUse(inline=FunctionType(tuple(type_ for _, type_ in params), kept))
    rest = FunctionContext(module, function).locals[len(params) :]
    return header(function.name, function.declaration.exports, use, params, rest)
