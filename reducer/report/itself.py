"""The parts of a report that need no peer: the slow side against its own engine, the code at other places,
and the fields of an issue form besides the measurements.
"""

from __future__ import annotations

from collections.abc import Iterator

from reducer.records.findings import Bounds
from reducer.records.itself import ItselfFinding, OriginFinding, PlacementFinding, RelativeFinding
from reducer.report.wording import interval_words, ratio_words, runtime_words
from reducer.runtimes.versions import release_of

CLEARLY = 0.9
"""A relative is clearly faster if it takes less than this share of the slow side's time."""
RANKS = {"interpreter": 0, "baseline": 1, "optimising": 2}
CHECKED = "Made with the help of a tool (wreduce), checked by ____."
"""What projects' policies ask for; a person fills in the name."""
NO_PEER = "A slowdown against its own engine needs no peer to be a bug."


# ---- placements


def placement_words(found: PlacementFinding | None) -> str:
    """What the case shows where its code lies elsewhere, in a sentence or two; "" where nobody looked."""
    if found is None or found.ratio is None:
        return ""
    count = len(found.placements)
    over = f"Over {count} placements of its code the ratio is {ratio_words(found.ratio)}"
    if found.verdict == "alignment only":
        return (
            f"ALIGNMENT ONLY: the same code at other places is not slow. {over}; the slowdown is gone at "
            f"{found.lost} of them, there at {found.kept}."
        )
    if found.verdict == "not alignment":
        return f"{over}, and so it is not where the code lies."
    at = f"there at {found.kept}, gone at {found.lost}"
    return f"{over}; it stays unclear whether it is where the code lies ({at})."


def placement_lines(found: PlacementFinding | None) -> list[str]:
    """The same for a terminal; nothing where nobody looked."""
    words = placement_words(found)
    return [f"placement: {words}"] if words else []


# ---- against itself


def relative_name(found: RelativeFinding) -> str:
    """`wasmtime+winch 46.0.1`, with the package's name where the version is that."""
    return runtime_words(found.spec, found.version)


def relative_role(found: RelativeFinding) -> str:
    """What it is to the slow side."""
    if found.kind == "tier":
        return f"{found.tier} tier" if found.tier in RANKS else "other tier"
    return found.kind


def needs_no_peer(found: ItselfFinding | None) -> tuple[RelativeFinding, str] | None:
    """The relative that shows most clearly that the slow side is slower than its own engine has to be, and
    its role in words: a lower tier, a lower level, an earlier release; None where there is none."""
    if found is None:
        return None
    told = [entry for entry in _faster(found) if _role_as_witness(found, entry)]
    if not told:
        return None
    best = min(told, key=_estimate)
    return best, _role_as_witness(found, best)


def _faster(found: ItselfFinding) -> Iterator[RelativeFinding]:
    for entry in found.relatives:
        ratio = entry.ratio
        if ratio is not None and ratio.high is not None and ratio.high < 1 and ratio.estimate <= CLEARLY:
            yield entry


def _estimate(entry: RelativeFinding) -> float:
    return entry.ratio.estimate if entry.ratio is not None else 1.0


def _role_as_witness(found: ItselfFinding, entry: RelativeFinding) -> str:
    """Why it means something that this relative is faster; "" where that is to be expected: a higher tier, a
    later release, or a tier of another release, which may be faster for either reason."""
    lower = RANKS.get(entry.tier, 9) < RANKS.get(found.tier, -1)
    if entry.kind == "tier" and lower and entry.version == found.version:
        kind = "compiler" if entry.tier == "baseline" else ""
        return f"the {entry.tier} {kind}".rstrip() + " of the same engine"
    if entry.kind == "release" and release_of(entry.version) < release_of(found.version):
        return "an earlier release"
    if entry.kind == "optimisation level" and entry.spec.endswith("opt-level=0"):
        return "the same compiler without optimisation"
    return ""


def itself_words(found: ItselfFinding | None) -> str:
    """Two sentences at most: the bug that needs no peer, and the later release that does not have it."""
    if found is None:
        return ""
    parts = []
    witness = needs_no_peer(found)
    if witness is not None:
        entry, role = witness
        parts.append(f"{relative_name(entry)}, {role}, takes {_of_the_time(entry.ratio)}. {NO_PEER}")
    later = [
        entry
        for entry in _faster(found)
        if entry.kind == "release" and release_of(entry.version) > release_of(found.version)
    ]
    if later:
        first = min(later, key=lambda entry: release_of(entry.version))
        parts.append(f"{relative_name(first)}, a later release, takes {_of_the_time(first.ratio)}.")
    return " ".join(parts)


def _of_the_time(ratio: Bounds | None) -> str:
    assert ratio is not None
    return f"{ratio.estimate:.2f} {interval_words(ratio)}".rstrip() + " of the time"


def itself_rows(found: ItselfFinding | None) -> list[tuple[str, str, str]]:
    """Runtime, what it is to the slow side, its time over the slow side's: those with a ratio first, in the
    order in which they were asked."""
    if found is None:
        return []
    known = sorted(found.relatives, key=lambda entry: entry.ratio is None)
    return [(relative_name(entry), relative_role(entry), _ratio_or_why(entry)) for entry in known]


def _ratio_or_why(entry: RelativeFinding) -> str:
    if entry.ratio is None:
        return entry.failed or "not measured"
    once = " (one run)" if entry.rounds == 1 else ""
    return f"{ratio_words(entry.ratio)}{once}"


def expected_words(found: ItselfFinding | None) -> str:
    """What is expected and why, from the engine itself; "" where it does not say."""
    witness = needs_no_peer(found)
    if witness is None:
        return ""
    entry, role = witness
    return f"no more than {relative_name(entry)}, {role}, takes: {_of_the_time(entry.ratio)}"


# ---- where the case comes from, and how the runtimes were built


def build_words(origin: OriginFinding | None, spec: str) -> str:
    """Tier, build and what is cached of a runtime, for its line of versions; "" where it is not known."""
    side = None if origin is None else next((side for side in origin.sides if side.spec == spec), None)
    if side is None:
        return ""
    tier = "" if side.tier == "any" else f"{side.tier} tier"
    return "; ".join(filter(None, (tier, side.build, side.cached)))


def origin_lines(origin: OriginFinding | None) -> list[str]:
    """What made the original, and in which campaign it was found; nothing where neither is known."""
    if origin is None:
        return []
    said = []
    if origin.producers:
        said.append(f"the original names as its producers: {', '.join(origin.producers)}")
    if origin.campaign:
        said.append(f"campaign: {origin.campaign}")
    return ["; ".join(said)] if said else []
