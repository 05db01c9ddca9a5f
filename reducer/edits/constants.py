"""A constant of any value type of a module: zero, null, an empty object; none for what only code can make.

It knows the module's types, which a number's zero does not need (reducer.wat.rebuild).
"""

from __future__ import annotations

from reducer.wat.module import Module
from reducer.wat.rebuild import Nodes, zero
from reducer.wat.tree import Instr, ValueTypes
from reducer.wat.types import heap_type, is_defaultable


def constant_of(module: Module, type_: str) -> Instr | None:
    """A constant of that type of a named module; None where there is none to write down (a function that is not
    null, a structure with a field that is not null).
    """
    made = zero(type_)
    heap = heap_type(type_)
    if made is not None or heap is None or not heap.startswith("$"):
        return made
    declaration = module.find("type", heap).declaration
    if declaration.array is not None:
        return Instr("array.new_fixed", (heap, "0"), (), (type_,))
    if declaration.structure is not None and all(is_defaultable(each.type) for each in declaration.structure):
        return Instr("struct.new_default", (heap,), (), (type_,))
    return None


def constants_of(module: Module, types: ValueTypes) -> Nodes | None:
    """Constants of these types in order, None where one of them has none."""
    made = [constant_of(module, type_) for type_ in types]
    return None if any(constant is None for constant in made) else tuple(filter(None, made))
