"""The course of a reduction: how the case became smaller from decision to decision, and what ratio it kept.

Read from what a run leaves behind: a line in decisions.jsonl for every decision, a file in steps/ for every
kept one.  Lines may say `instructions`, `ratio` and `seconds`; where they do not, sizes are counted from the
steps, and there is no ratio between the seed's and the result's.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reducer.wat.errors import WatError
from reducer.wat.module import parse

KEPT = "kept"
# Decided after the search: neither changes the case.
AFTER = ("siblings",)


@dataclass(frozen=True)
class Step:
    """A kept step: after which decision (from 1; 0 is the seed), in which stage, by what; its size and ratio
    where they are known, and the seconds since the start."""

    decision: int
    stage: str
    labels: tuple[str, ...]
    edits: int
    instructions: int | None
    ratio: float | None
    seconds: float | None


@dataclass(frozen=True)
class Course:
    """The seed first, every kept step, and how many decisions there were in all; what each came to."""

    steps: tuple[Step, ...]
    decisions: int
    verdicts: tuple[tuple[str, int], ...]


def read_course(folder: Path, seed: int, seed_ratio: float | None, ratio: float | None) -> Course | None:
    """The course in a run folder; None where it kept no decisions.

    `seed` is the seed's size in instructions, `ratio` the result's.
    """
    entries = _entries(folder / "decisions.jsonl")
    if not entries:
        return None
    sizes = [_instructions(path) for path in sorted((folder / "steps").glob("*.wat"))]
    kept = [
        (number, entry)
        for number, entry in enumerate(entries, 1)
        if entry.get("verdict") == KEPT and entry.get("stage") not in AFTER
    ]
    # A search that went back has a step more than it kept: then nobody can say which is which.
    known: Sequence[int | None] = sizes if len(sizes) == len(kept) else [None] * len(kept)
    steps = [Step(0, "seed", (), 0, seed, seed_ratio, 0.0)]
    steps += [_step(number, entry, size) for (number, entry), size in zip(kept, known, strict=True)]
    if len(steps) > 1 and steps[-1].ratio is None and ratio is not None:
        last = steps[-1]
        steps[-1] = Step(
            last.decision, last.stage, last.labels, last.edits, last.instructions, ratio, last.seconds
        )
    return Course(tuple(steps), len(entries), _verdicts(entries))


def _entries(path: Path) -> list[dict[str, Any]]:
    """The lines that can be read; a run that was killed may have left half of one."""
    if not path.exists():
        return []
    found = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict):
            found.append(entry)
    return found


def _step(number: int, entry: dict[str, Any], size: int | None) -> Step:
    labels, edits = entry.get("labels"), entry.get("edits")
    instructions = entry.get("instructions")
    return Step(
        number,
        str(entry.get("stage", "")),
        tuple(str(label) for label in labels) if isinstance(labels, list) else (),
        edits if isinstance(edits, int) else 0,
        instructions if isinstance(instructions, int) else size,
        _number(entry.get("ratio")),
        _number(entry.get("seconds")),
    )


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _instructions(path: Path) -> int | None:
    try:
        return parse(path.read_text(encoding="utf-8", errors="surrogateescape")).instructions()
    except WatError:
        return None


def _verdicts(entries: Sequence[dict[str, Any]]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for entry in entries:
        verdict = str(entry.get("verdict", "")).partition(":")[0]
        counts[verdict] = counts.get(verdict, 0) + 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
