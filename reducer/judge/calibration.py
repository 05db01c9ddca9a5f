"""Takes the pairs of a calibration, and decides how many are needed and from how many processes, before the
noise of the original is known."""

from __future__ import annotations

from collections.abc import Callable

from reducer.judge.anchor import MIN_CLEAR_PAIRS, clearly_above
from reducer.judge.limits import MAX_SLOW_NS
from reducer.judge.reading import Reading
from reducer.judge.verdict import Verdict
from reducer.oracle import VerdictKind
from reducer.timing import Allowance, Lane, up_to

LIMIT_SHARE = 0.5
"""A calibration takes half of what a time limit leaves, if there are pairs enough for an anchor by then."""


def take_blocks(
    take: Callable[[], Verdict | None], lane: Lane, reading: Reading, key: str, threshold: float | None = None
) -> Verdict | None:
    """All pairs of an original's calibration by `take`, which gives a verdict where there is none; why there
    can be none.  With a threshold, fewer do where they are clearly above it; and where the time limit is
    near."""
    settings, allowance = reading.settings, up_to(lane.deadline).part(LIMIT_SHARE)
    for _ in range(settings.calibration_blocks):
        refused = _block(take, lane, reading, key, lambda: _planned(reading, key, threshold, allowance))
        if refused is not None:
            return refused
    between = reading.noise_of(key).between
    uneven = between > settings.much_between * settings.indifference
    if uneven and not _is_long(reading, key) and not allowance.spent:
        for _ in range(settings.kinds_blocks):
            refused = _block(take, lane, reading, key, lambda: settings.kinds_pairs * lane.processes)
            if refused is not None:
                return refused
    objection = reading.unmeasurable(key)
    return None if objection is None else Verdict(VerdictKind.UNMEASURABLE, objection)


def _block(
    take: Callable[[], Verdict | None], lane: Lane, reading: Reading, key: str, pairs: Callable[[], int]
) -> Verdict | None:
    planned = pairs()
    if planned and reading.evidence.pairs.get(key):
        lane.restart()
    elif planned:
        lane.get_ready()
    taken = 0
    while taken < pairs():
        refused = take()
        if refused is not None:
            return refused
        taken += 1
    return None


def _is_long(reading: Reading, key: str) -> bool:
    return reading.longest_of(key) > MAX_SLOW_NS


def _planned(reading: Reading, key: str, threshold: float | None, allowance: Allowance) -> int:
    """Pairs of a block: fewer where each takes long, which the first tells; none where there are enough."""
    settings = reading.settings
    if allowance.spent and len(reading.xs(key)) >= MIN_CLEAR_PAIRS:
        return 0
    if threshold is not None and clearly_above(reading.xs(key), threshold, settings, reading.processes(key)):
        return 0
    pairs = settings.long_calibration_pairs if _is_long(reading, key) else settings.calibration_pairs
    return pairs // settings.calibration_blocks
