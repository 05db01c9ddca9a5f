"""What a kept program must share with the original besides the ratio: a carrier of its slowdown, a loop that
does more than count, a slowdown of some size in each trip, and the same slow side.  It must also not compute
with special numbers, which processors handle at another speed, where the original does not.

The guards are asked once the ratio is shown, because that happens rarely.  The oracle does the arithmetic.
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
    mostly_frame,
    new_special_number,
    other_slowdown,
    same_slow_side,
)
from reducer.oracle.guards import carries_less, evaluated_by_fast, runs_too_rarely
from reducer.program.kernel import writes_back
from reducer.program.knock_outs import HOT_SHARE
from reducer.program.profile import Observe, Profile, node_counts, profile
from reducer.program.program import Program
from reducer.program.special_numbers import special_numbers
from reducer.records.carriers import Carrier
from reducer.wat.module import Module

MAX_WATCHED = 150_000
"""Instructions of a program up to which its special numbers are counted: of a larger one the instrumented
copy takes seconds to make.  It is asked once it is smaller."""


@dataclass(frozen=True)
class Guards:
    """The facts about the original that its descendants are compared with.

    `ratio` is slow over fast; `ns_per_round` the fast side's time for one round of the hottest loop, in ns,
    None where it is not known; `special` the kinds of special numbers that it computes with, None where that
    is not known; `short_trips` a trip count for the instrumented runs; `carriers` what carries its slowdown,
    empty where no single thing does; `frame_ns` the surplus, in ns a trip, of what a kernel writes back.
    """

    observe: Observe
    ratio: float
    ns_per_round: float | None = None
    special: Sequence[FloatClass] | None = None
    short_trips: tuple[int, ...] = ()
    carriers: tuple[Carrier, ...] = ()
    executes: bool = True
    frame_ns: float = 0.0

    def objection(self, program: Program, xs: Sequence[float], fast_ns: int | None) -> str | None:
        """Why this program, whose pairs `xs` show the ratio, does not descend from the original; None where
        it does.

        `fast_ns` is the fast side's time in ns at the program's trip count, None where it is not known.
        """
        return (
            same_slow_side([math.log(self.ratio)], xs)
            or self._frame(program, math.exp(median(xs)), fast_ns)
            or self.another_anomaly(program, xs, fast_ns)
            or self._another_loop(program, math.exp(median(xs)), fast_ns)
            or self._special_numbers(program)
        )

    def another_anomaly(self, program: Program, xs: Sequence[float], fast_ns: int | None) -> str | None:
        """The objection to a program without any carrier, or in which no carrier takes as much time as in the
        original."""
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
            once, together = (longer * runs for runs in _runs(short.module, carrier, counts))
            if not together:
                said.append(f"{ANOTHER}: no {carrier.name} is left in hot code")
            elif carrier.kind == "declaration" or not fast_ns or not self.executes:
                return None
            else:
                name, surplus_ns = carrier.name, fast_ns * (ratio - 1)
                objection = (
                    carries_less(name, surplus_ns / once, carrier.surplus_ns)
                    or runs_too_rarely(name, surplus_ns / together, carrier.surplus_ns)
                    or evaluated_by_fast(name, fast_ns / once, carrier.fast_ns)
                )
                if objection is None:
                    return None
                said.insert(0, objection)
        return said[0]

    def _frame(self, program: Program, ratio: float, fast_ns: int | None) -> str | None:
        if self.frame_ns <= 0 or not fast_ns or not program.has_trips or not writes_back(program.module):
            return None
        return mostly_frame(fast_ns * (ratio - 1) / program.trip_count, self.frame_ns)

    def _another_loop(self, program: Program, ratio: float, fast_ns: int | None) -> str | None:
        if self.ns_per_round is None or not fast_ns or not program.has_trips:
            return None
        # One trip is usually one iteration, and then nothing has to be counted.
        if self._too_little(fast_ns / program.trip_count, ratio, self.ns_per_round) is None:
            return None
        short = self._short(program)
        counts = profile(short.module, self.observe)
        if counts is None:
            return None
        iterations = counts.hottest * program.trip_count / short.trip_count
        return self._too_little(fast_ns / max(1.0, iterations), ratio, self.ns_per_round)

    def _too_little(self, fast_ns: float, ratio: float, original_ns: float) -> str | None:
        """The objection to a program one iteration of which takes the fast side `fast_ns`, and the slow side
        `ratio` times as long."""
        return empty_loop(fast_ns, original_ns) or other_slowdown(
            fast_ns * (ratio - 1), original_ns * (self.ratio - 1)
        )

    def _special_numbers(self, program: Program) -> str | None:
        if self.special is None or program.module.instructions() > MAX_WATCHED:
            return None
        found = special_numbers(self._short(program).module, self.observe)
        return None if found is None else new_special_number(self.special, found.classes)

    def _short(self, program: Program) -> Program:
        return program.at(self.short_trips) if len(self.short_trips) == len(program.trips) else program


def _runs(module: Module, carrier: Carrier, counts: Profile | None) -> tuple[int, int]:
    """How often one site of a carrier runs in one run of a program, and how often all its sites run, by
    `counts`; without counts, how many sites there are.

    Nobody can tell which of several sites is the slow one: the one that runs least often is taken, except for
    sites that hardly run at all.
    """
    if carrier.kind == "declaration" or counts is None:
        declared = carrier.kind == "declaration"
        number = number_left(module, carrier) if declared else len(standing(module, carrier))
        return number, number
    runs = node_counts(module, counts)
    found = [runs[id(node)] for node in standing(module, carrier, runs)]
    border = HOT_SHARE * max(found, default=0)
    return min((number for number in found if number >= border), default=0), sum(found)
