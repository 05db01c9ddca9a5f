"""Run folders: whole files, resumed state, and clear words for what cannot be."""

from pathlib import Path

import pytest

from reducer.search.run_folder import RunFolder, RunFolderError, fresh_folder, write_atomically


def test_nothing_is_made_before_something_is_kept(tmp_path: Path) -> None:
    RunFolder(tmp_path / "run", resume=False)
    assert not (tmp_path / "run").exists()


def test_a_state_is_read_back(tmp_path: Path) -> None:
    RunFolder(tmp_path / "run", resume=False).save_state(stage="anneal", anchor={"low": 2.0})
    assert RunFolder(tmp_path / "run", resume=True).state == {"stage": "anneal", "anchor": {"low": 2.0}}


def test_steps_are_numbered_on_after_resuming(tmp_path: Path) -> None:
    first = RunFolder(tmp_path / "run", resume=False)
    first.save_state(stage="search")
    first.save_step("(module)")
    second = RunFolder(tmp_path / "run", resume=True)
    second.save_step("(module (memory 1))")
    assert [path.name for path in sorted((tmp_path / "run" / "steps").iterdir())] == ["0001.wat", "0002.wat"]
    assert second.read("incumbent.wat") == "(module (memory 1))"


def test_an_earlier_run_is_not_overwritten(tmp_path: Path) -> None:
    RunFolder(tmp_path / "run", resume=False).save_state(stage="search")
    with pytest.raises(RunFolderError, match="--resume"):
        RunFolder(tmp_path / "run", resume=False)


@pytest.mark.parametrize("content", [None, "no json", "[1, 2]"])
def test_a_folder_that_holds_no_run_cannot_be_resumed(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "state.json").write_text(content)
    with pytest.raises(RunFolderError):
        RunFolder(tmp_path, resume=True)


def test_a_file_is_replaced_whole_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "case.wat"
    write_atomically(path, "old")
    write_atomically(path, "new")
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="cannot be written"):
        write_atomically(tmp_path / "missing" / "case.wat", "text")


def test_a_taken_folder_name_gets_a_number(tmp_path: Path) -> None:
    assert fresh_folder("seed", tmp_path).name == "wreduce-run-seed"
    (tmp_path / "wreduce-run-seed").mkdir()
    assert fresh_folder("seed", tmp_path).name == "wreduce-run-seed-2"
