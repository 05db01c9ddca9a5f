"""A case at the trip count at which one runtime takes about so long: seeds run for seconds, a session needs
milliseconds.

Knows nothing of ratios: one runtime, one time.
"""

from __future__ import annotations

from reducer.measure.anchor import CLOSE_ENOUGH, observer, with_trips
from reducer.measure.candidate import Candidate
from reducer.measure.case import Case
from reducer.measure.pairs import MeasurementError
from reducer.measure.trip_count import find_trip_constants
from reducer.runtimes import Outcome, Runtime
from reducer.timing import Clock, time_of

FIRST_TRIPS = 2**14
"""Where the search for the trip count begins: a millisecond of the heaviest loops on an interpreter."""
MOST_STEP = 64
"""The trip count is changed by this factor at most between two tries: one run may lie."""
MOST_TRIES = 16
UNKNOWN_STEP = 8
"""By how much it is raised where the time still drowns in start-up."""
FOLDED_TRIPS = 2**36
"""Nothing but a loop that is folded away runs this many trips in less than the time asked for, a second at
most."""
RUN_NS = 60 * 10**9


def ending(outcome: Outcome) -> str:
    """How a run ended, in words."""
    if outcome.kind == "exited":
        return f"exits with code {outcome.exit_code}"
    return f"{outcome.kind}: {outcome.message}" if outcome.message else str(outcome.kind)


def as_written(case: Case, observing: Runtime) -> Candidate:
    """The case as a candidate at the trip count that it has; `observing` is a runtime that reads globals."""
    trips = find_trip_constants(case.module, observer(observing, case.assembler))
    return with_trips(case.module, trips)


def at_time(
    case: Case,
    candidate: Candidate,
    runtime: Runtime,
    target_ns: int,
    *,
    clock: Clock = "cpu",
) -> Candidate:
    """The candidate at the trip count at which `runtime` executes it in about `target_ns`, within a third.

    As it is where no constant sets its trip count.  Raises MeasurementError where it does not run to its end,
    or takes no more time for more trips.
    """
    if not candidate.has_trips:
        return candidate
    candidate = candidate.longer(min(1.0, FIRST_TRIPS / _trips(candidate)))
    for _ in range(MOST_TRIES):
        took = _least_ns(case, candidate, runtime, clock)
        if took is not None and abs(target_ns / took - 1) <= CLOSE_ENOUGH:
            break
        if _trips(candidate) > FOLDED_TRIPS:
            raise MeasurementError(
                f"{runtime.spec} takes no more time for more trips: it folds the loop away; "
                "let another runtime set the trip count"
            )
        factor = UNKNOWN_STEP if took is None else target_ns / max(1, took)
        candidate = candidate.longer(min(MOST_STEP, max(1 / MOST_STEP, factor)))
    return candidate


def _trips(candidate: Candidate) -> int:
    return max(1, *(abs(count) for count in candidate.trip_counts))


def _least_ns(case: Case, candidate: Candidate, runtime: Runtime, clock: Clock) -> int | None:
    """The shorter time of two runs in ns, None where it cannot be told from start-up."""
    binary = case.assembler.assemble(candidate.text)
    times = []
    for _ in range(2):
        sample = runtime.run(binary, timeout_ns=RUN_NS)
        if not sample.outcome.normal:
            raise MeasurementError(f"{case.path} on {runtime.spec}: {ending(sample.outcome)}")
        times.append(time_of(sample, "execute", clock))
    return min((time for time in times if time is not None), default=None)
