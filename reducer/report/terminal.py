"""What a person sees in a terminal: one live line while a command runs, and the result at the end.

Without a terminal there is no live line, but a plain line for each new phase and each new size.  Everything
goes to standard error except the result, which goes to standard output.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from time import monotonic
from typing import IO, Any, Protocol, Self

from rich.console import Console, ConsoleOptions, RenderableType
from rich.live import Live
from rich.segment import Segment
from rich.text import Text

from reducer.oracle import Interval
from reducer.printable import printable
from reducer.records.carriers import NOT_ASKED
from reducer.records.given import CUT
from reducer.records.run import Candidates, Ratios, Summary
from reducer.report.ordinary import ordinary_words

SHORT_LINES = 45
"""A reduced case of this many lines or fewer is shown whole."""
MIN_BETWEEN_DRAWINGS_S = 0.25
"""The shortest time between two drawings of a live view, unless its phase changes."""
BEFORE_THE_SEARCH = ("seed", "carriers")
MIN_BETWEEN_OUTLOOKS_S = 60.0
"""What a search would leave if it were stopped is told so often, in a pipe; at a terminal from then on."""


class Progress(Protocol):
    """Where a search stands: its phase in words, sizes in instructions and bytes of the binary, the ratio,
    counts; which step of a reduction that is, the anchor, the case's text where it is short, when the time is
    up, of time.monotonic(), and between how many seconds are likely to remain (None: unknown)."""

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
    @property
    def step(self) -> str: ...
    @property
    def anchor(self) -> float | None: ...
    @property
    def code(self) -> str: ...
    @property
    def until(self) -> float | None: ...
    @property
    def remaining(self) -> tuple[float, float] | None: ...


class Terminal(Console):
    """A console that prints text as it is: no markup, and no control characters except its own.

    A closed pipe is an error here; rich would end the program with exit code 1.
    """

    def __init__(self, *, stderr: bool = False, file: IO[str] | None = None, **options: Any) -> None:
        super().__init__(stderr=stderr, file=file, markup=False, highlight=False, emoji=False, **options)

    def _innermost(self) -> IO[str]:
        """The stream that it writes to: under a command's own escaping, and under what a live line puts
        before that."""
        file = super().file
        while (inner := getattr(file, "rich_proxied_file", None)) is not None:
            file = inner
        return file

    file = property(_innermost, Console.file.fset)  # type: ignore[attr-defined]

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Renders as rich does, but escapes text that somebody else wrote."""
        for segment in super().render(renderable, options):
            if segment.control:
                yield segment
            else:
                yield Segment(printable(segment.text, keep="\n"), segment.style)

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


class Screen:
    """Shows the progress of a command.  A context manager: at its end the live line is gone.

    On a terminal it is one line that is overwritten; in a pipe a plain line for each new phase and each new
    size.
    """

    def __init__(
        self, console: Console | None = None, *, quiet: bool = False, live_only: bool = False
    ) -> None:
        """`live_only`: nothing in a pipe, for what takes seconds or is told in the end anyhow."""
        self.console = console or Terminal(stderr=True)
        # A dumb terminal cannot overwrite a line.
        self._writes_over = self.console.is_terminal and not self.console.is_dumb_terminal
        self.quiet = quiet or (live_only and not self._writes_over)
        self.started = monotonic()
        self._told: set[str | int] = set()
        self._outlook_at = self.started
        self._live: Live | None = None
        self._drawn_at, self._drawn_phase = -math.inf, ""

    def __enter__(self) -> Self:
        if not self.quiet and self._writes_over:
            self._live = self._view()
            self._live.__enter__()
        return self

    def _view(self) -> Live:
        # A drawing thread would also draw while a run is timed.
        return Live(Text(""), console=self.console, auto_refresh=False, transient=True)

    def _draw(self, phase: str) -> None:
        """Draws the live view, if it is another phase than was drawn last or some time has passed."""
        now = monotonic()
        due = now - self._drawn_at >= MIN_BETWEEN_DRAWINGS_S or phase != self._drawn_phase
        if self._live is not None and due:
            self._drawn_at, self._drawn_phase = now, phase
            self._live.refresh()

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Removes the live line; whatever is printed from now on is a line of its own."""
        if self._live is not None:
            self._live.__exit__(None, None, None)
            self._live = None

    @property
    def live(self) -> bool:
        """Whether there is a line that is overwritten."""
        return self._live is not None

    def __call__(self, progress: Progress | str | None) -> None:
        """Shows where the search stands, or a line that stays; None: nothing is timed now."""
        if progress is None:
            self.tick()
            return
        if isinstance(progress, str):
            self.tell(progress)
            return
        now = monotonic()
        line = status_line(progress, now - self.started)
        if self._live is not None or not {_phase_of(progress), progress.bytes} <= self._told:
            self.say(line)
        self._told |= {_phase_of(progress), progress.bytes}
        outlook_due = now - self._outlook_at >= MIN_BETWEEN_OUTLOOKS_S
        if self._live is None and progress.step == "search" and outlook_due:
            self._outlook_at = now
            self.tell(outlook_line(progress, now))

    def tick(self) -> None:
        """Time has passed: for a view that shows a clock."""

    def say(self, line: str, phase: str | None = None) -> None:
        """Shows what is being done.  In a pipe the `phase` is printed instead where one is given, and each
        phase only once."""
        if self._live is not None:
            self._live.update(Text(printable(line), overflow="ellipsis", no_wrap=True))
            self._draw(phase or line.partition("  ")[0])
        elif phase is None:
            self.tell(line)
        elif phase not in self._told:
            self._told.add(phase)
            self.tell(phase)

    def tell(self, line: str) -> None:
        """Prints a line that stays."""
        if not self.quiet:
            self.console.print(printable(line), soft_wrap=True)


def _phase_of(progress: Progress) -> str:
    return progress.phase.rstrip("0123456789/ ")


def status_line(progress: Progress, seconds: float) -> str:
    """Phase, size before -> now, ratio with its interval, candidates tried and kept, pairs, elapsed; before
    the search the phase alone."""
    if progress.step in BEFORE_THE_SEARCH:
        return progress.phase
    return (
        f"{progress.phase:<18}  {progress.instructions_before} -> {progress.instructions} instructions  "
        f"{progress.bytes_before} -> {progress.bytes} bytes{ratio_words(progress.ratio)}  "
        f"{progress.kept} kept of {progress.candidates}  {progress.pairs} pairs  {seconds:.0f} s"
    )


def outlook_line(progress: Progress, now: float) -> str:
    """What would be left if the search were stopped now, and how long it may still take."""
    limit = "" if progress.until is None else f", time limit in {duration(progress.until - now)}"
    ratio = ratio_words(progress.ratio).replace("  ", ", ", 1)
    return (
        f"{progress.phase}: stopped now, {progress.instructions:,} instructions would be left "
        f"({share_words(progress)}){ratio}; {remaining_words(progress)}{limit}"
    )


def share_words(progress: Progress) -> str:
    """`20 %`: how many of the instructions are left."""
    return f"{100 * progress.instructions / max(1, progress.instructions_before):.3g} %"


def remaining_words(progress: Progress) -> str:
    """`remaining: 4 min to 20 min`, as far as anybody knows."""
    if progress.remaining is None:
        return "remaining: unknown"
    return f"remaining: {_between(*progress.remaining)}"


def _between(soon: float, late: float) -> str:
    """`4 min to 20 min`."""
    found = duration(soon), duration(late)
    return found[0] if found[0] == found[1] else " to ".join(found)


def duration(seconds: float) -> str:
    """`95 s`, `12 min`, `2.5 h`."""
    if seconds < 100:
        return f"{max(0.0, seconds):.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"


def ratio_words(interval: Interval | None) -> str:
    """The ratio, with its interval where there were pairs enough for one (8 for 99 %)."""
    if interval is None:
        return ""
    bounds = f" [{interval.low:.2f}, {interval.high:.2f}]" if math.isfinite(interval.high) else ""
    return f"  ratio {interval.estimate:.2f}{bounds}"


def _evidence(ratio: Ratios) -> str:
    """`45 hold-out pairs from 15 processes`."""
    processes = f" from {ratio.processes} processes" if ratio.processes else ""
    return f"{ratio.pairs} hold-out pairs{processes}"


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
    if summary.declared:
        lines.append(f"what is left declares: {summary.declared}")
    if summary.kernel is not None:
        program = summary.kernel.program
        lines += [
            f"a kernel: {summary.kernel.calls}; it prints nothing, whatever the program prints",
            f"what carries the kernel: {summary.kernel.carriers.in_words}",
            f"the program before it: {program.path} ({program.instructions} instructions)",
        ]
    sides = " / ".join(f"{side.spec} {side.version}" for side in (summary.slow, summary.fast))
    if ratio.ci99 is None:
        lines.append(f"ratio {sides}: anchor {ratio.anchor:.2f}, result not confirmed")
    else:
        low, high = ratio.ci99
        lines.append(
            f"ratio {sides}: anchor {ratio.anchor:.2f} -> {ratio.final:.2f} [{low:.2f}, {high:.2f}] "
            f"(99 %, {_evidence(ratio)}), verdict: {summary.verdict}"
        )
        if ratio.between is not None and ratio.within is not None:
            lines.append(f"noise: {ratio.between:.1%} between processes, {ratio.within:.1%} within one")
        if ratio.share_above is not None:
            lines.append(
                f"processes are of two kinds: {ratio.share_above:.0%} of them are above the threshold"
            )
    beside = ordinary_words(summary.ordinary, ratio.final, carried=bool(summary.carriers.found))
    lines += [beside] if beside else []
    if summary.verdict == "inconclusive" and not stopped:
        lines.append("INCONCLUSIVE: the hold-out could not confirm the ratio on this machine now")
    if stopped:
        lines.append(
            f"stopped early ({stopped}); go on with: wreduce --resume --run-dir {summary.run_dir} ..."
        )
    if summary.carriers != NOT_ASKED:
        lines.append(f"carriers: {summary.carriers.in_words}")
    if strong.ratio is not None:
        lines.append(f"strong: {strong.path} ({strong.instructions} instructions, ratio {strong.ratio:.2f})")
    lines += [line for line in summary.said if line.startswith(CUT)]
    lines += [f"also slow: {label} (sibling_*.wat in the run folder)" for label in siblings]
    lines += [
        f"another slowdown: {other.path} ({other.instructions} instructions, ratio {other.ratio:.2f} "
        f"[{other.ci99[0]:.2f}, {other.ci99[1]:.2f}])"
        for other in summary.others
    ]
    lines += [f"result: {after.path}", f"run folder: {summary.run_dir}"]
    return [printable(line, keep="\n\t") for line in lines]
