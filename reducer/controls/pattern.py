"""Which of five known patterns a case follows, as far as the measurements tell them apart.

A helper call for each iteration; a fast side that deletes the work; one slow value; where the code lies; what
depends on the machine.  Pure functions of findings: without the controls that a pattern needs, it is not told
apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from reducer.controls.trigger import carrying, own_point
from reducer.records.findings import (
    BlameSite,
    CodeFinding,
    ControlsFinding,
    Pattern,
    SideTimes,
    VariantFinding,
)
from reducer.records.itself import PlacementFinding

DELETED: Pattern = "the fast side deletes the work"
LEAST_POINTS = 3
"""How many points of a sweep must show the opposite before one value is called special."""
NEAR_EMPTY = 1.1
"""A side whose loop costs less than this many times the loop without the trigger does no work for the
trigger."""


def pattern_of(
    sites: Sequence[BlameSite],
    controls: ControlsFinding | None,
    generated_code: CodeFinding | None = None,
    placement: PlacementFinding | None = None,
) -> tuple[Pattern, str]:
    """The pattern, and the evidence for it (for `not told apart`: what is missing)."""
    if controls is None:
        return "not told apart", "there are no controls to tell by: run `wreduce controls` first"
    found = (
        _deletes(controls, generated_code)
        or _alignment(placement)
        or _one_value(controls)
        or _machine(controls)
        or _helper_call(controls)
        or _library_call(carrying(sites, controls), generated_code)
    )
    return found or ("not told apart", "what was measured fits none of the patterns alone")


def _clear(controls: ControlsFinding) -> list[VariantFinding]:
    return [entry for entry in controls.variants if not entry.unclear]


def of_deleted(primary: VariantFinding, generated_code: CodeFinding | None = None) -> tuple[Pattern, str]:
    """The pattern of a case whose own loop a side deletes, and what that side's code shows of it."""
    words = [primary.reason, *_no_back_edge(generated_code)]
    return (DELETED if primary.deleted_by == "fast" else "not told apart"), "; ".join(filter(None, words))


def _no_back_edge(generated_code: CodeFinding | None) -> list[str]:
    """On which sides the loop is not in the code any more, and on which it still is."""
    sides = generated_code.sides[:2] if generated_code is not None else ()
    gone = [f"{side.spec} deleted the loop: its code has no back edge" for side in sides if side.no_loop]
    if not gone:
        return []
    return gone + [f"{side.spec} kept it" for side in sides if side.available and not side.no_loop]


# ---- the patterns


def _deletes(controls: ControlsFinding, generated_code: CodeFinding | None) -> tuple[Pattern, str] | None:
    if controls.primary.verdict == "deleted":
        return of_deleted(controls.primary, generated_code)
    if generated_code is None or len(generated_code.sides) < 2 or generated_code.sides[1].compiled != "gone":
        return None
    removed = next((entry for entry in controls.variants if entry.kind == "removed"), None)
    whole, empty = _fast(controls.primary), None if removed is None else _fast(removed)
    if whole is None or empty is None or whole.high_ns is None or empty.low_ns is None:
        return None
    if removed is None or removed.trip_count != controls.primary.trip_count:
        return None
    what = controls.trigger_instruction
    if whole.high_ns < NEAR_EMPTY * empty.low_ns:
        return DELETED, f"its loop is as fast without {what}, and in its code {what} is gone"
    return None


def _fast(entry: VariantFinding) -> SideTimes | None:
    return entry.times[1] if len(entry.times) > 1 else None


def _alignment(placement: PlacementFinding | None) -> tuple[Pattern, str] | None:
    """The same code is slow at some places and not at others."""
    if placement is None or placement.verdict != "alignment only":
        return None
    return (
        "alignment only",
        f"gone at {placement.lost} of {len(placement.placements)} other places for the same code",
    )


def _one_value(controls: ControlsFinding) -> tuple[Pattern, str] | None:
    """On an axis, one point is slow and all others are not; or the case's own value is, and no point is."""
    swept = [entry for entry in _clear(controls) if entry.axis and entry.kind == "operand"]
    swept = [entry for entry in swept if not _is_layout(entry)]
    for axis in dict.fromkeys(entry.axis for entry in swept):
        points = [entry for entry in swept if entry.axis == axis]
        there = [entry for entry in points if entry.verdict == "persists"]
        gone = [entry for entry in points if entry.verdict == "vanishes"]
        if len(there) + len(gone) < len(points) or len(gone) < LEAST_POINTS:
            continue
        if not there:
            words = f"slow as it is, and at none of the {len(gone)} other values of the {axis}"
            return "sensitive to one value", words
    return None


def _is_layout(entry: VariantFinding) -> bool:
    return entry.change.operand in ("offset", "alignment")


def _machine(controls: ControlsFinding) -> tuple[Pattern, str] | None:
    """The slowdown disappears with a change that leaves the work the same, but not the layout or the
    dependencies."""
    for entry in _clear(controls):
        # Equal or constant operands of arithmetic are less work for a compiler; an overlap is not.
        dependency = entry.change.relation in ("equal", "apart") and entry.change.operand == "source"
        if entry.verdict == "vanishes" and (_is_layout(entry) or dependency):
            return (
                "machine-dependent",
                f"gone with {entry.change.words}, which is no less work",
            )
    return None


def _helper_call(controls: ControlsFinding) -> tuple[Pattern, str] | None:
    """The cost depends on how often the trigger runs, and not on how much work it is given."""
    removed = [entry for entry in _clear(controls) if entry.kind == "removed" and entry.verdict == "vanishes"]
    lengths = [entry for entry in _clear(controls) if entry.change.operand == "length"]
    lengths += own_point(lengths)
    empty = [entry for entry in lengths if entry.value == 0 and entry.verdict == "persists"]
    if removed and empty and all(entry.verdict == "persists" for entry in lengths):
        what = controls.trigger_instruction
        return "helper call per iteration", f"gone without {what}, and there at its length 0"
    return None


def _library_call(carriers: Sequence[str], generated_code: CodeFinding | None) -> tuple[Pattern, str] | None:
    """What carries the slowdown is a call in the slow side's code; on the fast side it may be a cheaper
    one."""
    if generated_code is None or len(generated_code.sides) < 2:
        return None
    slow, fast = generated_code.sides[:2]
    if slow.instruction not in carriers or slow.compiled != "library call":
        return None
    too = f", as in {fast.spec}'s, where it costs less" if fast.compiled == "library call" else ""
    because = f"gone without {slow.instruction}, which is a call in {slow.spec}'s loop{too}"
    return "helper call per iteration", because
