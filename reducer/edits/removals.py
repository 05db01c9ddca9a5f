"""Removes an instruction and leaves everything around it: its operands are still computed, and dropped.

The rest is the loop with all that feeds the instruction, so the time that disappears is that of the
instruction itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from reducer.change import Change
from reducer.edits.edit import Edit, edit_at
from reducer.edits.operands import has_plain_operands
from reducer.edits.sites import brief, sites
from reducer.wat.constants import constants_of
from reducer.wat.instructions import has_any
from reducer.wat.module import Module
from reducer.wat.rebuild import as_operand
from reducer.wat.tree import Instr, is_metadata

_WORK = ("ref.func", "memory.size", "table.size")
"""Instructions without operands that may take time; a constant stands for them."""
_KEPT = ("local.get", "local.tee", "local.set", "drop", "nop")
"""Instructions that only drop their operands, or do no work."""


def remove_instructions(module: Module) -> Iterator[Edit]:
    """`remove INSTRUCTION`: its operands are dropped, constants stand for its results."""
    for site in sites(module):
        node = site.node
        if not isinstance(node, Instr) or not _removable(node):
            continue
        constants = constants_of(module, node.results)
        if constants is None:
            continue
        nodes = (*(Instr("drop", (), (operand,)) for operand in node.operands), *constants)
        if node.results:
            nodes = (as_operand(nodes),)
        change = Change(f"remove {brief(node)}", operations=(node.op,), removed=True)
        yield edit_at(site, "removals", change, 1, nodes, name="target_removed")


def _removable(node: Instr) -> bool:
    if node.op in _WORK:
        return True
    return (
        bool(node.operands or not node.results)
        and has_plain_operands(node)
        and node.op not in _KEPT
        and not is_metadata(node)
        and not has_any(node.op, ("branch", "diverges", "constant"))
    )
