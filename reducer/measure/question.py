"""What is asked of a file: an oracle's clauses as numbers that must lie above bars.

It knows rows of times, not how they were taken.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reducer.measure.evidence import PHASES, Row
from reducer.oracle import DEFAULTS, Oracle, Phase, Ratio, Threshold, Time
from reducer.runtimes import parse_spec

DEFAULT_SIDES = ("wasmtime", "wasmer")
"""Slow and fast where nobody says: the two runtimes that come with the package."""


class AskedError(Exception):
    """A question that cannot be asked like this; the message is one line that says what to do."""


@dataclass(frozen=True)
class Question:
    """One number that must lie above a bar: a ratio, or a side's own time in ns (or one over it, for
    `below`)."""

    side: Literal["both", "slow", "fast"]
    phase: Phase
    bar: Threshold
    below: bool = False

    def x(self, row: Row) -> float | None:
        """The logarithm of the number, of one pair; None where the runtime gave no time for the phase."""
        slow, fast = phase_time(row[: len(PHASES)], self.phase), phase_time(row[len(PHASES) :], self.phase)
        if slow is None or fast is None:
            return None
        x = {"both": math.log(slow / fast), "slow": math.log(slow), "fast": math.log(fast)}[self.side]
        return -x if self.below else x


def phase_time(times: Sequence[int | None], phase: Phase) -> int | None:
    """Of one side's times, that of a phase in ns, 1 at least; None where the runtime did not tell it."""
    if phase != "total":
        time = times[PHASES.index(phase)]
        return None if time is None else max(1, time)
    return None if times[-1] is None else max(1, sum(time or 0 for time in times))


@dataclass(frozen=True)
class Asked:
    """What is asked: the oracle, of which two runtimes, its questions that numbers answer."""

    oracle: Oracle
    slow: str
    fast: str
    questions: tuple[Question, ...]

    @property
    def main(self) -> Question:
        """The ratio, or the first time where there is no ratio."""
        return self.questions[0]

    @property
    def needs_original(self) -> bool:
        """Whether a bar is a multiple of what the original shows."""
        return any(question.bar.of_original for question in self.questions)

    def wants(self, clause: type) -> bool:
        """Whether a clause of this kind is in the oracle."""
        return any(isinstance(found, clause) for found in self.oracle.clauses)


def both_sides(slow: str | None, fast: str | None) -> tuple[str, str]:
    """Both sides' specs; where one is not named, the default runtime that is not the other side.  Raises
    RuntimesError."""
    named = slow or fast
    if named is None:
        return DEFAULT_SIDES
    if slow is None or fast is None:
        first, second = DEFAULT_SIDES
        other = second if parse_spec(named).name == first else first
        return slow or other, fast or other
    return slow, fast


def asked(oracle: Oracle, slow: str | None, fast: str | None) -> Asked:
    """The question, with its sides.  Raises AskedError for a time of a runtime that is neither side.

    A ratio against the original is meant where the oracle asks for no number at all.
    """
    ratio = oracle.ratio
    times = [clause for clause in oracle.clauses if isinstance(clause, Time)]
    if ratio is None and not times:
        ratio = Ratio("execute", None, None, Threshold(DEFAULTS.anchor_share, of_original=True))
    slow, fast = both_sides(slow or (ratio.slow if ratio else None), fast or (ratio.fast if ratio else None))
    questions = [] if ratio is None else [Question("both", ratio.phase, ratio.threshold)]
    for clause in times:
        if clause.runtime not in (slow, fast):
            raise AskedError(
                f"time({clause.runtime}) is of neither side: they are {slow} and {fast} (--slow, --fast)"
            )
        below = clause.direction == "below"
        bar = Threshold(1 / clause.nanoseconds if below else clause.nanoseconds)
        questions.append(Question("slow" if clause.runtime == slow else "fast", clause.phase, bar, below))
    return Asked(oracle, slow, fast, tuple(questions))
