"""The N x M table: every program on every runtime, in one interleaved session.

Each round runs each cell once, in an order that rotates and is reversed from round to round, so that a drift
of the machine affects all cells alike.  Facts only; the report shows them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from reducer.oracle import DEFAULTS, Interval, median_interval, ratio_interval
from reducer.runtimes import (
    NOTHING_GIVEN,
    Ending,
    Invocation,
    Outcome,
    Runtime,
    RuntimesError,
    Sample,
    usual_ending,
)
from reducer.runtimes.checked import is_command
from reducer.timing import Clock, Phase, describe_machine, time_of

CHEAP_COMPILE_NS = 500_000_000
"""A runtime whose compilations take less than this in all starts afresh in every round.  Some releases run a
loop at one of two speeds, which is drawn when the process starts, and each round should be one draw."""
ROUNDS_A_PROCESS = 4
"""Rounds between two fresh workers where compiling takes long, or where each run is a process of its own
anyway: there a fresh worker only compiles again, and measures start-up anew."""
MOST_UNMEASURABLE = 0.2
"""A cell whose runs are lost in start-up more often than this has no time, because only the slow runs would
count."""


class FailureKind(StrEnum):
    """Why there is no time: the runtime refuses the module; a run took too long, or ended in another way than
    it should (or the runtime did); or its time cannot be told."""

    INVALID = "invalid"
    TIMED_OUT = "timed out"
    ENDED = "ended"
    UNMEASURABLE = "unmeasurable"


@dataclass(frozen=True)
class Failure:
    """Why a cell has no time: its kind for programs, its words for people."""

    kind: FailureKind
    words: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.words}" if self.kind is FailureKind.UNMEASURABLE else self.words


TOO_SHORT = Failure(FailureKind.UNMEASURABLE, "too close to start-up")
NO_PHASE = Failure(FailureKind.UNMEASURABLE, "this phase cannot be told apart here")

Tell = Callable[[int, str, str], None]
"""Called before each run with the round (from 1), the program's path and the runtime's spec."""


@dataclass(frozen=True)
class TableFile:
    """A binary, the file it came from, and what was done to it in words (empty: as written).  `ending` is how
    it must end, None where that is how most runtimes end it; it is called by `invocation`."""

    path: Path
    binary: bytes
    note: str = ""
    ending: Ending | None = None
    invocation: Invocation = NOTHING_GIVEN


@dataclass(frozen=True)
class Plan:
    """The plan of a session.  A cell whose runs would take more than `budget_ns` (wall) in all gets fewer
    rounds, but at least one; a single run longer than `timeout_ns` is stopped.  With a `counter`
    ("instructions", "cycles") the runtimes count these instead of CPU time, and every time in ns is a
    count."""

    rounds: int = 15
    phase: Phase = "execute"
    clock: Clock = "cpu"
    budget_ns: int = 30 * 10**9
    timeout_ns: int = 120 * 10**9
    counter: str | None = None

    @property
    def metric(self) -> str:
        """What is measured: task-clock, wall, or what is counted."""
        return self.counter or ("task-clock" if self.clock == "cpu" else "wall")


@dataclass
class Cell:
    """One program on one runtime: the time of each round in ns, by round; why it failed, if it did; how its
    first run ended."""

    program: int
    runtime: int
    allowed: int
    times: dict[int, int] = field(default_factory=dict)
    unmeasurable: int = 0
    failed: Failure | None = None
    ended: Outcome | None = None

    @property
    def failure(self) -> Failure | None:
        """Why there is no time; None where there is one, or nothing was run."""
        if self.failed is not None:
            return self.failed
        runs = len(self.times) + self.unmeasurable
        return TOO_SHORT if self.unmeasurable > MOST_UNMEASURABLE * runs else None

    @property
    def reason(self) -> str:
        """The same in words; empty where there is none."""
        return str(self.failure or "")

    @property
    def time(self) -> Interval | None:
        """The median time in ns with its interval, infinite with fewer than 8 rounds; None without any."""
        if self.reason or not self.times:
            return None
        logs = median_interval([math.log(time) for time in self.times.values()], DEFAULTS.level)
        return Interval(math.exp(logs.low), math.exp(logs.estimate), math.exp(logs.high), logs.level)


@dataclass(frozen=True)
class Table:
    """A session's outcome.  `against` is the index of the runtime with which the others are compared; None:
    each program's fastest one."""

    programs: tuple[TableFile, ...]
    runtimes: tuple[tuple[str, str], ...]
    plan: Plan
    cells: tuple[Cell, ...]
    against: int | None
    interrupted: bool
    machine: dict[str, str | int]

    def row(self, program: int) -> list[Cell]:
        """The cells of one program, in the order of the runtimes."""
        return [cell for cell in self.cells if cell.program == program]

    def reference(self, program: int) -> Cell | None:
        """The cell with which a program's others are compared; None where it has no time."""
        row = self.row(program)
        if self.against is not None:
            return row[self.against] if row[self.against].time is not None else None
        timed = [(cell.time.estimate, cell.runtime) for cell in row if cell.time is not None]
        return row[min(timed)[1]] if timed else None

    def ratio(self, cell: Cell) -> Interval | None:
        """The cell's time over its reference's, from the rounds that have both; None for the reference."""
        reference = self.reference(cell.program)
        if reference is None or reference is cell or cell.reason:
            return None
        xs = [
            math.log(time / reference.times[round_])
            for round_, time in cell.times.items()
            if round_ in reference.times
        ]
        return ratio_interval(xs, DEFAULTS.level) if xs else None

    def facts(self) -> dict[str, Any]:
        """All of it, for JSON: times in ns; intervals are null where there were too few rounds."""
        return {
            "phase": self.plan.phase,
            "clock": self.plan.metric,
            "rounds": self.plan.rounds,
            "interrupted": self.interrupted,
            "machine": self.machine,
            "runtimes": [{"spec": spec, "version": version} for spec, version in self.runtimes],
            "files": [self._file_facts(index) for index in range(len(self.programs))],
        }

    def _file_facts(self, index: int) -> dict[str, Any]:
        program, reference = self.programs[index], self.reference(index)
        return {
            "path": str(program.path),
            "bytes": len(program.binary),
            "note": program.note,
            "reference": None if reference is None else self.runtimes[reference.runtime][0],
            "cells": [self._cell_facts(cell) for cell in self.row(index)],
        }

    def _cell_facts(self, cell: Cell) -> dict[str, Any]:
        spec, version = self.runtimes[cell.runtime]
        time, ratio = cell.time, self.ratio(cell)
        return {
            "runtime": spec,
            "version": version,
            "rounds": len(cell.times),
            "time_ns": time and round(time.estimate),
            "time_ci99": (ends := bounds(time)) and [round(end) for end in ends],
            "ratio": ratio and ratio.estimate,
            "ratio_ci99": bounds(ratio),
            "failed": cell.reason or None,
            "times_ns": list(cell.times.values()),
        }


_KINDS = {"invalid": FailureKind.INVALID, "timed out": FailureKind.TIMED_OUT}


def _ended(outcome: Outcome) -> Failure:
    return Failure(_KINDS.get(outcome.kind, FailureKind.ENDED), outcome.in_words)


def bounds(interval: Interval | None) -> list[float] | None:
    """Both bounds of an interval; None if there is no interval or it is infinite."""
    if interval is None or not math.isfinite(interval.high):
        return None
    return [interval.low, interval.high]


def order(programs: int, runtimes: int, round_: int) -> list[tuple[int, int]]:
    """The (program, runtime) pairs in the order of a round: one program on all runtimes, then the next
    program.

    Both rotate by one every second round, and every odd round is the reverse of the one before.
    """
    turn = round_ // 2
    cells = [
        ((program + turn) % programs, (runtime + turn) % runtimes)
        for program in range(programs)
        for runtime in range(runtimes)
    ]
    return cells if round_ % 2 == 0 else cells[::-1]


def measure_table(
    programs: Sequence[TableFile],
    runtimes: Sequence[Runtime],
    plan: Plan,
    *,
    against: int | None = None,
    tell: Tell = lambda round_, path, spec: None,
) -> Table:
    """One session.  A cell that fails does not stop the others; ^C ends it early, with what there is."""
    session = _Session(programs, runtimes, plan, tell)
    interrupted = False
    try:
        session.run()
    except KeyboardInterrupt:
        interrupted = True
    return Table(
        tuple(programs),
        tuple((runtime.spec, runtime.version) for runtime in runtimes),
        plan,
        tuple(session.cells.values()),
        against,
        interrupted,
        describe_machine(),
    )


class _Session:
    """The cells while they fill, and what the compilations of each runtime took."""

    def __init__(
        self, programs: Sequence[TableFile], runtimes: Sequence[Runtime], plan: Plan, tell: Tell
    ) -> None:
        self.programs, self.runtimes, self.plan, self.tell = programs, runtimes, plan, tell
        self.cells = {
            (program, runtime): Cell(program, runtime, plan.rounds)
            for program in range(len(programs))
            for runtime in range(len(runtimes))
        }
        self.compile_ns = [0] * len(runtimes)
        # By the index of the program, after the first round.
        self.endings: dict[int, Ending] = {}

    def run(self) -> None:
        for round_ in range(self.plan.rounds):
            open_cells = [cell for cell in self._ordered(round_) if self._wants(cell, round_)]
            if round_ and self.plan.phase not in ("compile", "total"):
                self._restart(round_, {cell.runtime for cell in open_cells})
            for cell in open_cells:
                if self._wants(cell, round_):
                    self._run(cell, round_)
            if not round_:
                self._compare_endings()

    def _ordered(self, round_: int) -> Iterable[Cell]:
        return (self.cells[key] for key in order(len(self.programs), len(self.runtimes), round_))

    def _wants(self, cell: Cell, round_: int) -> bool:
        return not cell.failed and round_ < cell.allowed

    def _restart(self, round_: int, wanted: Iterable[int]) -> None:
        for index in wanted:
            if self.cheap(index) or round_ % ROUNDS_A_PROCESS == 0:
                try:
                    self.runtimes[index].restart()
                except RuntimesError as error:
                    self._fail(index, Failure(FailureKind.ENDED, str(error)))

    def cheap(self, index: int) -> bool:
        """Whether a runtime gets a fresh process for every round."""
        return self.compile_ns[index] <= CHEAP_COMPILE_NS and not is_command(self.runtimes[index])

    def _fail(self, runtime: int, reason: Failure) -> None:
        for cell in self.cells.values():
            if cell.runtime == runtime:
                cell.failed = cell.failed or reason

    def _run(self, cell: Cell, round_: int) -> None:
        runtime, program = self.runtimes[cell.runtime], self.programs[cell.program]
        self.tell(round_ + 1, str(program.path), runtime.spec)
        try:
            # A process compiles a binary once, so where compiling is measured each run has a process of its
            # own.
            if self.plan.phase in ("compile", "total") and round_ + cell.program:
                runtime.restart()
            sample = runtime.run(
                program.binary, invocation=program.invocation, timeout_ns=self.plan.timeout_ns
            )
        except RuntimesError as error:
            cell.failed = Failure(FailureKind.ENDED, str(error))
            return
        self._take(cell, round_, sample)

    def _compare_endings(self) -> None:
        """Finds how each program ends, where nobody stated it; cells that ended otherwise have failed."""
        for index, program in enumerate(self.programs):
            row = [cell for cell in self.cells.values() if cell.program == index and cell.ended is not None]
            ending = program.ending or usual_ending([cell.ended for cell in row if cell.ended is not None])
            self.endings[index] = ending
            for cell in row:
                if cell.ended is not None and not ending.of(cell.ended):
                    cell.failed = _ended(cell.ended)

    def _take(self, cell: Cell, round_: int, sample: Sample) -> None:
        ending = self.endings.get(cell.program)
        if sample.outcome.no_ending or not (ending is None or ending.of(sample.outcome)):
            cell.failed = _ended(sample.outcome)
            return
        cell.ended = cell.ended or sample.outcome
        time = time_of(sample, self.plan.phase, self.plan.clock)
        if time is not None:
            cell.times[round_] = max(1, time)
        elif self.plan.phase in ("execute", "total"):
            cell.unmeasurable += 1
        else:
            cell.failed = NO_PHASE
        if round_ == 0:
            compile_ns = sample.compile_ns or 0
            self.compile_ns[cell.runtime] += compile_ns
            cost = compile_ns + (sample.instantiate_ns or 0) + (sample.execute_ns or 0)
            cell.allowed = max(1, min(self.plan.rounds, self.plan.budget_ns // max(1, cost)))
