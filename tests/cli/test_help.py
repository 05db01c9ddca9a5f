"""What `--help` shows, and what a shell completes."""

import re
from pathlib import Path

import pytest
from command_line import wreduce_here

from reducer.cli.topics import TOPICS

COMMANDS = (
    "reduce", "controls", "blame", "report", "batch", "batch status", "batch worker", "measure", "bisect",
    "check", "demo", "serve", "doctor", "simulate", "runtimes", "runtimes install", "help",
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_its_options_take_in_words_and_gives_an_example(
    command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    run = wreduce_here(*command.split(), "--help", cwd=tmp_path)
    assert run.returncode == 0
    assert max(map(len, run.stdout.splitlines())) <= 80
    assert not re.search(r"<(bool|str|int|path|list)|\{|--no-quiet", run.stdout)
    assert f"Usage: wreduce {command}" in run.stdout
    assert f"Example: wreduce {command.removeprefix('reduce')}".strip() in run.stdout


def test_defaults_that_are_worked_out_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    assert "[default: wreduce-run-SEED]" in wreduce_here("reduce", "--help", cwd=tmp_path).stdout


def test_commands_are_in_groups(tmp_path: Path) -> None:
    shown = wreduce_here("--help", cwd=tmp_path).stdout
    for group in (
        "Reduce a program",
        "Understand a case",
        "A whole fuzzing campaign",
        "Runtimes and this machine",
    ):
        assert f"╭─ {group} ─" in shown
    assert "─ Commands ─" not in shown


@pytest.mark.parametrize(
    ("typed", "completed"), [("wreduce mea", "measure"), ("wreduce measure --rou", "--rounds")]
)
def test_a_shell_completes_commands_and_options(
    typed: str, completed: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("_WREDUCE_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", typed)
    monkeypatch.setenv("COMP_CWORD", str(typed.count(" ")))
    assert wreduce_here(cwd=tmp_path).stdout.split() == [completed]


def test_every_page_that_a_reader_needs_is_a_topic_of_help(tmp_path: Path) -> None:
    pages = {page.stem for page in (Path(__file__).parents[2] / "docs").glob("*.md")}
    assert set(TOPICS) == pages - {"benchmarks"}
    listed = wreduce_here("help", cwd=tmp_path).stdout
    assert all(f"  {name} " in listed for name in TOPICS)


def test_help_shows_a_page_or_a_command(tmp_path: Path) -> None:
    assert wreduce_here("help", "serve", cwd=tmp_path).stdout.startswith("# Edits for other reducers\n")
    assert "Usage: wreduce measure" in wreduce_here("help", "measure", cwd=tmp_path).stdout
    unknown = wreduce_here("help", "nothing", cwd=tmp_path)
    assert (unknown.returncode, unknown.stderr) == (
        2,
        "wreduce: there is no help on 'nothing': `wreduce help` lists the topics\n",
    )


def test_a_second_paragraph_is_as_wide_as_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = [line.strip() for line in wreduce_here("report", "--help", cwd=tmp_path).stdout.splitlines()]
    assert "minutes; a second call measures nothing, and writes the same bytes." in lines
