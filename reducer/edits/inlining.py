"""Writes function types where they are used, if that removes nothing but the type's own declaration.

A header spells its parameters beside `(type $t)`, so the index is redundant there.  In a body, a type is
written out only if it is mentioned once.  A type in a group, or with a subtype or supertype, is different
from the one that would be written out.  Nothing here changes behaviour.  Works on named modules.  Source:
WebAssembly core specification, section 6.4.4 (type uses, abbreviations).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from reducer.edits.mentions import BY_NUMBER, mentions, mentions_of_body
from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.rebuild import Nodes, rebuild
from reducer.wat.tree import FunctionType, Instr, Node


def inline_types(module: Module) -> Module:
    """The module whose headers and bodies spell every type that nothing else mentions; the very same module
    where there is none.
    """
    counted = mentions(module)
    if counted["type", BY_NUMBER]:
        return module
    headers: Counter[str] = Counter(
        _index(entry) for entry in module.fields if entry.space in ("function", "tag")
    )
    spelt = {
        entry.name: entry.declaration.function_type
        for entry in module.fields
        if entry.keyword == "type"
        and entry.declaration.plain
        and entry.declaration.function_type is not None
        and 0 < counted["type", entry.name] <= max(1, headers[entry.name])
    }
    if not spelt:
        return module
    uses = {f"(type {name})": _spelling(type_) for name, type_ in spelt.items()}
    bodies = (_inlined_body(module, entry, uses) for entry in module.fields)
    return module.with_fields(_inlined_header(entry, spelt) for entry in bodies)


def _index(entry: Field) -> str:
    """The type that a header mentions, "" where it mentions none."""
    use = entry.declaration.type_use
    return "" if use is None else use.index


def _inlined_header(entry: Field, spelt: dict[str, FunctionType]) -> Field:
    use = entry.declaration.type_use
    if use is None or use.index not in spelt:
        return entry
    written = "" if use.inline != FunctionType() else _spelling(spelt[use.index])
    end = use.start + use.text.index(")") + 1
    tree = entry.tree
    text = entry.text[: use.start].rstrip() + f" {written}".rstrip() + entry.text[end:]
    return entry.with_text(text, tree)


def _inlined_body(module: Module, entry: Field, uses: dict[str, str]) -> Field:
    if entry.keyword != "func" or entry.imported is not None:
        return entry
    if not any(
        space == "type" and f"(type {name})" in uses for space, name in mentions_of_body(module, entry)
    ):
        return entry

    def change(node: Node, _before: Node) -> Nodes:
        if not isinstance(node, Instr):
            return (node,)
        if node.block is not None and node.block.type_use.startswith("("):
            node = replace(node, block=replace(node.block, type_use=_written(node.block.type_use, uses)))
        elif any(word.startswith("(type") for word in node.immediates):
            words = (_written(word, uses) for word in node.immediates)
            node = replace(node, immediates=tuple(word for word in words if word))
        return (node,)

    body = module.body(entry)
    made = rebuild(body, FunctionContext(module, entry).results(), change)
    return entry if made is body else entry.with_tree(made)


def _written(use: str, uses: dict[str, str]) -> str:
    """A type use without its index, where that can go."""
    index, _, inline = use.partition(")")
    index = " ".join(f"{index})".split())
    return use if index not in uses else inline.strip() or uses[index]


def _spelling(type_: FunctionType) -> str:
    params = [f"(param {' '.join(type_.params)})"] if type_.params else []
    return " ".join(params + ([f"(result {' '.join(type_.results)})"] if type_.results else []))
