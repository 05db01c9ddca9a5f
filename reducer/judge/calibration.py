"""Takes the pairs of a calibration, and decides how many are needed and from how many processes, before the
noise of the original is known."""

from __future__ import annotations

from collections.abc import Callable

from reducer.judge.anchor import clearly_above
from reducer.judge.limits import MAX_SLOW_NS
from reducer.judge.reading import Reading
from reducer.judge.verdict import Verdict
from reducer.oracle import VerdictKind
from reducer.timing import Lane


def take_blocks(
    take: Callable[[], Verdict | None], lane: Lane, reading: Reading, key: str, threshold: float | None = None
) -> Verdict | None:
    """Takes all pairs of an original's calibration, one by each call of `take`, which returns a verdict where
    a pair cannot be had.  Returns why the original cannot be calibrated, or None.  With a threshold, fewer
    pairs are taken once they lie clearly above it."""
    settings = reading.settings
    for _ in range(settings.calibration_blocks):
        refused = _block(take, lane, reading, key, lambda: _planned(reading, key, threshold))
        if refused is not None:
            return refused
    between = reading.noise_of(key).between
    if between > settings.much_between * settings.indifference and not _is_long(reading, key):
        for _ in range(settings.kinds_blocks):
            refused = _block(take, lane, reading, key, lambda: settings.kinds_pairs * lane.processes)
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
    """How many pairs the block should have: fewer where the first pair shows that each takes long, none where
    there are enough."""
    settings = reading.settings
    if threshold is not None and clearly_above(reading.xs(key), threshold, settings, reading.processes(key)):
        return 0
    pairs = settings.long_calibration_pairs if _is_long(reading, key) else settings.calibration_pairs
    return pairs // settings.calibration_blocks
