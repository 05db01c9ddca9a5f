"""The live view of a reduction at a terminal: its steps with their times, the ratio beside the threshold, and
the case as it shrinks.

It is drawn when something changes, and between two pairs, but never while a run is timed.  In a pipe it
becomes the lines of `Screen`.
"""

from __future__ import annotations

import math
import time
from itertools import dropwhile
from typing import Any

from rich.console import Group
from rich.live import Live
from rich.text import Text

from reducer.oracle import Interval
from reducer.printable import printable
from reducer.report.terminal import (
    MIN_BETWEEN_OUTLOOKS_S,
    Progress,
    Screen,
    duration,
    ratio_words,
    remaining_words,
    share_words,
)

STEPS = ("seed", "carriers", "search", "confirm", "hold-out")
"""The steps of a reduction, in their order."""
MAX_BAR = 60
"""Columns of the bar, at most."""
AROUND_CODE = 9
"""Rows of the view that are no code, and the prompt below it."""
MARGIN = 1.1
"""The bar ends at this many times the largest ratio on it."""


class ReductionScreen(Screen):
    """A screen for a reduction.  `asked` is the threshold, None where it is no plain number."""

    def __init__(self, *words: Any, seed: str, asked: float | None = None, **options: Any) -> None:
        super().__init__(*words, **options)
        self.seed, self.asked = seed, asked
        self._steps: dict[str, float] = {}
        self._progress: Progress | None = None
        self._doing = ""

    def _view(self) -> Live:
        return Live(
            get_renderable=lambda: self.drawn(time.monotonic()),
            console=self.console,
            auto_refresh=False,
            transient=True,
        )

    def step(self, name: str) -> None:
        """Notes that the reduction has reached that one of STEPS."""
        if name in STEPS:
            self._steps.setdefault(name, time.monotonic())

    def __call__(self, progress: Progress | str | None) -> None:
        if progress is not None and not isinstance(progress, str):
            self.step(progress.step)
            self._progress = progress
        super().__call__(progress)

    def say(self, line: str, phase: str | None = None) -> None:
        self._doing = line if self._progress is None else self._progress.phase
        if self._live is None:
            super().say(line, phase)
        self._draw(self._doing)

    def tick(self) -> None:
        """Time has passed, and nothing is timed now."""
        self._draw(self._doing)

    # ---- drawing

    def drawn(self, now: float) -> Group:
        """The screen at that time of time.monotonic(); no line is wider than the console."""
        width, height = self.console.size
        lines = [self._title(now), self._checklist(now, width)]
        if self._progress is not None:
            lines += [*_sizes(self._progress, width), Text(ratio_words(self._progress.ratio).strip())]
            lines += _bar(self._progress.ratio, self.asked, self._progress.anchor, min(MAX_BAR, width - 2))
            if self._progress.step == "search" and now - self.started >= MIN_BETWEEN_OUTLOOKS_S:
                lines.append(Text(f"{share_words(self._progress)} left; {remaining_words(self._progress)}"))
            lines += [Text(line) for line in _code(self._progress, height - AROUND_CODE)]
        for line in lines:
            line.no_wrap, line.overflow = True, "ellipsis"
        return Group(*lines)

    def _title(self, now: float) -> Text:
        until = None if self._progress is None else self._progress.until
        left = "" if until is None else f", {duration(until - now)} left"
        return Text(f"{printable(self.seed)}  {duration(now - self.started)}{left}  {printable(self._doing)}")

    def _checklist(self, now: float, width: int) -> Text:
        """`+ seed 2 s  > search 31 s  . hold-out`: what is done, what is being done, what is to come.

        A narrow terminal has the time of what is being done alone.
        """
        row = self._steps_with_times(now, len(STEPS))
        return row if row.cell_len <= width else self._steps_with_times(now, 1)

    def _steps_with_times(self, now: float, most: int) -> Text:
        begun = [(name, self._steps[name]) for name in STEPS if name in self._steps]
        ends = [*(start for _, start in begun[1:]), now][: len(begun)]
        row = Text()
        for (name, start), end in zip(begun, ends, strict=True):
            mark, style = ("▸", "bold") if name == begun[-1][0] else ("✓", "green")
            took = f" {duration(end - start)}" if name in dict(begun[-most:]) else ""
            row.append(f"{mark} {name}{took}  ", style=style)
        for name in STEPS[len(begun) and STEPS.index(begun[-1][0]) + 1 :]:
            row.append(f"· {name}  ", style="dim")
        row.rstrip()
        return row


def _sizes(progress: Progress, width: int) -> list[Text]:
    """Before and after, and what that took; two lines where one has no room for both."""
    sizes = (
        f"{progress.instructions_before} -> {progress.instructions} instructions, "
        f"{progress.bytes_before} -> {progress.bytes} bytes"
    )
    tally = f"{progress.kept} kept of {progress.candidates}, {progress.pairs} pairs"
    if len(f"{sizes}, {tally}") <= width:
        return [Text(f"{sizes}, {tally}")]
    return [Text(sizes), Text(tally)]


def _bar(ratio: Interval | None, asked: float | None, anchor: float | None, width: int) -> list[Text]:
    """The ratio with its interval on a line from 1, the threshold T and the anchor A on it; logarithmic."""
    if ratio is None or width < 20:
        return []
    high = ratio.high if math.isfinite(ratio.high) else ratio.estimate
    top = MARGIN * max(high, asked or 0.0, anchor or 0.0)
    if top <= MARGIN:
        return []

    def at(value: float) -> int:
        return max(0, min(width - 1, round(math.log(max(1.0, value)) / math.log(top) * (width - 1))))

    row = ["─"] * width
    low = ratio.low if math.isfinite(ratio.high) else ratio.estimate
    row[at(low) : at(high) + 1] = "━" * (at(high) + 1 - at(low))
    for value, mark in ((anchor, "A"), (asked, "T"), (ratio.estimate, "●")):
        if value is not None:
            row[at(value)] = mark
    words = [f"T asked for {asked:.2f}"] if asked is not None else []
    words += [f"A the original {anchor:.2f}"] if anchor is not None else []
    return [Text(" " + "".join(row)), Text(f" {', '.join(words)}", style="dim")]


def _code(progress: Progress, most: int) -> list[str]:
    """The case without the comments above it, where all of it can be seen."""
    lines = [printable(line, keep="\t").expandtabs(2) for line in progress.code.splitlines()]
    lines = list(dropwhile(lambda line: line.startswith(";;"), lines))
    return ["", *lines] if 0 < len(lines) < most else []
