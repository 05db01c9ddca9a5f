"""What is measured before and after the search: the seed's trip count, its anchor, and the result's hold-out.

Between the timing lane and the oracle's arithmetic; it decides nothing about candidates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reducer.measure.candidate import Candidate
from reducer.measure.pairs import TARGET_NS, middle, pairs
from reducer.measure.profile import Observe
from reducer.measure.trip_count import TripConstant
from reducer.oracle import HoldOut, anchor, calibrate, ratio_interval
from reducer.oracle.settings import DEFAULTS, Settings
from reducer.records.run import Anchor
from reducer.runtimes import Runtime
from reducer.timing import Lane, adaptive_timeout, ended
from reducer.wat.assemble import Assembler
from reducer.wat.module import Module
from reducer.wat.printer import print_module

OBSERVE_NS = 10_000_000_000
"""An instrumented run may take this long; counting slows a loop down by a few times, and seeds run for
seconds at most."""
CLOSE_ENOUGH = 0.35
"""A trip count is good when the fast side's time is within this of what was wanted, as a share: the noise of
one run."""
CLOSE_TO_A_POWER = 0.6
"""Likewise where only powers of two are taken."""
MOST_ADJUSTMENTS = 4
ANCHOR_BLOCKS = 3
"""The anchor's pairs come from this many fresh processes: some releases run a loop at one of two speeds,
drawn at start-up."""


def observer(runtime: Runtime, assembler: Assembler, exit_code: Callable[[], int] = lambda: 0) -> Observe:
    """Runs an instrumented module on a runtime that can read globals; it should end with that exit code."""

    def observe(module: Module, names: list[str]) -> Mapping[str, int] | None:
        binary = assembler.assemble(print_module(module))
        sample, values = runtime.observe(binary, names, timeout_ns=OBSERVE_NS)
        return values if ended(sample, exit_code()) else None

    return observe


def with_trips(module: Module, trips: tuple[TripConstant, ...]) -> Candidate:
    """The original as a candidate, at its own trip count."""
    return Candidate(module, tuple(trip.node for trip in trips))


def adjusted(
    lane: Lane,
    assembler: Assembler,
    candidate: Candidate,
    target_ns: int = TARGET_NS,
    *,
    fast_ns: int | None = None,
    rounded: bool = False,
) -> tuple[Candidate, int, int]:
    """The candidate at the trip count at which the fast side takes about `target_ns`; with its fast and slow
    time in ns.

    `fast_ns` is the fast side's time at the present trip count, where it is known.  `rounded`: at a power of
    two. Where another phase than execute is measured, the trip count stays. Raises MeasurementError.
    """
    slow_ns = 1
    for _ in range(MOST_ADJUSTMENTS):
        if fast_ns is not None and lane.phase == "execute":
            factor = target_ns / max(1, fast_ns)
            candidate = candidate.longer(factor, rounded=rounded)
        measured = pairs(lane, assembler.assemble(candidate.text), 2)
        fast_ns, slow_ns = (
            middle(pair.fast_ns for pair in measured),
            middle(pair.slow_ns for pair in measured),
        )
        close = abs(target_ns / fast_ns - 1) <= (CLOSE_TO_A_POWER if rounded else CLOSE_ENOUGH)
        if close or not candidate.has_trips or lane.phase != "execute":
            break
    return candidate, fast_ns or 1, slow_ns


def measure_anchor(lane: Lane, binary: bytes, slow_ns: int, settings: Settings = DEFAULTS) -> Anchor:
    """The original's ratio and noise, from pairs of several fresh processes.  Raises MeasurementError."""
    xs: list[float] = []
    timeout = adaptive_timeout([slow_ns])
    for block in range(ANCHOR_BLOCKS):
        if block:
            lane.restart()
        count = settings.calibration_pairs // ANCHOR_BLOCKS
        xs += [pair.x for pair in pairs(lane, binary, count, timeout)]
    return Anchor(
        calibrate(xs, settings), anchor(xs, settings.level), ratio_interval(xs, settings.level), len(xs)
    )


def hold_out(
    lane: Lane,
    binary: bytes,
    threshold: float,
    slow_ns: int,
    tell: Callable[[int], None],
    settings: Settings = DEFAULTS,
) -> HoldOut:
    """Fresh pairs in fresh processes, none used before, until the hold-out has its verdict.  Raises
    MeasurementError."""
    plan = HoldOut(threshold, settings)
    timeout = adaptive_timeout([slow_ns])
    block = -1
    while plan.wants_more:
        index = len(plan.xs)
        if plan.block(index) != block:
            block = plan.block(index)
            lane.restart()
        plan.add(pairs(lane, binary, 1, timeout)[0].x)
        tell(index + 1)
    return plan
