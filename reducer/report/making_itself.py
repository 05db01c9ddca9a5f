"""Measures the parts of a report that need no peer, where they are missing: placements, the slow side against
its own engine, the fields of issue forms.

A runtime that is no longer installed does not prevent the report: it is named and left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from reducer.controls.files import write_placement
from reducer.controls.running import run_placements
from reducer.judge.pairs import MeasurementError
from reducer.program.load import load_program
from reducer.program.program import Program
from reducer.records.findings import ControlsFinding, finding_text
from reducer.records.itself import (
    ITSELF,
    ORIGIN,
    PLACEMENT,
    ItselfFinding,
    OriginFinding,
    PlacementFinding,
)
from reducer.records.run import State
from reducer.records.writing import write_atomically
from reducer.report.rows import file_name
from reducer.report.subject import read_finding
from reducer.runtimes import Given, RuntimesError
from reducer.surveys.origin import read_origin
from reducer.surveys.relatives import measure_itself
from reducer.surveys.table import TableFile
from reducer.wat.errors import WatError

Tell = Callable[[str], None]


def look_at_placements(place: Path, controls: ControlsFinding, given: Given, tell: Tell) -> None:
    """Measures the case where its code lies elsewhere; not a case whose loop is deleted.  `place` is the
    folder of the controls."""
    found = read_finding(place / PLACEMENT, PlacementFinding)
    fits = found is not None and (found.slow, found.fast) == (controls.slow, controls.fast)
    if fits or controls.primary.verdict == "deleted":
        return
    try:
        case = _primary(place, controls, given)
        made = run_placements(case, controls.slow, controls.fast, controls.trigger_instruction, tell)
    except (RuntimesError, MeasurementError, WatError) as error:
        tell(f"placements were not measured: {_brief(error)}")
        return
    write_placement(made, place)


def look_at_itself(
    folder: Path, place: Path, controls: ControlsFinding, given: Given, seconds: float, tell: Tell
) -> None:
    """Measures the slow side against its own engine, for about so many seconds; 0: not at all."""
    found = read_finding(folder / ITSELF, ItselfFinding)
    if seconds <= 0 or (found is not None and found.slow == controls.slow):
        return
    case = _primary(place, controls, given)
    program = TableFile(case.path, case.binary, ending=controls.ending, invocation=case.invocation)
    try:
        made = measure_itself(controls.slow, program, tell, seconds)
    except RuntimesError as error:
        tell(f"{controls.slow} was not held against itself: {_brief(error)}")
        return
    write_atomically(folder / ITSELF, finding_text(made))


def fill_form(folder: Path, state: State | None, controls: ControlsFinding, campaign: str) -> None:
    """Reads what issue forms ask; a campaign that is named later takes the place of the run's."""
    found = read_finding(folder / ORIGIN, OriginFinding)
    specs = [times.spec for times in controls.primary.times]
    if found is None or [side.spec for side in found.sides] != specs:
        known = state.campaign if state is not None else ""
        seed = folder / (state.seed.file if state is not None else "seed.wasm")
        found = read_origin(seed, known if found is None else found.campaign, specs)
    found = replace(found, campaign=campaign or found.campaign)
    write_atomically(folder / ORIGIN, finding_text(found))


def _primary(place: Path, controls: ControlsFinding, given: Given) -> Program:
    """The case as the controls measured it, at their trip count.  Raises LoadError."""
    program = load_program(place / file_name(controls.primary.file), Given(invocation=given.invocation))
    return replace(program, ending=controls.ending)


def _brief(error: Exception) -> str:
    return " ".join(str(error).split())
