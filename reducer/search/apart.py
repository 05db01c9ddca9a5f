"""Several anomalies in one seed: makes a program for each of them, in which the carriers of the others are
knocked out, and reduces each of these programs.

Two carriers are independent where each keeps its ratio without the other.  A seed without two independent
carriers is reduced as a whole.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from reducer.edits import Edit
from reducer.edits.expressions import replace_by_constant
from reducer.edits.removals import remove_instructions
from reducer.errors import WreduceError
from reducer.judge.carriers import nodes_of, standing
from reducer.judge.pairs import MeasurementError
from reducer.oracle import VerdictKind
from reducer.program.load import load_program
from reducer.program.program import Program
from reducer.records.carriers import Carrier
from reducer.records.run_folder import STATE, RunFolder
from reducer.records.writing import read_bytes, read_text
from reducer.runtimes import Given
from reducer.search.events import Notify, silent
from reducer.search.finish import Result, finished
from reducer.search.request import NotShownError, Request
from reducer.search.run import Run
from reducer.search.seed import Seed
from reducer.timing import OutOfTimeError
from reducer.wat.module import parse
from reducer.wat.naming import named

MIN_RATIO = 1.5
"""The ratio that a carrier must show alone, where the oracle asks for a share of the original's ratio: one
carrier causes only a part of that."""
MAX_PARTS = 8


@dataclass(frozen=True)
class Part:
    """The original with one carrier left: all others are knocked out."""

    carrier: Carrier
    program: Program


def reduce_apart(request: Request, folder: RunFolder, notify: Notify) -> list[Result]:
    """Reduces each independent carrier of the seed in a run folder below the run's; where there are no two of
    them, reduces the seed as a whole.  ^C ends it with the results so far.

    Raises what `reduce_case` raises, where no part could be reduced.
    """
    until = None if request.time_limit is None else time.monotonic() + request.time_limit
    if folder.state is None or not folder.begun.parts:
        with ExitStack() as stack:
            run = Run(request, folder, notify, stack)
            parts = independent(run.seed(), _bar(run))
            if len(parts) < 2:
                notify("no two independent carriers: the seed is reduced as a whole")
                return [finished(run)]
            for number, part in enumerate(parts, 1):
                folder.save(_file(number), part.program.text)
            folder.take_apart(tuple(part.carrier.name for part in parts))
    return _reduced(request, folder, notify, until)


def reduce_with_parts(request: Request, folder: RunFolder) -> tuple[Result, tuple[str, ...]]:
    """Reduces the seed as a whole, as one case of many.  Returns the result, and the paths (in the run
    folder) of the programs for independent carriers of other groups that the result does not contain.

    Raises what `reduce_case` raises.
    """
    with ExitStack() as stack:
        run = Run(request, folder, silent, stack)
        result = finished(run)
        # A function that was invoked by name would be invoked a second time in a part.
        if result.verdict != "kept" or request.given.invoke is not None:
            return result, ()
        seed, names = run.seed(), list[str]()
        known = seed.judge.reading.evidence.carriers
        if known is None or len({carrier.group for carrier in known.found}) < 2:
            return result, ()
        left = named(parse(result.text))
        with suppress(OutOfTimeError):
            for number, part in enumerate(independent(seed, _bar(run)), 1):
                if not standing(left, part.carrier):
                    folder.save(_file(number), part.program.text)
                    names.append(_file(number))
        return result, tuple(names)


# ---- which are independent


def independent(seed: Seed, bar: float) -> list[Part]:
    """The carriers of the original that show the bar while all others are knocked out."""
    known = seed.judge.reading.evidence.carriers
    carriers = [] if known is None else [found for found in known.found if found.sites]
    if len(carriers) < 2:
        return []
    parts = []
    for carrier in carriers[:MAX_PARTS]:
        program = without(seed.original, [other for other in carriers if other is not carrier])
        verdict = seed.judge.ask(program, bar)
        if verdict.kept:
            parts.append(Part(carrier, verdict.program or program))
    return parts


def without(original: Program, carriers: Iterable[Carrier]) -> Program:
    """The original with the sites of these carriers knocked out."""
    module = original.module
    sites = {id(node) for carrier in carriers for _, node in nodes_of(module, carrier)}
    edits: dict[int, Edit] = {}
    for edit in (*remove_instructions(module), *replace_by_constant(module)):
        site = id(edit.replacements[0].site)
        if site in sites:
            edits.setdefault(site, edit)
    return original.edited(tuple(edits.values()))


def _bar(run: Run) -> float:
    """The ratio that a carrier must show alone."""
    threshold, ordinary = run.request.clause.threshold, run.folder.begun.ordinary
    if not threshold.of_original:
        return threshold.value
    return max(MIN_RATIO, 0.0 if ordinary is None else ordinary.high)


# ---- each by itself


def _reduced(request: Request, folder: RunFolder, notify: Notify, until: float | None) -> list[Result]:
    results: list[Result] = []
    refused: WreduceError | None = None
    carriers = folder.begun.parts
    for number, carrier in enumerate(carriers, 1):
        notify(f"part {number} of {len(carriers)}: {carrier}")
        left = None if until is None else (until - time.monotonic()) / (len(carriers) - number + 1)
        try:
            results.append(_part(replace(request, time_limit=left), folder, number, notify))
        except (NotShownError, MeasurementError) as error:
            notify(f"part {number}, {carrier}: {error}")
            refused = refused or error
            continue
        if results[-1].stopped == "interrupted":
            break
    if refused is not None and not results:
        raise refused
    return results


def _part(request: Request, folder: RunFolder, number: int, notify: Notify) -> Result:
    """Reduces one part: a reduction that has ended is not repeated, and one that was stopped is continued."""
    source, place = folder.path / _file(number), folder.path / f"part_{number}"
    with RunFolder(place, read_bytes(source), resume=(place / STATE).exists()) as own:
        summary = None if own.state is None else own.begun.summary
        if summary is not None and summary.verdict == VerdictKind.KEPT:
            return Result(summary, read_text(Path(summary.output.path)), "", [])
        given = Given(invocation=folder.begun.given.invocation)
        asked = replace(
            request,
            program=load_program(source, given),
            slow=folder.begun.slow.spec,
            fast=folder.begun.fast.spec,
            output=_output(request.output or folder.path / "result.wat", number),
            given=given,
            keep_input=True,
        )
        with ExitStack() as stack:
            return finished(Run(asked, own, notify, stack))


def _file(number: int) -> str:
    return f"part_{number}.wat"


def _output(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}_{number}{path.suffix}")
