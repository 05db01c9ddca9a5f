"""The function types that a module defines without declaring them, in the order in which the assembler
appends them.

A type use without `(type ...)` means the first type of its shape; where none is declared, one is appended
after the declared ones, and code may refer to it by its index.  Source: WebAssembly core specification,
section 6.4.4 (type uses, abbreviations).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reducer.wat.field import Field
from reducer.wat.syntax import TypeUse
from reducer.wat.tree import FunctionType

_BLOCKS = ("block", "loop", "if", "try", "try_table")


def implicit_types(module_fields: Sequence[Field]) -> list[Field]:
    """A type field for every function type that these fields use and do not declare."""
    groups = [entry.members for entry in module_fields if entry.space == "type"]
    types = [entry for members in groups for entry in members]
    indices = {entry.name: str(index) for index, entry in enumerate(types) if entry.name}
    declared = [
        members[0].declaration.function_type
        for members in groups
        if len(members) == 1 and members[0].declaration.plain
    ]
    known = {_shape(type_, indices) for type_ in declared if type_ is not None}
    fields = []
    for use in _type_uses(module_fields):
        if not use.index and (shape := _shape(use.inline, indices)) not in known:
            known.add(shape)
            fields.append(_type_field(use.inline))
    return fields


def _type_uses(module_fields: Sequence[Field]) -> Iterator[TypeUse]:
    """Every type use that can define a type, in the order of the text."""
    for entry in module_fields:
        if entry.keyword == "func" or entry.space in ("function", "tag"):
            yield entry.declaration.type_use or TypeUse()
        if entry.keyword != "func" or entry.imported is not None or entry.tree is not None:
            continue
        for op in entry.linear()[0]:
            use = op.type_use
            if use is None:
                continue
            short = not use.inline.params and len(use.inline.results) <= 1
            if op.keyword not in _BLOCKS or not short:
                yield use


def _shape(type_: FunctionType, indices: Mapping[str, str]) -> FunctionType:
    """The type with references to types by index, so that equal types compare equal."""

    def spelt(value_type: str) -> str:
        return " ".join(indices.get(word, word) for word in value_type.strip("()").split())

    return FunctionType(tuple(map(spelt, type_.params)), tuple(map(spelt, type_.results)))


def _type_field(type_: FunctionType) -> Field:
    params = "".join(f" (param {value_type})" for value_type in type_.params)
    results = "".join(f" (result {value_type})" for value_type in type_.results)
    return Field("type", f"(type (func{params}{results}))")
