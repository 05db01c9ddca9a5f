"""A batch's store that is broken, read-only or on a full disk: one line, exit code 2, and it stays."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from stopped_run import refused

from reducer.batch.database import StoreError
from reducer.batch.progress import facts
from reducer.batch.store import DATABASE, Store
from reducer.cli import main
from reducer.records.batch import CaseEvidence
from reducer.records.codec import RecordError

SETTINGS = {"oracle": "ratio>2", "runtimes": ("one", "other")}


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run folder of a batch of 300 cases that has been stopped."""
    folder = tmp_path_factory.mktemp("batch") / "run"
    with Store.open(folder, SETTINGS) as store:
        store.require(folder, SETTINGS)
        for number in range(300):
            store.add(f"case {number}", f"hash {number}", "file.wat", "ratio>2")
        store.move(1, "measured", evidence=CaseEvidence(30, 300, (1e6, 2e6)))
        store.put_in_group(2, "key", "one", "nop")
    return folder


@pytest.fixture
def batch(stopped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, in the working directory, beside a corpus."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(stopped, "run")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "case.wat").write_text('(module (func (export "_start")))')
    return tmp_path / "run"


def digest(folder: Path) -> str:
    return hashlib.sha256((folder / DATABASE).read_bytes()).hexdigest()


def cut_in_half(folder: Path) -> None:
    data = (folder / DATABASE).read_bytes()
    (folder / DATABASE).write_bytes(data[: len(data) // 2])


def junk_in_the_midst(folder: Path) -> None:
    data = bytearray((folder / DATABASE).read_bytes())
    data[len(data) // 2 : len(data) // 2 + 6000] = b"\xa5" * 6000
    (folder / DATABASE).write_bytes(data)


def change(*statements: str) -> Callable[[Path], None]:
    def breaks(folder: Path) -> None:
        with closing(sqlite3.connect(folder / DATABASE)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    return breaks


def junk(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"no database " * 1000)


BOTH = [("batch", "corpus", "--out", "run", "--json"), ("batch", "status", "run")]


@pytest.mark.parametrize("command", BOTH, ids=("batch", "status"))
@pytest.mark.parametrize(
    ("breaks", "words"),
    [
        pytest.param(cut_in_half, "batch.sqlite is broken", id="cut in half"),
        pytest.param(junk_in_the_midst, "batch.sqlite is broken", id="junk in the midst"),
        pytest.param(junk, "batch.sqlite is broken: file is not a database", id="no database"),
        pytest.param(change("DROP TABLE settings"), "is not a batch of wreduce", id="no settings"),
        pytest.param(
            change("UPDATE settings SET value = '1' WHERE key = 'format'"), "made by another release",
            id="older",
        ),
        pytest.param(
            change("UPDATE settings SET value = '{' WHERE key = 'oracle'"), "setting oracle: it is broken",
            id="a broken setting",
        ),
        pytest.param(
            change("UPDATE settings SET value = '{}' WHERE key = 'oracle'"), "setting oracle: {} is no",
            id="a setting of another type",
        ),
    ],
)  # fmt: skip
def test_a_broken_store_is_refused_and_stays_as_it_is(
    batch: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...],
    breaks: Callable[[Path], None], words: str,
) -> None:  # fmt: skip
    breaks(batch)
    before = digest(batch)
    assert words in refused(capsys, *command)
    assert digest(batch) == before


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        pytest.param(
            """UPDATE cases SET evidence = '{"times_ns": ["soon"]}' WHERE id = 1""",
            'case 1: evidence.times_ns[0]: "soon" is no float', id="evidence of another type",
        ),
        pytest.param(
            """UPDATE cases SET evidence = '{"times_ns": [NaN]}' WHERE id = 1""",
            "case 1: NaN is no number", id="NaN",
        ),
        pytest.param(
            """UPDATE cases SET result = '{"summary": ' WHERE id = 1""", "case 1: it is broken", id="half"
        ),
        pytest.param(
            "UPDATE cases SET stage = 'lost' WHERE id = 1", 'stage: "lost" is none of taken', id="no stage"
        ),
        pytest.param(
            "UPDATE groups SET tried = '[true]'", "group 1: tried[0]: true is no int", id="a group's"
        ),
    ],
)  # fmt: skip
def test_a_row_of_other_types_is_refused_with_its_number(
    batch: Path, capsys: pytest.CaptureFixture[str], statement: str, words: str
) -> None:
    change(statement)(batch)
    assert words in refused(capsys, "batch", "status", "run")
    with Store.open(batch, SETTINGS) as store, pytest.raises((RecordError, StoreError)) as told:
        facts(store)
    assert words in str(told.value)


def test_a_store_that_is_cut_while_it_is_worked_on_is_one_line(batch: Path) -> None:
    with Store.open(batch, SETTINGS) as store:
        os.truncate(batch / DATABASE, 8192)
        with pytest.raises(StoreError, match=r"batch\.sqlite (is broken|cannot be used)"):
            facts(store)


def test_a_moved_store_goes_on_and_a_clock_that_went_back_does_not_matter(
    batch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = batch.parent / "moved"
    batch.rename(place)
    monkeypatch.setattr("time.time", lambda: 0.0)
    with Store.open(place, SETTINGS) as store:
        assert store.add("new", "hash of new", "new.wat", "ratio>2")
        assert [case.source for case in store.cases("taken")][-1] == "new"


def test_a_store_on_a_full_disk_keeps_what_it_has(batch: Path, small_disk: Path) -> None:
    place = small_disk / "run"
    shutil.copytree(batch, place)
    with Store.open(place, SETTINGS) as store:
        with pytest.raises(OSError), open(small_disk / "filler", "wb", buffering=0) as filler:
            while True:
                filler.write(b"x" * 4096)
        before = store.counts()
        with pytest.raises(StoreError, match=r"cannot be used: .*the same command goes on from here"):
            for number in range(400, 600):
                store.move(number % 300 + 1, "failed", reason=str(number) * 300)
        (small_disk / "filler").unlink()
        after = store.counts()
        assert sum(after.values()) == sum(before.values()) == 300
        store.move(5, "failed")
    with Store.read(place) as again:
        assert again.case(5).stage == "failed"


def test_a_store_on_a_read_only_disk_is_refused_and_can_be_looked_at(
    batch: Path, small_disk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    shutil.copytree(batch, small_disk / "run")
    shutil.copytree("corpus", small_disk / "corpus")
    monkeypatch.chdir(small_disk)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    before = digest(Path("run"))
    assert "Read-only file system" in refused(capsys, *BOTH[0])
    with pytest.raises(SystemExit) as stop:
        main(("batch", "status", "run"))
    assert stop.value.code == 0
    assert "300 cases" in capsys.readouterr().out
    assert digest(Path("run")) == before


def test_a_new_batch_on_a_full_disk_is_refused(
    batch: Path, small_disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = small_disk / "run"
    with pytest.raises(OSError), open(small_disk / "filler", "wb", buffering=0) as filler:
        while True:
            filler.write(b"x" * 4096)
    words = refused(capsys, "batch", "corpus", "--out", str(place), "--json")
    assert "disk is full" in words or "No space left" in words


def test_a_batch_that_another_process_works_on_is_refused_and_can_be_looked_at(
    batch: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store.open(batch, SETTINGS):
        assert "is being worked on by another `wreduce batch`" in refused(capsys, *BOTH[0])
        with pytest.raises(SystemExit) as stop:
            main(("batch", "status", "run"))
        assert stop.value.code == 0
        assert "run: running; 300 cases" in capsys.readouterr().out
