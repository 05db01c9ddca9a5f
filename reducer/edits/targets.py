"""Edits on the targets of a `br_table`: fewer of them, thousands in a few candidates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reducer.change import Change
from reducer.edits.edit import Edit, edit_at
from reducer.edits.sites import sites
from reducer.wat.module import Module
from reducer.wat.tree import Instr

SHARES = (0, 64, 8, 2)
"""The shares of its targets that a table is tried with: none but the default, a 64th, an 8th, half; the
fewest first."""


def shrink_targets(module: Module) -> Iterator[Edit]:
    """`br_table of 1000 targets -> 500`: the first ones and the default stay."""
    for site in sites(module):
        node = site.node
        if not isinstance(node, Instr) or node.op != "br_table":
            continue
        count = len(node.immediates) - 1
        for kept in dict.fromkeys(count // share if share else 0 for share in SHARES):
            if kept < count:
                made = replace(node, immediates=(*node.immediates[:kept], node.immediates[-1]))
                change = Change(f"br_table of {count} targets -> {kept}")
                yield edit_at(site, "targets", change, 0, (made,))
