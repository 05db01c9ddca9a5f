"""The pairs of a calibration: how many, and from how many processes, before an original's noise is known."""

from __future__ import annotations

from collections.abc import Callable

from reducer.judge.anchor import clearly_above
from reducer.judge.limits import MAX_SLOW_NS
from reducer.judge.reading import Reading
from reducer.judge.verdict import Verdict
from reducer.oracle import VerdictKind
from reducer.timing import Lane

BLOCKS = 2
"""The pairs come in this many blocks, each from as many fresh processes as live at a time: some releases run
a loop at one of two speeds, drawn at start-up."""
KINDS_BLOCKS = 2
KINDS_PAIRS = 2
"""Where processes differ by much, so many blocks more, with so many pairs a process: then there are enough
processes to tell whether they are of two kinds."""
MUCH = 0.5
"""Processes differ by much where their effects spread by more than this share of the indifference zone's
half: less cannot carry a candidate over it."""


def take_blocks(
    take: Callable[[], Verdict | None], lane: Lane, reading: Reading, key: str, threshold: float | None = None
) -> Verdict | None:
    """All pairs of an original's calibration by `take`, which gives a verdict where there is none; why there
    can be none.  With a threshold, fewer do where they are clearly above it."""
    for _ in range(BLOCKS):
        refused = _block(take, lane, reading, key, lambda: _planned(reading, key, threshold) // BLOCKS)
        if refused is not None:
            return refused
    between = reading.noise_of(key).between
    if between > MUCH * reading.settings.indifference and not _is_long(reading, key):
        for _ in range(KINDS_BLOCKS):
            refused = _block(take, lane, reading, key, lambda: KINDS_PAIRS * lane.processes)
            if refused is not None:
                return refused
    objection = reading.unmeasurable(key)
    return None if objection is None else Verdict(VerdictKind.UNMEASURABLE, objection)


def _block(
    take: Callable[[], Verdict | None], lane: Lane, reading: Reading, key: str, pairs: Callable[[], int]
) -> Verdict | None:
    if reading.evidence.pairs.get(key) and pairs():
        lane.restart()
    taken = 0
    while taken < pairs():
        refused = take()
        if refused is not None:
            return refused
        taken += 1
    return None


def _is_long(reading: Reading, key: str) -> bool:
    return reading.longest_of(key) > MAX_SLOW_NS


def _planned(reading: Reading, key: str, threshold: float | None) -> int:
    """Fewer pairs where each takes long, which the first tells; none where those that there are suffice."""
    settings = reading.settings
    if threshold is not None and clearly_above(reading.xs(key), threshold, settings, reading.processes(key)):
        return 0
    return settings.long_calibration_pairs if _is_long(reading, key) else settings.calibration_pairs
