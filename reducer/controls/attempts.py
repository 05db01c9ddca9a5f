"""Tries knock-outs of a case before anything is timed: which of them leave its loop running, and which do
not.

All runs are at few trips, and only count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reducer.controls.session import Asked
from reducer.judge.carriers import standing
from reducer.judge.pairs import MeasurementError
from reducer.program.knock_outs import KnockOut, class_knock_outs, site_knock_outs, sound
from reducer.program.profile import OBSERVER, Profile, node_counts, observer, profile
from reducer.program.program import Program
from reducer.program.short_run import NO_TRIPS, ShortRun, short_run
from reducer.records.carriers import Carrier
from reducer.runtimes import Runtime


@dataclass(frozen=True, eq=False)
class Tried:
    """A knock-out, its candidate at few trips (None: it breaks the loop, and `reason` says how), and the
    index of its variant in the session, which equal candidates share."""

    knock_out: KnockOut
    candidate: Program | None
    reason: str
    index: int | None


@dataclass(frozen=True)
class Known:
    """What is known about a case before anything is timed, from runs at few trips."""

    base: Program
    written: Program
    profile: Profile
    check: ShortRun


def look_into(asked: Asked, written: Program, counting: Runtime) -> Known:
    """Counts how often everything runs.  Raises MeasurementError for a case that cannot be counted."""
    check = short_run(counting, written)
    base = written if check is None else check.shortened(written)
    counted = None if check is None else profile(base.module, observer(counting, base))
    if check is None or counted is None:
        raise MeasurementError(f"{asked.case.path} does not run to its end on {OBSERVER}")
    return Known(base, written, counted, check)


def try_all(known: Known, most: int, carriers: Sequence[Carrier] = ()) -> tuple[list[Tried], int]:
    """Every knock-out that leaves the loop going, for at most `most` sites, those of the carriers first; and
    how many sites were left out."""
    heat = node_counts(known.base.module, known.profile)
    classes = class_knock_outs(known.base, heat)
    carrying = {id(node) for carrier in carriers for node in standing(known.base.module, carrier)}
    sites = sorted(site_knock_outs(known.base, heat), key=lambda made: id(made.node) not in carrying)
    indices: dict[str, int] = {known.base.key: 0, cleaned(known.base).key: 0}
    count, measured = 1, 0
    tried: list[Tried] = []
    left_out = 0
    for knock_out in (*classes, *sites):
        if measured >= most:
            left_out += 1
            continue
        kept, candidate, refusal = sound(known.base, knock_out, known.check.changed_loop)
        index = None if candidate is None else indices.setdefault(candidate.key, count)
        measured += index == count and knock_out.extent != "class"
        count += index == count
        if index != 0 and refusal is not NO_TRIPS:
            tried.append(Tried(kept, candidate, refusal.in_words if refusal else "", index))
    return tried, left_out


def cleaned(candidate: Program) -> Program:
    """The candidate without what nothing uses, like every edited candidate."""
    return candidate.edited(())
