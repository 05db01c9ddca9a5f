"""Does a group's representative hold, on fresh pairs that no decision used?  Done in a lane."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from reducer.judge.alive import deleted
from reducer.judge.guards import Guards
from reducer.judge.holdout import (
    MIN_AGREEING_PAIRS,
    held_out,
    holdout_ns,
    holdout_settings,
    shows_the_same,
)
from reducer.judge.pairs import MeasurementError, as_it_ends_on, middle, pairs
from reducer.judge.tuning import tuned_in_lane
from reducer.oracle import Phase, VerdictKind, calibrate
from reducer.program.load import load_program
from reducer.program.profile import OBSERVER, observer
from reducer.program.trips import as_written
from reducer.records.batch import Confirmed
from reducer.records.carriers import NOT_ASKED, Carriers
from reducer.runtimes import Given, Invocation, open_runtime
from reducer.timing import Lane, adaptive_timeout, choose_core


@dataclass(frozen=True)
class ConfirmRequest:
    """A reduced case, its sides, what it must exceed, how it is called, what carried its seed's slowdown."""

    file: Path
    slow: str
    fast: str
    phase: Phase
    threshold: float
    invocation: Invocation = field(default=Invocation())
    carriers: Carriers = field(default=NOT_ASKED)


def confirm_case(request: ConfirmRequest) -> Confirmed:
    """The hold-out: verdict, ratio, 99 % interval, pairs.  Raises RuntimesError."""
    with ExitStack() as stack:
        core = choose_core()
        executes = request.phase == "execute"
        sides = [
            stack.enter_context(open_runtime(spec, core=core, keeps_artefacts=executes))
            for spec in (request.slow, request.fast)
        ]
        lane = Lane(sides[0], sides[1], phase=request.phase)
        try:
            program = as_it_ends_on(sides, load_program(request.file, Given(invocation=request.invocation)))
            with open_runtime(OBSERVER, core=core) as observing:
                program = as_written(program, observing)
                first = pairs(lane, program, MIN_AGREEING_PAIRS)
                known = middle(pair.fast_ns for pair in first), middle(pair.slow_ns for pair in first)
                ratio, threshold = known[1] / known[0], request.threshold
                target_ns, settings = min(known[0], holdout_ns(ratio)), holdout_settings(ratio, threshold)
                short, _, slow_ns = tuned_in_lane(lane, program, target_ns, known=known)
                plan = held_out(lane, short, threshold, slow_ns, settings=settings)
                if not shows_the_same(lane, program, first, plan):
                    # In short runs the case shows another ratio than at the trip count at which people get
                    # it.
                    short, slow_ns = program, known[1]
                    plan = held_out(lane, program, threshold, slow_ns, settings=settings)
                observe = observer(observing, program)
                guards = Guards(observe, 1.0, carriers=request.carriers.found, executes=executes)
                another = guards.another_anomaly(program, plan.xs, known[0])
        except MeasurementError as error:
            return Confirmed(VerdictKind.NOT_SHOWN, reason=str(error))
        timeout_ns = adaptive_timeout([2 * slow_ns])
        gone = deleted(lane, short, calibrate(plan.xs), run_ns=slow_ns, timeout_ns=timeout_ns)
    if gone is not None or another is not None:
        return Confirmed(VerdictKind.NOT_SHOWN, reason=gone or another or "")
    interval = plan.interval
    assert interval is not None and plan.verdict is not None
    return Confirmed(plan.verdict, interval.estimate, (interval.low, interval.high), len(plan.xs))
