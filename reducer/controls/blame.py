"""How much of a slowdown goes with each site of a case, and with each class of instruction.

Each is knocked out by itself, and all are measured in one session.  Shares need not add up to 1: two sites
may both be needed, or either of them may be enough.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from reducer.controls.attempts import Tried, look_into, try_all
from reducer.controls.conclusions import Blamed, conclude
from reducer.controls.session import Asked, Notify, Prepared, Session, shortened
from reducer.controls.target import Target
from reducer.controls.variants import Made
from reducer.judge.pairs import MeasurementError, as_it_ends_on
from reducer.program.profile import OBSERVER
from reducer.program.program import Program
from reducer.program.trips import as_written
from reducer.records.findings import ControlsFinding, Variant
from reducer.runtimes import Runtime, open_runtime
from reducer.runtimes.checked import open_all
from reducer.timing import choose_core, time_of
from reducer.wat.errors import WatError
from reducer.wat.tree import Instr

MOST_SITES = 40
"""The default number of sites in a session, because a person waits for it."""
FIRST_RUN_NS = 60 * 10**9


def run_blame(
    asked: Asked, controls: ControlsFinding | None, controls_folder: Path | None, notify: Notify
) -> Blamed:
    """The whole session; every process is gone when it returns.  ^C ends the measuring early, with what there
    is.  `controls` are the findings of an earlier `wreduce controls`, whose files lie in that folder.

    Raises RuntimesError, MeasurementError, WatError.
    """
    started = time.monotonic()
    with ExitStack() as stack:
        core = choose_core()
        notify("starting the runtimes")
        runtimes = open_all([asked.slow, asked.fast], stack, core=core, keeps_artefacts=True)
        counting = stack.enter_context(open_runtime(OBSERVER, core=core, keeps_artefacts=True))
        written = as_written(as_it_ends_on(runtimes, asked.case), counting)
        notify("finding what can be knocked out")
        known = look_into(asked, written, counting)
        measured = shortened(asked, runtimes, written)
        tried, left_out = try_all(known, asked.most, asked.carriers)
        session = session_over(asked, runtimes, measured, tried, notify)
        session.run()
    blamed = conclude(asked, known, tried, session, controls, controls_folder)
    seconds = round(time.monotonic() - started, 1)
    finding = replace(blamed.finding, seconds=seconds)
    return replace(blamed, finding=finding, left_out=left_out)


def session_over(
    asked: Asked, runtimes: Sequence[Runtime], measured: Program, tried: Sequence[Tried], notify: Notify
) -> Session:
    """The session over the case and its knock-outs, at the trip count of `measured`."""
    parent = asked.case.path.name
    primary = Variant("primary", "primary", "as it is", parent, "")
    made = [Made(primary, measured, measured.binary)]
    for entry in tried:
        if entry.candidate is None or entry.index != len(made):
            continue
        candidate = entry.candidate.at(measured.trip_counts)
        change = entry.knock_out.change
        variant = Variant(f"knock_out_{entry.index}", "edit", change.label, parent, "", change=change)
        made.append(_assembled(variant, candidate))
    sample = runtimes[0].run(made[0].binary, invocation=measured.invocation, timeout_ns=FIRST_RUN_NS)
    if not measured.ending.of(sample.outcome):
        raise MeasurementError(f"{asked.case.path} on {asked.slow}: {sample.outcome.in_words}")
    slow_ns = time_of(sample, "execute", "cpu") or asked.target_ns
    # Knock-outs concern the whole case, so there is no target instruction.
    target = Target("", Instr(""))
    return Session(asked, Prepared(target, tuple(made), 0, slow_ns), runtimes, notify)


def _assembled(variant: Variant, candidate: Program) -> Made:
    try:
        return Made(variant, candidate, candidate.binary)
    except WatError as error:
        return Made(variant, candidate, b"", str(error))
