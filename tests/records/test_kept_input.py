"""A run folder keeps what its program reads."""

from pathlib import Path

import pytest

from reducer.records.errors import FileError
from reducer.records.given import keep_given, kept_call, kept_files
from reducer.runtimes import Invocation


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
