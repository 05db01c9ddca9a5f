"""Other instructions on which the slowdown shows as well."""

from __future__ import annotations

from reducer.edits import CATALOGUE, Edit
from reducer.search.reduction import Reduction


def siblings(reduction: Reduction, bar: float) -> list[str]:
    """Tries other instructions in place of the target's; returns those on which the slowdown shows as
    well, in words.

    Each such case is saved as sibling_INSTRUCTION.wat.  The result does not change: the user asked about
    the instruction in the seed.
    """
    found: dict[tuple[str, str], list[Edit]] = {}
    for edit in CATALOGUE["swaps"](reduction.incumbent.module):
        found.setdefault((edit.change.operation, edit.change.after), []).append(edit)
    kept = []
    for (before, after), edits in found.items():
        verdict = reduction.judge.ask(reduction.incumbent.edited(edits), bar)
        reduction.others.meet(verdict)
        reduction.log("siblings", edits, verdict)
        if verdict.kept and verdict.program is not None:
            reduction.folder.save(f"sibling_{after.replace('.', '_')}.wat", verdict.program.text)
            kept.append(f"{before} -> {after}")
    return kept
