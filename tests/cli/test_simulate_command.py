"""`wreduce simulate` of processes that differ: its figures, its file, and what it refuses."""

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


def test_without_holdout_it_is_the_sequential_test_that_is_simulated(tmp_path: Path) -> None:
    options = ("--between", "5%", "--ratio", "1", "--ratio", "3.5", "--json", "c.json")
    run = wreduce_here("simulate", *options, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    dead, live = json.loads((tmp_path / "c.json").read_text())["rows"]
    assert dead["keep"] < 0.001
    assert live["keep"] > 0.99
    assert 2 <= dead["processes"] <= dead["pairs"] < live["pairs"]
    assert live["processes"] == pytest.approx(3, abs=0.1)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--holdout", "--sigma", "5%"), "go with --spikes alone"),
        (("--holdout", "--two-speeds", "1.5"), "a factor and a share"),
        (("--holdout", "--two-speeds", "0,0.3"), "a factor and a share"),
        (("--holdout", "--within", "0%"), "no noise at all"),
        (("--holdout", "--ratio", "2", "--ratio", "3"), "one --ratio"),
        (("--between", "5%", "--reductions", "1"), "go with --spikes alone"),
    ],
)
def test_what_does_not_go_together_is_one_line_and_exit_code_2(
    tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    run = wreduce_here("simulate", *options, cwd=tmp_path)
    assert run.returncode == 2
    assert words in run.stderr
    assert len(run.stderr.splitlines()) == 1
