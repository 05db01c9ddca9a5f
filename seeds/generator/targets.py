"""The target instructions: what makes a program of each family slow, and nothing that is not the family's.

A new family is one function and one entry in `FAMILIES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator import values
from generator.dice import Dice
from generator.instructions import FIELDS, INSTRUCTIONS
from generator.tree import If, Name, Node, constant, get, instruction, put

# 0 to 64 behave alike in the issue; beyond, moving the bytes outweighs the call that is the anomaly.
COPY_LENGTHS = (0, 1, 4, 8, 12, 16, 24, 32, 32, 40, 48, 64)
# No 0: `memory.fill` of length 0 is some 20 times slower on every engine of some processors (`rep stos`),
# which buries the difference between engines.
FILL_LENGTHS = (8, 12, 16, 24, 32, 32, 48, 64)
# Functions that every program has, for code to take references of.
TARGET_FUNCTIONS = ("leaf_0", "leaf_1", "leaf_2", "stage_0")
TARGET_GLOBALS = {"target_a": "i32", "target_b": "i64", "target_c": "i32", "target_d": "i64"}


@dataclass(frozen=True)
class Family:
    """What tells the families apart."""

    instructions: Mapping[str, Callable[[Dice, str], Node]]
    origin: str
    slow: str
    fast: str
    fields: str = ""
    """Lines of text that stand behind all other fields, for what the instructions name."""


def _window(dice: Dice, counter: str, length: int) -> Node:
    raw = values.shaped_counter(dice, counter)
    if dice.chance(0.85):
        return values.masked_address(dice, raw, length)
    return values.remainder_address(dice, raw, length)


def _memory_copy(dice: Dice, counter: str) -> Node:
    length = dice.choice(COPY_LENGTHS)
    destination, source = _window(dice, counter, length), _window(dice, counter, length)
    return instruction("memory.copy", destination, source, constant("i32", length))


def _memory_fill(dice: Dice, counter: str) -> Node:
    length = dice.choice(FILL_LENGTHS)
    byte = constant("i32", dice.integer(0, 255)) if dice.chance(0.5) else values.shaped_counter(dice, counter)
    return instruction("memory.fill", _window(dice, counter, length), byte, constant("i32", length))


def _global_update(operator: str) -> Callable[[Dice, str], Node]:
    def make(dice: Dice, counter: str) -> Node:
        name = dice.choice(tuple(TARGET_GLOBALS))
        type_ = TARGET_GLOBALS[name]
        operand: Node = get(counter) if type_ == "i64" else instruction("i32.wrap_i64", get(counter))
        old = instruction("global.get", Name("global", name))
        return instruction(
            "global.set", Name("global", name), instruction(f"{type_}.{operator}", old, operand)
        )

    return make


def _function_reference(dice: Dice, counter: str) -> Node:
    """A reference of a function is taken, and dropped or looked at."""
    reference = instruction("ref.func", Name("func", dice.choice(TARGET_FUNCTIONS)))
    is_null = instruction("ref.is_null", reference)
    local = dice.choice(("a", "c"))
    match dice.choice(("drop", "sum", "if", "select")):
        case "drop":
            return instruction("drop", reference)
        case "sum":
            return put(local, instruction(f"i32.{dice.choice(('add', 'xor', 'or'))}", get(local), is_null))
        case "if":
            return If(is_null, (put(local, constant("i32", dice.integer(0, 99))),))
        case _:
            counted = instruction("i32.wrap_i64", get(counter))
            return put(local, instruction("select", counted, get(local), is_null))


FAMILIES: Mapping[str, Family] = {
    "bulk_memory": Family(
        instructions={"memory.copy": _memory_copy, "memory.fill": _memory_fill},
        origin="wasmtime issue 13272",
        slow="wasmtime 41 to 45",
        fast="wasmer 7 (Cranelift); wasmtime 46 for memory.copy",
    ),
    "global_rmw": Family(
        instructions={
            f"global.set of {operator}": _global_update(operator) for operator in ("add", "xor", "sub")
        },
        origin="WAMR issue 4921",
        slow="iwasm --llvm-jit as reported; depends on the processor",
        fast="wasmer --llvm as reported",
    ),
    "ref_func": Family(
        instructions={"ref.func": _function_reference},
        origin="found by measuring instructions one by one",
        slow="wasmtime 41 to 50",
        fast="wasmer 7 (Cranelift)",
    ),
    "instruction": Family(
        instructions=INSTRUCTIONS,
        origin="found by measuring instructions one by one",
        slow="by the instruction: seeds/generator/known.py",
        fast="by the instruction: seeds/generator/known.py",
        fields=FIELDS,
    ),
    "normal": Family(instructions={}, origin="the same shape without a target", slow="none", fast="none"),
}
