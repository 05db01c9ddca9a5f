"""`wreduce simulate --holdout`: its figures, its file, and what it refuses."""

import json
from pathlib import Path

import pytest
from command_line import wreduce_here

ASKED = ("simulate", "--holdout", "--holdouts", "50")


def test_the_coverage_is_told_and_written_and_comes_again(tmp_path: Path) -> None:
    options = ("--within", "5%", "--between", "5%", "--two-speeds", "1.5,0.3", "--json", "c.json")
    first = wreduce_here(*ASKED, *options, cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    facts = json.loads((tmp_path / "c.json").read_text())
    assert facts["holdouts"] == 50
    assert facts["coverage"] > 0.9
    assert facts["pairs"] == 3 * facts["processes"] <= 90
    assert wreduce_here(*ASKED, *options, cwd=tmp_path).stdout == first.stdout


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--holdout", "--sigma", "5%"), "--holdout goes with"),
        (("--holdout", "--two-speeds", "1.5"), "a factor and a share"),
        (("--holdout", "--two-speeds", "0,0.3"), "a factor and a share"),
        (("--holdout", "--within", "0%"), "no noise at all"),
        (("--holdout", "--ratio", "2", "--ratio", "3"), "one --ratio"),
        (("--between", "5%"), "ask for --holdout"),
    ],
)
def test_what_does_not_go_together_is_one_line_and_exit_code_2(
    tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    run = wreduce_here("simulate", *options, cwd=tmp_path)
    assert run.returncode == 2
    assert words in run.stderr
    assert len(run.stderr.splitlines()) == 1
