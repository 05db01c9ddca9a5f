"""The figures of whole commands: what their lines are summed up to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))

from figures.commands import append, read_lines
from figures.shown import draw_growth, shown


def line(figure: str, wall_s: float, ratio: float, half: float, **more: Any) -> dict[str, Any]:
    """A command that took so long and ended in that ratio, with an interval of so much to either side."""
    size = {"instructions": 13, "bytes": 85}
    return {
        "key": f"{figure} {ratio}",
        "figure": figure,
        "checkout": "here",
        "input": "seed",
        "said": "",
        "wall_s": wall_s,
        "decisions": 40,
        "guests_s": 3.0,
        "verdict": "kept",
        "input_bytes": 5000,
        "seconds": {"search": 5.0, "holdout": 4.0, "timing": 6.0, "total": wall_s},
        "output": size,
        "strong": size,
        "ratio": {"final": ratio, "ci99": [ratio - half, ratio + half], "pairs": 40},
        **more,
    }


def test_intervals_that_hold_the_pooled_estimate_are_counted() -> None:
    lines = [line("hold-outs", 9, ratio, 0.1) for ratio in (2.9, 2.95, 3.0, 3.5)]
    said = shown(lines)
    assert "1 of 4 intervals hold the pooled estimate 3.079" in said
    assert "4.0 s in the median" in said


def test_a_reduction_passes_where_the_whole_interval_held_out_is_above_two() -> None:
    lines = [line("load", 9, 3, 0.1, ci99_held_out=bounds) for bounds in ([2.1, 3.0], [1.9, 3.0], None)]
    assert "1 of 3 pass the independent hold-out" in shown(lines)


def test_checkouts_stand_side_by_side() -> None:
    lines = [line("commands", 30, 3, 0.1, checkout="before"), line("commands", 10, 3, 0.1, checkout="after")]
    rows = [row for row in shown(lines).splitlines() if row.startswith("| seed")]
    assert [row.split(" | ")[1:4] for row in rows] == [["before", "1", "30.0"], ["after", "1", "10.0"]]
    assert all(" | 0.60 | " in row for row in rows)


def test_growth_has_a_slope_and_a_picture(tmp_path: Path) -> None:
    lines = [line("growth", wall_s, 3, 0.1, input_bytes=size) for size, wall_s in ((1e3, 10), (1e5, 100))]
    assert "to the power of 0.50" in shown(lines)
    draw_growth(lines, tmp_path / "growth.svg")
    assert (tmp_path / "growth.svg").read_text().startswith("<?xml")


def test_a_stopped_figure_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "figures.jsonl"
    append(file, {"key": "one"})
    with file.open("a") as end:
        end.write('{"key"')
    assert read_lines(file) == [{"key": "one"}]
    append(file, {"key": "two"})
    assert read_lines(file) == [{"key": "one"}, {"key": "two"}]
