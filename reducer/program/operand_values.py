"""The values that operands have when a program runs: an instrumented copy reports the last value of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reducer.program.profile import Observe
from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.rebuild import Nodes, rebuild
from reducer.wat.tree import Group, Instr, Node

VALUE = "wreduce_value_"
"""The names of the exported globals: this and a number."""
_TYPES = ("i32", "i64")


def operand_values(module: Module, operands: Sequence[Node], observe: Observe) -> dict[int, Instr]:
    """For the id of each of these nodes of a named module, a constant of its last value.  Integers only, and
    only where the run ended as it should."""
    seen = {
        id(node): f"{VALUE}{number}"
        for number, node in enumerate(operands)
        if node.results in (("i32",), ("i64",)) and not node.fixed
    }
    if not seen:
        return {}
    types = {id(node): node.results[0] for node in operands if id(node) in seen}
    values = observe(_instrumented(module, seen, types), list(seen.values()))
    return {} if values is None else {key: _constant(types[key], values[name]) for key, name in seen.items()}


def _constant(type_: str, value: int) -> Instr:
    bits = int(type_[1:])
    value %= 2**bits
    signed = value - 2**bits if value >= 2 ** (bits - 1) else value
    return Instr(f"{type_}.const", (str(signed),), (), (type_,))


def _instrumented(module: Module, seen: Mapping[int, str], types: Mapping[int, str]) -> Module:
    def change(node: Node, before: Node) -> Nodes:
        name = seen.get(id(before))
        if name is None:
            return (node,)
        write = Instr("global.set", (f"${name}",), (node,))
        return (Group((write, Instr("global.get", (f"${name}",), (), node.results)), node.results),)

    fields = [
        entry.with_tree(rebuild(module.body(entry), FunctionContext(module, entry).results(), change))
        if entry.keyword == "func" and entry.imported is None
        else entry
        for entry in module.fields
    ]
    fields += [
        Field("global", f'(global ${name} (export "{name}") (mut {types[key]}) ({types[key]}.const 0))')
        for key, name in seen.items()
    ]
    return module.with_fields(fields)
