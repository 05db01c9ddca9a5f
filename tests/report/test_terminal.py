"""What a person sees: the status line, and the end of a run."""

import io
import sys
from dataclasses import replace

import pytest
from rich.console import Console
from simulated_clock import SimulatedClock

from reducer.oracle import Interval, VerdictKind
from reducer.printable import PrintableStream
from reducer.records.ordinary import Ordinary
from reducer.records.run import Candidates, Kernel, Machine, Ratios, Seconds, Side, Size, StrongSize, Summary
from reducer.report import terminal
from reducer.report.terminal import Screen, Terminal, outlook_line, result_lines, status_line
from reducer.search.events import Progress


def progress(phase: str = "statements", high: float = 3.1) -> Progress:
    return Progress(phase, 2172, 27, 5530, 340, Interval(2.9, 3.0, high, 0.99), 23, 8, 90)


SUMMARY = Summary(
    Size("seed.wat", 5530, 2172),
    Size("run/reduced.wat", 82, 13),
    StrongSize("run/strong.wat", 91, 17, 3.07),
    Ratios(2.8, 2.5, (2.4, 2.6), 45, 15, 0.02, 0.06),
    Side("wasmtime@41.0.0", "41.0.0"),
    Side("wasmer", "0.5.0"),
    Candidates(proposed=58, invalid=0, timed=43, kept=13),
    Seconds(search=9.4, holdout=16.0, timing=20.0, total=26.2),
    VerdictKind.KEPT,
    "run",
    Machine("some", 2, "Linux"),
)


def test_the_status_line_says_where_the_search_stands() -> None:
    line = status_line(progress(), 12.4)
    for words in (
        "statements",
        "2172 -> 27 instructions",
        "5530 -> 340 bytes",
        "3.00 [2.90, 3.10]",
        "8 kept of 23",
        "90 pairs",
        "12 s",
    ):
        assert words in line


def test_a_kernel_is_told_with_the_program_that_it_comes_from() -> None:
    program = Size("run/program.wat", 70_000, 9_000)
    lines = result_lines(replace(SUMMARY, kernel=Kernel("call 7 of $hot", program)), "", "")
    assert "a kernel: call 7 of $hot; it prints nothing, whatever the program prints" in lines
    assert "the program before it: run/program.wat (9000 instructions)" in lines


def test_an_interval_of_too_few_pairs_is_left_out() -> None:
    assert "[" not in status_line(progress(high=float("inf")), 1.0)


def test_a_pipe_gets_one_plain_line_a_phase() -> None:
    out = io.StringIO()
    with Screen(Console(file=out, width=200)) as screen:
        for _ in range(3):
            screen(progress())
        screen(progress("hold-out 1/40"))
        screen(progress("hold-out 2/40"))
    lines = out.getvalue().splitlines()
    assert [line.split()[0] for line in lines] == ["statements", "hold-out"]
    assert "\x1b" not in out.getvalue()


def test_a_long_search_tells_a_pipe_once_a_minute_what_it_would_leave(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out, clock = io.StringIO(), SimulatedClock()
    monkeypatch.setattr(terminal, "monotonic", clock)
    with Screen(Console(file=out, width=200)) as screen:
        for _ in range(13):
            screen(replace(progress(), remaining=(240.0, 1200.0), until=clock.seconds + 600))
            clock.seconds += 10.0
    lines = [line for line in out.getvalue().splitlines() if "stopped now" in line]
    assert lines == 2 * [
        "statements: stopped now, 27 instructions would be left (1.24 %), ratio 3.00 [2.90, 3.10]; "
        "remaining: 4 min to 20 min, time limit in 10 min"
    ]


def test_what_nobody_knows_is_told_as_unknown() -> None:
    assert outlook_line(progress(), 0.0).endswith("; remaining: unknown")


def test_quiet_says_nothing() -> None:
    out = io.StringIO()
    with Screen(Console(file=out), quiet=True) as screen:
        screen.say("reading")
        screen(progress())
    assert out.getvalue() == ""


def test_a_short_case_is_shown_whole_and_a_long_one_is_not() -> None:
    assert result_lines(SUMMARY, "(module)\n", "")[0] == "(module)"
    assert "(nop)" not in "\n".join(result_lines(SUMMARY, "(nop)\n" * 100, ""))


def test_the_end_gives_the_ratio_with_its_interval_and_where_things_are() -> None:
    text = "\n".join(result_lines(SUMMARY, "(module)\n", ""))
    for words in (
        "2172 -> 13 instructions",
        "100.0% of 58 candidates valid",
        "anchor 2.80 -> 2.50 [2.40, 2.60]",
        "99 %, 45 hold-out pairs from 15 processes",
        "noise: 2.0% between processes, 6.0% within one",
        "kept",
        "run/strong.wat",
        "run folder: run",
    ):
        assert words in text


def test_processes_of_two_kinds_are_told_with_the_share_above_the_threshold() -> None:
    assert "two kinds" not in "\n".join(result_lines(SUMMARY, "(module)\n", ""))
    mixed = replace(SUMMARY, ratio=replace(SUMMARY.ratio, share_above=0.3))
    assert "two kinds: 30% of them are above" in "\n".join(result_lines(mixed, "(module)\n", ""))


def test_the_result_stands_beside_what_ordinary_loops_show() -> None:
    assert "ordinary" not in "\n".join(result_lines(SUMMARY, "", ""))
    beside = replace(SUMMARY, ordinary=Ordinary(1.0, 2.3, {}))
    assert "ratio 2.50; ordinary loops show 1.0 to 2.3 between these two" in result_lines(beside, "", "")
    within = replace(SUMMARY, ordinary=Ordinary(1.0, 2.6, {}))
    assert any("nothing but an ordinary loop is left" in line for line in result_lines(within, "", ""))


def test_a_stopped_run_says_how_to_go_on() -> None:
    unconfirmed = replace(SUMMARY, verdict=VerdictKind.INCONCLUSIVE, ratio=Ratios(2.8, None, None, 0))
    text = "\n".join(result_lines(unconfirmed, "(module)\n", "interrupted"))
    assert "--resume --run-dir run" in text
    assert "not confirmed" in text


def test_an_inconclusive_end_says_so_in_that_word() -> None:
    unconfirmed = replace(SUMMARY, verdict=VerdictKind.INCONCLUSIVE)
    assert "INCONCLUSIVE" in "\n".join(result_lines(unconfirmed, "(module)\n", ""))


def test_a_live_line_has_control_codes_of_its_own_and_none_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command's streams escape what is written to them; a live line puts another stream before these."""
    shown = io.StringIO()
    monkeypatch.setattr(sys, "stderr", PrintableStream(shown))
    with Screen(Terminal(stderr=True, force_terminal=True)) as screen:
        screen.say("what is done")
        screen.tell("a \x1b[2J name")
    assert "\x1b[2K" in shown.getvalue()
    assert "a \\x1b[2J name" in shown.getvalue()
    assert "\\x1b[2K" not in shown.getvalue() and "\\x0d" not in shown.getvalue()
