"""Functions with fewer parameters: finds the parameters that can go, and makes the module without them.

A parameter can go where its function is only called directly, every operand is a node of its own, and nothing
reads the parameter.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from reducer.edits.mentions import mentions, mentions_of_body
from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.naming import header
from reducer.wat.rebuild import Nodes, rebuild
from reducer.wat.syntax import TypeUse
from reducer.wat.tree import FunctionType, Instr, Node, instructions


def parameters(module: Module, function: Field) -> list[tuple[str, str]]:
    """(name, type) of every parameter of a function of a named module."""
    use = function.declaration.type_use or TypeUse()
    return FunctionContext(module, function).locals[: len(module.type_use(use).params)]


def directly_called(module: Module) -> list[Field]:
    """The functions whose parameters may go: nothing but plain direct calls mentions them."""
    counted = mentions(module)
    plain: Counter[str] = Counter()
    for function in module.functions:
        for node in instructions(module.body(function)):
            if (
                node.op in ("call", "return_call")
                and not node.fixed
                and all(len(entry.results) == 1 for entry in node.operands)
            ):
                plain[node.immediates[0]] += 1
    return [
        function
        for function in module.functions
        if counted["function", function.name] == plain[function.name] and not function.declaration.exports
    ]


def without_parameters(module: Module, dropped: set[tuple[str, str]]) -> Module:
    """The module without these parameters (function, name), as far as they can go and nothing reads them."""
    gone: dict[str, set[int]] = {}
    headers: dict[str, str] = {}
    for function in directly_called(module):
        counted = mentions_of_body(module, function)
        params = parameters(module, function)
        indices = {
            index
            for index, (name, _) in enumerate(params)
            if (function.name, name) in dropped and not counted["local", name]
        }
        if indices:
            gone[function.name] = indices
            headers[function.name] = _header(module, function, params, indices)
    if not gone:
        return module
    return module.with_fields(_changed(module, entry, gone, headers) for entry in module.fields)


def _header(module: Module, function: Field, params: list[tuple[str, str]], gone: set[int]) -> str:
    use = function.declaration.type_use or TypeUse()
    kept = [pair for index, pair in enumerate(params) if index not in gone]
    inline = FunctionType(tuple(type_ for _, type_ in kept), module.type_use(use).results)
    rest = FunctionContext(module, function).locals[len(params) :]
    return header(function.name, function.declaration.exports, TypeUse(inline=inline), kept, rest)


def _changed(module: Module, entry: Field, gone: dict[str, set[int]], headers: dict[str, str]) -> Field:
    if entry.keyword != "func" or entry.imported is not None:
        return entry

    def change(node: Node, _before: Node) -> Nodes:
        if isinstance(node, Instr) and node.op in ("call", "return_call") and node.immediates[0] in gone:
            kept = (
                operand
                for index, operand in enumerate(node.operands)
                if index not in gone[node.immediates[0]]
            )
            return (replace(node, operands=tuple(kept)),)
        return (node,)

    body = module.body(entry)
    calls = any(space == "function" and name in gone for space, name in mentions_of_body(module, entry))
    made = rebuild(body, FunctionContext(module, entry).results(), change) if calls else body
    if entry.name in headers:
        return entry.with_text(headers[entry.name], made)
    return entry if made is body else entry.with_tree(made)
