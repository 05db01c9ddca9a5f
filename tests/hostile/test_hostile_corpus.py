"""Hundreds of files that a stranger made: each is a program or has a reason, and none runs on the host."""

import csv
import os
import subprocess
from pathlib import Path

import psutil
import pytest
from hostile.hostile_files import MARKER, files

from reducer.children import python
from reducer.program.load import LoadError, load_program

LARGE = ("too much of one thing",)
BATCH_SECONDS = 1800
MIN_FILES = 300


def corpus(folder: Path, kinds: dict[str, list[tuple[str, bytes]]]) -> list[Path]:
    folder.mkdir()
    paths = []
    for made in kinds.values():
        for name, content in made:
            paths.append(folder / name)
            paths[-1].write_bytes(content)
    return paths


def test_every_file_is_a_program_or_has_a_reason_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kinds = {kind: made for kind, made in files().items() if kind not in LARGE}
    paths, refused = corpus(tmp_path / "corpus", kinds), 0
    assert len(paths) >= MIN_FILES
    for path in paths:
        try:
            _ = load_program(path).size
        except LoadError as error:
            refused += 1
            assert str(error).removeprefix(str(path)).count("\n") == 0, path
    assert 0 < refused < len(paths)
    assert list(tmp_path.rglob(MARKER)) == []


@pytest.mark.long
@pytest.mark.runtime
@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="two lanes want two cores")
def test_a_batch_of_them_on_two_lanes_gives_each_an_end_and_runs_none(tmp_path: Path) -> None:
    """Prints the table of docs/security.md with -s."""
    kinds = files()
    paths = corpus(tmp_path / "corpus", kinds)
    mark = f"hostile-{os.getpid()}"
    run = subprocess.run(
        python(
            "reducer.cli", "batch", "corpus", "--out", "run", "--runtime", "wasmtime", "wasmer",
            "--jobs", "2", "--run-timeout", "2s", "--no-reports",
        ),
        cwd=tmp_path, env={**os.environ, "HOSTILE_MARK": mark}, capture_output=True,
        timeout=BATCH_SECONDS, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    assert b"Traceback" not in run.stdout + run.stderr
    with open(
        tmp_path / "run" / "cases.csv", newline="", encoding="utf-8", errors="surrogateescape"
    ) as table:
        rows = list(csv.DictReader(table))
    told = sum(1 for row in rows if row["stage"])
    assert told == len(rows) and len(rows) >= len({path.read_bytes() for path in paths})
    assert list(tmp_path.rglob(MARKER)) == []
    assert [process.pid for process in psutil.process_iter() if _bears(process, mark)] == []
    for kind, made in kinds.items():
        print(f"| {kind} | {len(made)} | {_ends(rows, made)} |")


def _bears(process: psutil.Process, mark: str) -> bool:
    try:
        return process.environ().get("HOSTILE_MARK") == mark
    except psutil.Error:
        return False


def _ends(rows: list[dict[str, str]], made: list[tuple[str, bytes]]) -> str:
    stages = [row["stage"] for row in rows if Path(row["source"]).name in {name for name, _ in made}]
    return ", ".join(f"{stages.count(stage)} {stage}" for stage in dict.fromkeys(sorted(stages)))
