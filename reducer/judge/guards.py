"""What a kept program must share with the original besides the ratio: a carrier of its slowdown, a loop that
is not as good as empty, a slowdown of some size in each of its trips, the same slow side, and no numbers that
processors take another time for.

Asked once the ratio is shown, since that is the rarer.  The arithmetic is the oracle's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from reducer.judge.carriers import number_left, standing
from reducer.oracle import (
    ANOTHER,
    FloatClass,
    empty_loop,
    new_special_number,
    other_slowdown,
    same_slow_side,
)
from reducer.oracle.guards import carries_another, evaluated_by_fast
from reducer.program.profile import Observe, Profile, node_counts, profile
from reducer.program.program import Program
from reducer.program.special_numbers import special_numbers
from reducer.records.carriers import Carrier
from reducer.wat.module import Module


@dataclass(frozen=True)
class Guards:
    """The original, as far as its descendants are held to it.

    `ratio` is slow over fast; `ns_per_round` the fast side's time for one round of the hottest loop, in
    ns, None where that is not known; `special` the kinds of special numbers it computes with, None where that
    is not known; `short_trips` a trip count for the instrumented runs; `carriers` what carries its slowdown,
    none of them where no single thing does.
    """

    observe: Observe
    ratio: float
    ns_per_round: float | None = None
    special: Sequence[FloatClass] | None = None
    short_trips: tuple[int, ...] = ()
    carriers: tuple[Carrier, ...] = ()
    executes: bool = True

    def objection(self, program: Program, xs: Sequence[float], fast_ns: int | None) -> str | None:
        """Why this program, whose pairs `xs` show the ratio, is not the original's descendant; None where it
        is.

        `fast_ns` is the fast side's time in ns at the program's trip count, None where it is not known.
        """
        return (
            same_slow_side([math.log(self.ratio)], xs)
            or self.another_anomaly(program, xs, fast_ns)
            or self._another_loop(program, math.exp(median(xs)), fast_ns)
            or self._special_numbers(program)
        )

    def another_anomaly(self, program: Program, xs: Sequence[float], fast_ns: int | None) -> str | None:
        """What is said of a program without any carrier, or in which none takes what it took."""
        if not self.carriers:
            return None
        ratio = math.exp(median(xs))
        short = self._short(program)
        counts = profile(short.module, self.observe) if self.executes else None
        if self.executes and counts is None:
            return None
        longer = program.trip_count / short.trip_count if program.has_trips else 1.0
        said = []
        for carrier in self.carriers:
            runs = longer * _runs(short.module, carrier, counts)
            if not runs:
                said.append(f"{ANOTHER}: no {carrier.name} is left in hot code")
            elif carrier.kind == "declaration" or not fast_ns or not self.executes:
                return None
            else:
                objection = carries_another(
                    carrier.name, fast_ns * (ratio - 1) / runs, carrier.surplus_ns
                ) or evaluated_by_fast(carrier.name, fast_ns / runs, carrier.fast_ns)
                if objection is None:
                    return None
                said.insert(0, objection)
        return said[0]

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


def _runs(module: Module, carrier: Carrier, counts: Profile | None) -> int:
    """How often a carrier runs in one run of a program, as `counts` tell; without them, how often it stands
    there."""
    if carrier.kind == "declaration":
        return number_left(module, carrier)
    if counts is None:
        return len(standing(module, carrier))
    runs = node_counts(module, counts)
    return sum(runs[id(node)] for node in standing(module, carrier, runs))
