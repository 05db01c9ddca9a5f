"""The table and the bisection as a person reads them: aligned lines, reasons in their place, CSV."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from reducer.oracle import Interval
from reducer.report.bisected import closing_lines, step_line
from reducer.report.measured import csv_text, print_table, table_lines, time_in_words
from reducer.surveys.releases import Bisection, Step
from reducer.surveys.table import Cell, Failure, FailureKind, Plan, Table, TableFile

MACHINE: dict[str, str | int] = {"cpu": "A Processor", "cores": 2, "system": "Linux 6.1"}
REASON = "traps: out of bounds memory access, and then many more words than any column has room for"


def table(*, interrupted: bool = False, against: int | None = None) -> Table:
    """Two programs on three runtimes: one measured, one with two rounds, one that traps."""
    cells = []
    for program in range(2):
        times = {round_: 16_000_000 + 10_000 * round_ for round_ in range(15)}
        cells += [
            Cell(program, 0, 15, times),
            Cell(program, 1, 2, {0: 2_000_000_000, 1: 2_100_000_000}),
            Cell(program, 2, 15, failed=Failure(FailureKind.ENDED, REASON)),
        ]
    programs = (TableFile(Path("one.wat"), b"12345"), TableFile(Path("two.wasm"), b"1", "4096 trips"))
    runtimes = (("wasmtime@41.0.0", "41.0.0"), ("slow+interpreter", "1.2"), ("bad", "3"))
    return Table(programs, runtimes, Plan(), tuple(cells), against, interrupted, MACHINE)


@pytest.mark.parametrize(
    ("nanoseconds", "words"),
    [
        (1.6e7, "16.0 ms"),
        (1.234e9, "1.23 s"),
        (2.5e11, "250 s"),
        (999, "999 ns"),
        (1500, "1.50 us"),
        (0.5, "0.500 ns"),
    ],
)
def test_a_time_has_three_digits_and_a_unit_that_suits_it(nanoseconds: float, words: str) -> None:
    assert time_in_words(nanoseconds) == words


def test_a_cell_has_its_rounds_its_time_and_its_ratio_with_intervals() -> None:
    lines = table_lines(table())
    assert lines[0] == "one.wat (5 bytes)"
    assert lines[2].split() == ["wasmtime@41.0.0", "41.0.0", "15", "16.1", "ms", "[16.0,", "16.1]", "1"]
    assert lines[3].split()[:5] == ["slow+interpreter", "1.2", "2", "2.05", "s"]
    assert lines[3].count("too few rounds") == 2


def test_counts_have_no_unit_of_time_and_the_footer_says_what_was_counted() -> None:
    counted = replace(table(), plan=Plan(counter="instructions"))
    lines = table_lines(counted)
    assert lines[2].split()[3:6] == ["16.1", "M", "[16.0,"]
    assert "instructions in user mode" in "\n".join(lines)
    assert counted.facts()["clock"] == "instructions"


def test_a_failed_cell_has_its_reason_and_widens_no_column() -> None:
    lines = table_lines(table())
    assert lines[4].endswith(REASON)
    assert all(len(line) < 110 for line in lines[:4])


def test_columns_are_aligned_over_all_programs() -> None:
    lines = table_lines(table())
    headings = [line for line in lines if line.strip().startswith("runtime")]
    assert len(headings) == 2 and len(set(headings)) == 1
    assert lines[2].index("[16.0") == headings[0].index("99 %")


def test_what_was_done_to_a_program_stands_beside_it() -> None:
    assert "two.wasm (1 bytes, 4096 trips)" in table_lines(table())


def test_phase_clock_rounds_and_machine_are_said() -> None:
    end = "\n".join(table_lines(table())[-5:])
    for words in ("execute phase", "task-clock", "15 interleaved rounds", "each file's fastest"):
        assert words in end
    assert "fewer rounds" in end
    assert "A Processor, 2 cores, Linux 6.1" in end
    assert "ratios to bad" in "\n".join(table_lines(table(against=2)))


def test_an_interrupted_table_says_so() -> None:
    assert "INTERRUPTED" not in "\n".join(table_lines(table()))
    assert "INTERRUPTED" in table_lines(table(interrupted=True))[-1]


def printed(*, terminal: bool, width: int = 120) -> str:
    out = io.StringIO()
    print_table(table(), Console(file=out, force_terminal=terminal, width=width, color_system=None))
    return out.getvalue()


def test_a_pipe_gets_plain_lines_however_narrow_and_a_terminal_a_drawn_table() -> None:
    assert printed(terminal=False, width=20) == "\n".join(table_lines(table())) + "\n"
    drawn = printed(terminal=True)
    assert "│" in drawn and "16.1 ms" in drawn and "A Processor" in drawn


def test_csv_has_a_line_a_cell() -> None:
    rows = list(csv.DictReader(io.StringIO(csv_text(table()))))
    assert len(rows) == 6
    assert (rows[0]["file"], rows[0]["reference"]) == ("one.wat", "wasmtime@41.0.0")
    assert abs(int(rows[0]["time_ns"]) - 16_070_000) < 5
    assert (rows[1]["rounds"], rows[1]["time_low_ns"], rows[1]["ratio_low"]) == ("2", "", "")
    assert (rows[2]["time_ns"], rows[2]["failed"]) == ("", REASON)


def step(release: str, ratio: float, purpose: str = "step", side: str = "above") -> Step:
    return Step(release, purpose, Interval(ratio - 0.1, ratio, ratio + 0.1, 0.99), 40, side)


def test_a_step_says_release_ratio_pairs_and_side() -> None:
    assert step_line(step("41.0.0", 2.6), 7) == "41.0.0   2.60 [2.50, 2.70]     40 pairs  above"
    assert step_line(step("9.0.0", 0.9, "end", "below"), 7).endswith("below    end")
    assert step_line(step("46.0.1", 0.9, "confirmation"), 7).endswith("confirmed afresh")


def test_the_end_names_what_was_skipped_and_gives_one_sentence() -> None:
    found = Bisection(("41.0.0", "44.0.0", "46.0.1"), 1.5, skipped={"44.0.0": "traps: unreachable"})
    found.change = (step("41.0.0", 2.6), step("46.0.1", 0.9, side="below"))
    found.verdict = "found"
    assert closing_lines(found) == [
        "skipped 44.0.0: traps: unreachable",
        "the slowdown went away in 46.0.1 (41.0.0: 2.60 [2.50, 2.70], 46.0.1: 0.90 [0.80, 1.00]); "
        "or in 44.0.0, which could not be measured",
    ]
