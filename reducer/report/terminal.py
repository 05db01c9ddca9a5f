"""What a person sees in a terminal: one live line while it runs, the result at the end.

Without a terminal the line is not live: a plain line for each new phase and each new size.  Everything goes
to standard error but the result, which is standard output's.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from typing import Protocol

from rich.console import Console
from rich.live import Live
from rich.text import Text

from reducer.oracle import Interval
from reducer.printable import printable
from reducer.records.run import Candidates, Summary

SHORT_LINES = 45
"""A reduced case of this many lines or fewer is shown whole."""
REFRESH_PER_SECOND = 8


class Progress(Protocol):
    """Where a search stands: its phase in words, sizes in instructions and bytes of the binary, the ratio,
    counts."""

    @property
    def phase(self) -> str: ...
    @property
    def instructions_before(self) -> int: ...
    @property
    def instructions(self) -> int: ...
    @property
    def bytes_before(self) -> int: ...
    @property
    def bytes(self) -> int: ...
    @property
    def ratio(self) -> Interval | None: ...
    @property
    def candidates(self) -> int: ...
    @property
    def kept(self) -> int: ...
    @property
    def pairs(self) -> int: ...


class Screen:
    """Listens to a reduction.  A context manager: the live line is gone when it is left."""

    def __init__(self, console: Console, *, quiet: bool = False) -> None:
        self.console, self.quiet = console, quiet
        self.started = time.monotonic()
        self._told: set[str | int] = set()
        self._live: Live | None = None

    def __enter__(self) -> Screen:
        if not self.quiet and self.console.is_terminal:
            self._live = Live(
                Text(""), console=self.console, refresh_per_second=REFRESH_PER_SECOND, transient=True
            )
            self._live.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live is not None:
            self._live.__exit__(None, None, None)
            self._live = None

    def __call__(self, progress: Progress) -> None:
        """Shows where the search stands."""
        line = printable(status_line(progress, time.monotonic() - self.started))
        if self._live is not None:
            self._live.update(Text(line, overflow="ellipsis", no_wrap=True))
        elif not self.quiet and not {_phase_of(progress), progress.bytes} <= self._told:
            self.console.print(line, highlight=False, soft_wrap=True, markup=False)
        self._told |= {_phase_of(progress), progress.bytes}

    def say(self, phase: str) -> None:
        """A phase that has no figures yet."""
        phase = printable(phase)
        if self._live is not None:
            self._live.update(Text(phase))
        elif not self.quiet:
            self.console.print(phase, highlight=False, soft_wrap=True, markup=False)


def _phase_of(progress: Progress) -> str:
    return progress.phase.rstrip("0123456789/ ")


def status_line(progress: Progress, seconds: float) -> str:
    """Phase, size before -> now, ratio with its interval, candidates tried and kept, pairs, elapsed."""
    return (
        f"{progress.phase:<18}  {progress.instructions_before} -> {progress.instructions} instructions  "
        f"{progress.bytes_before} -> {progress.bytes} bytes{_ratio(progress.ratio)}  "
        f"{progress.kept} kept of {progress.candidates}  {progress.pairs} pairs  {seconds:.0f} s"
    )


def _ratio(interval: Interval | None) -> str:
    """The ratio, with its interval where there were pairs enough for one (8 for 99 %)."""
    if interval is None:
        return ""
    bounds = f" [{interval.low:.2f}, {interval.high:.2f}]" if math.isfinite(interval.high) else ""
    return f"  ratio {interval.estimate:.2f}{bounds}"


def _valid_share(candidates: Candidates) -> float:
    return 1 - candidates.invalid / max(1, candidates.proposed)


def result_lines(summary: Summary, text: str, stopped: str, siblings: Sequence[str] = ()) -> list[str]:
    """The end of a run: the case where it is short, before and after, the ratio with its interval, where
    things are."""
    lines: list[str] = []
    if len(text.splitlines()) <= SHORT_LINES:
        lines += [text.rstrip(), ""]
    before, after, strong = summary.input, summary.output, summary.strong
    ratio, candidates, seconds = summary.ratio, summary.candidates, summary.seconds
    lines.append(
        f"{before.instructions} -> {after.instructions} instructions, "
        f"{before.bytes} -> {after.bytes} bytes, {candidates.timed} decisions, "
        f"{_valid_share(candidates):.1%} of {candidates.proposed} candidates valid, "
        f"search {seconds.search:.1f} s, in all {seconds.total:.1f} s"
    )
    sides = " / ".join(f"{side.spec} {side.version}" for side in (summary.slow, summary.fast))
    if ratio.ci99 is None:
        lines.append(f"ratio {sides}: anchor {ratio.anchor:.2f}, result not confirmed")
    else:
        low, high = ratio.ci99
        lines.append(
            f"ratio {sides}: anchor {ratio.anchor:.2f} -> {ratio.final:.2f} [{low:.2f}, {high:.2f}] "
            f"(99 %, {ratio.pairs} hold-out pairs), verdict: {summary.verdict}"
        )
    if summary.verdict == "inconclusive" and not stopped:
        lines.append("INCONCLUSIVE: the hold-out could not confirm the ratio on this machine now")
    if stopped:
        lines.append(
            f"stopped early ({stopped}); go on with: wreduce --resume --run-dir {summary.run_dir} ..."
        )
    if strong.ratio is not None:
        lines.append(f"strong: {strong.path} ({strong.instructions} instructions, ratio {strong.ratio:.2f})")
    lines += [f"also slow: {label} (sibling_*.wat in the run folder)" for label in siblings]
    lines += [f"result: {after.path}", f"run folder: {summary.run_dir}"]
    return [printable(line, keep="\n\t") for line in lines]
