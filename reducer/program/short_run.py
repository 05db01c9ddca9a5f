"""A short run of a program before anything is timed: does it end, and does its loop still go round?

It runs on an engine that counts instructions (fuel), at a small share of the trips.  A loop that never ends,
a loop that is gone, and another ending are found in milliseconds and for certain, where the timing lane would
wait for its time-out.  Nothing is timed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reducer.oracle import VerdictKind
from reducer.program.profile import OBSERVE_NS, Profile, node_counts, observer, profile, watched
from reducer.program.program import Program
from reducer.runtimes import FUEL_USED, MOST_FUEL, Outcome, Runtime
from reducer.wat.errors import WatError
from reducer.wat.module import Module
from reducer.wat.tree import Instr, walk

SHORT_TRIPS = 2_000
"""The trip count of a short run: a millisecond of the heaviest loops, and far more instructions than any
start-up."""
SPARE = 6
"""A candidate may use this many times the original's instructions in a short run: edits make loops lighter,
not heavier."""
SHORT_RUN_NS = 2_000_000_000
"""A time limit for what fuel does not count: one instruction can copy a whole memory."""
BY_THE_BYTE = ("memory.", "table.", "array.")
"""The instructions whose fuel depends on how much they move, which no count shows."""
LIKE_BEFORE, MORE_THAN_BEFORE = 0.9, 1.5
"""A loop goes round as often as the original's if its count lies between these shares of it."""
LOOP_GONE = "the loop is gone"


@dataclass(frozen=True)
class Refusal:
    """Why a program need not be timed: the kind of its verdict, and the words."""

    kind: VerdictKind
    reason: str

    @property
    def in_words(self) -> str:
        """The reason, with the kind where the reason does not name it."""
        return f"{self.kind}: {self.reason}" if self.kind is VerdictKind.INVALID else self.reason


NO_TRIPS = Refusal(VerdictKind.UNMEASURABLE, "its trip count is gone")
"""The refusal of a program whose loop no constant sets any more."""


@dataclass(frozen=True)
class ShortRun:
    """Short runs of the descendants of one original.  The original takes `used` instructions for its own
    short run, in which its hottest arm starts `rounds` times.  `runtime` counts instructions; `has_trips`
    means that the run is a shortened one.
    """

    runtime: Runtime
    trips: tuple[int, ...]
    rounds: int
    used: int
    has_trips: bool

    def shortened(self, program: Program) -> Program:
        """The program at the trip count of a short run."""
        return program.at(self.trips) if self.trips else program

    def refusal(self, program: Program) -> Refusal | None:
        """Why a candidate is of no use: it does not assemble, does not end, does not end well, or has lost
        its loop."""
        short = self.shortened(program)
        try:
            outcome, used, _ = self._observe(short, short.module, [])
        except WatError as error:
            return Refusal(VerdictKind.INVALID, str(error))
        refused = self._refused(program, outcome, used)
        if refused is None and self.has_trips and self._is_gone(short, outcome, used):
            return Refusal(VerdictKind.UNMEASURABLE, LOOP_GONE)
        return refused

    def _is_gone(self, short: Program, outcome: Outcome, used: int) -> bool:
        """Whether a run used fewer instructions than the rounds of the loop need."""
        if not outcome.traps or used >= self.rounds:
            return used < self.rounds
        # After a trap the reported fuel is too low: the loop is gone if the program comes to its ending with
        # no more fuel than its rounds take.
        sample, _ = self.runtime.observe(
            short.binary, (), invocation=short.invocation, timeout_ns=SHORT_RUN_NS, fuel=self.rounds
        )
        return short.ending.of(sample.outcome)

    def changed_loop(self, program: Program) -> Refusal | None:
        """Why a changed program's loop does not go round as often as the original's, by counting its rounds;
        None where it does."""
        if self.has_trips and not program.has_trips:
            return NO_TRIPS
        refused: Refusal | None = None

        def observe(module: Module, names: list[str]) -> Mapping[str, int] | None:
            nonlocal refused
            try:
                outcome, used, values = self._observe(program, module, names)
            except WatError as error:
                refused = Refusal(VerdictKind.INVALID, str(error))
                return None
            refused = self._refused(program, outcome, used)
            return None if refused else values

        counted = profile(self.shortened(program).module, observe)
        if counted is None:
            return refused or Refusal(VerdictKind.UNMEASURABLE, LOOP_GONE)
        wanted = min([self.rounds, *(abs(trip) for trip in self.trips)])
        if counted.hottest < LIKE_BEFORE * wanted:
            return Refusal(VerdictKind.UNMEASURABLE, LOOP_GONE)
        if counted.hottest > MORE_THAN_BEFORE * self.rounds:
            return Refusal(VerdictKind.NOT_SHOWN, "the loop goes round more often")
        return None

    def _refused(self, program: Program, outcome: Outcome, used: int) -> Refusal | None:
        if outcome.kind == "invalid":
            return Refusal(VerdictKind.INVALID, outcome.message)
        if outcome.kind == "timed out" or used >= self._fuel:
            return Refusal(VerdictKind.TIMED_OUT, "it does not end")
        if not program.ending.of(outcome):
            return Refusal(VerdictKind.ENDED, outcome.in_words)
        return None

    @property
    def _fuel(self) -> int:
        return SPARE * max(self.used, SHORT_TRIPS)

    def _observe(
        self, program: Program, module: Module, names: list[str]
    ) -> tuple[Outcome, int, Mapping[str, int]]:
        limit_ns = SHORT_RUN_NS if self.has_trips else OBSERVE_NS
        sample, values = watched(self.runtime, program, module, names, limit_ns, self._fuel)
        return sample.outcome, values.get(FUEL_USED, 0), values


def short_run(runtime: Runtime, original: Program, known: Profile | None = None) -> ShortRun | None:
    """The check for descendants of an original; None where the original does not end well in a short run.

    A trip count over SHORT_TRIPS is reduced to that.  Otherwise every short run is a whole run, and `known`,
    the original's profile, says what its own would show.
    """
    longest = original.trip_count if original.has_trips else 0
    share = min(1.0, SHORT_TRIPS / longest) if longest else 1.0
    trips = tuple(round(trip * share) or 1 for trip in original.trip_counts)
    short = original if trips == original.trip_counts else original.at(trips)

    observe = observer(runtime, short)
    counted = known if short is original and known is not None else profile(short.module, observe)
    if counted is None or counted.hottest == 0:
        return None
    used = counted.used
    if original.ending.traps:
        used = max(used, _fuel_of(runtime, short, counted))
    return ShortRun(runtime, trips, counted.hottest, used, original.has_trips)


def _fuel_of(runtime: Runtime, program: Program, counted: Profile) -> int:
    """About the smallest amount of fuel with which a program that traps comes to its end.  The engine keeps
    its count in a register, so after a trap only an old value of it can be read.

    The counts give the amount, because an instruction uses one unit at most; for instructions that use more,
    amounts are tried.
    """
    executed = node_counts(program.module, counted)
    fuel = max(SHORT_TRIPS, sum(executed.values()))
    ran = (entry for entry in program.module.functions if counted.functions.get(entry.name))
    nodes = (node for entry in ran for node in walk(program.module.body(entry)))
    if not any(
        isinstance(node, Instr) and node.op.startswith(BY_THE_BYTE) and executed[id(node)] for node in nodes
    ):
        return fuel
    while fuel < MOST_FUEL:
        sample, _ = runtime.observe(
            program.binary, (), invocation=program.invocation, timeout_ns=OBSERVE_NS, fuel=fuel
        )
        if program.ending.of(sample.outcome) or sample.outcome.kind == "timed out":
            break
        fuel *= 2
    return fuel
