"""A short run of a candidate before any is timed: does it end, does its loop still go round?

On an engine that counts instructions (fuel), at a small share of the trips: a loop that never ends, one that
is gone, and a trap are told in milliseconds and for certain, where the timing lane would wait for its
time-out.  Counts only: nothing is timed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reducer.measure.candidate import Candidate
from reducer.runtimes import FUEL_USED, Outcome, Runtime
from reducer.wat.assemble import Assembler
from reducer.wat.errors import WatError

SHORT_TRIPS = 2_000
"""Trips of a short run: a millisecond of the heaviest loops, and far more instructions than any start-up."""
SPARE = 6
"""A candidate may use this many times the original's instructions in a short run: edits make loops lighter,
not heavier."""
SHORT_RUN_NS = 2_000_000_000
"""For what fuel does not count: one instruction can copy a whole memory."""

Check = Callable[[Candidate], tuple[str, str] | None]
"""Gives the verdict's kind and the reason where a candidate need not be timed, None where it is worth it."""


@dataclass(frozen=True)
class ShortRun:
    """The check against one original.  `least` and `most` bound the instructions of a short run."""

    runtime: Runtime
    assembler: Assembler
    trips: tuple[int, ...]
    least: int
    most: int
    exit_code: int = 0

    def __call__(self, candidate: Candidate) -> tuple[str, str] | None:
        outcome, used = _run(self.runtime, self.assembler, candidate.at(self.trips), self.most)
        if outcome.kind == "invalid":
            return "invalid", outcome.message
        if outcome.kind == "timed out" or used >= self.most:
            return "timed out", "it does not end"
        if (outcome.kind, outcome.exit_code) != ("exited", self.exit_code):
            return "trapped", outcome.message or f"exits with code {outcome.exit_code}"
        if used < self.least:
            return "unmeasurable", "the loop is gone"
        return None


def _run(runtime: Runtime, assembler: Assembler, candidate: Candidate, fuel: int) -> tuple[Outcome, int]:
    try:
        binary = assembler.assemble(candidate.text)
    except WatError as error:
        return Outcome("invalid", None, str(error)), 0
    sample, values = runtime.observe(binary, (), timeout_ns=SHORT_RUN_NS, fuel=fuel)
    return sample.outcome, values.get(FUEL_USED, 0)


def short_run(
    runtime: Runtime, assembler: Assembler, original: Candidate, hottest: int, exit_code: int = 0
) -> ShortRun | None:
    """The check for candidates of an original whose hottest arm ran `hottest` times; None where it has no
    trip count to shorten."""
    value = max((abs(trip) for trip in original.trip_counts), default=0)
    if value <= SHORT_TRIPS:
        return None
    share = SHORT_TRIPS / value
    trips = tuple(round(trip * share) or 1 for trip in original.trip_counts)
    outcome, used = _run(runtime, assembler, original.at(trips), SPARE * 10**9)
    if (outcome.kind, outcome.exit_code) != ("exited", exit_code):
        return None
    return ShortRun(runtime, assembler, trips, int(hottest * share), SPARE * used, exit_code)
