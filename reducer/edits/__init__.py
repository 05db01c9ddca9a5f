"""The catalogue: one family of typed edits a name, each a function from a named module to labelled edits."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reducer.edits.edit import Edit, Replacement, apply
from reducer.edits.expressions import drop_offsets, hoist, replace_by_constant, simplify_constants, swap_bulk
from reducer.edits.fields import drop_fields, drop_unused, shrink_memories
from reducer.edits.functions import drop_functions, empty_functions
from reducer.edits.locals import drop_locals, drop_parameters, drop_unused_locals, merge_into_tee
from reducer.edits.statements import delete_statements, invert_loops, unwrap_blocks
from reducer.wat.module import Module

Family = Callable[[Module], Iterable[Edit]]

CATALOGUE: dict[str, Family] = {
    "functions": drop_functions,
    "emptied": empty_functions,
    "unused": drop_unused,
    "unused-locals": drop_unused_locals,
    "statements": delete_statements,
    "blocks": unwrap_blocks,
    "loops": invert_loops,
    "hoists": hoist,
    "constants": replace_by_constant,
    "locals": drop_locals,
    "parameters": drop_parameters,
    "tees": merge_into_tee,
    "values": simplify_constants,
    "offsets": drop_offsets,
    "fields": drop_fields,
    "memories": shrink_memories,
    "swaps": swap_bulk,
}
"""Every family by name."""

__all__ = ["CATALOGUE", "Edit", "Family", "Replacement", "apply"]
