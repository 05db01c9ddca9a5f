"""`report.html`: everything that was found out, in one file that loads nothing and needs no script.

The template lays it out; what stands where in the pictures comes from charts.py, all words from wording.py.
Whatever a case or a finding says is escaped by the template engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from jinja2 import Environment
from markupsafe import Markup, escape

from reducer.printable import printable
from reducer.records.findings import SideTimes
from reducer.report import code_pairs, wording
from reducer.report.charts import course_curves, forest, sweeps
from reducer.report.commands import Commands, commands_of, same_engine
from reducer.report.course import Course
from reducer.report.itself import (
    CHECKED,
    build_words,
    itself_rows,
    itself_words,
    origin_lines,
    placement_words,
)
from reducer.report.measured import time_in_words
from reducer.report.page import environment
from reducer.report.prevalence import prevalence_words
from reducer.report.reproducer import reproducer
from reducer.report.rows import chosen_rows, file_name
from reducer.report.subject import Subject

STYLE = Path(__file__).parent / "templates" / "report.css"
LONGEST_NAME = 32
"""The longest name, in letters, that leaves room for a ratio on a phone; the table has the whole name."""


class _Timed(Protocol):
    @property
    def times(self) -> tuple[SideTimes, ...]: ...


@dataclass(frozen=True)
class _Side:
    name: str
    time: str
    commands: tuple[Commands, ...]


def html(subject: Subject) -> str:
    """The page."""
    controls = subject.controls
    ratio, source = wording.headline_ratio(subject)
    rows = chosen_rows(subject)
    case = file_name(subject.case.file)
    text = subject.text_of(case)
    course = subject.course
    sides = _sides(subject)
    context = {
        "subject": subject,
        "title": wording.title(subject),
        "summary": wording.summary(subject),
        "trigger": wording.trigger(subject),
        "pattern": wording.pattern(subject),
        "prevalence": prevalence_words(subject),
        "origin": wording.origin(subject),
        "session": wording.session_words(subject, rows),
        "each": "an iteration" if wording.per_trip(subject) else "a run",
        "headline": ratio,
        "source": source,
        "sides": sides,
        "machine": {"cpu": "?", "cores": "?", "system": "?", **controls.machine},
        "rows": rows,
        "variants": (controls.primary, *controls.variants),
        "count": 1 + len(controls.variants),
        "forest": forest(controls),
        "sweeps": sweeps(controls),
        "course": course_curves(course) if course else [],
        "ends": _ends(course),
        "case_file": case,
        "shown": None if text is None else reproducer(text),
        "no_code": wording.NO_CODE,
        "itself_rows": itself_rows(subject.itself),
        "itself_words": itself_words(subject.itself),
        "placement_words": placement_words(subject.placement),
        "builds": [build_words(subject.origin, times.spec) for times in subject.case.times],
        "origin_lines": origin_lines(subject.origin),
        "checked": CHECKED,
        "row_times": lambda found: _row_times(found, len(sides)),
        "css": Markup(STYLE.read_text(encoding="utf-8")),
    }
    return _environment().get_template("report.html.j2").render(context)


def _sides(subject: Subject) -> list[_Side]:
    binary = file_name(subject.case.file).removesuffix(".wat") + ".wasm"
    made = []
    for index, times in enumerate(subject.case.times):
        commands = [
            commands_of(times.spec, times.version, binary, subject.controls.ending, subject.call),
            same_engine(times.spec, times.version, binary, subject.call),
        ]
        made.append(
            _Side(
                wording.name_of(subject, index),
                wording.trip_words(times),
                tuple(entry for entry in commands if entry is not None),
            )
        )
    return made


def _row_times(found: _Timed, count: int) -> list[str]:
    """The times of a row, a dash for each that was not measured."""
    words = [wording.trip_words(times) for times in found.times]
    return (words + ["-"] * count)[:count]


def _ends(course: Course | None) -> tuple[float, float] | None:
    """The ratios of seed and result, where there are none of the steps between."""
    ratios = [step.ratio for step in course.steps if step.ratio is not None] if course else []
    return (ratios[0], ratios[1]) if len(ratios) == 2 else None


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1]}…"


def _stem(name: str) -> str:
    return name.removesuffix(".wat")


def _breakable(name: str) -> Markup:
    """A name that may be broken after each _."""
    return escape(printable(name)).replace("_", Markup("_<wbr>"))


@cache
def _environment() -> Environment:
    made = environment()
    made.filters |= {
        "shortened": _shortened,
        "name": file_name,
        "stem": _stem,
        "breakable": _breakable,
        "time": time_in_words,
    }
    made.globals |= {
        "ratio_words": wording.ratio_words,
        "verdict_words": wording.verdict_words,
        "share_words": wording.share_words,
        "code_words": wording.code_words,
        **code_pairs.FOR_PAGES,
    }
    return made
