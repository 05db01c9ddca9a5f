"""Edits that empty a function: any module has them, and none changes an index or reads a body."""

from collections.abc import Iterator

from reducer.change import Change
from reducer.edits import Edit
from reducer.wat.constants import zeros
from reducer.wat.module import FunctionContext, Module


def empty_functions(module: Module) -> Iterator[Edit]:
    """`empty function $f`: its body becomes constants of its result types."""
    for index, entry in enumerate(module.functions):
        constants = zeros(FunctionContext(module, entry).results())
        if constants is None:
            continue
        change = Change(f"empty function {entry.name or index}")
        yield Edit("emptied", change, 0, rewritten=((entry, entry.with_tree(constants)),))
