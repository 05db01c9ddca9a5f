"""Edits that empty a function: any module has them, and none changes an index or reads a body."""

from collections.abc import Iterator

from reducer.change import Change
from reducer.edits import Edit
from reducer.wat.module import FunctionContext, Module
from reducer.wat.rebuild import zeros


def empty_functions(module: Module) -> Iterator[Edit]:
    """`empty function $f`: its body becomes constants of its result types."""
    for index, entry in enumerate(module.functions):
        constants = zeros(FunctionContext(module, entry).results())
        if constants is None:
            continue
        size = module.size_of(entry)
        if size > len(constants):
            change = Change(f"empty function {entry.name or index}")
            yield Edit("emptied", change, size, rewritten=((entry, entry.with_tree(constants)),))
