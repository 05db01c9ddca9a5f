"""The test's operating characteristics as a table in text, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reducer.oracle import DEFAULTS, Settings
from reducer.oracle.characteristics import Characteristics
from reducer.oracle.conditions import Condition, Losses
from reducer.oracle.coverage import Coverage
from reducer.oracle.decisions import Decisions
from reducer.oracle.simulation import NoiseClass
from reducer.records.codec import to_plain
from reducer.report.columns import plain_lines

Table = tuple[Condition, Sequence[tuple[float, Characteristics]]]


def characteristics_text(tables: Sequence[Table], threshold: float, settings: Settings = DEFAULTS) -> str:
    """A table for each condition: P(kept), P(rejected), P(neither at the cap), expected pairs."""
    blocks = []
    for condition, rows in tables:
        noise = condition.noise
        lines = [
            f"ratio>{threshold:g} under {condition.name}"
            + (f": noise {noise.sigma:.1%}, spikes {noise.spike_rate:.1%}" if condition.xs else ""),
        ]
        words = [
            (f"{ratio:.4g}", *map(_percent, (row.keep, row.reject, row.capped)), f"{row.pairs:.2f}")
            for ratio, row in rows
        ]
        lines += plain_lines(("true ratio", "kept", "rejected", "at the cap", "pairs"), words, range(5))
        lines.append(f"(cap {settings.cap_at(noise.sigma)} pairs)")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _percent(probability: float) -> str:
    # No "-0.000 %": what a sum of rounding errors leaves is nothing.
    return f"{100 * max(0.0, probability):.3f} %"


def losses_text(losses: Sequence[tuple[Condition, Losses]], threshold: float, original: float) -> str:
    """What became of whole reductions."""
    rows = [
        (
            f"{found.lost} of {found.reductions}",
            f"{found.pairs:.2f}",
            f"{found.neutral_kept:.0%}",
            f"{found.held_out} of {found.reductions}",
            condition.name,
        )
        for condition, found in losses
    ]
    headings = ("lost", "pairs a decision", "neutral kept", "held out at once", "under")
    head = f"whole reductions, from an original of {original:g} at a threshold of {threshold:g}:"
    return "\n".join([head, *plain_lines(headings, rows, range(4))])


def _processes_in_words(kind: NoiseClass) -> str:
    """What a pair and a process vary by."""
    kinds = f", {kind.kind_share:.0%} of them x{kind.kind_factor:g}" if kind.kind_share else ""
    spikes = f", spikes {kind.spike:.0%}" if kind.spike else ""
    return (
        f"a pair varies by {kind.sigma:.1%} within a process, processes by {kind.between:.1%}{kinds}{spikes}"
    )


def _processes_json(kind: NoiseClass) -> dict[str, Any]:
    return {
        "within": kind.sigma,
        "between": kind.between,
        "two_speeds": [kind.kind_factor, kind.kind_share] if kind.kind_share else None,
        "spikes": kind.spike,
    }


def coverage_text(found: Coverage, kind: NoiseClass, ratio: float, threshold: float) -> str:
    """How often the interval of simulated hold-outs held the true ratio."""
    row = (
        f"{found.coverage:.2%}",
        str(found.holdouts),
        f"{found.processes:.1f}",
        f"{found.pairs:.1f}",
        f"{found.half_width:.1%}",
        f"{found.kept:.1%}",
    )
    headings = ("interval right", "hold-outs", "processes", "pairs", "half-width", "kept")
    head = f"hold-outs of a true ratio of {ratio:g} against {threshold:g}; {_processes_in_words(kind)}:"
    return "\n".join([head, *plain_lines(headings, [row], range(6))])


def coverage_json(found: Coverage, kind: NoiseClass, ratio: float, threshold: float) -> dict[str, Any]:
    """The same for programs."""
    return {**to_plain(found), "ratio": ratio, "threshold": threshold, **_processes_json(kind)}


def decisions_text(found: Sequence[tuple[float, Decisions]], kind: NoiseClass, threshold: float) -> str:
    """What the sequential test did with simulated candidates where processes differ."""
    rows = [
        (
            f"{ratio:.4g}",
            *(f"{share:.2%}" for share in (row.keep, row.reject, row.capped)),
            f"{row.pairs:.2f}",
            f"{row.processes:.2f}",
        )
        for ratio, row in found
    ]
    headings = ("true ratio", "kept", "rejected", "at the cap", "pairs", "processes")
    head = f"ratio>{threshold:g}; {_processes_in_words(kind)}; simulated:"
    return "\n".join([head, *plain_lines(headings, rows, range(6))])


def decisions_json(
    found: Sequence[tuple[float, Decisions]], kind: NoiseClass, threshold: float
) -> dict[str, Any]:
    """The same for programs."""
    rows = [{"ratio": ratio, **to_plain(row)} for ratio, row in found]
    return {"threshold": threshold, **_processes_json(kind), "rows": rows}


def characteristics_json(
    tables: Sequence[Table], losses: Sequence[tuple[Condition, Losses]], threshold: float
) -> dict[str, Any]:
    """All of it for programs."""
    by_name = {condition.name: to_plain(found) for condition, found in losses}
    return {
        "threshold": threshold,
        "conditions": [
            {
                "name": condition.name,
                "sigma": condition.noise.sigma,
                "spikes": condition.noise.spike_rate,
                "recorded_pairs": len(condition.xs),
                "rows": [{"ratio": ratio, **to_plain(row)} for ratio, row in rows],
                "reductions": by_name.get(condition.name),
            }
            for condition, rows in tables
        ],
    }
