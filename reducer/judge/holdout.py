"""A program measured afresh: in processes that no decision used, for a checkpoint and for the final claim."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from reducer.judge.judge import Judge
from reducer.judge.limits import MAX_FIRST_RUN_NS
from reducer.judge.pairs import MeasurementError, Runnable, middle, pairs
from reducer.judge.tuning import CLOSE_TO_A_POWER, bounded_ns, toward
from reducer.oracle import (
    DEFAULTS,
    Decision,
    HoldOut,
    SequentialTest,
    Settings,
    checkpoint_bar,
    ratio_interval,
)
from reducer.program.program import Program
from reducer.timing import Lane, Pair, adaptive_timeout

CONFIRMING_PAIRS = 3
PAIRS_A_PROCESS = 2
"""The end of a search is confirmed by three pairs more than a decision takes, two from each process."""
MIN_AGREEING_PAIRS = 3
"""With this many pairs, one of them may be a spike."""
MORE_ROUNDS = 2
"""A burst may hit all of them.  Where they disagree, as many are taken again in fresh processes, so often: a
whole hold-out at that length takes several times as long."""
MAX_LENGTHS = 3
"""So many trip counts are tried for the final file: one run tells whether it is about as long as it should
be."""
HOLDOUT_NS = 5_000_000
"""The fast side's time in a hold-out.  From a millisecond on, longer runs do not make a pair steadier."""
LEAST_HOLDOUT_NS = 2_000_000
"""The start of a run is subtracted; after a long run of the other side that is uncertain by 0.1 to 0.4 ms."""
HOLDOUT_SLOW_NS = 60_000_000
"""The slow side's time in a hold-out, as long as that leaves the fast side LEAST_HOLDOUT_NS."""

FAR_ABOVE = 10
"""Where the ratio is this many times the threshold, pairs are dear, and one that is far off leaves no
doubt."""
FAR = replace(DEFAULTS, holdout_pairs_a_process=2)
PATIENCE_NS = 10_000_000_000
"""A program that is held out is known to end.  On a busy machine a single run may take many times as long as
the others, and is no reason to lose the result."""


def holds(judge: Judge, program: Program, bar: float, *, strictly: bool = False) -> bool:
    """Whether a program holds the bar in fresh pairs: True unless they show that it lies below the bar by
    more than the indifference zone.

    With `strictly`, the pairs must show that it holds the bar, over several processes, since some code runs
    at one of two speeds that are drawn when a process starts.  Where they cannot decide, their estimate does,
    and the hold-out has the last word.  Either way its loop must be alive.
    """
    lane, noise, settings = judge.lane, judge.reading.noise, judge.reading.settings
    asked = checkpoint_bar(bar, 1.0, noise)
    if strictly:
        settings, asked = replace(settings, extra_pairs=settings.extra_pairs + CONFIRMING_PAIRS), bar
    test, xs = SequentialTest(asked, noise, settings), list[float]()
    while test.decision is None:
        if test.pairs == 0 or (strictly and test.pairs % (PAIRS_A_PROCESS * lane.processes) == 0):
            lane.restart()
        try:
            pair = pairs(lane, program, 1, judge.timeout_ns)[0]
        except MeasurementError:
            return False
        xs.append(pair.x)
        test.add(pair.x, pair.process)
    held = test.decision is Decision.KEPT or not test.rejected
    if strictly and test.decision is not Decision.KEPT:
        held = held and ratio_interval(xs).estimate > asked
    return held and judge.deleted(program) is None


def holdout_ns(ratio: float) -> int:
    """How long the fast side should take in a hold-out, in ns: less where the slow side takes many times as
    long."""
    return min(HOLDOUT_NS, max(LEAST_HOLDOUT_NS, round(HOLDOUT_SLOW_NS / ratio)))


def holdout_settings(ratio: float, threshold: float) -> Settings:
    """How the hold-out of a case with about this ratio is planned."""
    return FAR if ratio > FAR_ABOVE * threshold else DEFAULTS


def held_out(
    lane: Lane,
    program: Runnable,
    threshold: float,
    slow_ns: int,
    tell: Callable[[HoldOut], None] = lambda _plan: None,
    settings: Settings = DEFAULTS,
) -> HoldOut:
    """Fresh pairs in fresh processes, in the order of the plan, until it has its verdict.

    `slow_ns` is what a run takes on the slow side, in ns; `tell` hears of every pair.  The processes of a
    round start side by side before one of them is timed.  Raises MeasurementError.
    """
    plan = HoldOut(threshold, settings, lane.processes)
    timeout_ns = max(PATIENCE_NS, adaptive_timeout([slow_ns]))
    while plan.wants_more:
        index = len(plan.xs)
        if index % plan.round_pairs == 0:
            lane.restart()
        plan.add(pairs(lane, program, 1, timeout_ns, order=plan.order(index))[0].x)
        tell(plan)
    return plan


def lengthened(
    lane: Lane, program: Program, known: tuple[int, int], target_ns: int
) -> tuple[Program, int, list[Pair]]:
    """The program at the power of two of trips at which the fast side takes about `target_ns`; the slow
    side's time there, in ns; and the pairs that show it, one from each process (none where the trip count did
    not change).

    `known` are the fast and the slow side's times at the present trip count, in ns.  Raises MeasurementError.
    """
    took_ns = bounded_ns(*known, target_ns)
    longer = program
    if lane.phase == "execute" and program.has_trips:
        longer = toward(program, took_ns, target_ns, rounded=True)
    if longer.trip_counts == program.trip_counts:
        return program, known[1], []
    taken: list[Pair] = []
    for _ in range(MAX_LENGTHS):
        taken = pairs(lane, longer, 1, MAX_FIRST_RUN_NS)
        took_ns = bounded_ns(taken[0].fast_ns or 1, taken[0].slow_ns or 1, target_ns)
        other = toward(longer, took_ns, target_ns, rounded=True)
        if abs(target_ns / took_ns - 1) <= CLOSE_TO_A_POWER or other.trip_counts == longer.trip_counts:
            break
        longer, taken = other, []
    taken += pairs(lane, longer, max(MIN_AGREEING_PAIRS, lane.processes) - len(taken), MAX_FIRST_RUN_NS)
    return longer, middle(pair.slow_ns for pair in taken), taken


def shows_the_same(lane: Lane, final: Program, taken: Sequence[Pair], plan: HoldOut) -> bool:
    """Whether a file shows at its final trip count what its hold-out has shown in shorter runs; `taken` are a
    few pairs of it, one from each process.  Raises MeasurementError."""
    xs = [pair.x for pair in taken]
    for _ in range(MORE_ROUNDS):
        if plan.agrees(xs):
            return True
        lane.restart()
        xs += [pair.x for pair in pairs(lane, final, len(taken), MAX_FIRST_RUN_NS)]
    return plan.agrees(xs)
