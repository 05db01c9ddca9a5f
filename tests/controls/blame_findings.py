"""Findings as if they had been measured, for tests of what is concluded from them."""

from __future__ import annotations

from dataclasses import replace

from reducer.records.findings import (
    BlameSite,
    Bounds,
    ControlsFinding,
    EvidenceFinding,
    SideEvidence,
    SideTimes,
    VariantFinding,
)

RATIOS = {"persists": 3.0, "weakens": 1.6, "vanishes": 1.02}


def site(text="memory.copy(a, b, c)", edit="", share=1.0, verdict="vanishes", line=7, width=0.05, **more):
    bounds = None if share is None else Bounds(share, share - width, share + width)
    ratio = None if share is None else Bounds(3.0 ** (1 - share), 0.9, 1.1)
    return BlameSite(line, "$f", text, edit or f"remove {text} in $f", ratio, bounds, verdict, **more)


def side(spec, per_trip, spread=0.02):
    whole = per_trip * 1e6
    return SideTimes(spec, "1.0", whole, whole * (1 - spread), whole * (1 + spread), 15, "", per_trip)


def variant(name, kind, verdict="persists", edit="", axis="", value=None, unclear=False, per_trip=(9.0, 3.0)):
    estimate = RATIOS.get(verdict)
    ratio = None if estimate is None else Bounds(estimate, estimate * 0.95, estimate * 1.05)
    times = (side("slow", per_trip[0]), side("fast", per_trip[1]))
    return VariantFinding(
        name,
        kind,
        edit or name,
        "case.wat",
        f"{name}.wat",
        axis,
        value,
        times,
        ratio,
        verdict,
        unclear=unclear,
        trip_count=1_000_000,
    )


def length(value, verdict="persists", unclear=False):
    name = f"control_memory_copy_len{value}"
    edit = f"length of memory.copy 32 -> {value} in $f"
    return variant(name, "operand", verdict, edit, "length of memory.copy", value, unclear)


def removed(verdict="vanishes", per_trip=(1.0, 1.0), unclear=False):
    edit = "remove memory.copy in $f"
    return variant("control_target_removed", "removed", verdict, edit, unclear=unclear, per_trip=per_trip)


def swapped(op="memory.fill", verdict="persists", unclear=False):
    name = f"sibling_{op.replace('.', '_')}"
    return variant(name, "sibling", verdict, f"memory.copy -> {op} in $f", unclear=unclear)


def relation(name="control_src_eq_dst", verdict="persists", edit="source = destination of memory.copy in $f"):
    return variant(name, "relation", verdict, edit)


def controls(*variants, trigger="memory.copy", primary="persists", reason=""):
    whole = replace(variant("primary", "primary", primary), reason=reason)
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


def evidence(slow="library call", fast="inline"):
    sides = tuple(
        SideEvidence(spec, "1.0", True, "", "memory.copy", compiled, "", "")
        for spec, compiled in (("slow", slow), ("fast", fast))
    )
    return EvidenceFinding("case.wat", sides)
