"""How a program ends when all is well: with an exit code, or in a trap; and whether runs ended alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reducer.runtimes.runtime import Outcome
from reducer.runtimes.workers.traps import TrapKind


@dataclass(frozen=True)
class Ending:
    """A program ends with this exit code, or, where there is none, in a trap of one of these kinds: several,
    where no engine that it ran on tells them apart."""

    exit_code: int | None = 0
    traps: tuple[TrapKind, ...] = ()

    def of(self, outcome: Outcome) -> bool:
        """Whether a run ended in this way."""
        if outcome.kind == "exited":
            return outcome.exit_code == self.exit_code
        return any(kind in self.traps for kind in outcome.traps)

    def __str__(self) -> str:
        """After "it ends": `with exit code 3`, `in: integer divide by zero`."""
        if self.exit_code is not None:
            return f"with exit code {self.exit_code}"
        return f"in: {' or '.join(self.traps)}"


def common_ending(outcomes: Sequence[Outcome]) -> Ending | None:
    """How all of these runs ended: with the same exit code, or in the same trap, as far as engines tell traps
    apart.

    None where they ended differently, or in a way that is no ending of a program.
    """
    first, *others = outcomes
    if first.kind == "exited":
        ending = Ending(first.exit_code)
    else:
        ending = Ending(None, tuple(k for k in first.traps if all(k in other.traps for other in others)))
    return ending if all(ending.of(outcome) for outcome in outcomes) else None


def usual_ending(outcomes: Sequence[Outcome]) -> Ending:
    """How most of these runs ended; exit code 0 where as many ended so, or where no run had an ending."""
    usual, most = Ending(), sum(outcome.normal for outcome in outcomes)
    for outcome in outcomes:
        own = common_ending([outcome])
        alike = [] if own is None else [other for other in outcomes if own.of(other)]
        # Two other engines may tell apart what one engine reports as two possible kinds of traps.
        shared = common_ending(alike) if len(alike) > most else None
        if shared is not None:
            usual, most = shared, len(alike)
    return usual


def why_no_ending(runs: Iterable[tuple[str, Outcome]]) -> str:
    """For runs without a common ending, each with its runtime: how each ended, and why they cannot be
    compared."""
    where: dict[str, list[str]] = {}
    reasons = []
    for spec, outcome in runs:
        where.setdefault(outcome.in_words, []).append(spec)
        reasons += [outcome.no_ending] if outcome.no_ending else []
    told = ", ".join(f"{words} on {' and '.join(specs)}" for words, specs in where.items())
    return f"{told}; {reasons[0] if reasons else 'all sides must end alike'}"
