"""The function types that a module defines without declaring them, in the order in which the assembler
appends them.

A type use without `(type ...)` means the first type of its shape; where none is declared, one is appended
after the declared ones, and code may refer to it by its index.  Source: WebAssembly core specification,
section 6.4.4 (type uses, abbreviations).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reducer.wat.field import Field
from reducer.wat.indices import references
from reducer.wat.instructions import has_trait
from reducer.wat.numbers import integer
from reducer.wat.syntax import TypeUse
from reducer.wat.tree import FunctionType, instructions

if TYPE_CHECKING:
    from reducer.wat.module import Module

_BLOCKS = ("block", "loop", "if", "try")


def implicit_types(module: Module) -> list[Field]:
    """A type field for every function type that is used and not declared."""
    indices = {entry.name: str(index) for index, entry in enumerate(module.entities("type")) if entry.name}
    declared = [entry.declaration.function_type for entry in module.entities("type")]
    known = {_shape(type_, indices) for type_ in declared if type_ is not None}
    fields = []
    for use in _type_uses(module):
        if not use.index and (shape := _shape(use.inline, indices)) not in known:
            known.add(shape)
            fields.append(_type_field(use.inline))
    return fields


def _type_uses(module: Module) -> Iterator[TypeUse]:
    """Every type use that can define a type, in the order of the text."""
    for entry in module.fields:
        if entry.keyword == "func" or entry.space in ("function", "tag"):
            yield entry.declaration.type_use or TypeUse()
        if entry.keyword != "func" or entry.imported is not None or entry.tree is not None:
            continue
        for op in entry.linear()[0]:
            use = op.type_use or TypeUse()
            short = not use.inline.params and len(use.inline.results) <= 1
            if has_trait(op.keyword, "indirect") or (op.keyword in _BLOCKS and not short):
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


def with_implicit_types(module: Module) -> Module:
    """The module with its implicit types declared, where it refers to one by index; otherwise the very same
    module.
    """
    declared = len(module.entities("type"))
    if not any(index[:1].isdigit() and integer(index) >= declared for index in _type_indices(module)):
        return module
    return module.with_fields([*module.fields, *module.implicit_types])


def _type_indices(module: Module) -> Iterator[str]:
    for entry in module.fields:
        yield from (reference.text for reference in entry.declaration.references if reference.space == "type")
        if entry.keyword == "func" and entry.imported is None:
            for node in instructions(module.body(entry)):
                yield from (index for space, index in references(node) if space == "type")
