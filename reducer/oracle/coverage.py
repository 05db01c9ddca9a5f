"""How often the interval of a hold-out contains the truth: the real plan is run on simulated machines.

Random sources are handed in; no number is drawn here.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from reducer.oracle.holdout import HoldOut
from reducer.oracle.settings import DEFAULTS, Settings
from reducer.oracle.simulation import AT_ONCE, Machine, NoiseClass, PairSource, RandomSource
from reducer.oracle.verdict import VerdictKind


@dataclass(frozen=True, slots=True)
class Coverage:
    """Simulated hold-outs: the share whose interval holds the true ratio, how many there were, processes and
    pairs a hold-out, the mean half-width of the interval in ln ratio, and the share that were kept."""

    coverage: float
    holdouts: int
    processes: float
    pairs: float
    half_width: float
    kept: float


def simulate_holdout(
    machine: PairSource, ratio: float, threshold: float, settings: Settings = DEFAULTS
) -> HoldOut:
    """One hold-out of a program whose true ratio is `ratio`, in rounds of fresh processes as in a lane."""
    plan = HoldOut(threshold, settings, AT_ONCE)
    while plan.wants_more:
        index = len(plan.xs)
        if index % plan.round_pairs == 0:
            machine.restart()
        plan.add(machine.pair(ratio, plan.order(index)))
    return plan


def simulate_holdouts(
    kind: NoiseClass,
    ratio: float,
    threshold: float,
    sources: Iterable[RandomSource],
    settings: Settings = DEFAULTS,
) -> Coverage:
    """One hold-out for each source.  Raises ValueError where there is none.

    The true ratio is that of a mean process: the effects of processes are zero on average, in ln ratio.
    """
    plans = [simulate_holdout(Machine(kind, source), ratio, threshold, settings) for source in sources]
    intervals = [plan.interval for plan in plans if plan.interval is not None]
    if not intervals:
        raise ValueError("at least one hold-out is simulated")
    return Coverage(
        fmean(ratio in interval for interval in intervals),
        len(plans),
        fmean(len(plan.centres) for plan in plans),
        fmean(len(plan.xs) for plan in plans),
        fmean(math.log(interval.high / interval.low) / 2 for interval in intervals),
        fmean(plan.verdict is VerdictKind.KEPT for plan in plans),
    )
