"""Run folders: whole files, resumed state, and clear words for what cannot be."""

from pathlib import Path

import pytest
from made_run import SEED, SIDES, begun_folder

from reducer.records.run import Decision, Side
from reducer.records.run_folder import (
    RunFolder,
    RunFolderError,
    check_same_question,
    fresh_folder,
    read_decisions,
    read_state,
    step_paths,
)


def test_nothing_is_left_where_nothing_was_kept(tmp_path: Path) -> None:
    with RunFolder(tmp_path / "new" / "run", SEED, resume=False):
        assert (tmp_path / "new" / "run").is_dir()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_there_stays_where_nothing_was_kept(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with RunFolder(tmp_path, SEED, resume=False):
        pass
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_state_is_read_back(tmp_path: Path) -> None:
    with begun_folder(tmp_path / "run") as folder:
        folder.at_stage("anneal")
        begun = folder.begun
    with RunFolder(tmp_path / "run", SEED, resume=True) as again:
        assert again.state == begun
        assert again.begun.stage == "anneal"


def test_the_seed_lies_in_the_folder_as_it_was_given(tmp_path: Path) -> None:
    begun_folder(tmp_path / "text").close()
    begun_folder(tmp_path / "binary", b"\0asm\1\0\0\0").close()
    assert (tmp_path / "text" / "seed.wat").read_bytes() == SEED
    assert (tmp_path / "binary" / "seed.wasm").read_bytes() == b"\0asm\1\0\0\0"


def test_a_run_is_resumed_without_its_seed_at_hand(tmp_path: Path) -> None:
    begun_folder(tmp_path / "run").close()
    with RunFolder(tmp_path / "run", None, resume=True) as again:
        assert again.seed_path.read_bytes() == SEED


def test_steps_are_numbered_on_after_resuming(tmp_path: Path) -> None:
    with begun_folder(tmp_path / "run") as first:
        assert first.save_step("(module)") == 1
    with RunFolder(tmp_path / "run", SEED, resume=True) as second:
        assert second.save_step("(module (memory 1))") == 2
        assert second.read("incumbent.wat") == "(module (memory 1))"
    steps = step_paths(tmp_path / "run")
    assert [path.read_text() for path in steps] == ["(module)", "(module (memory 1))"]


def test_the_text_of_a_step_is_written_once_and_the_folder_may_be_moved(tmp_path: Path) -> None:
    with begun_folder(tmp_path / "run") as folder:
        folder.save_step("(module)")
        folder.save_step("(module (memory 1))")
    moved = (tmp_path / "run").rename(tmp_path / "moved")
    assert (moved / "incumbent.wat").samefile(step_paths(moved)[-1])
    with RunFolder(moved, SEED, resume=True) as again:
        again.save("incumbent.wat", "(module)")
    assert [path.read_text() for path in step_paths(moved)] == ["(module)", "(module (memory 1))"]


def test_a_file_system_without_links_has_the_incumbent_as_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    with begun_folder(tmp_path / "run") as folder:
        folder.save_step("(module)")
    assert (tmp_path / "run" / "incumbent.wat").read_text() == "(module)"
    assert not (tmp_path / "run" / "incumbent.wat").is_symlink()


def test_decisions_are_read_back_in_order(tmp_path: Path) -> None:
    decisions = [Decision("statements", "not shown", 0.5, 3, ("a", "b")), Decision("values", "kept", step=1)]
    with begun_folder(tmp_path / "run") as folder:
        for decision in decisions:
            folder.log(decision)
    assert read_decisions(tmp_path / "run") == decisions


def test_an_earlier_run_is_not_overwritten(tmp_path: Path) -> None:
    begun_folder(tmp_path / "run").close()
    with pytest.raises(RunFolderError, match="--resume"):
        RunFolder(tmp_path / "run", SEED, resume=False)


@pytest.mark.parametrize("content", [None, "no json", "[1, 2]"])
def test_a_folder_that_holds_no_run_cannot_be_resumed(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "state.json").write_text(content)
    with pytest.raises(RunFolderError):
        RunFolder(tmp_path, SEED, resume=True)


@pytest.mark.parametrize(
    ("oracle", "slow", "words"),
    [
        pytest.param("ratio>3", SIDES[0], "begun with ratio>2, not ratio>3", id="another oracle"),
        pytest.param("ratio>2", Side("wasmtime@41.0.0", "41.0.1"), r"not wasmtime@41.0.0 \(41.0.1\)",
                     id="another release"),
        pytest.param("ratio>2", Side("wasmi", "1"), r"not wasmi \(1\)", id="another runtime"),
    ],
)  # fmt: skip
def test_another_question_is_refused(tmp_path: Path, oracle: str, slow: Side, words: str) -> None:
    begun_folder(tmp_path).close()
    with pytest.raises(RunFolderError, match=words):
        check_same_question(tmp_path, read_state(tmp_path), oracle, slow, SIDES[1])


def test_the_same_two_sides_are_the_same_question_either_way_round(tmp_path: Path) -> None:
    begun_folder(tmp_path).close()
    check_same_question(tmp_path, read_state(tmp_path), "ratio>2", SIDES[1], SIDES[0])


def test_a_taken_folder_name_gets_a_number(tmp_path: Path) -> None:
    assert fresh_folder("seed", tmp_path).name == "wreduce-run-seed"
    (tmp_path / "wreduce-run-seed").mkdir()
    assert fresh_folder("seed", tmp_path).name == "wreduce-run-seed-2"


def test_what_a_run_left_that_was_killed_while_it_began_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "evidence.jsonl").write_text('{"row":"pair","key":"half a li')
    with begun_folder(tmp_path / "run"):
        pass
    with RunFolder(tmp_path / "run", SEED, resume=True) as folder:
        assert list(folder.evidence.read()) == []
