"""The course of a reduction: how the case became smaller from decision to decision, and what ratio it kept.

Read from what a run leaves behind: a line in decisions.jsonl for every decision, a file in steps/ for every
kept one.  Lines may say `instructions`, `ratio` and `seconds`; where they do not, sizes are counted from the
steps, and there is no ratio between the seed's and the result's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reducer.records.run import Decision
from reducer.records.run_folder import read_decisions, step_paths
from reducer.records.writing import read_text
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
    decisions = read_decisions(folder)
    if not decisions:
        return None
    kept = [
        (number, decision)
        for number, decision in enumerate(decisions, 1)
        if decision.verdict == KEPT and decision.stage not in AFTER
    ]
    paths = step_paths(folder)
    steps = [Step(0, "seed", (), 0, seed, seed_ratio, 0.0)]
    steps += [_step(number, decision, paths) for number, decision in kept]
    if len(steps) > 1 and steps[-1].ratio is None and ratio is not None:
        steps[-1] = replace(steps[-1], ratio=ratio)
    return Course(tuple(steps), len(decisions), _verdicts(decisions))


def _step(number: int, decision: Decision, paths: Sequence[Path]) -> Step:
    size = decision.instructions
    if size is None and decision.step is not None and 1 <= decision.step <= len(paths):
        size = _instructions(paths[decision.step - 1])
    return Step(
        number, decision.stage, decision.labels, decision.edits, size, decision.ratio, decision.seconds
    )


def _instructions(path: Path) -> int | None:
    try:
        return parse(read_text(path)).instructions()
    except WatError:
        return None


def _verdicts(decisions: Sequence[Decision]) -> tuple[tuple[str, int], ...]:
    counts = Counter(decision.verdict.partition(":")[0] for decision in decisions)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
