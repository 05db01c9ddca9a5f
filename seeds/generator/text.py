"""Tree to WebAssembly text, in the several hands in which people and tools write it.

Folded, flat or mixed; names or indices; decimal or hexadecimal; line and block comments here and there. All
of it is drawn from the dice, so that a reader of text meets every form. The meaning never depends on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.dice import Dice
from generator.tree import Block, Function, If, Immediate, Instruction, Name, Node, Signature

Layout = Literal["folded", "flat", "mixed"]

# Longer folded expressions are broken over lines: past this, people scroll.
LINE_WIDTH = 100

REMARKS = (
    "bounded window",
    "keeps the accumulator alive",
    "odd constant, full period",
    "stage boundary",
    "from the template",
    "mixing step",
    "spilled value",
    "not reached from _start",
    "operands shaped for the target",
    "(unbalanced on purpose",
    'says "end" here',
    "see the round before; same as above",
)


@dataclass(frozen=True)
class Style:
    """How one function is written."""

    layout: Layout
    indexed: bool
    comment_rate: float
    hexadecimal_rate: float


@dataclass(frozen=True)
class ModuleNames:
    """Index of every global, function and type, by name, and whether the module names them at all."""

    globals: Mapping[str, int]
    functions: Mapping[str, int]
    types: Mapping[str, int]
    anonymous: bool = False


class FunctionPrinter:
    """Writes the body of one function; holds the labels around the place where it stands."""

    def __init__(self, function: Function, names: ModuleNames, style: Style, dice: Dice) -> None:
        self._names = names
        self._style = style
        self._dice = dice
        self._locals = {name: index for index, name in enumerate([*function.parameters, *function.locals])}
        self._labels: list[str] = []

    def lines(self, body: Iterable[Node], indent: int) -> list[str]:
        """The lines of a body, indented by that many levels."""
        result: list[str] = []
        for node in body:
            if self._dice.chance(self._style.comment_rate):
                result.append("  " * indent + self._comment())
            result += self._node(node, indent, self._statement_is_folded())
        return result

    def _statement_is_folded(self) -> bool:
        if self._style.layout == "mixed":
            return self._dice.chance(0.5)
        return self._style.layout == "folded"

    def _comment(self) -> str:
        remark = self._dice.choice(REMARKS)
        kind = self._dice.weighted({"line": 6, "block": 3, "nested": 1})
        if kind == "line":
            return f";; {remark}"
        if kind == "block":
            return f"(; {remark} ;)"
        return f"(; {remark} (; {self._dice.choice(REMARKS)} ;) ;)"

    def _node(self, node: Node, indent: int, folded: bool) -> list[str]:
        match node:
            case Instruction():
                return self._folded(node, indent) if folded else self._flat(node, indent)
            case Block():
                return self._block(node, indent, folded)
            case If():
                return self._if(node, indent, folded)

    def _folded(self, node: Instruction, indent: int) -> list[str]:
        margin = "  " * indent
        head = f"{margin}({self._head(node)}"
        if not node.operands:
            return [head + ")"]
        parts = [self._node(operand, indent + 1, folded=True) for operand in node.operands]
        line = head + "".join(" " + part[0].strip() for part in parts) + ")"
        if all(len(part) == 1 for part in parts) and len(line) <= LINE_WIDTH:
            return [line]
        return [head, *(line for part in parts for line in part), f"{margin})"]

    def _flat(self, node: Instruction, indent: int) -> list[str]:
        result: list[str] = []
        for operand in node.operands:
            # A folded operand inside flat code, as hand-edited files have it.
            folded = self._style.layout == "mixed" and self._dice.chance(0.2)
            result += self._node(operand, indent, folded)
        return [*result, "  " * indent + self._head(node)]

    def _head(self, node: Instruction) -> str:
        words = [node.opcode, *(self._immediate(immediate, node.opcode) for immediate in node.immediates)]
        return " ".join(words)

    def _immediate(self, immediate: Immediate, opcode: str) -> str:
        if isinstance(immediate, Name):
            return self._reference(immediate)
        if opcode in ("i32.const", "i64.const") and self._dice.chance(self._style.hexadecimal_rate):
            value = int(immediate)
            return f"-0x{-value:x}" if value < 0 else f"0x{value:x}"
        if opcode == "i64.const" and len(immediate) > 12 and self._dice.chance(0.1):
            return f"{int(immediate):_}"
        return immediate

    def _reference(self, name: Name) -> str:
        if name.space == "label":
            if self._style.indexed:
                return str(self._labels[::-1].index(name.text))
            return f"${name.text}"
        written = f"${name.text}"
        if self._style.indexed or (name.space != "local" and self._names.anonymous):
            written = str(self._index(name))
        return f"(type {written})" if name.space == "type" else written

    def _index(self, name: Name) -> int:
        match name.space:
            case "local":
                return self._locals[name.text]
            case "global":
                return self._names.globals[name.text]
            case "func":
                return self._names.functions[name.text]
            case _:
                return self._names.types[name.text]

    def _block(self, node: Block, indent: int, folded: bool) -> list[str]:
        margin = "  " * indent
        label = "" if self._style.indexed else f" ${node.label}"
        self._labels.append(node.label)
        body = self.lines(node.body, indent + 1)
        self._labels.pop()
        if folded:
            return [f"{margin}({node.kind}{label}", *body, f"{margin})"]
        end = f"end{label}" if self._dice.chance(0.15) else "end"
        return [f"{margin}{node.kind}{label}", *body, margin + end]

    def _if(self, node: If, indent: int, folded: bool) -> list[str]:
        margin = "  " * indent
        result = f" (result {node.result})" if node.result else ""
        condition = self._node(node.condition, indent + 1 if folded else indent, folded)
        self._labels.append("")
        depth = indent + 2 if folded else indent + 1
        then, otherwise = self.lines(node.then, depth), self.lines(node.otherwise, depth)
        self._labels.pop()
        if not folded:
            alternative = [f"{margin}else", *otherwise] if otherwise else []
            return [*condition, f"{margin}if{result}", *then, *alternative, f"{margin}end"]
        alternative = [f"{margin}  (else", *otherwise, f"{margin}  )"] if otherwise else []
        return [
            f"{margin}(if{result}",
            *condition,
            f"{margin}  (then",
            *then,
            f"{margin}  )",
            *alternative,
            f"{margin})",
        ]


def function_lines(
    function: Function,
    names: ModuleNames,
    style: Style,
    dice: Dice,
    type_name: str | None,
    export: str | None = None,
) -> list[str]:
    """One function as text. With a type name the signature is written as a use of that type.

    Named parameters stand beside a type use, since a type carries no names.
    """
    index = names.functions[function.name]
    head = f"  (func (;{index};)" if names.anonymous else f"  (func ${function.name}"
    if export is not None:
        head += f' (export "{export}")'
    if type_name is not None:
        head += f" (type {names.types[type_name] if names.anonymous else '$' + type_name})"
    if type_name is None or not style.indexed:
        head += signature_text(function.signature, None if style.indexed else function.parameters)
    printer = FunctionPrinter(function, names, style, dice)
    return [head, *_local_lines(function, style, dice), *printer.lines(function.body, 2), "  )"]


def signature_text(signature: Signature, parameters: Sequence[str] | None) -> str:
    """` (param ...) (result ...)`, with names where they are given."""
    text = ""
    if parameters is not None:
        text += "".join(
            f" (param ${name} {type_})" for name, type_ in zip(parameters, signature.parameters, strict=True)
        )
    elif signature.parameters:
        text += f" (param {' '.join(signature.parameters)})"
    if signature.result is not None:
        text += f" (result {signature.result})"
    return text


def _local_lines(function: Function, style: Style, dice: Dice) -> list[str]:
    if not function.locals:
        return []
    if style.indexed:
        return [f"    (local {' '.join(function.locals.values())})"]
    declarations = [f"(local ${name} {type_})" for name, type_ in function.locals.items()]
    if dice.chance(0.5):
        return ["    " + " ".join(declarations)]
    return ["    " + declaration for declaration in declarations]
