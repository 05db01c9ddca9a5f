"""The table of `wreduce simulate`, and its picture."""

from pathlib import Path

import pytest

from reducer.oracle.conditions import (
    DOCUMENTED,
    DOCUMENTED_RATIOS,
    Losses,
    chosen,
    rows,
)
from reducer.oracle.coverage import Coverage
from reducer.oracle.simulation import NoiseClass
from reducer.report.characteristics import (
    characteristics_json,
    characteristics_text,
    coverage_json,
    coverage_text,
    losses_text,
)
from reducer.report.picture import PictureError, draw

DOCUMENT = Path(__file__).parents[2] / "docs" / "oracle.md"


def documented(column: int) -> list[list[str]]:
    """Ratio, P(kept) and pairs of one column of the table in docs/oracle.md."""
    table = DOCUMENT.read_text(encoding="utf-8").split("<!-- characteristics -->")[1].split("<!-- end -->")[0]
    cells = [
        [part.strip() for part in line.strip("| ").split("|")] for line in table.strip().splitlines()[2:]
    ]
    return [[f"{float(row[0]):g}", *row[column + 1].replace("%", "").split(" / ")] for row in cells]


@pytest.mark.parametrize("column", range(len(DOCUMENTED)))
def test_the_table_has_the_documented_figures(column: int) -> None:
    condition = chosen(*DOCUMENTED[column])
    text = characteristics_text([(condition, rows(condition, DOCUMENTED_RATIOS, 2.0))], 2.0)
    lines = [line.replace("%", "").split() for line in text.splitlines()[2:-1]]
    wanted = [[word.strip() for word in row] for row in documented(column)]
    assert [[line[0], line[1], line[-1]] for line in lines] == wanted


def test_losses_are_a_line_for_each_condition() -> None:
    losses = [(chosen(0.05, 0.05), Losses(300, 1, 3.4, 0.5, 298))]
    text = losses_text(losses, 2.0, 3.5)
    assert "1 of 300" in text
    assert text.splitlines()[-1].endswith("5 %, spikes 5 %")
    tables = [(condition, rows(condition, [2.5], 2.0)) for condition, _ in losses]
    data = characteristics_json(tables, losses, 2.0)
    assert data["conditions"][0]["reductions"]["lost"] == 1
    assert data["conditions"][0]["rows"][0]["keep"] > 0.99


def test_coverage_says_what_it_was_simulated_for() -> None:
    kind = NoiseClass("", 0.05, between=0.1, kind_share=0.3)
    found = Coverage(0.9905, 2000, 29.5, 88.5, 0.117, 0.01)
    text = coverage_text(found, kind, 2.1, 2.0)
    assert (
        "2.1 against 2; a pair varies by 5.0% within a process, processes by 10.0%, 30% of them x1.5" in text
    )
    assert text.split()[-6:] == ["99.05%", "2000", "29.5", "88.5", "11.7%", "1.0%"]
    data = coverage_json(found, kind, 2.1, 2.0)
    assert (data["coverage"], data["holdouts"], data["processes"], data["pairs"]) == (
        0.9905,
        2000,
        29.5,
        88.5,
    )
    assert data["two_speeds"] == [1.5, 0.3]


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_the_picture_is_drawn(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("matplotlib")
    path = tmp_path / f"curves.{suffix}"
    draw(path, [chosen(0.05, 0.0), chosen(0.3, 0.05)], 1.5)
    assert path.read_bytes().startswith({"svg": b"<?xml", "png": b"\x89PNG"}[suffix])


def test_a_picture_of_another_kind_or_without_matplotlib_is_refused(tmp_path: Path, monkeypatch) -> None:
    with pytest.raises(PictureError, match=r"\.svg or \.png"):
        draw(tmp_path / "curves.gif", [chosen(0.05, 0.0)], 2.0)
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    with pytest.raises(PictureError, match=r"pip install 'wreduce\[picture\]'"):
        draw(tmp_path / "curves.svg", [chosen(0.05, 0.0)], 2.0)
