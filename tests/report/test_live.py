"""The live view of a reduction: what stands on it, and that it fits every terminal."""

from __future__ import annotations

import io
import math
import threading
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from rich.console import Console

from reducer.oracle import Interval
from reducer.report import terminal
from reducer.report.live import STEPS, ReductionScreen
from reducer.report.terminal import Terminal
from reducer.search.events import Progress

CODE = '(module\n  (func $main (export "_start")\n    (nop)\n  )\n)\n'
LONG = "x" * 300


def at_terminal(width: int = 80, height: int = 30, seed: str = "seed.wat") -> ReductionScreen:
    console = Terminal(file=io.StringIO(), force_terminal=True, width=width, height=height)
    return ReductionScreen(console, seed=seed, asked=2.0)


def progress(
    step: str = "search", code: str = CODE, high: float = 3.4, until: float | None = None
) -> Progress:
    interval = Interval(2.8, 3.0, high, 0.99)
    return Progress("statements", 2172, 13, 5530, 84, interval, 23, 8, 90, step, 2.6, code, until)


def drawn(screen: ReductionScreen) -> list[str]:
    width, height = screen.console.size
    console = Console(file=io.StringIO(), width=width, height=height, record=True)
    console.print(screen.drawn(time.monotonic()))
    return console.export_text().rstrip("\n").split("\n")


def shown(told: Sequence[Progress], **options: object) -> list[str]:
    screen = at_terminal(**options)  # type: ignore[arg-type]
    screen.step("seed")
    for event in told:
        screen(event)
    return drawn(screen)


def test_steps_are_a_checklist_of_what_is_done_what_is_being_done_and_what_is_to_come() -> None:
    checklist = shown([progress("carriers"), progress("search")], width=100)[1]
    assert [word[0] for word in checklist.split("  ") if word] == ["✓", "✓", "▸", "·", "·"]
    assert [name for name in STEPS if name in checklist] == list(STEPS)


def test_before_anything_is_known_there_is_a_line_and_the_steps() -> None:
    assert len(drawn(at_terminal())) == 2


def test_the_case_stands_there_where_all_of_it_can_be_seen() -> None:
    assert shown([progress(code=f";; Family of the seed.\n{CODE}")])[-6:] == ["", *CODE.splitlines()]
    assert not any("(module" in line for line in shown([progress(code="")]))
    assert not any("(module" in line for line in shown([progress()], height=10))


def test_the_bar_has_the_threshold_left_of_the_original_left_of_the_ratio() -> None:
    (bar,) = (line for line in shown([progress()]) if "━" in line)
    assert bar.index("T") < bar.index("A") < bar.index("●")


def test_a_ratio_of_too_few_pairs_has_a_point_and_no_interval() -> None:
    lines = shown([progress(high=math.inf)])
    assert any("●" in line for line in lines) and not any("━" in line for line in lines)


def test_after_a_minute_the_share_left_and_what_remains_are_told() -> None:
    screen = at_terminal()
    screen(replace(progress(), remaining=(90.0, 600.0)))
    assert not any("remaining" in line for line in drawn(screen))
    screen.started -= 61.0
    assert "0.599 % left; remaining: 90 s to 10 min" in drawn(screen)


def test_the_time_left_is_told_where_there_is_a_limit() -> None:
    assert "s left" in shown([progress(until=time.monotonic() + 50)])[0]
    assert "s left" not in shown([progress()])[0]


@pytest.mark.parametrize("width", [20, 60, 80, 140])
def test_no_line_is_wider_than_the_terminal_or_wraps(width: int) -> None:
    lines = shown([progress(code=f"(module ;; {LONG}\n)")], width=width, seed=f"{LONG}.wat")
    assert max(map(len, lines)) <= width
    assert len(lines) == len(shown([progress(code="(module\n)")], width=width))


@pytest.mark.parametrize(("width", "rows"), [(60, 2), (80, 1), (140, 1)])
def test_sizes_and_counts_are_whole_at_every_width(width: int, rows: int) -> None:
    told = replace(
        progress(), instructions_before=82_000, bytes_before=1_234_567, candidates=1234, pairs=9876
    )
    lines = shown([told], width=width)
    assert next(line for line in lines if "kept of" in line).endswith("8 kept of 1234, 9876 pairs")
    assert sum("instructions" in line or "kept of" in line for line in lines) == rows


@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize(("minutes", "need"), [(0.2, 75), (59, 85)])
def test_every_step_has_its_place_and_the_one_being_done_its_time(
    width: int, minutes: float, need: int
) -> None:
    screen, now = at_terminal(width), time.monotonic()
    for name in STEPS:
        screen.step(name)
    screen._steps = {name: now - 60 * minutes * (len(STEPS) - place) for place, name in enumerate(STEPS)}
    checklist = drawn(screen)[1]
    assert all(name in checklist for name in STEPS) and "…" not in checklist
    assert checklist.endswith("59 min" if minutes > 1 else "12 s")
    assert checklist.count("59 min" if minutes > 1 else "12 s") == (len(STEPS) if width > need else 1)


def test_nothing_is_drawn_while_nothing_is_told() -> None:
    """A thread that draws would do it while a run is timed."""
    with at_terminal() as screen:
        assert screen._live is not None and not screen._live.auto_refresh
        before = threading.active_count()
        screen(progress())
        assert threading.active_count() == before


def test_a_phase_is_drawn_at_once_and_its_news_four_times_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, drawings = [100.0], []
    monkeypatch.setattr(terminal, "monotonic", lambda: clock[0])
    with at_terminal() as screen:
        assert screen._live is not None
        monkeypatch.setattr(screen._live, "refresh", lambda: drawings.append(clock[0]))
        screen(progress())
        for _ in range(10):
            clock[0] += 0.125
            screen(None)
        assert drawings == [100.0, 100.25, 100.5, 100.75, 101.0, 101.25]
        screen(replace(progress(), phase="values"))
        assert drawings[-2:] == [101.25, 101.25]


def test_what_a_guest_has_written_is_escaped() -> None:
    lines = shown([progress(code="(module \x1b[2J\u202e)")], seed="a\x1b]0;b.wat")
    assert not any(character in "".join(lines) for character in "\x1b\u202e")


def test_in_a_pipe_there_are_plain_lines() -> None:
    out = io.StringIO()
    with ReductionScreen(Console(file=out, width=200), seed="seed.wat") as screen:
        screen.say("measuring the seed")
        screen(replace(progress("carriers"), phase="looking for carriers", bytes=5530))
        screen(progress("search"))
    first, second, third = out.getvalue().splitlines()
    assert (first, second) == ("measuring the seed", "looking for carriers")
    assert third.startswith("statements  ") and "ratio 3.00 [2.80, 3.40]" in third


def test_a_dumb_terminal_is_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    out = io.StringIO()
    with ReductionScreen(Terminal(file=out, force_terminal=True, width=200), seed="seed.wat") as screen:
        screen.say("measuring the seed")
        screen(progress("search"))
    assert "measuring the seed\nstatements  " in out.getvalue() and "\x1b[2K" not in out.getvalue()
