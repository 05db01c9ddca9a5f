"""What is knocked out of a case before anything is timed: what its loop outlives, and what not.

At few trips each, and by counts only.
"""

from __future__ import annotations

from dataclasses import dataclass

from reducer.controls.hot_loop import counts
from reducer.controls.knock_outs import (
    NO_TRIPS,
    KnockOut,
    LoopCheck,
    class_knock_outs,
    site_knock_outs,
    sound,
)
from reducer.controls.session import Asked
from reducer.measure.anchor import observer
from reducer.measure.candidate import Candidate
from reducer.measure.pairs import MeasurementError
from reducer.measure.profile import Profile, profile
from reducer.runtimes import Runtime

COUNTER = "wasmtime:fuel=on"
"""Counts instructions and trips, so that what never ends is stopped."""


@dataclass(frozen=True, eq=False)
class Tried:
    """A knock-out, its candidate at few trips (None: it breaks the loop, `reason` says how), and the index of
    its variant in the session; alike ones share one."""

    knock_out: KnockOut
    candidate: Candidate | None
    reason: str
    index: int | None


@dataclass(frozen=True)
class Known:
    """What was found out of a case before anything is timed: at few trips, so that runs are short."""

    base: Candidate
    written: Candidate
    profile: Profile
    check: LoopCheck


def look_into(asked: Asked, written: Candidate, counting: Runtime) -> Known:
    """How often everything runs.  Raises MeasurementError for a case that cannot be counted."""
    check = LoopCheck(counting, asked.case.assembler, written)
    base = written.at(check.trips)
    counted = profile(base.module, observer(counting, asked.case.assembler)) if check.works else None
    if counted is None:
        raise MeasurementError(f"{asked.case.path} does not run to its end on {COUNTER}")
    return Known(base, written, counted, check)


def try_all(known: Known, most: int) -> tuple[list[Tried], int]:
    """Every knock-out that leaves the loop going, at most so many sites; and how many sites were left out."""
    heat = counts(known.base.module, known.profile)
    classes = class_knock_outs(known.base, heat)
    sites = site_knock_outs(known.base, heat)
    indices: dict[str, int] = {known.base.key: 0, cleaned(known.base).key: 0}
    count, measured = 1, 0
    tried: list[Tried] = []
    left_out = 0
    for knock_out in (*classes, *sites):
        if measured >= most:
            left_out += 1
            continue
        kept, candidate, reason = sound(known.base, knock_out, known.check)
        index = None if candidate is None else indices.setdefault(candidate.key, count)
        measured += index == count and knock_out.extent != "class"
        count += index == count
        if index != 0 and reason != NO_TRIPS:
            tried.append(Tried(kept, candidate, reason, index))
    return tried, left_out


def cleaned(candidate: Candidate) -> Candidate:
    """The candidate as every edited one is: without what nothing uses."""
    return candidate.edited(())
