"""Which index space each immediate of an instruction lives in, and the instruction with other immediates.

Between the instruction table's columns and those who rename, count or repair references.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from reducer.wat.instructions import table
from reducer.wat.syntax import NUMBERED_TYPE
from reducer.wat.tree import Block, Instr

_SPACES = {"local", "global", "function", "label", "type", "data", "element", "tag", "table", "memory"}
_TYPE_INDEX = re.compile(r"(\(\s*type\s+)([^\s()]+)")
_REFERENCE_TYPE = re.compile(r"(\(\s*ref\s+(?:null\s+)?)(\$[^\s()]+|\d+)")

Rename = Callable[[str, str], str]
"""Index space and index as written, to the index to write."""


def _kinds(node: Instr) -> list[str]:
    """The index space of each immediate, "" for those that are none."""
    kinds = table()[node.op].immediates
    if kinds == ("label*",):
        return ["label"] * len(node.immediates)
    if kinds in (("v128",), ("lanes16",)):
        return [""] * len(node.immediates)
    required = [kind for kind in kinds if kind[-1] not in "?*" and kind not in ("memarg", "type_use")]
    optional = [kind[:-1] for kind in kinds if kind[-1] == "?"]
    plain = sum(not word.startswith(("offset=", "align=", "(")) for word in node.immediates)
    written = iter(optional[: plain - len(required)] + required)
    return [
        "" if word.startswith(("offset=", "align=", "(")) or (kind := next(written)) not in _SPACES else kind
        for word in node.immediates
    ]


def references(node: Instr) -> Iterator[tuple[str, str]]:
    """Every (index space, index) that an instruction mentions, those of its labels and block types too."""
    if node.op not in table():
        return
    for kind, word in zip(_kinds(node), node.immediates, strict=True):
        if kind:
            yield kind, word
        elif word.startswith("("):
            yield from _in_text(word)
    if node.op == "ref.null" and node.immediates[0] not in ("func", "extern"):
        yield "type", node.immediates[0]
    if node.block is not None:
        yield from _in_text(node.block.type_use)
        for arm in node.block.arms:
            if arm.keyword == "catch":
                yield "tag", arm.immediates[0]
        if node.block.delegate:
            yield "label", node.block.delegate


def _in_text(text: str) -> Iterator[tuple[str, str]]:
    for match in _TYPE_INDEX.finditer(text):
        yield "type", match.group(2)
    for match in _REFERENCE_TYPE.finditer(text):
        yield "type" if match.group(2).startswith("$") else NUMBERED_TYPE, match.group(2)


def rename_text(text: str, rename: Rename) -> str:
    """A type use with its type index renamed."""
    return _TYPE_INDEX.sub(lambda match: match.group(1) + rename("type", match.group(2)), text)


def with_renamed(node: Instr, rename: Rename) -> Instr:
    """The instruction with every index it mentions renamed (labels of its own block aside); itself when none
    changes.
    """
    if node.op not in table():
        return node
    words = tuple(
        rename(kind, word) if kind else rename_text(word, rename) if word.startswith("(") else word
        for kind, word in zip(_kinds(node), node.immediates, strict=True)
    )
    if node.op == "ref.null" and words[0] not in ("func", "extern"):
        words = (rename("type", words[0]),)
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
    same_arms = all(new.immediates == old.immediates for new, old in zip(arms, block.arms, strict=True))
    if type_use == block.type_use and delegate == block.delegate and same_arms:
        return block
    return replace(block, type_use=type_use, arms=arms, delegate=delegate)
