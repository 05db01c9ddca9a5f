"""Constants of a value type: zero, null, or the smallest that a reference can mean.

There is none for what only code can make."""

from __future__ import annotations

from reducer.wat.errors import WatError
from reducer.wat.module import Module
from reducer.wat.printer import flat_lines
from reducer.wat.tree import Instr, Node, ValueTypes, count_instructions
from reducer.wat.types import heap_type, is_defaultable, is_nullable, reference, unpacked

MAX_DEPTH = 8
"""Structures within structures: each may hold several of the next."""
MAX_INSTRUCTIONS = 1_000
"""Of one constant. A structure of ten that each hold ten of the next has millions."""

_ZERO = {
    "i32": ("i32.const", ("0",)),
    "i64": ("i64.const", ("0",)),
    "f32": ("f32.const", ("0",)),
    "f64": ("f64.const", ("0",)),
    "v128": ("v128.const", ("i32x4", "0", "0", "0", "0")),
}
_HOLD_I31 = ("i31", "eq", "any")


def zero(type_: str) -> Instr | None:
    """A constant of a type: zero, null, or for a reference without null the i31 of zero; None for a type that
    has none to write down without a look at the module's types.
    """
    heap = heap_type(type_)
    if heap is None:
        op, immediates = _ZERO.get(type_, ("", ()))
        return Instr(op, immediates, (), (type_,)) if op else None
    if is_nullable(type_):
        return Instr("ref.null", (heap,), (), (type_,))
    if heap in _HOLD_I31:
        return _i31()
    return Instr("extern.convert_any", (), (_i31(),), (type_,)) if heap == "extern" else None


def _i31() -> Instr:
    return Instr("ref.i31", (), (Instr("i32.const", ("0",), (), ("i32",)),), (reference("i31", False),))


def zeros(types: ValueTypes) -> tuple[Node, ...] | None:
    """Constants of these types in order, None where one of them has none."""
    constants = [zero(type_) for type_ in types]
    return None if any(constant is None for constant in constants) else tuple(filter(None, constants))


def constant_of(module: Module, type_: str, depth: int = 0) -> Instr | None:
    """A constant of that type, which may be one of the module's own.

    `depth`: how many structures may stand within one another beside those that are zero throughout.  None
    where there is no such constant (a function that is not null), or only one of over MAX_INSTRUCTIONS.
    """
    made = zero(type_)
    heap = heap_type(type_)
    if made is not None or heap is None:
        return made
    try:
        declaration = module.find("type", heap).declaration
    except WatError:
        return None
    if declaration.array is not None:
        return Instr("array.new_fixed", (heap, "0"), (), (type_,))
    if declaration.structure is None:
        return None
    if all(is_defaultable(field.type) for field in declaration.structure):
        return Instr("struct.new_default", (heap,), (), (type_,))
    if not depth:
        return None
    parts, size = [], 1
    for field in declaration.structure:
        part = constant_of(module, unpacked(field.type), depth - 1)
        size += 0 if part is None else count_instructions((part,))
        if part is None or size > MAX_INSTRUCTIONS:
            return None
        parts.append(part)
    return Instr("struct.new", (heap,), tuple(parts), (type_,))


def constants_of(module: Module, types: ValueTypes, depth: int = 0) -> tuple[Node, ...] | None:
    """Constants of these types in order, None where one of them has none."""
    made = [constant_of(module, type_, depth) for type_ in types]
    return None if any(constant is None for constant in made) else tuple(filter(None, made))


def text_of(constants: tuple[Node, ...]) -> str:
    """The instructions that give these, one behind the other in a line."""
    return " ".join(line.strip() for line in flat_lines(constants, 0))
