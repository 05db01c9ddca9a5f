"""Ordinary loops: which ratio does any program show between two runtimes?

A baseline compiler takes two to three times as long as an optimising one for nearly everything.  A threshold
within that range cannot tell an anomaly from the difference between tiers, and a reduction may end with
nothing but an ordinary loop.  Six plain loops are measured once for two runtimes, and the result is kept
beside the results of their canaries.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from pathlib import Path
from statistics import median

from reducer.judge.ordinary_loops import LOOPS, TRIPS, ordinary_program, ordinary_text
from reducer.judge.pairs import MeasurementError, pair_of
from reducer.program.program import Program
from reducer.records.ordinary import Ordinary, range_of, remember, remembered
from reducer.runtimes import Runtime, parse_spec
from reducer.runtimes.identity import identity
from reducer.runtimes.programs import programs_folder
from reducer.timing import Lane, Pair, describe_machine

TARGET_NS = 2_000_000
"""The fast side's time.  From a millisecond on, a pair's noise does not depend on its length."""
MIN_NS = 1_000_000
"""The fast side may not take less than this, however long the slow side takes: the rest would be start-up."""
MAX_SLOW_NS = 20_000_000
"""The slow side's time, where MIN_NS allows it: an interpreter's loops would take seconds otherwise."""
CLOSE = 2.0
"""A trip count within this factor is good enough: for some runtimes each further one needs another
compilation, which takes a second."""
MAX_TRIES = 12
MAX_STEP = 256.0
"""The largest factor from one trip count to the next: a single run may be far off."""
DROWNED_STEP = 8
"""The factor where a side's time is lost in the start-up of its process."""
MIN_PAIRS, MAX_PAIRS = 3, 9
ENOUGH_NS = 300_000_000
"""A loop's ratio is the median of MAX_PAIRS pairs, or of fewer (MIN_PAIRS at least) where they have taken
this long."""
MAX_DEVIATION = 0.15
"""A range is not stored where the median absolute deviation of a loop's ln ratios is larger than this.  On a
quiet machine it is 0.02 to 0.08, and what is stored is never measured again."""
TIMEOUT_NS = 10 * 10**9
MARGIN = 2
"""The multiple of a range's upper end that is recommended instead of a threshold within the range."""


def ordinary_between(lane: Lane, tell: Callable[[str], None] = lambda _line: None) -> Ordinary | None:
    """The range of ordinary loops between the lane's sides, from an earlier measurement, or measured now,
    which takes some seconds.  None for another phase than execute, and where a side cannot run the loops.

    Raises OutOfTimeError.
    """
    if lane.phase != "execute":
        return None
    key, path = _key(lane.slow, lane.fast), _memory()
    found = remembered(path, key)
    if found is None:
        tell(f"measuring ordinary loops on {lane.slow.spec} and {lane.fast.spec}, once for these two")
        measured = measure_ordinary(lane)
        if measured is None:
            return None
        found, steady = measured
        if steady:
            remember(path, key, found)
    return found


def measure_ordinary(lane: Lane) -> tuple[Ordinary, bool] | None:
    """The range, measured now, and whether the pairs were steady enough to store it; both sides then go on in
    fresh processes.  None where a side cannot run the loops.  Raises OutOfTimeError."""
    loops, trips, steady = dict[str, float](), TRIPS, True
    try:
        for loop in LOOPS:
            # The next loop needs about the same trip count.
            program = _tuned(lane, ordinary_program(loop).at([trips]))
            xs = _xs(lane, program)
            middle = median(xs)
            loops[loop], trips = math.exp(middle), program.trip_count
            steady &= median(abs(x - middle) for x in xs) <= MAX_DEVIATION
    except MeasurementError:
        return None
    finally:
        lane.restart()
    return range_of(loops), steady


def _tuned(lane: Lane, program: Program) -> Program:
    """A loop at a trip count at which its pairs are short but its times can be told from start-up.  Raises
    MeasurementError."""
    least = 0.0
    for _ in range(MAX_TRIES):
        pair = pair_of(lane, program, TIMEOUT_NS)
        factor = _factor(pair)
        if not _tells(pair):
            least = max(least, factor * program.trip_count)
        elif factor <= CLOSE and (factor >= 1 / CLOSE or program.trip_count <= least):
            return program
        program = program.longer(max(factor, least / program.trip_count))
    raise MeasurementError("an ordinary loop takes no more time for more trips")


def _factor(pair: Pair) -> float:
    """The factor by which the trip count of this pair should change.  Raises MeasurementError for a pair that
    failed."""
    failed = pair.failed()
    if failed is not None:
        raise MeasurementError(failed.outcome.in_words)
    fast_ns, slow_ns = pair.fast_ns or 0, pair.slow_ns or 0
    if not _tells(pair):
        return DROWNED_STEP
    wanted_ns = max(MIN_NS, min(TARGET_NS, MAX_SLOW_NS * fast_ns // slow_ns))
    return min(MAX_STEP, max(1 / MAX_STEP, wanted_ns / fast_ns))


def _tells(pair: Pair) -> bool:
    """Whether the times of both sides can be told from start-up."""
    return pair.comparable and min(pair.fast_ns or 0, pair.slow_ns or 0) >= MIN_NS // 4


def _xs(lane: Lane, program: Program) -> list[float]:
    """Pairs as ln ratios, without those in which a side's time is lost in its start-up.  Raises
    MeasurementError where too many are lost."""
    xs: list[float] = []
    spent_ns = 0
    for _ in range(2 * MAX_PAIRS):
        pair = pair_of(lane, program, TIMEOUT_NS)
        if _tells(pair):
            xs.append(pair.x)
        spent_ns += sum(sample.total_ns or 0 for sample in (pair.slow, pair.fast) if sample is not None)
        if len(xs) == MAX_PAIRS or (len(xs) >= MIN_PAIRS and spent_ns > ENOUGH_NS):
            return xs
    raise MeasurementError("an ordinary loop drowns in start-up")


# ---- what is told


def before_the_search(slow: str, fast: str, ordinary: Ordinary | None, oracle: str, bar: float) -> str:
    """The line about ordinary loops before a search, "" where they were not measured; `bar` is the ratio that
    the oracle comes to."""
    if ordinary is None:
        return ""
    line = f"{slow} / {fast}: ordinary loops {ordinary}"
    if not ordinary.holds(bar):
        return line
    return (
        f"{line}; {oracle} does not tell an anomaly from that: ask for more, as in 'ratio>{MARGIN}*ordinary'"
    )


# ---- what is known from before


def _memory() -> Path:
    return programs_folder().with_name("ordinary.json")


def _key(slow: Runtime, fast: Runtime) -> str:
    """The key of a stored range: it changes with the program on a side, the processor and the loops."""
    sides = [identity(parse_spec(side.spec), side.version) for side in (slow, fast)]
    about = [*sides, str(describe_machine()["cpu"]), *map(ordinary_text, LOOPS)]
    digest = hashlib.sha256("\0".join(about).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return f"{slow.spec} {slow.version} / {fast.spec} {fast.version} {digest}"
