"""Findings as if they had been measured, for tests of what is concluded from them."""

from __future__ import annotations

from dataclasses import replace

from reducer.change import UNKNOWN, Change
from reducer.records.findings import (
    BlameSite,
    Bounds,
    CodeFinding,
    ControlsFinding,
    SideCode,
    SideTimes,
    VariantFinding,
)

EQUAL = Change(
    "source = destination of memory.copy", "$f", operations=("memory.copy",), operand="source",
    relation="equal",
)  # fmt: skip
RATIOS = {"persists": 3.0, "weakens": 1.6, "vanishes": 1.02}


def site(text="memory.copy(a, b, c)", edit="", share=1.0, verdict="vanishes", line=7, width=0.05, **more):
    bounds = None if share is None else Bounds(share, share - width, share + width)
    ratio = None if share is None else Bounds(3.0 ** (1 - share), 0.9, 1.1)
    change = Change(edit or f"remove {text}", "$f", operations=(text.split("(")[0],), removed=not edit)
    more.setdefault("change", change)
    return BlameSite(line, "$f", text, more["change"].label, ratio, bounds, verdict, **more)


def side(spec, per_trip, spread=0.02):
    whole = per_trip * 1e6
    return SideTimes(spec, "1.0", whole, whole * (1 - spread), whole * (1 + spread), 15, "", per_trip)


def variant(
    name, kind, verdict="persists", change=UNKNOWN, axis="", value=None, unclear=False, per_trip=(9.0, 3.0),
    **more,
):  # fmt: skip
    estimate = RATIOS.get(verdict)
    ratio = None if estimate is None else Bounds(estimate, estimate * 0.95, estimate * 1.05)
    times = (side("slow", per_trip[0]), side("fast", per_trip[1]))
    return VariantFinding(
        name,
        kind,
        change.label or name,
        "case.wat",
        f"{name}.wat",
        axis,
        value,
        times,
        ratio,
        verdict,
        unclear=unclear,
        trip_count=1_000_000,
        change=change,
        **more,
    )


def length(value, verdict="persists", unclear=False):
    name = f"control_memory_copy_len{value}"
    change = swept(f"length of memory.copy 32 -> {value}", "length", 32)
    return variant(name, "operand", verdict, change, "length of memory.copy", value, unclear)


def swept(words, operand, own, op="memory.copy"):
    return Change(words, "$f", operations=(op,), operand=operand, own=own)


def removed(verdict="vanishes", per_trip=(1.0, 1.0), unclear=False):
    change = Change("remove memory.copy", "$f", operations=("memory.copy",), removed=True)
    return variant("control_target_removed", "removed", verdict, change, unclear=unclear, per_trip=per_trip)


def swapped(op="memory.fill", verdict="persists", unclear=False):
    name = f"sibling_{op.replace('.', '_')}"
    change = Change(f"memory.copy -> {op}", "$f", operations=("memory.copy",), after=op)
    return variant(name, "sibling", verdict, change, unclear=unclear)


def relation(name="control_src_eq_dst", verdict="persists", change=EQUAL):
    return variant(name, "relation", verdict, change)


def controls(*variants, trigger="memory.copy", primary="persists", reason="", deleted_by=""):
    whole = replace(variant("primary", "primary", primary), reason=reason, deleted_by=deleted_by)
    return ControlsFinding(
        "case.wat",
        "case-controls",
        "slow",
        "fast",
        (),
        {"cpu": "a processor"},
        "task-clock",
        "execute",
        15,
        1_000_000,
        trigger,
        whole,
        tuple(variants),
        (),
        1.0,
    )


def generated_code(slow="library call", fast="inline", without_loop=()):
    sides = tuple(
        SideCode(spec, "1.0", True, "", "memory.copy", compiled, "", "", spec in without_loop)
        for spec, compiled in (("slow", slow), ("fast", fast))
    )
    return CodeFinding("case.wat", sides)
