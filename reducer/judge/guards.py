"""What a kept program must share with the original besides the ratio: a loop that is not as good as empty, a
slowdown of some size in each of its trips, the same slow side, and no numbers that processors take another
time for.

Asked once the ratio is shown, since that is the rarer.  The arithmetic is the oracle's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from reducer.oracle import FloatClass, empty_loop, new_special_number, other_slowdown, same_slow_side
from reducer.program.profile import Observe, profile
from reducer.program.program import Program
from reducer.program.special_numbers import special_numbers


@dataclass(frozen=True)
class Guards:
    """The original, as far as its descendants are held to it.

    `ratio` is slow over fast; `ns_per_round` the fast side's time for one round of the hottest loop, in
    ns, None where that is not known; `special` the kinds of special numbers it computes with, None where that
    is not known; `short_trips` a trip count for the instrumented runs.
    """

    observe: Observe
    ratio: float
    ns_per_round: float | None = None
    special: Sequence[FloatClass] | None = None
    short_trips: tuple[int, ...] = ()

    def objection(self, program: Program, xs: Sequence[float], fast_ns: int | None) -> str | None:
        """Why this program, whose pairs `xs` show the ratio, is not the original's descendant; None where it
        is.

        `fast_ns` is the fast side's time in ns at the program's trip count, None where it is not known.
        """
        return (
            same_slow_side([math.log(self.ratio)], xs)
            or self._another_loop(program, math.exp(median(xs)), fast_ns)
            or self._special_numbers(program)
        )

    def _another_loop(self, program: Program, ratio: float, fast_ns: int | None) -> str | None:
        if self.ns_per_round is None or not fast_ns or not program.has_trips:
            return None
        # Mostly one trip is one iteration, and then nothing need be counted.
        if self._too_little(fast_ns / program.trip_count, ratio, self.ns_per_round) is None:
            return None
        short = self._short(program)
        counts = profile(short.module, self.observe)
        if counts is None:
            return None
        iterations = counts.hottest * program.trip_count / short.trip_count
        return self._too_little(fast_ns / max(1.0, iterations), ratio, self.ns_per_round)

    def _too_little(self, fast_ns: float, ratio: float, original_ns: float) -> str | None:
        """What is said of an iteration that takes the fast side so long, and the slow side longer by the
        ratio."""
        return empty_loop(fast_ns, original_ns) or other_slowdown(
            fast_ns * (ratio - 1), original_ns * (self.ratio - 1)
        )

    def _special_numbers(self, program: Program) -> str | None:
        if self.special is None:
            return None
        found = special_numbers(self._short(program).module, self.observe)
        return None if found is None else new_special_number(self.special, found.classes)

    def _short(self, program: Program) -> Program:
        return program.at(self.short_trips) if len(self.short_trips) == len(program.trips) else program
