"""A decision of a search as the run folder records it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reducer.edits import Edit
from reducer.judge.verdict import Verdict
from reducer.oracle import ratio_interval
from reducer.program.trips import places
from reducer.records.run import Decision

MAX_LABELS = 3
"""How many edits of a decision are named in its record."""


def decided(
    stage: str,
    edits: Sequence[Edit],
    verdict: Verdict,
    seconds: float,
    step: int | None = None,
    words: str = "",
) -> Decision:
    """What became of a candidate, `seconds` after the search began; `words` stand in the place of the edits'.
    A kept one has its size, its ratio and its trip constants."""
    labels = (words,) if words else tuple(edit.label for edit in edits[-MAX_LABELS:])
    decision = Decision(stage, str(verdict), seconds, len(edits), labels, step=step)
    if not verdict.kept or verdict.program is None:
        return decision
    size, trips = verdict.program.module.instructions(), places(verdict.program)
    ratio = ratio_interval(verdict.xs).estimate if verdict.xs else None
    return replace(decision, instructions=size, ratio=ratio, trips=trips)
