"""Trees and modules back to text, flat or folded.  Fields that no edit touched come out as their author wrote
them.

Nothing here recurses, since bodies nest as deep as their programs like; a statement whose operands nest
deeper than wat2wasm can take as folded instructions is written flat.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Literal

from reducer.printable import printable
from reducer.wat.module import Field, Module
from reducer.wat.scan import STRING, without_comments
from reducer.wat.tree import Arm, Block, Body, Group, Instr, Node, children, is_metadata

Style = Literal["flat", "folded"]

LINE_WIDTH = 100
"""An expression that fits on a line of this many characters stays on it."""
DEEPEST_FOLDED = 400
"""Operand depth beyond which a statement is printed flat: wat2wasm reads folded instructions recursively, and
400 levels are far more than people write and far less than its stack takes."""
MIN_HASHED_BY_FIELD = 1 << 20
"""Characters of a text from which on its fields are hashed, each one once, in the place of the whole text."""
_DEEPEST_INDENT = 40
_STRING_OR_GAP = re.compile(rf"{STRING}|\s+")


def _margin(depth: int) -> str:
    return "  " * min(depth, _DEEPEST_INDENT)


def _head(node: Instr) -> str:
    """The instruction with what stands before its operands or bodies."""
    words = [node.op, *node.immediates]
    if node.block is not None:
        words += [word for word in (node.block.label, node.block.type_use) if word]
        words += [handler.text for handler in node.block.handlers]
    return " ".join(words)


def _comment_lines(comment: str, depth: int) -> Iterator[str]:
    if not comment:
        return
    for line in comment.split("\n"):
        yield _margin(depth) + line.strip()


# ---- flat


def flat_lines(body: Body, depth: int) -> Iterator[str]:
    """One instruction a line, operands first."""
    work: list[tuple[str, Node | Block | Arm | str, int]] = [("node", node, depth) for node in reversed(body)]
    while work:
        kind, item, level = work.pop()
        if isinstance(item, str):
            yield _margin(level) + item
        elif isinstance(item, Group):
            work += [("node", node, level) for node in reversed(item.items)]
        elif isinstance(item, Instr) and kind == "node":
            work.append(("self", item, level))
            work += [("node", node, level) for node in reversed(item.operands)]
        elif isinstance(item, Instr) and item.op:
            yield from _comment_lines(item.comment, level)
            yield _margin(level) + _head(item)
            if item.block is not None:
                work += _flat_block(item.block, level)


def _flat_block(block: Block, level: int) -> list[tuple[str, Node | Block | Arm | str, int]]:
    """What is left to print of a block after its first line, last thing first."""
    todo: list[tuple[str, Node | Block | Arm | str, int]] = [
        ("line", f"delegate {block.delegate}" if block.delegate else "end", level)
    ]
    for number, arm in reversed(list(enumerate(block.arms))):
        todo += [("node", node, level + 1) for node in reversed(arm.body)]
        if number > 0:
            todo.append(("line", " ".join((arm.keyword, *arm.immediates)), level))
    return todo


# ---- folded


class _Measure:
    """For every node of a body: its text on one line where that is short enough, and how deep its operands
    nest.

    Code metadata may stand between statements only, so where it stands between operands, these count as
    nested too deep.
    """

    def __init__(self, body: Body) -> None:
        self.line: dict[int, str | None] = {}
        self.depth: dict[int, int] = {}
        # wasm-tools does not read a folded `try`, and wat2wasm nothing folded behind a flat `delegate`.
        self.has_try = False
        work: list[tuple[Node, bool]] = [(node, False) for node in body]
        while work:
            node, ready = work.pop()
            if ready:
                self._measure(node)
            else:
                work.append((node, True))
                work += [(child, False) for child in children(node)]
                self.has_try = self.has_try or (isinstance(node, Instr) and node.op == "try")

    def _measure(self, node: Node) -> None:
        below = node.items if isinstance(node, Group) else node.operands
        deepest = max((self.depth[id(child)] for child in below), default=0)
        if isinstance(node, Group) and any(isinstance(item, Instr) and is_metadata(item) for item in below):
            deepest = DEEPEST_FOLDED
        self.depth[id(node)] = 1 + deepest
        self.line[id(node)] = self._one_line(node, below)

    def _one_line(self, node: Node, below: tuple[Node, ...]) -> str | None:
        if isinstance(node, Instr) and (node.block is not None or node.comment):
            return None
        parts = [self.line[id(child)] for child in below]
        if any(part is None for part in parts):
            return None
        text = " ".join(part for part in parts if part)
        if isinstance(node, Instr) and is_metadata(node):
            return node.op
        if isinstance(node, Instr):
            text = f"({_head(node)}{' ' if text else ''}{text})" if node.op else ""
        return text if len(text) <= LINE_WIDTH else None


def folded_lines(body: Body, depth: int) -> list[str]:
    """Folded instructions, an expression a line where it fits; flat ones where there is a `try`."""
    measure = _Measure(body)
    if measure.has_try:
        return list(flat_lines(body, depth))
    lines: list[str] = []
    work: list[tuple[str, Node | str, int]] = [("statement", node, depth) for node in reversed(body)]
    while work:
        kind, item, level = work.pop()
        if isinstance(item, str):
            if kind == "close":
                lines[-1] += item
            else:
                lines.append(_margin(level) + item)
            continue
        line = measure.line[id(item)]
        if kind == "statement" and measure.depth[id(item)] > DEEPEST_FOLDED:
            lines += flat_lines((item,), level)
        elif line is not None:
            if line:
                lines.append(_margin(level) + line)
        elif isinstance(item, Group):
            work += [(kind, node, level) for node in reversed(item.items)]
        else:
            lines += _comment_lines(item.comment, level)
            work += reversed(list(_folded_parts(item, level)))
    return lines


def _is_one_expression(operands: tuple[Node, ...]) -> bool:
    """Whether the operands are one that prints as a single folded instruction giving one value, as a
    condition must be.
    """
    while len(operands) == 1 and isinstance(operands[0], Instr) and len(operands[0].results) == 1:
        node = operands[0]
        if node.block is None or not node.operands:
            return True
        if node.op != "if":
            return False
        operands = node.operands
    return False


def _folded_parts(node: Instr, level: int) -> Iterator[tuple[str, Node | str, int]]:
    if node.block is None:
        yield "open", f"({_head(node)}", level
        for operand in node.operands:
            yield "operand", operand, level + 1
        yield "close", ")", level
        return
    inside = node.operands[-1:] if node.op == "if" and _is_one_expression(node.operands[-1:]) else ()
    for operand in node.operands[: len(node.operands) - len(inside)]:
        yield "operand", operand, level
    yield "open", f"({_head(node)}", level
    for operand in inside:
        yield "operand", operand, level + 1
    for arm in node.block.arms:
        bare = arm.keyword in ("block", "loop", "try_table")
        if not bare:
            yield "open", "(" + " ".join((arm.keyword, *arm.immediates)), level + 1
        for item in arm.body:
            yield "statement", item, level + (1 if bare else 2)
        if not bare:
            yield "close", ")", level
    yield "close", ")", level


# ---- modules


def print_function(module: Module, function: Field, style: Style | None = None) -> str:
    """A function's text.  Without a style: as its author wrote it, and where it was edited, in the author's
    manner.
    """
    if style is None and function.tree is None:
        return function.text
    if style is None:
        # Modules share fields: in a program of many megabytes only what was just edited is printed anew.
        if "_written" not in function.__dict__:
            function.__dict__["_written"] = _printed(module, function, function.written_folded)
        written: str = function.__dict__["_written"]
        return written
    return _printed(module, function, style == "folded")


def _printed(module: Module, function: Field, folded: bool) -> str:
    body = module.body(function)
    lines = folded_lines(body, 2) if folded else list(flat_lines(body, 2))
    return "\n".join([function.header, *lines]) + "\n  )" if lines else function.header + ")"


def with_header(lines: Iterable[str], text: str) -> str:
    """A module's text under lines of comment, each of which stays one line and a comment whatever it says."""
    return "".join(f";; {printable(' '.join(line.split()))}\n" for line in lines) + text.lstrip("\n")


def print_module(module: Module, style: Style | None = None) -> str:
    """The module's text; with a style, every function body goes through its tree."""
    parts = [module.head] if module.head else []
    for entry in module.fields:
        if entry.lead:
            parts += ["\n  ", entry.lead]
        edited = entry.tree is not None or (
            style is not None and entry.keyword == "func" and entry.imported is None
        )
        parts += ["\n  ", print_function(module, entry, style) if edited else entry.text]
    # The head may end with a line comment, which must not swallow what closes the module.
    parts += [module.tail] if module.fields else ["\n", module.tail]
    return "".join(parts)


def field_hashes(module: Module) -> bytes | None:
    """Hashes of the fields of a module with a long text, in order, each of which is made once; None for any
    other.  They are the same for the same text, however the module was come by.
    """
    size = len(module.head) + len(module.tail) + sum(_length(module, entry) for entry in module.fields)
    if size < MIN_HASHED_BY_FIELD or not module.fields:
        return None
    # Comments before the first field stand in the head where a text is read.
    head = "\n  ".join(filter(None, (module.head, module.fields[0].lead)))
    leads = ["", *(entry.lead for entry in module.fields[1:])]
    found = [_hash(head), _hash(module.tail)]
    for lead, entry in zip(leads, module.fields, strict=True):
        found += [_hash(lead), _text_hash(module, entry)] if lead else [_text_hash(module, entry)]
    return b"".join(found)


def _length(module: Module, entry: Field) -> int:
    """The characters of a field, comments before it included."""
    own = len(print_function(module, entry)) if entry.tree is not None else entry.characters
    return own + len(entry.lead)


def _text_hash(module: Module, entry: Field) -> bytes:
    """The hash of a field's text, made once."""
    known: bytes | None = entry.__dict__.get("_hash")
    if known is None:
        known = _hash(entry.text if entry.tree is None else print_function(module, entry))
        entry.__dict__["_hash"] = known
    return known


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).digest()


def without_layout(text: str) -> str:
    """A module's text without comments and without the white space that it does not need; an instruction a
    line where it had one.
    """
    text = without_comments(text).strip()

    def needed(found: re.Match[str]) -> str:
        gap = found[0]
        if gap.startswith('"'):
            return gap
        if text[found.start() - 1] in "()" or text[found.end()] in "()":
            return ""
        return "\n" if "\n" in gap else " "

    return _STRING_OR_GAP.sub(needed, text)
