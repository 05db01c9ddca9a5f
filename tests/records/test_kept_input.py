"""A run folder keeps what its program reads."""

from dataclasses import replace
from pathlib import Path

import pytest

from reducer.records.errors import FileError
from reducer.records.given import (
    from_folder,
    in_folder,
    keep_given,
    keep_reduced,
    kept_call,
    kept_files,
    lay_out,
    read_given,
)
from reducer.runtimes import Given, Invocation
from reducer.runtimes.inputs import with_contents


@pytest.fixture
def invocation(tmp_path: Path) -> Invocation:
    (tmp_path / "input.bin").write_bytes(b"\0\xff")
    (tmp_path / "data" / "below").mkdir(parents=True)
    (tmp_path / "data" / "below" / "a.txt").write_text("a")
    (tmp_path / "empty").mkdir()
    dirs = ((str(tmp_path / "empty"), "/e"), (str(tmp_path / "data"), "/d"))
    return Invocation(("1",), (("A", "b"),), str(tmp_path / "input.bin"), dirs)


def test_copies_are_called_by_their_places_in_the_run_folder(tmp_path: Path, invocation: Invocation) -> None:
    run = tmp_path / "run"
    keep_given(run, invocation)
    assert kept_files(run) == {"given/stdin": b"\0\xff", "given/1/below/a.txt": b"a"}
    assert (run / "given" / "0").is_dir()
    called = kept_call(invocation)
    assert (called.argv, called.env, called.stdin) == (("1",), (("A", "b"),), "given/stdin")
    assert called.dirs == (("given/0", "/e"), ("given/1", "/d"))


def test_nothing_given_keeps_nothing(tmp_path: Path) -> None:
    keep_given(tmp_path, Invocation(("1",)))
    assert not (tmp_path / "given").exists() and kept_files(tmp_path) == {}


def test_what_is_gone_is_named(tmp_path: Path, invocation: Invocation) -> None:
    Path(invocation.stdin).unlink()
    with pytest.raises(FileError, match=r"input\.bin cannot be read: No such file"):
        keep_given(tmp_path / "run", invocation)


def test_the_same_contents_in_another_place_are_the_same_input(
    tmp_path: Path, invocation: Invocation
) -> None:
    given = with_contents(invocation)
    moved = lay_out(tmp_path / "elsewhere", read_given(given), given)
    assert moved.stdin != given.stdin and moved.key == given.key
    assert Path(moved.dirs[0][0]).is_dir()
    other = lay_out(tmp_path / "other", {**read_given(given), "stdin": b"1"}, given)
    assert other.key != given.key


def test_the_result_of_a_run_says_what_it_reads(tmp_path: Path, invocation: Invocation) -> None:
    (tmp_path / "run").mkdir()
    for argv in (("1", "a b"), ("2",)):
        keep_reduced(tmp_path / "run", replace(invocation, argv=argv))
    found = {str(path.relative_to(tmp_path / "run")) for path in (tmp_path / "run").rglob("*")}
    assert found == {
        "reduced.stdin", "reduced.args", "reduced.dirs", "reduced.dirs/0", "reduced.dirs/1",
        "reduced.dirs/1/below", "reduced.dirs/1/below/a.txt",
    }  # fmt: skip
    assert (tmp_path / "run" / "reduced.args").read_text() == "2\n"


def test_files_of_a_run_folder_are_named_by_their_places_in_it(tmp_path: Path) -> None:
    inside = str(tmp_path / "run" / "inputs" / "0001" / "stdin")
    given = Given(invocation=Invocation(stdin=inside, dirs=(("/elsewhere", "/d"),)))
    written = from_folder(tmp_path / "run", given)
    assert written.invocation.stdin == "inputs/0001/stdin"
    assert written.invocation.dirs == (("/elsewhere", "/d"),)
    assert in_folder(tmp_path / "run", written) == given
