"""The steps that a batch leaves to other rooms: a reduction, a description, a report.  They run in processes
of their own."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from reducer.batch.grouping import group_key, stored_key
from reducer.batch.steps import Described, Reduced, ReduceRequest, ReportRequest, Steps
from reducer.errors import WreduceError
from reducer.judge.pairs import MeasurementError
from reducer.judge.question import QuestionError
from reducer.oracle import VerdictKind, parse_oracle
from reducer.program.load import LoadError, load_program
from reducer.program.program import Program
from reducer.records.run import Summary
from reducer.records.run_folder import STATE, RunFolder
from reducer.records.writing import FileError, read_bytes
from reducer.report.making import make_report
from reducer.runtimes import RuntimesError
from reducer.search.apart import reduce_with_parts
from reducer.search.request import NotShownError, ProgramError, Request
from reducer.wat.errors import WatError

MAX_KERNEL = 48
"""The largest case whose group is determined before it is fully reduced, in instructions: the loop, the
carrier with its operands, and not much else."""


def reduce_step(request: ReduceRequest) -> Reduced:
    """Reduces a case: an interrupted reduction goes on, and one that has ended is not repeated."""
    try:
        resume = (request.run_dir / STATE).exists()
        with RunFolder(request.run_dir, read_bytes(request.file), resume=resume) as folder:
            summary = None if folder.state is None else folder.state.summary
            parts: tuple[str, ...] = ()
            if summary is None:
                program = load_program(request.file, request.given)
                asked = Request(
                    # Texts for people name the file that they know.
                    replace(program, path=Path(request.source)),
                    parse_oracle(request.oracle),
                    request.slow,
                    request.fast,
                    None,
                    time_limit=request.seconds,
                    one_of_many=True,
                    given=request.given,
                    campaign=request.campaign,
                    is_known=partial(_is_known, request),
                )
                result, parts = reduce_with_parts(asked, folder)
                summary = result.summary
    except NotShownError as error:
        return Reduced("not shown", _brief(error))
    except MeasurementError as error:
        return Reduced("cannot be measured", _brief(error))
    except (ProgramError, QuestionError, LoadError, RuntimesError, FileError, WatError) as error:
        return Reduced("cannot be reduced", _brief(error))
    return replace(_reduced(summary), parts=parts)


def _is_known(request: ReduceRequest, program: Program) -> bool:
    """Whether a kernel belongs to a group that is already known."""
    if program.module.instructions() > MAX_KERNEL:
        return False
    clause, described = parse_oracle(request.oracle).ratio, _described(program)
    phase = "execute" if clause is None else clause.phase
    return stored_key(request.slow, phase, described.trigger, described.canonical) in request.known


def _brief(error: WreduceError) -> str:
    """The reason without the name, which stands beside it."""
    return " ".join(error.reason.split())


def _reduced(summary: Summary) -> Reduced:
    kept = summary.verdict == VerdictKind.KEPT
    reason = "the hold-out could not confirm the reduced case"
    if kept:
        reason = f"{summary.ratio.final:.2f} in {summary.output.instructions} instructions"
    # The seed showed the slowdown and its reduced case does not hold now: another attempt may succeed.
    return Reduced("kept" if kept else "inconclusive", reason, summary)


def describe_step(reduced: Path) -> Described:
    """The form that all cases of one anomaly share; the pipeline adds the slow side.  Raises LoadError."""
    return _described(load_program(reduced))


def _described(program: Program) -> Described:
    key = group_key(program.module, "")
    return Described(key.form, " and ".join(key.trigger) or "a loop")


def report_step(request: ReportRequest) -> str:
    """Writes a report, in this process, which has the lane; returns why it could not, "" where it could."""
    try:
        make_report(request.run_dir, request.also)
    except WreduceError as error:
        return " ".join(str(error).split())
    return ""


STEPS = Steps(reduce_step, describe_step, report_step)
"""The way of a case of `wreduce batch`."""
