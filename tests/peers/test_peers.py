"""The benchmark against other reducers: its lines, its order, its tables, and what counts as kept."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))

from peers.inputs import Input, chosen
from peers.measured import has_target
from peers.plan import ALL, estimated_s, jobs
from peers.rows import Row, append, read_rows
from peers.tables import claims, put_into, summary, tables
from peers.tools import ORACLES

INPUTS = [Input(name, Path(f"{name}.wat"), "kept", ["memory.copy"], "a", "b") for name in ("one", "two")]


def row(input_: str, tool: str, wall_s: float, instructions: int, *, kept: bool = True) -> Row:
    oracle = "own" if tool == "wreduce" else "script"
    blank = Row(input_, tool, oracle, 0, 0, 60, "kept", "done", version="1", machine="a machine")
    return replace(
        blank,
        wall_s=wall_s,
        calls=10,
        seed_bytes=900,
        bytes=90,
        instructions=instructions,
        kept=kept,
        curve=[[0.0, 900.0], [1.0, 90.0]],
    )


ROWS = [
    row("one", "wreduce", 10, 13),
    row("one", "shrinkray", 200, 20),
    row("one", "wasm-tools-shrink", 50, 9, kept=False),
    row("two", "wreduce", 10, 13),
    row("two", "shrinkray", 400, 12),
]


def test_half_a_line_at_the_end_is_cut_off_and_the_rest_is_read(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    for line in ROWS:
        append(file, line)
    with file.open("a") as end:
        end.write('{"input": "on')
    assert read_rows(file) == ROWS
    append(file, ROWS[0])
    assert read_rows(file) == [*ROWS, ROWS[0]]


def test_all_reducers_have_an_input_before_the_next_has_its_turn() -> None:
    planned = list(jobs(INPUTS, ALL, ORACLES, 2, [0, 1]))
    assert len(planned) == len({job.key for job in planned}) == 2 * 2 * 2 * (1 + 4 * 2)
    assert [job.input.name for job in planned[:18]] == ["one"] * 9 + ["two"] * 9


def test_a_run_is_estimated_by_those_before_it_and_never_over_the_limit() -> None:
    job = next(iter(jobs(INPUTS, ["shrinkray"], ["script"], 1, [0])))
    assert estimated_s(job, 60, []) == estimated_s(job, 60, ROWS) == 62
    assert estimated_s(job, 900, ROWS) == 302


def test_the_best_peer_is_one_that_kept_the_anomaly() -> None:
    said = claims(ROWS)
    assert "30.0 times less wall time in the median over 2 inputs (20.0 to 40.0" in said
    assert "no larger than the smallest on 1 of 2" in said


def test_what_was_lost_is_counted_as_lost() -> None:
    line = next(line for line in summary(ROWS).splitlines() if line.startswith("| wasm-tools-shrink"))
    assert "| 0 of 1 |" in line


def test_tables_take_the_place_of_those_before_them(tmp_path: Path) -> None:
    document = tmp_path / "benchmarks.md"
    document.write_text("# Benchmarks\n")
    put_into(document, tables(ROWS, "picture.svg"))
    once = document.read_text()
    put_into(document, tables(ROWS, "picture.svg"))
    assert document.read_text() == once
    assert once.startswith("# Benchmarks\n")
    assert "| one |" in once


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("(memory.copy (i32.const 0))", True),
        ("memory.fill", True),
        ("(memory.copying)", False),
        ("local.get", False),
    ],
)
def test_a_target_is_an_instruction_of_that_name(text: str, there: bool) -> None:
    assert has_target(text, ["memory.copy", "memory.fill"]) is there


def test_inputs_are_chosen_by_number_or_by_a_part_of_the_name() -> None:
    assert [entry.name for entry in chosen(INPUTS, "1")] == ["one"]
    assert [entry.name for entry in chosen(INPUTS, "tw,on")] == ["two", "one"]
    with pytest.raises(ValueError, match="no input has 'three' in its name"):
        chosen(INPUTS, "three")
