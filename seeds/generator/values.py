"""Typed random expressions that can never trap, and addresses that can never leave the memory.

Divisions have constant, non-zero, non-negative divisors; conversions to integers saturate. No expression lets
the sign or payload of a NaN reach an integer, so control flow is the same on every engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.dice import Dice
from generator.tree import Name, Node, constant, get, instruction

PAGE_BYTES = 65536

# Latency of a cycle or so on every processor: the loop body pays for them alike on both sides.
CHEAP_OPERATORS = ("add", "sub", "xor", "and", "or", "add", "xor")
INTEGER_OPERATORS = (*CHEAP_OPERATORS, "mul", "shl", "shr_u", "shr_s", "rotl", "rotr")
FLOAT_OPERATORS = ("add", "sub", "mul", "min", "max")
COMPARISONS = ("eq", "ne", "lt_u", "gt_s", "le_s", "ge_u")
INTEGER_UNARY = ("clz", "ctz", "popcnt", "extend8_s", "extend16_s")
FLOAT_UNARY = ("abs", "neg", "floor", "sqrt", "trunc")
LOADS: Mapping[str, Mapping[str, int]] = {
    "i32": {"i32.load": 4, "i32.load8_u": 1, "i32.load8_s": 1, "i32.load16_u": 2},
    "i64": {"i64.load": 8, "i64.load32_u": 4, "i64.load16_s": 2, "i64.load8_u": 1},
    "f32": {"f32.load": 4},
    "f64": {"f64.load": 8},
}
STORES: Mapping[str, Mapping[str, int]] = {
    "i32": {"i32.store": 4, "i32.store8": 1, "i32.store16": 2},
    "i64": {"i64.store": 8, "i64.store32": 4, "i64.store16": 2},
}


@dataclass
class Scope:
    """What an expression at some place may read and a statement may write."""

    locals: dict[str, str]
    writable: set[str]
    globals: Mapping[str, str]
    counters: list[str] = field(default_factory=list)

    def readable(self, type_: str) -> list[str]:
        """Locals of a type, counters among them."""
        return [name for name, its_type in self.locals.items() if its_type == type_]

    def assignable(self, type_: str) -> list[str]:
        """Locals of a type that may be written."""
        return [name for name in self.readable(type_) if name in self.writable]


def random_constant(dice: Dice, type_: str) -> Node:
    """A constant: small, a mask, or an odd pattern; for floats, a short decimal."""
    if type_ in ("f32", "f64"):
        return constant(type_, dice.integer(-4000, 4000) / dice.choice((1, 2, 4, 8, 16)))
    kind = dice.weighted({"small": 4, "mask": 2, "odd": 3})
    if kind == "small":
        return constant(type_, dice.integer(-64, 255))
    if kind == "mask":
        return constant(type_, 2 ** dice.integer(1, 30 if type_ == "i32" else 62) - 1)
    odd = dice.odd_constant()
    return constant(type_, odd if type_ == "i64" else (odd % 2**32) - 2**31)


def leaf(dice: Dice, scope: Scope, type_: str) -> Node:
    """A local, a global or a constant."""
    names = scope.readable(type_)
    if names and dice.chance(0.7):
        return get(dice.choice(names))
    globals_ = [name for name, its_type in scope.globals.items() if its_type == type_]
    if globals_ and dice.chance(0.4):
        return instruction("global.get", Name("global", dice.choice(globals_)))
    return random_constant(dice, type_)


def value(dice: Dice, scope: Scope, type_: str, depth: int) -> Node:
    """An expression of a type, at most so many operators deep."""
    if depth <= 0:
        return leaf(dice, scope, type_)
    if type_ in ("f32", "f64"):
        return _float_value(dice, scope, type_, depth)
    return _integer_value(dice, scope, type_, depth)


def _integer_value(dice: Dice, scope: Scope, type_: str, depth: int) -> Node:
    kind = dice.weighted(
        {"binary": 9, "unary": 1, "load": 2, "compare": 1, "convert": 2, "select": 1, "window": 1}
    )
    other = "i64" if type_ == "i32" else "i32"
    if kind == "unary":
        return instruction(f"{type_}.{dice.choice(INTEGER_UNARY)}", value(dice, scope, type_, depth - 1))
    if kind == "load":
        return load(dice, scope, type_, depth - 1)
    if kind == "compare" and type_ == "i32":
        return condition(dice, scope, depth - 1)
    if kind == "convert":
        if dice.chance(0.2):
            float_type = dice.choice(("f32", "f64"))
            return instruction(
                f"{type_}.trunc_sat_{float_type}_{dice.choice('su')}",
                value(dice, scope, float_type, depth - 1),
            )
        opcode = "i32.wrap_i64" if type_ == "i32" else f"i64.extend_i32_{dice.choice('su')}"
        return instruction(opcode, value(dice, scope, other, depth - 1))
    if kind == "select":
        arms = (value(dice, scope, type_, depth - 1), leaf(dice, scope, type_))
        return instruction("select", *arms, condition(dice, scope, depth - 1))
    if kind == "window":
        divisor = constant(type_, dice.choice((3, 7, 97, 1021, 4093, 65521)))
        return instruction(
            f"{type_}.{dice.choice(('rem_u', 'div_u'))}", value(dice, scope, type_, depth - 1), divisor
        )
    operator = dice.choice(INTEGER_OPERATORS)
    return instruction(
        f"{type_}.{operator}", value(dice, scope, type_, depth - 1), value(dice, scope, type_, depth - 2)
    )


def _float_value(dice: Dice, scope: Scope, type_: str, depth: int) -> Node:
    kind = dice.weighted({"binary": 5, "unary": 1, "load": 1, "convert": 3})
    if kind == "unary":
        return instruction(f"{type_}.{dice.choice(FLOAT_UNARY)}", value(dice, scope, type_, depth - 1))
    if kind == "load":
        return load(dice, scope, type_, depth - 1)
    if kind == "convert":
        source = dice.choice(("i32", "i64"))
        return instruction(
            f"{type_}.convert_{source}_{dice.choice('su')}", value(dice, scope, source, depth - 1)
        )
    operator = dice.choice(FLOAT_OPERATORS)
    return instruction(f"{type_}.{operator}", value(dice, scope, type_, depth - 1), leaf(dice, scope, type_))


def condition(dice: Dice, scope: Scope, depth: int) -> Node:
    """An i32 truth value."""
    type_ = dice.choice(("i32", "i64"))
    if dice.chance(0.25):
        return instruction(f"{type_}.eqz", value(dice, scope, type_, depth))
    return instruction(
        f"{type_}.{dice.choice(COMPARISONS)}", value(dice, scope, type_, depth), leaf(dice, scope, type_)
    )


def load(dice: Dice, scope: Scope, type_: str, depth: int) -> Node:
    """A load from an address inside the first page."""
    opcode = dice.choice(tuple(LOADS[type_]))
    offset, immediates = _offset(dice)
    return instruction(
        opcode,
        *immediates,
        masked_address(dice, value(dice, scope, "i32", depth), LOADS[type_][opcode] + offset),
    )


def store(dice: Dice, address: Node, stored: Node, type_: str) -> Node:
    """A store to an address inside the first page."""
    opcode = dice.choice(tuple(STORES[type_]))
    offset, immediates = _offset(dice)
    return instruction(
        opcode, *immediates, masked_address(dice, address, STORES[type_][opcode] + offset), stored
    )


def _offset(dice: Dice) -> tuple[int, tuple[str, ...]]:
    if dice.chance(0.7):
        return 0, ()
    offset = 8 * dice.integer(1, 128)
    return offset, (f"offset={offset}",)


def masked_address(dice: Dice, raw: Node, reach: int) -> Node:
    """An i32 address that `reach` bytes from it on are still in the first page: raw & mask.

    The mask is a power of two less a power of two, as in the issue (65504): its low bits are clear.
    """
    step = 8
    while step < reach:
        step *= 2
    return instruction("i32.and", raw, constant("i32", dice.choice((PAGE_BYTES, PAGE_BYTES // 2)) - step))


def remainder_address(dice: Dice, raw: Node, reach: int) -> Node:
    """The same by a remainder: raw % window."""
    return instruction("i32.rem_u", raw, constant("i32", PAGE_BYTES - reach - dice.integer(0, 4000)))


def shaped_counter(dice: Dice, counter: str) -> Node:
    """The i64 counter as an i32 that varies with it: wrapped, xor-ed with an odd constant, shifted."""
    kind = dice.weighted({"wrap": 2, "xor64": 4, "xor32": 3, "shift": 1, "add": 1})
    if kind == "wrap":
        return instruction("i32.wrap_i64", get(counter))
    if kind == "xor32":
        wrapped = instruction("i32.wrap_i64", get(counter))
        return instruction("i32.xor", wrapped, constant("i32", dice.odd_constant() % 2**31))
    mixed = instruction("i64.xor", get(counter), constant("i64", dice.odd_constant()))
    if kind == "shift":
        mixed = instruction("i64.shr_u", mixed, constant("i64", dice.integer(1, 3)))
    if kind == "add":
        mixed = instruction("i64.add", mixed, constant("i64", dice.odd_constant()))
    return instruction("i32.wrap_i64", mixed)
