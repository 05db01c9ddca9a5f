"""The trigger in one sentence: the strongest condition that the measurements support, and nothing beyond.

What was not measured, or stayed unclear, is not mentioned.  Pure functions of findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reducer.controls.verdicts import VANISHES
from reducer.program.knock_outs import some
from reducer.records.findings import BlameSite, ControlsFinding, VariantFinding

NOTHING = "no trigger: nothing that was measured carries the slowdown"
MOST_NAMED = 3
"""More things of a kind are counted, not named."""
LEAST_SHARE = 0.05
"""A share of less is not worth a sentence."""


def trigger_sentence(
    sites: Sequence[BlameSite],
    classes: Sequence[BlameSite] = (),
    controls: ControlsFinding | None = None,
    declared: str = "",
) -> str:
    """`repeated memory.copy or memory.fill; not its length 0..64; not the relation of source and
    destination`.

    `declared` is what the program declares a great number of: named where no instruction carries anything.
    """
    if controls is not None and controls.primary.verdict == "deleted":
        return f"no trigger: {controls.primary.reason}"
    carriers = carrying(sites, controls)
    if not carriers:
        found = _without_carrier(sites, classes)
        return f"no instruction; there is {declared}" if found == NOTHING and declared else found
    clauses = [_head(carriers, controls)]
    if controls is not None and controls.trigger_instruction in carriers:
        clauses += [*_siblings(controls), *_axes(controls), *_relations(controls)]
    return "; ".join(clauses)


def carrying(sites: Sequence[BlameSite], controls: ControlsFinding | None) -> list[str]:
    """The instructions without which the slowdown is surely gone, the controls' trigger first."""
    found = []
    if controls is not None and any(
        entry.kind == "removed" and entry.verdict == "vanishes" and not entry.unclear
        for entry in controls.variants
    ):
        found.append(controls.trigger_instruction)
    gone = [site for site in sites if is_removal(site) and surely_gone(site)]
    gone.sort(key=lambda site: -(site.share.estimate if site.share else 0.0))
    return list(dict.fromkeys([*found, *(site.change.operation for site in gone)]))


def carrying_class(classes: Sequence[BlameSite]) -> str:
    """The instruction of a class without which the slowdown is surely gone; empty where it is of several."""
    whole = next((entry for entry in classes if surely_gone(entry)), None)
    return "" if whole is None else whole.change.operation


def is_removal(site: BlameSite) -> bool:
    """Whether one instruction was knocked out, its operands still worked out."""
    return site.change.removed and site.line > 0


def surely_gone(site: BlameSite) -> bool:
    """Whether the slowdown is gone with a site, beyond doubt."""
    low = None if site.share is None else site.share.low
    return site.verdict == "vanishes" and low is not None and low > 1 - VANISHES


# ---- clauses


def _head(carriers: Sequence[str], controls: ControlsFinding | None) -> str:
    first = carriers[0]
    if controls is not None and first == controls.trigger_instruction:
        same = _named(_in_place(controls, "persists").get(first, []))
        others = [name for name in carriers[1:] if name not in same]
        head = f"repeated {_either([first, *same])}"
    else:
        others, head = list(carriers[1:]), f"repeated {first}"
    return f"{head}, fed by {_list(_named(others))}" if others else head


def _without_carrier(sites: Sequence[BlameSite], classes: Sequence[BlameSite]) -> str:
    whole = next((entry for entry in classes if surely_gone(entry)), None)
    if whole is not None:
        among = some(whole.change.operations)
        return f"repeated {whole.text} ({among}): all together, no single one of them"
    known = [
        site
        for site in sites
        if site.line > 0
        and site.share is not None
        and site.share.low is not None
        and site.share.low > LEAST_SHARE
        and site.verdict in ("weakens", "vanishes")
    ]
    if not known:
        return NOTHING
    largest = max(known, key=lambda site: site.share.low if site.share and site.share.low else 0.0)
    assert largest.share is not None and largest.share.low is not None and largest.share.high is not None
    low, high = (round(100 * min(1.0, bound)) for bound in (largest.share.low, largest.share.high))
    return f"no single instruction: the largest part, {low} to {high} %, goes with `{largest.edit}`"


def _in_place(controls: ControlsFinding, verdict: str) -> dict[str, list[str]]:
    """By instruction (of the trigger's): what was put in its place with that verdict beyond doubt.

    Under "": changes of another kind, in their own words.
    """
    found: dict[str, list[str]] = {}
    for entry in controls.variants:
        if entry.kind != "sibling" or entry.verdict != verdict or entry.unclear:
            continue
        change = entry.change
        before = change.operation if change.after else ""
        found.setdefault(before, []).append(change.after or change.words)
    return found


def _siblings(controls: ControlsFinding) -> list[str]:
    """What was put in the place of the trigger and lost the slowdown; and, in an update, of its operation."""
    clauses = []
    for verdict, words in (("persists", "also with"), ("vanishes", "gone with")):
        for before, put in _in_place(controls, verdict).items():
            own = before == controls.trigger_instruction
            if own and verdict == "vanishes":
                clauses.append(f"gone with {_either(_named(put))} in its place")
            elif not own:
                place = f" for {before}" if before else ""
                clauses.append(f"{words} {_either(_named(put))}{place}")
    return clauses


def _axes(controls: ControlsFinding) -> list[str]:
    clauses = []
    swept = [entry for entry in controls.variants if entry.axis and entry.kind != "trip-count"]
    for axis in dict.fromkeys(entry.axis for entry in swept):
        mine = [entry for entry in swept if entry.axis == axis and entry.value is not None]
        points = sorted([*mine, *own_point(mine)], key=lambda entry: entry.value or 0.0)
        name = mine[0].change.operand_of(controls.trigger_instruction) if mine else axis
        there, gone = (_values(points, verdict) for verdict in ("persists", "vanishes"))
        if there and gone:
            clauses.append(f"with {name} {there}, gone at {gone}")
        elif there and not _values(points, "weakens"):
            clauses.append(f"not {name} {there}")
        elif gone and not there:
            clauses.append(f"only with {name} as it is, gone at {gone}")
    return clauses


def own_point(points: Sequence[VariantFinding]) -> list[VariantFinding]:
    """The case itself as a point of the sweep, where its own value is known."""
    own = points[0].change.own if points else None
    if own is None or any(entry.value == own for entry in points):
        return []
    return [replace(points[0], value=own, verdict="persists", unclear=False)]


def _values(points: Sequence[VariantFinding], verdict: str) -> str:
    """The values with a verdict beyond doubt: `0..64` where all points between have it, `0, 8` where not."""
    runs: list[list[str]] = []
    open_run = False
    for entry in points:
        holds = entry.verdict == verdict and not entry.unclear
        if holds and not open_run:
            runs.append([])
        if holds:
            runs[-1].append(f"{entry.value:g}")
        open_run = holds
    words = [f"{run[0]}..{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs]
    return ", ".join(words)


def _relations(controls: ControlsFinding) -> list[str]:
    found = [
        entry
        for entry in controls.variants
        if entry.kind == "relation" and entry.verdict in ("persists", "weakens", "vanishes")
    ]
    clauses = []
    pairs = [entry for entry in found if entry.change.relation in ("equal", "apart")]
    # What is ruled out is so by every variant that was measured, beyond doubt.
    if pairs and all(map(_surely_persists, pairs)):
        of = "source and destination" if pairs[0].change.operand == "source" else "its operands"
        clauses.append(f"not the relation of {of}")
    held = [entry for entry in found if entry.change.relation == "constant"]
    if held and all(map(_surely_persists, held)):
        which = [entry.change.operand_of(controls.trigger_instruction) for entry in held]
        clauses.append(f"not that {_either(_named(which))} varies")
    lost = [entry for entry in found if entry.verdict == "vanishes" and not entry.unclear]
    clauses += [f"gone with {entry.change.words}" for entry in lost[:MOST_NAMED]]
    return clauses


def _surely_persists(entry: VariantFinding) -> bool:
    return entry.verdict == "persists" and not entry.unclear


# ---- words


def _named(names: Iterable[str]) -> list[str]:
    different = list(dict.fromkeys(name for name in names if name))
    rest = len(different) - MOST_NAMED
    return different if rest <= 0 else [*different[:MOST_NAMED], f"{rest} more"]


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _list(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
