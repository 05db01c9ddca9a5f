"""`wreduce report` as people call it: what it writes and refuses; a second call measures nothing."""

import json
from pathlib import Path

import pytest
from command_line import wreduce_here
from made_findings import STATE, made_run

FILES = ("report.md", "report.html", "test_cases.zip")


def test_a_run_with_all_findings_is_only_written_and_twice_the_same(tmp_path: Path) -> None:
    folder = made_run(tmp_path / "run")
    run = wreduce_here("report", "run", cwd=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines() == [f"run/{name}" for name in FILES]
    before = {name: (folder / name).read_bytes() for name in FILES}
    findings = {path: path.read_bytes() for path in folder.rglob("*.json")}
    assert wreduce_here("report", "run", cwd=tmp_path).returncode == 0
    assert {name: (folder / name).read_bytes() for name in FILES} == before
    assert {path: path.read_bytes() for path in folder.rglob("*.json")} == findings


def test_a_template_changes_the_report_and_not_the_page(tmp_path: Path) -> None:
    folder = made_run(tmp_path / "run")
    assert wreduce_here("report", "run", cwd=tmp_path).returncode == 0
    page = (folder / "report.html").read_bytes()
    assert wreduce_here("report", "run", "--template", "wamr", cwd=tmp_path).returncode == 0
    assert "**Describe the bug**" in (folder / "report.md").read_text()
    assert (folder / "report.html").read_bytes() == page


def test_the_folder_that_controls_made_is_enough(tmp_path: Path) -> None:
    folder = made_run(tmp_path / "run")
    (folder / "state.json").unlink()
    for path in (folder / "controls").iterdir():
        path.rename(folder / path.name)
    run = wreduce_here("report", "run", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert "from 15 rounds" in (folder / "report.md").read_text()


@pytest.mark.parametrize(
    ("make", "arguments", "words"),
    [
        pytest.param(False, ["nowhere"], "nowhere is not a folder", id="no folder"),
        pytest.param(False, ["."], "no state.json", id="no run folder"),
        pytest.param(True, ["run", "more"], "one run folder at a time", id="two folders"),
        pytest.param(True, ["run", "--also", "nosuch"], "unknown runtime 'nosuch'", id="unknown runtime"),
        pytest.param(True, ["run", "--template", "v8"], "'v8'", id="unknown template"),
    ],
)
def test_bad_input_is_exit_code_2(tmp_path: Path, make: bool, arguments: list[str], words: str) -> None:
    if make:
        made_run(tmp_path / "run")
    run = wreduce_here("report", *arguments, cwd=tmp_path)
    assert run.returncode == 2 and words in run.stderr
    assert not (tmp_path / "run" / "report.md").exists()


def test_an_unfinished_run_is_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text(json.dumps({**STATE, "summary": None}))
    run = wreduce_here("report", ".", cwd=tmp_path)
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1 and "is not finished" in run.stderr
