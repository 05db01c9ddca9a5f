"""What is asked of a program: an oracle's clauses as numbers that must lie above bars.

It knows rows of times, not how they were taken.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from reducer.errors import WreduceError
from reducer.oracle import DEFAULTS, Keeps, Oracle, Phase, Ratio, Threshold, Time
from reducer.records.evidence import PHASES, PairRow, Times
from reducer.records.ordinary import Ordinary
from reducer.runtimes import parse_spec

DEFAULT_SIDES = ("wasmtime", "wasmer")
"""Slow and fast where nobody says: the two runtimes that come with the package."""


class QuestionError(WreduceError):
    """A question that cannot be asked like this; the message is one line that says what to do."""


@dataclass(frozen=True)
class Number:
    """One number that must lie above a bar: a ratio, or a side's own time in ns (for `below`, one divided by
    that time)."""

    side: Literal["both", "slow", "fast"]
    phase: Phase
    bar: Threshold
    below: bool = False

    def x(self, row: PairRow) -> float | None:
        """The logarithm of the number in one pair; None where the runtime gave no time for the phase."""
        slow, fast = phase_time(row.slow, self.phase), phase_time(row.fast, self.phase)
        if slow is None or fast is None:
            return None
        x = {"both": math.log(slow / fast), "slow": math.log(slow), "fast": math.log(fast)}[self.side]
        return -x if self.below else x


def phase_time(times: Times, phase: Phase) -> int | None:
    """A side's time for a phase, in ns, 1 at least; None where the runtime did not report it."""
    if phase != "total":
        time = times[PHASES.index(phase)]
        return None if time is None else max(1, time)
    return None if times[-1] is None else max(1, sum(time or 0 for time in times))


@dataclass(frozen=True)
class Question:
    """What is asked: the oracle, the two runtimes, and the oracle's numbers."""

    oracle: Oracle
    slow: str
    fast: str
    numbers: tuple[Number, ...]

    @property
    def main(self) -> Number:
        """The ratio, or the first time where there is no ratio."""
        return self.numbers[0]

    @property
    def only_executes(self) -> bool:
        """Whether it asks for no time but that of executing: then a program need not be compiled more than
        once."""
        return all(number.phase == "execute" for number in self.numbers)

    @property
    def needs_original(self) -> bool:
        """Whether a bar is a multiple of what the original shows."""
        return any(number.bar.of_original for number in self.numbers)

    @property
    def keeps(self) -> tuple[str, ...]:
        """The instructions that must stay."""
        return tuple(clause.instruction for clause in self.oracle.clauses if isinstance(clause, Keeps))

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


def oracle_against(oracle: Oracle, ordinary: Ordinary | None) -> Oracle:
    """The oracle with `ordinary` replaced by a plain number.  Raises QuestionError where the oracle needs the
    ordinary loops and they were not measured."""
    if not oracle.of_ordinary:
        return oracle
    if ordinary is None:
        raise QuestionError(
            f"oracle {oracle.text!r}: a side cannot run ordinary loops; write a plain number, as in 'ratio>2'"
        )
    return oracle.against_ordinary(ordinary.high)


def question_of(oracle: Oracle, slow: str | None, fast: str | None) -> Question:
    """The question, with its sides.  Raises QuestionError for a time of a runtime that is neither side.

    A ratio against the original is meant where the oracle asks for no number at all.
    """
    ratio = oracle.ratio
    times = [clause for clause in oracle.clauses if isinstance(clause, Time)]
    if ratio is None and not times:
        ratio = Ratio("execute", None, None, Threshold(DEFAULTS.anchor_share, of_original=True))
    slow, fast = both_sides(slow or (ratio.slow if ratio else None), fast or (ratio.fast if ratio else None))
    numbers = [] if ratio is None else [Number("both", ratio.phase, ratio.threshold)]
    for clause in times:
        if clause.runtime not in (slow, fast):
            raise QuestionError(
                f"time({clause.runtime}) is of neither side: they are {slow} and {fast} (--slow, --fast)"
            )
        below = clause.direction == "below"
        bar = Threshold(1 / clause.nanoseconds if below else clause.nanoseconds)
        numbers.append(Number("slow" if clause.runtime == slow else "fast", clause.phase, bar, below))
    return Question(oracle, slow, fast, tuple(numbers))
