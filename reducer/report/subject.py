"""What a report is about: a run folder, read into one object.

Reads state.json, decisions.jsonl, steps/ and the findings of `wreduce controls` and `wreduce blame`; measures
nothing.  What is not there is None or empty, and the report says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from reducer.controls.files import BLAME, CODE, CONTROLS
from reducer.errors import WreduceError
from reducer.records import findings
from reducer.records import run as records
from reducer.records.carriers import NOT_ASKED
from reducer.records.codec import RecordError
from reducer.records.findings import (
    BlameFinding,
    CodeFinding,
    ControlsFinding,
    VariantFinding,
)
from reducer.records.given import kept_call
from reducer.records.itself import (
    ITSELF,
    ORIGIN,
    PLACEMENT,
    ItselfFinding,
    OriginFinding,
    PlacementFinding,
)
from reducer.records.run import State, Summary
from reducer.records.run_folder import STATE, read_state
from reducer.report.course import Course, read_course
from reducer.runtimes.workers.call import Call

_OWN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]{0,199}")
"""The names that files in the archive and its script may have: none of them is an option, a path or a
formula."""
Found = TypeVar("Found")


class ReportError(WreduceError):
    """A folder that no report can be made of; the message is one line that says what to do."""


@dataclass(frozen=True)
class HoldOut:
    """What `wreduce SEED` confirmed: the ratio and its 99 % interval (None where it was not confirmed), from
    so many pairs; the verdict; the seed's own lower bound; how many processes the pairs come from, and the
    share of these above the threshold where they are of two kinds."""

    ratio: float | None
    low: float | None
    high: float | None
    pairs: int
    verdict: str
    anchor: float
    processes: int = 0
    share_above: float | None = None


@dataclass(frozen=True)
class Size:
    """A program's size in instructions and in bytes of the binary, and the name of its file."""

    name: str
    instructions: int
    bytes: int


@dataclass(frozen=True)
class Subject:
    """Everything that a report is made from.

    `before`, `after`, `hold_out`, `oracle`, `course`, what was `said` when the seed was loaded, the largest
    number of anything that is not an instruction (`declared`), and `call` (its files are the copies in the
    folder) come from a reduction.  They are None or empty where the case was not reduced here; `hold_out`
    also where it was between other runtimes than the controls.  `placement`, `itself` and `origin` are None
    where these were not measured.
    """

    folder: Path
    controls: ControlsFinding
    blame: BlameFinding | None
    generated_code: CodeFinding | None
    before: Size | None
    after: Size | None
    hold_out: HoldOut | None
    oracle: str | None
    course: Course | None
    said: tuple[str, ...] = ()
    declared: str = ""
    carriers: str = ""
    call: Call = field(default=Call())
    placement: PlacementFinding | None = None
    itself: ItselfFinding | None = None
    origin: OriginFinding | None = None

    @property
    def case(self) -> VariantFinding:
        """The case itself, as measured among its variants."""
        return self.controls.primary

    def text_of(self, file: str) -> str | None:
        """The text of a .wat that a finding names; None where it is not in the folder."""
        path = self.path_of(file)
        return None if path is None else path.read_text(encoding="utf-8", errors="surrogateescape")

    def path_of(self, file: str) -> Path | None:
        """The path of a file that a finding names: among the controls, or in the folder itself.  None where
        it is not there, or has a name that no file of ours has."""
        name = Path(file).name
        if not _OWN_NAME.fullmatch(name):
            return None
        places = (controls_folder(self.folder) / name, self.folder / name)
        return next((place for place in places if place.is_file()), None)


def controls_folder(folder: Path) -> Path:
    """The folder of the variants: controls/ in a run folder, or the folder that `wreduce controls --out`
    made."""
    return folder if (folder / CONTROLS).exists() else folder / "controls"


def check_finished(folder: Path) -> State | None:
    """The state of a finished run; None for a folder that `wreduce controls --out` made.

    Raises ReportError for what is no run folder, or a run that has not come to its end; RecordError for a
    broken one.
    """
    if not folder.is_dir():
        raise ReportError(f"{folder} is not a folder: name the run folder of a finished `wreduce SEED`")
    if not (folder / STATE).exists():
        if (controls_folder(folder) / CONTROLS).exists():
            return None
        raise ReportError(f"{folder} is not a run folder: it has no {STATE}")
    state = read_state(folder)
    if state.parts:
        raise ReportError(
            f"the run in {folder} was taken apart: name one of its parts, {folder / 'part_1'} to "
            f"part_{len(state.parts)}"
        )
    if state.summary is None:
        raise ReportError(f"the run in {folder} is not finished: wreduce --resume --run-dir {folder} SEED")
    return state


def read_subject(folder: Path) -> Subject:
    """Everything in a run folder.  Raises ReportError, RecordError; controls must be there, the rest may be
    missing."""
    state = check_finished(folder)
    controls = read_finding(controls_folder(folder) / CONTROLS, ControlsFinding)
    if controls is None:
        raise ReportError(f"{folder} has no controls yet: wreduce controls")
    blame = read_finding(folder / BLAME, BlameFinding)
    generated_code = read_finding(folder / CODE, CodeFinding)
    placement = read_finding(controls_folder(folder) / PLACEMENT, PlacementFinding)
    itself = read_finding(folder / ITSELF, ItselfFinding)
    origin = read_finding(folder / ORIGIN, OriginFinding)
    subject = Subject(
        folder, controls, blame, generated_code, None, None, None, None, None,
        placement=placement, itself=itself, origin=origin,
    )  # fmt: skip
    if state is None or state.summary is None:
        return subject
    summary = state.summary
    return replace(
        subject,
        before=_size(summary.input),
        after=_size(summary.output),
        hold_out=_hold_out(summary) if _same_sides(summary, controls) else None,
        oracle=state.oracle,
        course=read_course(
            folder, summary.input.instructions, state.anchor.interval.estimate, summary.ratio.final
        ),
        said=(*summary.said, *_kernel(summary)),
        declared=summary.declared,
        carriers="" if summary.carriers == NOT_ASKED else summary.carriers.in_words,
        call=kept_call(state.given.invocation),
    )


def read_finding(path: Path, kind: type[Found]) -> Found | None:
    """A finding from its file, None where there is none.  Raises ReportError for a broken one."""
    try:
        return findings.read_finding(path, kind)
    except RecordError as error:
        raise ReportError(f"{error}: take the file away, and it is measured again") from None


def _size(size: records.Size) -> Size:
    return Size(Path(size.path).name, size.instructions, size.bytes)


def _kernel(summary: Summary) -> tuple[str, ...]:
    """What the case makes over and over, where it is a kernel."""
    kernel = summary.kernel
    if kernel is None:
        return ()
    return f"the case is a kernel of it, {kernel.calls}", f"what carries it: {kernel.carriers.in_words}"


def _same_sides(summary: Summary, controls: ControlsFinding) -> bool:
    """Whether the run and the controls were about the same runtimes."""
    return (summary.slow.spec, summary.fast.spec) == (controls.slow, controls.fast)


def _hold_out(summary: Summary) -> HoldOut:
    ratio = summary.ratio
    low, high = ratio.ci99 or (None, None)
    verdict = summary.verdict.value
    return HoldOut(
        ratio.final, low, high, ratio.pairs, verdict, ratio.anchor, ratio.processes, ratio.share_above
    )
