"""The catalogue: families of typed edits by name.  A family is a function from a named module to labelled
edits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from reducer.edits.chains import shorten_chains
from reducer.edits.edit import Edit, Replacement, apply
from reducer.edits.expressions import drop_offsets, hoist, replace_by_constant, simplify_constants, swap_bulk
from reducer.edits.fields import drop_fields, drop_unused, shrink_memories, shrink_tables
from reducer.edits.functions import drop_functions
from reducer.edits.indirection import change_calls, globals_to_locals
from reducer.edits.locals import (
    drop_locals,
    drop_many_locals,
    drop_parameters,
    drop_results,
    drop_unused_locals,
    merge_into_tee,
)
from reducer.edits.names import shorten_names
from reducer.edits.placement import merge_segments, move_segments
from reducer.edits.relations import relate_operands
from reducer.edits.removals import remove_instructions
from reducer.edits.retyped import change_types
from reducer.edits.segments import shrink_segments
from reducer.edits.siblings import replace_by_sibling
from reducer.edits.statements import delete_statements, invert_loops, unwrap_blocks
from reducer.edits.sweeps import sweep_immediates, sweep_operands
from reducer.edits.targets import shrink_targets
from reducer.wat.module import Module

Family = Callable[[Module], Iterable[Edit]]

CATALOGUE: dict[str, Family] = {
    "functions": drop_functions,
    "unused": drop_unused,
    "unused-locals": drop_unused_locals,
    "statements": delete_statements,
    "blocks": unwrap_blocks,
    "loops": invert_loops,
    "hoists": hoist,
    "constants": replace_by_constant,
    "locals": drop_locals,
    "many-locals": drop_many_locals,
    "parameters": drop_parameters,
    "tees": merge_into_tee,
    "values": simplify_constants,
    "offsets": drop_offsets,
    "fields": drop_fields,
    "memories": shrink_memories,
    "tables": shrink_tables,
    "segments": shrink_segments,
    "merges": merge_segments,
    "moves": move_segments,
    "targets": shrink_targets,
    "chains": shorten_chains,
    "results": drop_results,
    "names": shorten_names,
    "swaps": swap_bulk,
    "removals": remove_instructions,
    "siblings": replace_by_sibling,
    "types": change_types,
    "calls": change_calls,
    "locals-for-globals": globals_to_locals,
    "operands": sweep_operands,
    "immediates": sweep_immediates,
    "relations": relate_operands,
}
"""Every family by name."""

SEARCH_FAMILIES = {
    "functions": "functions",
    "statements": "statements",
    "blocks": "blocks",
    "loops": "loops",
    "constants": "expressions",
    "hoists": "expressions",
    "locals": "locals",
    "parameters": "locals",
    "tees": "tees",
    "values": "values",
    "offsets": "values",
    "fields": "fields",
    "memories": "fields",
    "segments": "segments",
    "merges": "segments together",
    "moves": "segments together",
    "many-locals": "many locals",
    "chains": "chains",
    "results": "lengths",
    "tables": "lengths",
    "targets": "lengths",
    "names": "lengths",
}
"""The families that a search tries, each with the name of its stage in search/schedule.py."""

ControlKind = Literal["removed", "sibling", "operand", "relation"]
CONTROL_FAMILIES: dict[str, ControlKind] = {
    "removals": "removed",
    "siblings": "sibling",
    "types": "sibling",
    "calls": "sibling",
    "locals-for-globals": "sibling",
    "operands": "operand",
    "immediates": "operand",
    "relations": "relation",
}
"""The families whose edits make nothing smaller, and so are of no use to a search: they make controls of the
kind that stands beside them."""

__all__ = ["CATALOGUE", "CONTROL_FAMILIES", "SEARCH_FAMILIES", "Edit", "Family", "Replacement", "apply"]
