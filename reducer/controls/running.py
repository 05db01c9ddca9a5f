"""A session of controls from its start to its end: runtimes, variants, placements, ordinary loops."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import replace

from reducer.controls.placement import Case, measure_placements
from reducer.controls.session import Asked, Controls, Notify, Prepared, Session, prepare
from reducer.judge.ordinary import ordinary_between
from reducer.judge.pairs import as_it_ends_on
from reducer.program.profile import OBSERVER, observer, profile
from reducer.program.program import Program
from reducer.program.trips import as_written
from reducer.records.itself import PlacementFinding
from reducer.runtimes import open_runtime
from reducer.runtimes.checked import open_all
from reducer.timing import Lane, choose_core
from reducer.wat.errors import WatError


def run_controls(asked: Asked, notify: Notify) -> Controls:
    """The whole session; every process is gone when it returns.  ^C ends the measuring early, with what there
    is.

    Raises RuntimesError, MeasurementError, TargetError, EditError, WatError.
    """
    started = time.monotonic()
    with ExitStack() as stack:
        core = choose_core()
        notify("starting the runtimes")
        runtimes = open_all([asked.slow, asked.fast, *asked.also], stack, core=core, keeps_artefacts=True)
        observing = stack.enter_context(open_runtime(OBSERVER, core=core, keeps_artefacts=True))
        prepared = prepare(asked, runtimes, observing, notify)
        session = Session(asked, prepared, runtimes, notify)
        session.run()
        placement = None
        try:
            if asked.placements and not session.interrupted and 0 not in session.deleted:
                placement = measure_placements(_placed_case(prepared), runtimes, notify)
        except KeyboardInterrupt:
            session.interrupted = True
        except WatError as error:
            notify(f"placements were not measured: {error}")
        ordinary = None if session.interrupted else ordinary_between(Lane(runtimes[0], runtimes[1]), notify)
        controls = session.controls(time.monotonic() - started)
        return replace(controls, finding=replace(controls.finding, ordinary=ordinary), placement=placement)


def _placed_case(prepared: Prepared) -> Case:
    return Case(prepared.made[0].candidate, prepared.counts, prepared.target.instruction, prepared.each_ns)


def run_placements(case: Program, slow: str, fast: str, trigger: str, notify: Notify) -> PlacementFinding:
    """The placements alone, of a case at the trip count of earlier controls.  ^C comes out as
    KeyboardInterrupt.  Raises RuntimesError, MeasurementError, WatError."""
    with ExitStack() as stack:
        core = choose_core()
        notify("starting the runtimes")
        runtimes = open_all([slow, fast], stack, core=core, keeps_artefacts=True)
        observing = stack.enter_context(open_runtime(OBSERVER, core=core, keeps_artefacts=True))
        started = time.monotonic()
        candidate = as_it_ends_on(runtimes, case)
        each_ns = round((time.monotonic() - started) * 1e9)
        candidate = as_written(candidate, observing)
        counts = profile(candidate.module, observer(observing, candidate))
        return measure_placements(Case(candidate, counts, trigger, each_ns), runtimes, notify)
