"""Does the slowdown depend on where the code lies?  Measures the case at seeded placements, each on both
sides, in one interleaved session.

program/placement.py moves the code, oracle/placement.py judges the ratios.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from reducer.controls.hot_loop import hot_loop
from reducer.controls.verdicts import bounds_of, is_shown
from reducer.oracle import DEFAULTS, Interval, ratio_interval
from reducer.oracle.placement import MORE, MOVED, PADDED, Placements, judge_placements
from reducer.program.placement import Placement, chosen_placements, placed
from reducer.program.profile import Profile
from reducer.program.program import Program
from reducer.records.itself import Placed, PlacementFinding
from reducer.runtimes import Runtime
from reducer.runtimes.checked import is_command
from reducer.surveys.table import Cell, Plan, Table, TableFile, measure_table

SEED = 17
MAX_ROUNDS, MIN_ROUNDS = 8, 3
"""8 rounds give each placement an interval of its own; the verdict needs only 3."""
MAX_SECONDS = 20.0
ROUND_SECONDS = 0.3
"""What a round costs besides its runs: two fresh processes."""
SHORTER = 2
"""By how much runs are shorter than those of the controls, where they contain no start-up: they show as
much."""
RARE = 16
"""Padding runs whenever its function is called, so the loop in it must go round at least this many times as
often."""
MIN_TIMEOUT_NS, TIMEOUT_FACTOR = 10 * 10**9, 30


@dataclass(frozen=True)
class Case:
    """A case at the trip count of the controls, its counts (None: it could not be counted), its trigger, and
    the wall time in ns for one compilation and run of it on all sides together."""

    program: Program
    profile: Profile | None
    trigger: str
    each_ns: int


def placements_of(case: Case) -> tuple[list[Placement], list[Placement], str]:
    """The placements of a case; further ones for where these leave it unclear; and the function in which
    their padding stands. That is "", and there are no further ones, for a case without loops, or whose hot
    loop's function is called nearly as often as the loop goes round."""
    counts = case.profile
    loop = None if counts is None else hot_loop(case.program.module, counts, case.trigger)
    if counts is not None and loop is not None and loop.node.block is not None:
        rounds = counts.arms.get(id(loop.node.block.arms[0]), 0)
        if counts.functions.get(loop.function, 0) * RARE <= rounds:
            chosen = chosen_placements(MOVED, PADDED + MORE, SEED)
            return chosen[: MOVED + PADDED], chosen[MOVED + PADDED :], loop.function
    return chosen_placements(MOVED + PADDED, 0, SEED), [], ""


def measure_placements(
    case: Case, runtimes: Sequence[Runtime], notify: Callable[[str], None]
) -> PlacementFinding:
    """The finding between the first two runtimes, slow and fast.  A placement that a side refuses, or ends in
    another way, says why.  ^C comes out as KeyboardInterrupt; raises WatError."""
    started = time.monotonic()
    placements, more, function = placements_of(case)
    session = _Session(case, runtimes[:2], function, notify)
    session.measure(placements)
    judged = session.judged()
    if judged.open:
        session.measure(more)
        judged = session.judged()
    xs = [x for _, x in session.known()]
    return PlacementFinding(
        slow=runtimes[0].spec,
        fast=runtimes[1].spec,
        seed=SEED,
        as_it_is=None if session.own is None else bounds_of(session.own),
        ratio=bounds_of(ratio_interval(xs, DEFAULTS.level)) if xs else None,
        kept=judged.kept,
        lost=judged.lost,
        verdict=judged.verdict,
        placements=tuple(placed for placed, _ in session.found),
        rounds=session.rounds,
        seconds=round(time.monotonic() - started, 1),
    )


class _Session:
    """The placements while they come in.  `found` are the facts of each with its median ln ratio, None where
    a side failed; `own` is the ratio of the case as it is, from the first table, as is `rounds`."""

    def __init__(
        self, case: Case, sides: Sequence[Runtime], function: str, notify: Callable[[str], None]
    ) -> None:
        self.case, self.sides, self.function, self.notify = case, sides, function, notify
        self.program = case.program
        if self.program.has_trips and not any(is_command(side) for side in sides):
            self.program = self.program.longer(1 / SHORTER)
        self.found: list[tuple[Placed, float | None]] = []
        self.own: Interval | None = None
        self.as_it_is = 0.0
        self.rounds = 0

    def measure(self, placements: Sequence[Placement]) -> None:
        """One interleaved table: the case as it is, and these placements of it."""
        programs = [self.program, *(placed(self.program, entry, self.function) for entry in placements)]
        files = [
            TableFile(
                Path(f"placement {number}"),
                entry.binary,
                ending=entry.ending,
                invocation=entry.invocation,
            )
            for number, entry in enumerate(programs)
        ]
        a_round = len(files) * self.case.each_ns / 1e9 + ROUND_SECONDS
        rounds = int(min(MAX_ROUNDS, max(MIN_ROUNDS, MAX_SECONDS / a_round)))
        plan = Plan(rounds, timeout_ns=max(MIN_TIMEOUT_NS, TIMEOUT_FACTOR * self.case.each_ns))

        def tell(round_: int, path: str, spec: str) -> None:
            self.notify(f"placements, round {round_}/{rounds}  {path}  {spec}")

        table = measure_table(files, self.sides, plan, against=1, tell=tell)
        if table.interrupted:
            raise KeyboardInterrupt
        if not self.rounds:
            self._take_own(table, rounds)
        for number, placement in enumerate(placements, 1):
            row = table.row(number)
            self.found.append((_placed(table, placement, row), _middle(row)))

    def _take_own(self, table: Table, rounds: int) -> None:
        row = table.row(0)
        middle = _middle(row)
        self.own, self.rounds = table.ratio(row[0]), rounds
        self.as_it_is = middle if middle is not None and is_shown(self.own) else 0.0

    def known(self) -> list[tuple[Placed, float]]:
        """Those with a ratio."""
        return [(placed, x) for placed, x in self.found if x is not None]

    def judged(self) -> Placements:
        """What all of them say together."""
        moved = [x for placed, x in self.known() if not placed.padding]
        padded = [x for placed, x in self.known() if placed.padding]
        return judge_placements(self.as_it_is, moved, padded)


def _middle(row: Sequence[Cell]) -> float | None:
    """The median ln ratio of the rounds that have both sides; None where a side failed."""
    slow, fast = row
    if slow.reason or fast.reason:
        return None
    both = slow.times.keys() & fast.times.keys()
    return median(math.log(slow.times[round_] / fast.times[round_]) for round_ in both) if both else None


def _placed(table: Table, placement: Placement, row: Sequence[Cell]) -> Placed:
    slow, fast = row
    ratio = table.ratio(slow)
    failed = next((f"{table.runtimes[cell.runtime][0]}: {cell.reason}" for cell in row if cell.reason), "")
    times = [None if cell.time is None else cell.time.estimate for cell in (slow, fast)]
    return Placed(
        len(placement.functions), placement.padding, times[0], times[1],
        None if ratio is None else bounds_of(ratio), failed,
    )  # fmt: skip
