"""What the lanes of a machine can do: which releases they run, and whether they disturb each other.

To find the latter, a runtime is measured against itself, with one lane busy and with all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reducer.batch.local import LocalExecutor
from reducer.batch.tasks import Task
from reducer.batch.triage import versions
from reducer.runtimes import RuntimesError
from reducer.surveys.doctor import examine_runtime
from reducer.timing import choose_core

NOISIER = 2.0
"""Lanes disturb each other if they double the spread of a ratio: that would need four times the pairs."""
LEAST_SIGMA = 0.03
"""A spread below this is good enough, even where it has doubled."""
SECONDS = 120.0
START_SECONDS = 300.0


@dataclass(frozen=True)
class LaneNoise:
    """The spread of ln ratio of a runtime with itself in a lane, and why nothing can be decided at it (""
    where it can)."""

    sigma: float
    too_noisy: str


def examine_lane(spec: str) -> LaneNoise:
    """Done in a lane.  Raises RuntimesError, MeasurementError."""
    found = examine_runtime(spec, choose_core(), lambda _line: None)
    return LaneNoise(found.noise.sigma, found.too_noisy or "")


def disturbed(alone: LaneNoise, together: Sequence[LaneNoise]) -> str:
    """Why the lanes cannot be used together, in words; empty where they can."""
    for noise in together:
        if noise.too_noisy and not alone.too_noisy:
            return f"with all lanes busy, {noise.too_noisy}"
        if noise.sigma > NOISIER * max(alone.sigma, LEAST_SIGMA):
            return (
                f"the spread of a ratio is {alone.sigma:.3f} in one lane, "
                f"and {noise.sigma:.3f} with all {len(together)} busy"
            )
    return ""


@dataclass(frozen=True)
class Ready:
    """A machine that can begin: the version of each runtime, its lanes, and why they are fewer than were
    asked for ("" where they are not)."""

    versions: tuple[str, ...]
    lanes: int
    reason: str


def prepare(executor: LocalExecutor, specs: Sequence[str]) -> Ready:
    """Starts the runtimes and tests the lanes, which are reduced to one where they disturb each other.

    Raises RuntimesError.
    """
    executor.submit(Task(("versions", 0), versions, tuple(specs), timed=True, seconds=START_SECONDS))
    while not (done := executor.finished(1.0)):
        pass
    if done[0].failure is not None:
        raise RuntimesError(done[0].reason)
    reason = check_lanes(executor, specs[0])
    return Ready(tuple(done[0].value), executor.lanes, reason)


def check_lanes(executor: LocalExecutor, spec: str) -> str:
    """Falls back to one lane where they disturb each other, and returns why; empty where they do not, or
    where there is only one."""
    if executor.lanes < 2:
        return ""
    found: list[LaneNoise] = []
    for count in (1, executor.lanes):
        for index in range(count):
            executor.submit(Task(("lanes", index), examine_lane, spec, timed=True, seconds=SECONDS))
        left = count
        while left:
            for done in executor.finished(1.0):
                left -= 1
                found.append(done.value or LaneNoise(1.0, done.reason))
    reason = disturbed(found[0], found[1:])
    if reason:
        executor.use_lanes(1)
    return reason
