"""What of its memory a run reads: a copy of the program marks the line of every load.

The recorded memory of a program can be megabytes, of which one call reads a few thousand bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reducer.wat.instructions import has_trait
from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.rebuild import Nodes, rebuild
from reducer.wat.tree import Instr, Node

TOUCHED = "wreduce_touched"
"""The memory of the marks is exported under this name; a byte for each line."""
LINE = 64
_SHIFT = 6
_WORDS_A_LINE = LINE // 8
_PAGE = 1 << 16
_LONGEST = 15
"""A load reads 16 bytes at most, so its last byte is so far from the first."""
_TELLS_SIZE = ("memory.size", "memory.grow")


def marking(module: Module, memory_bytes: int) -> Module | None:
    """The copy of a named module of one memory, which has so many bytes; None where a load's address is not
    a value of its own in the tree."""
    alone = True

    def change(node: Node, _before: Node) -> Nodes:
        nonlocal alone
        if not isinstance(node, Instr) or not has_trait(node.op, "reads_memory") or node.op in _TELLS_SIZE:
            return (node,)
        if node.op == "memory.copy":
            return (replace(node, op="call", immediates=("$wreduce_copy",)),)
        if not node.operands or node.operands[0].results != ("i32",):
            alone = False
            return (node,)
        offset = next((word[7:] for word in node.immediates if word.startswith("offset=")), "0")
        distance = Instr("i32.const", (offset,), (), ("i32",))
        marked = Instr("call", ("$wreduce_touch",), (node.operands[0], distance), ("i32",))
        return (replace(node, operands=(marked, *node.operands[1:])),)

    fields = [
        entry.with_tree(rebuild(module.body(entry), FunctionContext(module, entry).results(), change))
        if entry.keyword == "func" and entry.imported is None
        else entry
        for entry in module.fields
    ]
    if not alone:
        return None
    pages = -(-(memory_bytes // LINE + 2) // _PAGE)
    fields += [Field("func", text) for text in (_TOUCH, _COPY)]
    fields.append(Field("memory", f'(memory ${TOUCHED} (export "{TOUCHED}") {pages})'))
    return module.with_fields(fields)


def touched(values: Mapping[str, int]) -> set[int]:
    """The numbers of the words in lines that were read, from the words of the memory TOUCHED."""
    begin = len(TOUCHED)
    found: set[int] = set()
    for name, word in values.items():
        if name.startswith(TOUCHED) and name != TOUCHED:
            for byte, mark in enumerate(word.to_bytes(8, "little")):
                if mark:
                    first = (8 * int(name[begin:]) + byte) * _WORDS_A_LINE
                    found.update(range(first, first + _WORDS_A_LINE))
    return found


_TOUCH = f"""(func $wreduce_touch (param $address i32) (param $offset i32) (result i32)
(i32.store8 ${TOUCHED}
  (i32.shr_u (i32.add (local.get $address) (local.get $offset)) (i32.const {_SHIFT})) (i32.const 1))
(i32.store8 ${TOUCHED}
  (i32.shr_u
    (i32.add (i32.add (local.get $address) (local.get $offset)) (i32.const {_LONGEST}))
    (i32.const {_SHIFT}))
  (i32.const 1))
(local.get $address))"""
_COPY = f"""(func $wreduce_copy (param $to i32) (param $from i32) (param $size i32) (local $first i32)
(local.set $first (i32.shr_u (local.get $from) (i32.const {_SHIFT})))
(memory.fill ${TOUCHED} (local.get $first) (i32.const 1)
  (i32.add (i32.const 1)
    (i32.sub
      (i32.shr_u (i32.add (local.get $from) (local.get $size)) (i32.const {_SHIFT})) (local.get $first))))
(memory.copy (local.get $to) (local.get $from) (local.get $size)))"""
