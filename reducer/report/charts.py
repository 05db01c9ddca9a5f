"""The positions of things in the pictures of report.html: in per cent of a picture's width, or in pixels from
its top, so that text has the same size at any width.

Knows no HTML; the template draws what is computed here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from reducer.records.findings import Bounds, ControlsFinding, VariantFinding
from reducer.report.course import Course
from reducer.report.rows import file_name
from reducer.report.variants import groups

LEAST_POINTS = 3
"""The fewest points of a curve."""
ROW_PX = 40
CURVE_PX = 150
INSET = 3.0
"""Per cent of the width that stay free at both ends, for marks and for half of a letter."""
START, END = 12.0, 96.0
"""The positions of the first and the last point of a curve, in per cent; the labels of the vertical axis are
before the first."""
MOST_LABELS = 9


@dataclass(frozen=True)
class Scale:
    """A logarithmic axis from `low` to `high`."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Where a value stands, in per cent; what lies beyond the ends stands at the end."""
        part = math.log(max(value, 1e-12) / self.low) / math.log(self.high / self.low)
        return round(INSET + (100 - 2 * INSET) * min(1.0, max(0.0, part)), 2)

    def down(self, value: float, height: float) -> float:
        """The same from the top, in pixels, the high end at the top."""
        return round(height * (1 - (self.at(value) - INSET) / (100 - 2 * INSET)), 1)

    @property
    def ticks(self) -> list[float]:
        """Round numbers on the axis, five or so of them."""
        decades = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        wanted: list[float] = []
        for steps in ((1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8), (1, 1.5, 2, 3, 5), (1, 2, 5), (1,)):
            wanted = [step * 10.0**decade for decade in decades for step in steps]
            wanted = [round(tick, 9) for tick in wanted if self.low <= tick <= self.high]
            if len(wanted) <= 7:
                break
        return wanted


def scale_of(values: Sequence[float], *, with_one: bool = True) -> Scale:
    """An axis that holds all values (and 1), with a little room."""
    positive = [value for value in values if value > 0] + ([1.0] if with_one else [])
    low, high = min(positive, default=0.5), max(positive, default=2.0)
    room = max(1.06, (high / low) ** 0.04)
    return Scale(low / room, high * room)


@dataclass(frozen=True)
class Mark:
    """A ratio in the forest plot: its row's top in pixels, its place and interval in per cent (None where
    there is none)."""

    found: VariantFinding
    name: str
    top: int
    x: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Group:
    """A heading and the marks under it."""

    heading: str
    top: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Forest:
    """All variants on one axis; `one` and `case` are where equal and the case's ratio stand."""

    groups: tuple[Group, ...]
    height: int
    ticks: tuple[tuple[float, str], ...]
    one: float
    case: float | None


def forest(controls: ControlsFinding) -> Forest:
    """The forest plot of a session."""
    found = (controls.primary, *controls.variants)
    scale = scale_of([value for entry in found for value in _values(entry.ratio)])
    made, top = [], 0
    for title, members in groups(controls):
        marks = tuple(_mark(entry, top + 30 + ROW_PX * number, scale) for number, entry in enumerate(members))
        made.append(Group(title[0].upper() + title[1:], top, marks))
        top += 30 + ROW_PX * len(members) + 8
    case = controls.primary.ratio
    return Forest(
        tuple(made),
        top,
        tuple((scale.at(tick), f"{tick:g}") for tick in scale.ticks),
        scale.at(1.0),
        None if case is None else scale.at(case.estimate),
    )


def _values(bounds: Bounds | None) -> list[float]:
    if bounds is None:
        return []
    return [value for value in (bounds.estimate, bounds.low, bounds.high) if value is not None]


def _mark(entry: VariantFinding, top: int, scale: Scale) -> Mark:
    ratio = entry.ratio
    place = [None if ratio is None or value is None else scale.at(value) for value in (
        (ratio.estimate, ratio.low, ratio.high) if ratio is not None else (None, None, None)
    )]  # fmt: skip
    return Mark(entry, file_name(entry.file), top, place[0], place[1], place[2])


@dataclass(frozen=True)
class Point:
    """A point of a curve: x in per cent, y in pixels, its interval's ends in pixels, what it stands for in
    words; `label` is written under it where there is room."""

    x: float
    y: float
    low: float | None
    high: float | None
    words: str
    label: str = ""


@dataclass(frozen=True)
class Curve:
    """A line through points, with the ticks of the vertical axis (pixels from the top, label).

    With an `end` (in per cent of the width) it is a step line that continues to the end, where it is
    labelled `last`; without one it is the sweep of `members`.
    """

    title: str
    across: str
    upright: str
    points: tuple[Point, ...]
    ticks: tuple[tuple[float, str], ...]
    end: float | None = None
    last: str = ""
    height: int = CURVE_PX
    members: tuple[VariantFinding, ...] = field(default=())


def sweeps(controls: ControlsFinding) -> list[Curve]:
    """A curve for every axis with two values at least; values stand in their order, evenly spaced.  All have
    one upright axis, so that they can be compared."""
    measured = [
        entry for entry in controls.variants if entry.axis and entry.value is not None and entry.ratio
    ]
    scale = scale_of([value for entry in measured for value in _values(entry.ratio)])
    curves = []
    for axis in dict.fromkeys(entry.axis for entry in measured):
        members = sorted(
            (entry for entry in measured if entry.axis == axis), key=lambda entry: entry.value or 0
        )
        if len(members) > 1:
            curves.append(_sweep(axis, tuple(members), scale))
    return curves


def _sweep(axis: str, members: tuple[VariantFinding, ...], scale: Scale) -> Curve:
    every = math.ceil(len(members) / MOST_LABELS)
    points = []
    for number, entry in enumerate(members):
        ratio = entry.ratio or Bounds(1.0)
        points.append(
            Point(
                _along(number, len(members)),
                scale.down(ratio.estimate, CURVE_PX),
                None if ratio.low is None else scale.down(ratio.low, CURVE_PX),
                None if ratio.high is None else scale.down(ratio.high, CURVE_PX),
                f"{entry.value:g}: {ratio.estimate:.2f}",
                f"{entry.value:g}" if number % every == 0 else "",
            )
        )
    return Curve(axis, axis, "ratio slow/fast", tuple(points), _upright(scale), members=members)


def _upright(scale: Scale) -> tuple[tuple[float, str], ...]:
    return tuple((scale.down(tick, CURVE_PX), f"{tick:,.6g}") for tick in scale.ticks)


def _along(number: int, count: int) -> float:
    return round(START + (END - START) * number / max(1, count - 1), 2)


def course_curves(course: Course) -> list[Curve]:
    """Size and ratio of the case against decisions, and against time where that was kept."""
    curves = []
    sizes = [(step.decision, step.instructions) for step in course.steps if step.instructions is not None]
    ratios = [(step.decision, step.ratio) for step in course.steps if step.ratio is not None]
    decisions = (course.decisions, "decisions")
    curves += _stairs("Size", "instructions", sizes, decisions, with_one=False)
    curves += _stairs("Ratio", "ratio slow/fast", ratios, decisions, with_one=True)
    timed = [(step.seconds, step.instructions) for step in course.steps if step.seconds is not None]
    if len(timed) > 2:
        pairs = [(seconds, size) for seconds, size in timed if size is not None]
        end = max(seconds for seconds, _ in pairs) if pairs else 0.0
        curves += _stairs("Size in time", "instructions", pairs, (end, "seconds"), with_one=False)
    return curves


def _stairs(
    title: str,
    upright: str,
    values: Sequence[tuple[float, float]],
    across: tuple[float, str],
    *,
    with_one: bool,
) -> list[Curve]:
    """A curve of values against decisions or seconds; none where there are too few."""
    if len(values) < LEAST_POINTS:
        return []
    scale = scale_of([value for _, value in values], with_one=with_one)
    most, unit = max(across[0], 1e-9), across[1]
    points = [
        Point(
            round(START + (END - START) * place / most, 2),
            scale.down(value, CURVE_PX),
            None,
            None,
            f"after {place:g} {unit}: {value:.4g}",
        )
        for place, value in values
    ]
    last = f"{most:.3g} {unit}"
    return [Curve(title, unit, upright, tuple(points), _upright(scale), END, last)]
