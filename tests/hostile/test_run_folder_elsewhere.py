"""A run folder that was moved, is read-only, full, or held by another process or another run."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from made_findings import made_run
from made_run import SEED, SIDES
from stopped_run import RESUME, contents, refused, state_with

from reducer.records.evidence import OverturnedRow
from reducer.records.run import Decision
from reducer.records.run_folder import (
    RunFolder,
    RunFolderError,
    check_same_question,
    read_decisions,
)
from reducer.records.writing import FileError, write_atomically

# ---- moved, other releases, clocks


def test_a_moved_run_goes_on(run: Path, tmp_path: Path) -> None:
    place = tmp_path / "elsewhere" / "moved"
    place.parent.mkdir()
    run.rename(place)
    with RunFolder(place, SEED, resume=True) as folder:
        assert folder.save_step("(module)") == 3
        assert folder.seed_path.read_bytes() == SEED
    assert not run.exists()


@pytest.mark.runtime
def test_other_releases_than_the_run_was_begun_with_are_refused(
    run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slow, fast = ({"spec": spec, "version": "0.0.1"} for spec in ("wasmtime", "wasmer"))
    state_with(slow=slow, fast=fast)(run)
    write_atomically(run / "incumbent.wat", SEED)
    before = contents(run)
    words = refused(capsys, *RESUME, "--slow", "wasmtime", "--fast", "wasmer")
    assert "begun with wasmtime (0.0.1) / wasmer (0.0.1), not wasmtime (" in words
    assert contents(run) == before


def test_a_clock_that_went_back_changes_nothing(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, path in enumerate(sorted(run.rglob("*"))):
        os.utime(path, (10_000 - number, 10_000 - number))
    monkeypatch.setattr(time, "time", lambda: 0.0)
    with RunFolder(run, SEED, resume=True) as folder:
        assert folder.save_step("(module)") == 3
        check_same_question(run, folder.begun, "ratio>2", *SIDES)
    assert [decision.step for decision in read_decisions(run)] == [1, 2]


# ---- two processes, read-only, full


def test_the_second_of_two_processes_is_refused(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = f"""
import sys, time
from reducer.records.run_folder import RunFolder
folder = RunFolder(__import__("pathlib").Path({str(run)!r}), None, resume=True)
print("has it", flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None and other.stdout.readline() == "has it\n"
        before = contents(run)
        assert "is being worked on by another wreduce" in refused(capsys, *RESUME)
        assert contents(run) == before
        other.send_signal(signal.SIGKILL)
    # The kernel has let go of it.
    RunFolder(run, SEED, resume=True).close()


def test_a_run_on_a_full_disk_keeps_what_it_has(run: Path, small_disk: Path) -> None:
    place = small_disk / "run"
    shutil.copytree(run, place)
    with RunFolder(place, SEED, resume=True) as folder:
        (small_disk / "filler").write_bytes(b"x" * 4096)
        with pytest.raises(OSError), open(small_disk / "filler", "ab") as filler:
            while True:
                filler.write(b"x" * 65536)
                filler.flush()
        before = contents(place)
        acts: list[Callable[[], object]] = [
            lambda: folder.save_step("x" * 9000),
            lambda: folder.at_stage("anneal"),
            lambda: folder.save("strong.wat", "x" * 9000),
            lambda: folder.log(Decision("values", "kept", labels=("x" * 9000,))),
            lambda: folder.evidence.append(OverturnedRow("x" * 9000, 2.0)),
        ]
        for act in acts:
            with pytest.raises(FileError, match="cannot be written: No space left on device"):
                act()
            assert contents(place) == before
        assert folder.begun.stage == "search" and folder.steps == 2
        # With room again it goes on.
        (small_disk / "filler").unlink()
        assert folder.save_step("(module)") == 3
        folder.log(Decision("values", "kept", step=3))
    assert read_decisions(place)[-1].step == 3


def test_a_run_that_is_read_only_is_refused_before_anything_is_measured(
    run: Path, small_disk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(run, small_disk / "run")
    shutil.copy(run.parent / "seed.wat", small_disk)
    monkeypatch.chdir(small_disk)
    before = contents(small_disk)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert "run cannot be written: Read-only file system" in refused(capsys, *RESUME)
    with pytest.raises(RunFolderError, match="cannot be made: Read-only file system"):
        RunFolder(small_disk / "new" / "run", SEED, resume=False)
    assert contents(small_disk) == before


def test_a_report_on_a_read_only_folder_is_one_line(
    small_disk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made_run(small_disk / "run")
    monkeypatch.chdir(small_disk)
    before = contents(small_disk)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert "cannot be written: Read-only file system" in refused(capsys, "report", "run")
    assert contents(small_disk) == before
