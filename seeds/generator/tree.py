"""The little tree that programs are made as, before they are text: instructions, blocks and ifs.

It holds what the generator needs and no more; the reducer has a tree of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Space = Literal["local", "global", "func", "label", "type"]


@dataclass(frozen=True)
class Name:
    """A reference to something with a name. The printer writes it as `$name` or as an index."""

    space: Space
    text: str


Immediate = str | Name


@dataclass(frozen=True)
class Instruction:
    """A plain instruction with its immediates and the expressions that make its operands."""

    opcode: str
    immediates: tuple[Immediate, ...] = ()
    operands: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Block:
    """A `block` or a `loop`."""

    kind: Literal["block", "loop"]
    label: str
    body: tuple[Node, ...]


@dataclass(frozen=True)
class If:
    """An `if`, with a result type where it is used as a value."""

    condition: Node
    then: tuple[Node, ...]
    otherwise: tuple[Node, ...] = ()
    result: str | None = None


Node = Instruction | Block | If


@dataclass(frozen=True)
class Signature:
    """Parameter types and result type of a function."""

    parameters: tuple[str, ...] = ()
    result: str | None = None


@dataclass
class Function:
    """A function under construction: names and types of parameters and locals, and the body."""

    name: str
    signature: Signature
    parameters: list[str]
    locals: dict[str, str]
    body: list[Node] = field(default_factory=list)


def instruction(opcode: str, *parts: Immediate | Node) -> Instruction:
    """An instruction from immediates and operands in the order in which folded text has them."""
    immediates = tuple(part for part in parts if isinstance(part, str | Name))
    operands = tuple(part for part in parts if not isinstance(part, str | Name))
    return Instruction(opcode, immediates, operands)


def constant(type_: str, value: int | float) -> Instruction:
    """A constant in plain decimal; the printer may write an integer in hexadecimal."""
    return Instruction(f"{type_}.const", (str(value),))


def get(local: str) -> Instruction:
    """`local.get`."""
    return Instruction("local.get", (Name("local", local),))


def put(local: str, value: Node) -> Instruction:
    """`local.set`."""
    return Instruction("local.set", (Name("local", local),), (value,))


def tee(local: str, value: Node) -> Instruction:
    """`local.tee`."""
    return Instruction("local.tee", (Name("local", local),), (value,))
