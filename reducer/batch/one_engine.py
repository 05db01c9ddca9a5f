"""Triage of an engine against itself: which pairs consist of one engine, and that they come first.

An optimising tier that is slower than its own baseline, or a release that is slower than the one before, is a
bug without any peer.  All functions are pure except the look at what is installed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reducer.batch.triage import Suspicion, Times, suspicion
from reducer.runtimes import RuntimesError, open_runtime, parse_spec
from reducer.surveys.relatives import relatives

MAX_RELATIVES = 5
"""How many runtimes are added for each one that was named: every lane has a process of each."""
FIRST = 2.0
"""Added to the score of a pair of one engine, which is more than any difference between other scores."""
SETTING = "pairs of one engine"
"""The name of the setting in the store of a run that was begun so; its value is one of these."""
ASKED_FIRST, LIKE_OTHERS = "first", "like all others"


def engine_of(text: str) -> str:
    """The engine's name in a runtime's."""
    return parse_spec(text).name


def of_one_engine(slow: str, fast: str) -> bool:
    """Whether two runtimes are the same engine; False where a name is unknown."""
    try:
        return engine_of(slow) == engine_of(fast)
    except RuntimesError:
        return False


def with_relatives(specs: Sequence[str]) -> tuple[str, ...]:
    """The runtimes, each followed by its own tiers and releases that are installed here.

    Raises RuntimesError.
    """
    found: dict[str, None] = {}
    for spec in specs:
        with open_runtime(spec) as runtime:
            version = runtime.version
        related = [entry for entry in relatives(spec, version) if entry.kind in ("tier", "release")]
        found |= dict.fromkeys([spec, *(entry.spec for entry in related[:MAX_RELATIVES])])
    return tuple(found)


def own_suspicion(
    times: Times,
    normal: Sequence[float],
    threshold: float,
    specs: Sequence[str] = (),
    sides: tuple[int, int] | None = None,
) -> Suspicion | None:
    """What `suspicion` says; but where `specs` names the runtimes and nobody the sides, a promising pair of
    one engine goes before all others: that which exceeds most what is normal for it, with a raised score."""
    found = suspicion(times, normal, threshold, sides)
    if sides is not None:
        return found
    engines = [engine_of(spec) for spec in specs]
    pairs = []
    for engine in dict.fromkeys(engines):
        own = tuple(time if name == engine else None for time, name in zip(times, engines, strict=True))
        pair = suspicion(own, normal, threshold)
        pairs += [pair] if pair is not None and pair.promising else []
    best = max(pairs, key=lambda pair: pair.excess, default=None)
    return found if best is None else replace(best, score=best.score + FIRST)
