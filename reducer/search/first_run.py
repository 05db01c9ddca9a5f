"""The seed's first run: once on each side, as it is, and counted beside that.  It says how the program ends,
and which side is slow."""

from __future__ import annotations

from dataclasses import replace

from reducer.judge.limits import MAX_FIRST_RUN_NS
from reducer.judge.pairs import MeasurementError, ended_otherwise, pair_of
from reducer.program.profile import glimpse
from reducer.program.program import Program
from reducer.program.wants import waits_for_a_clock
from reducer.runtimes import Ending, Runtime
from reducer.search.counted_beside import CountedBeside
from reducer.search.events import Notify
from reducer.search.request import ProgramError, Request
from reducer.timing import Lane, OutOfTimeError, Pair


def first_run(
    lane: Lane, request: Request, observing: Runtime, notify: Notify
) -> tuple[Program, Pair, CountedBeside]:
    """Both sides once, as the seed is; turns the lane round where the direction was not given.

    The program given back ends as both sides end it; its counted run has begun on `observing`, which can look
    into a program that does not end.  Raises ProgramError where they do not end it alike, MeasurementError,
    OutOfTimeError.
    """
    program = request.program
    counting = CountedBeside(observing, program)
    try:
        first = pair_of(lane, program, MAX_FIRST_RUN_NS, as_it_ends=True)
    except BaseException as error:
        counting.stop()
        if not isinstance(error, OutOfTimeError):
            raise
        raise OutOfTimeError(f"{error}{_why_no_end(program, observing, ' ({})')}") from None
    if first.ending is None:
        counting.stop()
        timed_out = "timed out" in {side.outcome.kind for side in (first.slow, first.fast) if side}
        why = _why_no_end(program, observing, "; {}") if timed_out else ""
        raise ProgramError(f"{ended_otherwise(lane, first)}{why}", about=program.path)
    program = replace(program, ending=first.ending)
    if program.ending != Ending():
        notify(f"both sides end {program.ending}")
    if not first.comparable:
        raise MeasurementError(f"a side gave no time for the phase {lane.phase}", about=program.path)
    if not request.direction_known and first.x < 0:
        lane.slow, lane.fast = lane.fast, lane.slow
    return program, first, counting


def _why_no_end(program: Program, observing: Runtime, form: str) -> str:
    """What a program that did not end may wait for, put into the form; "" where nothing is seen."""
    found = waits_for_a_clock(program, glimpse(observing, program))
    return "" if found is None else form.format(found)
