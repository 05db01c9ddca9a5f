"""The trip constant of a seed, and the trip count at which the search measures it."""

from __future__ import annotations

import time
from collections.abc import Callable

from reducer.judge.judge import Judge
from reducer.judge.limits import MAX_FIRST_RUN_NS, MAX_SLOW_NS
from reducer.judge.pairs import middle, pairs
from reducer.judge.tuning import sets_the_time, target_of, toward, tuned_in_lane
from reducer.judge.verdict import Verdict
from reducer.oracle import VerdictKind
from reducer.program.profile import MAX_OBSERVE_NS, Profile, observer, profile
from reducer.program.program import Program
from reducer.program.trips import TRIPS_SECONDS, as_written, with_other_trips
from reducer.runtimes import Runtime
from reducer.timing import Lane, up_to

TRIPS_SHARE = 0.25
"""The constant that sets the trip count is looked for in that share of a time limit."""
SAME_RATIO = 0.7
"""A seed must show at least this share of its ratio at the trip count of the search."""
IN_PROPORTION = 1.2
"""A fast side that takes this many times what its share of the trips would has other work to do."""
SURE_PAIRS, LONG_PAIRS = 5, 3
"""So many pairs at the trip count of the search, and at the longest that it may have, say that there is other
work.  One disturbed run, as a first run often is, would make every run of the search as long as may be."""

NOISE_WAITS = (2.0, 5.0, 10.0)
"""Seconds to wait before a seed is calibrated again where it varied too much: other load on a shared machine
comes in bursts."""
LONGER, MAX_LONGER_NS = 2, 100_000_000
"""Before that its runs are made so many times as long, up to this time of the slow side: short ones, of which
a start is subtracted, vary more."""


def with_timed_trips(
    lane: Lane, observing: Runtime, program: Program, counts: Profile, slow_ns: int
) -> Program:
    """The program with the constant that its time grows with.  The loop that goes round most often is not
    always the one that takes the time; where none does, the program is measured as it is.

    `observing` counts; `slow_ns` is what the slow side takes now, in ns.  Raises MeasurementError.
    """
    allowance = up_to(lane.deadline).part(TRIPS_SHARE, TRIPS_SECONDS)
    counted = as_written(program, observing, counts, allowance)
    if lane.phase != "execute" or not counted.has_trips or sets_the_time(lane, counted, slow_ns):
        return counted
    for other in with_other_trips(counted, counts):
        if allowance.spent:
            break
        if sets_the_time(lane, other, slow_ns):
            return other
    return program


def with_same_trips(
    observing: Runtime, program: Program, is_calibrated: Callable[[Program], bool]
) -> Program:
    """The program of a resumed run, with the trip constant under which its evidence stands; the likeliest
    where none is."""
    counts = profile(program.module, observer(observing, program, MAX_OBSERVE_NS))
    if counts is None:
        return program
    likeliest = as_written(program, observing, counts)
    tried = (likeliest, *with_other_trips(likeliest, counts))
    return next((one for one in tried if is_calibrated(one)), likeliest)


def tuned_seed(lane: Lane, program: Program, known: tuple[int, int]) -> tuple[Program, int, int]:
    """The program at the search's trip count, and its fast and slow time in ns; `known` are its times
    now.

    Where other work takes more of the fast side's time than the loop, the slow side alone sets the trip
    count.  A program that runs long and has no trip count is not run again to find its times.
    """
    if not program.has_trips and known[1] > MAX_SLOW_NS:
        return program, *known
    target_ns = target_of(lane, known[1] / known[0])
    original, *tuned = tuned_in_lane(lane, program, target_ns, known=known)
    times = tuned[0], tuned[1]
    share = original.trip_count / program.trip_count if program.has_trips else 1.0
    if _is_other_work(times, known, share):
        times = _times_of(lane, original, SURE_PAIRS)
    if not _is_other_work(times, known, share):
        return original, *times
    longer = toward(program, known[1], min(known[1], MAX_SLOW_NS))
    known = _times_of(lane, longer, LONG_PAIRS)
    if not _is_other_work(times, known, original.trip_count / longer.trip_count):
        return original, *times
    return longer, *known


def calibrated(
    judge: Judge,
    program: Program,
    known: tuple[int, int],
    *,
    rounds: float | None,
    special: tuple[str, ...] | None,
    threshold: float | None,
) -> tuple[Program, int, Verdict | None]:
    """The judge's original at the trip count at which it could be calibrated, its fast side's time there in
    ns, and why it cannot be the original (None: it is).

    `known` are the fast and the slow side's times now, in ns, and `rounds` how often the hottest loop goes
    round; for the others see `Judge.calibrate`.
    """
    original, longer, waits = program, 1, iter(NOISE_WAITS)
    executes = judge.lane.phase == "execute" and program.has_trips
    while True:
        judge.run_ns = max(judge.run_ns, longer * known[1])
        more = None if rounds is None else longer * rounds
        refused = judge.calibrate(original, rounds=more, special=special, threshold=threshold)
        if refused is None or refused.kind is not VerdictKind.INCONCLUSIVE:
            break
        if executes and LONGER * longer * known[1] <= MAX_LONGER_NS:
            longer *= LONGER
            original = program.longer(longer)
        elif (wait := next(waits, None)) is not None:
            time.sleep(wait)
        else:
            break
    return original, longer * known[0], refused


def _is_other_work(times: tuple[int, int], known: tuple[int, int], share: float) -> bool:
    """Whether the fast side, which takes `times[0]` at that share of the trips, has more to do than them: the
    ratio is then lower than the one that is known, and the time more than that share of it."""
    (fast_ns, slow_ns), (all_fast_ns, all_slow_ns) = times, known
    lower = slow_ns * all_fast_ns < SAME_RATIO * fast_ns * all_slow_ns
    return share < 1 and lower and fast_ns > IN_PROPORTION * share * all_fast_ns


def _times_of(lane: Lane, program: Program, count: int) -> tuple[int, int]:
    """The fast and the slow side's times of so many pairs, in ns."""
    measured = pairs(lane, program, count, MAX_FIRST_RUN_NS)
    return middle(pair.fast_ns for pair in measured), middle(pair.slow_ns for pair in measured)
