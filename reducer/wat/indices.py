"""Which index space each immediate of an instruction lives in, and the instruction with other immediates.

Between the instruction table's columns and those who rename, count or repair references.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from reducer.wat.instructions import index_spaces, kinds_of, table
from reducer.wat.syntax import Op
from reducer.wat.tree import Block, Handler, Instr

_TYPE_INDEX = re.compile(r"(\(\s*(?:type|ref)\s+(?:null\s+)?)(\$[^\s()]+|\d[^\s()]*)")
"""A type named in a type use or a value type."""

Rename = Callable[[str, str], str]
"""Index space and index as written, to the index to write."""


def references(node: Instr) -> Iterator[tuple[str, str]]:
    """Every (index space, index) that an instruction mentions, those of its labels and block types too."""
    if node.op not in table():
        return
    if node.immediates:
        yield from index_spaces(node.op, node.immediates)
        for word in node.immediates:
            if word.startswith("("):
                yield from _in_text(word)
    if node.block is not None:
        yield from _in_text(node.block.type_use)
        for arm in node.block.arms:
            if arm.keyword == "catch":
                yield "tag", arm.immediates[0]
        if node.block.delegate:
            yield "label", node.block.delegate
        for handler in node.block.handlers:
            if handler.tag:
                yield "tag", handler.tag
            yield "label", handler.label


def references_of(op: Op) -> Iterator[tuple[str, str]]:
    """The same of a linear instruction, clauses of a `try` and a `try_table` aside."""
    if op.keyword not in table():
        return
    if op.immediates:
        yield from index_spaces(op.keyword, op.immediates)
        for word in op.immediates:
            if word.startswith("("):
                yield from _in_text(word)
    elif op.type_use is not None:
        yield from _in_text(op.type_use.text)


def _in_text(text: str) -> Iterator[tuple[str, str]]:
    for match in _TYPE_INDEX.finditer(text):
        yield "type", match.group(2)


def rename_text(text: str, rename: Rename) -> str:
    """A type use or value type with the types that it names renamed."""
    return _TYPE_INDEX.sub(lambda match: match.group(1) + rename("type", match.group(2)), text)


def with_renamed(node: Instr, rename: Rename) -> Instr:
    """The instruction with every index it mentions renamed (labels of its own block aside); itself when none
    changes.
    """
    if node.op not in table():
        return node
    words = tuple(
        rename(kind, word) if kind else rename_text(word, rename) if word.startswith("(") else word
        for kind, word in zip(kinds_of(node.op, node.immediates), node.immediates, strict=True)
    )
    block = None if node.block is None else _renamed_block(node.block, rename)
    if words == node.immediates and block is node.block:
        return node
    return replace(node, immediates=words, block=block)


def _renamed_block(block: Block, rename: Rename) -> Block:
    type_use = rename_text(block.type_use, rename)
    arms = tuple(
        replace(arm, immediates=(rename("tag", arm.immediates[0]),)) if arm.keyword == "catch" else arm
        for arm in block.arms
    )
    delegate = rename("label", block.delegate) if block.delegate else ""
    handlers = tuple(
        Handler(keyword, rename("tag", tag) if tag else "", rename("label", label))
        for keyword, tag, label in block.handlers
    )
    same_arms = all(new.immediates == old.immediates for new, old in zip(arms, block.arms, strict=True))
    if type_use == block.type_use and (delegate, handlers) == (block.delegate, block.handlers) and same_arms:
        return block
    return replace(block, type_use=type_use, arms=arms, delegate=delegate, handlers=handlers)
