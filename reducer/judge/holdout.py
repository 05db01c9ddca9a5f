"""A program measured afresh: in processes that no decision used, for a checkpoint and for the final claim."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reducer.judge.judge import Judge
from reducer.judge.pairs import MeasurementError, Runnable, pairs
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
from reducer.timing import Lane, adaptive_timeout

CONFIRMING_PAIRS = 3
PAIRS_A_PROCESS = 2
"""The end of a search is confirmed by three pairs more than a decision takes, two from each process."""
MIN_AGREEING_PAIRS = 3
"""Of so many, one may be a spike."""


def holds(judge: Judge, program: Program, bar: float, *, strictly: bool = False) -> bool:
    """Whether fresh pairs do not show that the program lies below the bar by the indifference zone.

    `strictly`: whether they show that it holds the bar, over several processes, since some code runs at
    one of two speeds that are drawn when a process starts.  Where they cannot decide, their estimate
    does: what is told apart by no test here is left to the hold-out.  Its loop must be alive either way.
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
            xs.append(pairs(lane, program, 1, judge.timeout_ns)[0].x)
        except MeasurementError:
            return False
        test.add(xs[-1])
    held = test.decision is Decision.KEPT or not test.rejected
    if strictly and test.decision is not Decision.KEPT:
        held = held and ratio_interval(xs).estimate > asked
    return held and judge.deleted(program) is None


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
    timeout_ns = adaptive_timeout([slow_ns])
    while plan.wants_more:
        index = len(plan.xs)
        if index % plan.round_pairs == 0:
            lane.restart()
            lane.get_ready()
        plan.add(pairs(lane, program, 1, timeout_ns, order=plan.order(index))[0].x)
        tell(plan)
    return plan


def shows_the_same(lane: Lane, program: Runnable, plan: HoldOut, slow_ns: int) -> bool:
    """Whether a few pairs of a held-out program at another trip count, one from each process, agree with its
    hold-out.  `slow_ns` as above.  Raises MeasurementError."""
    taken = pairs(lane, program, max(MIN_AGREEING_PAIRS, lane.processes), adaptive_timeout([slow_ns]))
    return plan.agrees([pair.x for pair in taken])
