"""The operands of an instruction: their names, whether they may be copied, and the width of a memory access.

The families of control edits share this.  It works on nodes of a named module and knows no edit.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from reducer.wat.instructions import has_any, table
from reducer.wat.numbers import integer
from reducer.wat.tree import Group, Instr, Node, walk

MAX_OPERANDS = 16
"""How many operands of one instruction are varied, from the first one on: a session tries only thirty
variants."""
MAX_COPIED = 64
"""The largest expression that is copied, in nodes."""

_NAMES = {
    "memory.copy": ("dst", "src", "len"),
    "memory.fill": ("dst", "value", "len"),
    "memory.init": ("dst", "src", "len"),
    "table.copy": ("dst", "src", "len"),
    "table.fill": ("dst", "value", "len"),
    "table.init": ("dst", "src", "len"),
    "table.get": ("index",),
    "table.set": ("index", "value"),
    "global.set": ("value",),
    "struct.set": ("structure", "value"),
    "array.new": ("value", "len"),
    "array.new_default": ("len",),
    "array.new_data": ("src", "len"),
    "array.new_elem": ("src", "len"),
    "array.get": ("array", "index"),
    "array.get_s": ("array", "index"),
    "array.get_u": ("array", "index"),
    "array.set": ("array", "index", "value"),
    "array.fill": ("array", "index", "value", "len"),
    "array.copy": ("array", "dst", "from", "src", "len"),
    "array.init_data": ("array", "dst", "src", "len"),
    "array.init_elem": ("array", "dst", "src", "len"),
}
_IN_WORDS = {"dst": "destination", "src": "source", "len": "length", "from": "source array"}
_SHIFTS = ("shl", "shr_s", "shr_u", "rotl", "rotr")
_ACCESS = re.compile(r"\.(?:load|store)(\d+)?(?:x(\d))?")
_NATURAL = {"i32": 4, "f32": 4, "i64": 8, "f64": 8, "v128": 16}
_COPYABLE = ("pure", "constant", "reads_memory", "reads_global", "reads_heap")


def operand_names(node: Instr) -> tuple[str, ...]:
    """A short name for each operand: `dst src len` of memory.copy, `left right` of i32.add."""
    if node.op in _NAMES:
        return _NAMES[node.op]
    if is_access(node):
        return ("address", "value")[: len(node.operands)]
    if node.op.startswith("call"):
        return tuple(f"argument{index + 1}" for index in range(len(node.operands)))
    if len(node.operands) == 2:
        return ("value", "count") if node.op.partition(".")[2] in _SHIFTS else ("left", "right")
    return tuple(f"operand{index + 1}" if index else "operand" for index in range(len(node.operands)))


def in_words(name: str) -> str:
    """The name of an operand for people."""
    return _IN_WORDS.get(name, name)


def has_plain_operands(node: Instr) -> bool:
    """Whether each operand is one node that gives one value, so that each can be changed by itself."""
    return node.block is None and all(len(operand.results) == 1 for operand in node.operands)


def constant_value(node: Node) -> int | None:
    """The value of an integer constant as it is written, None for any other node."""
    if isinstance(node, Instr) and node.op in ("i32.const", "i64.const"):
        return integer(node.immediates[0])
    return None


def is_constant(node: Node) -> bool:
    """Whether a node is a constant of any type."""
    return isinstance(node, Instr) and (node.op.endswith(".const") or node.op in ("ref.null", "ref.func"))


def constant(type_: str, text: str) -> Instr:
    """A number of that type."""
    return Instr(f"{type_}.const", (text,), (), (type_,))


def with_operand(node: Instr, index: int, operand: Node) -> Instr:
    """The instruction with another operand at that place."""
    return replace(node, operands=(*node.operands[:index], operand, *node.operands[index + 1 :]))


def copied(node: Node) -> Instr | None:
    """The same expression made of new nodes; None where running it twice differs from running it once, or
    where it has more than MAX_COPIED nodes."""
    return _copy(node) if len(list(islice(walk((node,)), MAX_COPIED + 1))) <= MAX_COPIED else None


def _copy(node: Node) -> Instr | None:
    if isinstance(node, Group) or node.block is not None or node.fixed:
        return None
    if node.op != "local.get" and not has_any(node.op, _COPYABLE):
        return None
    if has_any(node.op, ("writes_memory", "atomic", "grows", "diverges", "allocates")):
        return None
    operands = [_copy(operand) for operand in node.operands]
    if any(operand is None for operand in operands):
        return None
    return Instr(node.op, node.immediates, tuple(filter(None, operands)), node.results)


def is_access(node: Instr) -> bool:
    """Whether the instruction is a load or a store with an offset and an alignment that may be changed."""
    row = table().get(node.op)
    return row is not None and "memarg" in row.immediates and "atomic" not in row.traits


def access_width(op: str) -> int:
    """How many bytes a load or a store touches."""
    bits, lanes = match.groups() if (match := _ACCESS.search(op)) else (None, None)
    return int(bits) * int(lanes or 1) // 8 if bits else _NATURAL[op.partition(".")[0]]


def immediate(node: Instr, key: str) -> int | None:
    """The number of `offset=` or `align=` as it is written, None without one."""
    found = next((word for word in node.immediates if word.startswith(f"{key}=")), None)
    return None if found is None else integer(found.partition("=")[2])


def with_immediate(node: Instr, key: str, value: int | None) -> Instr:
    """The access with that `offset=` or `align=`; None: without."""
    words = {word.partition("=")[0]: word for word in node.immediates if "=" in word}
    words.pop(key, None)
    if value is not None:
        words[key] = f"{key}={value}"
    plain = [word for word in node.immediates if "=" not in word]
    row = table()[node.op]
    # In a lane access the lane stands last, after offset and alignment.
    lanes = plain[-1:] if "lane" in row.immediates else []
    before = plain[: len(plain) - len(lanes)]
    memarg = [words[name] for name in ("offset", "align") if name in words]
    return replace(node, immediates=(*before, *memarg, *lanes))


def unaligned(node: Instr) -> Instr:
    """The access without an alignment that is wider than it."""
    align = immediate(node, "align")
    return with_immediate(node, "align", None) if align and align > access_width(node.op) else node
