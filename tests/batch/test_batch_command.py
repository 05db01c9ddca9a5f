"""`wreduce batch` as people call it: real runtimes, six files, exit codes, ^C and going on."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
from command_line import wreduce_here
from dask_cluster import Cluster
from stand_in_steps import STEPS, AtOnce

from reducer.batch import running
from reducer.batch.tasks import Task

NORMAL = """(module (memory (export "memory") 1)
  (func (export "_start") (local $i i32) (local $x i64)
    (local.set $i (i32.const 4000000)) (local.set $x (i64.const 88172645463325252))
    (loop $loop
      (local.set $x (i64.xor (local.get $x) (i64.shl (local.get $x) (i64.const {shift}))))
      (local.set $x (i64.xor (local.get $x) (i64.shr_u (local.get $x) (i64.const 7))))
      (i64.store (i32.and (local.get $i) (i32.const 65528)) (local.get $x))
      (br_if $loop (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    (if (i64.eqz (local.get $x)) (then (unreachable)))))"""
HANG = """(module (memory (export "memory") 1)
  (func (export "_start") (loop $l (i32.store (i32.const 0) (i32.const 1)) (br $l))))"""
RUN = ("corpus", "--out", "run")
SIDES = ("--runtime", "wasmtime@41.0.0", "wasmer")


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "reducer.cli", "batch", *map(str, arguments)]


def wreduce(*arguments: object, cwd: Path, timeout: float = 900) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), cwd=cwd, capture_output=True, text=True, timeout=timeout, check=False
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["corpus"], "name the run folder: --out RUN", id="no run folder"),
        pytest.param(["missing", "--out", "run"], "missing is not there", id="no such folder"),
        pytest.param([*RUN, "--runtime", "nosuch", "wasmer"], "unknown runtime", id="runtime"),
        pytest.param([*RUN, "--runtime", "wasmer"], "two runtimes at least", id="one runtime"),
        pytest.param([*RUN, "--oracle", "ratio>"], "oracle, column", id="oracle"),
        pytest.param(["corpus", "more", "--out", "run"], "one source at a time", id="two sources"),
        pytest.param([*RUN, "--time-limit", "soon"], "not a duration", id="duration"),
        pytest.param(["list.csv", "--out", "run", "--watch"], "--watch needs a folder", id="watch"),
        pytest.param(["status", "corpus"], "there is no batch in corpus", id="status of nothing"),
        pytest.param(["worker"], "argument 'ADDRESS': see wreduce batch worker --help", id="worker of what"),
        pytest.param([*RUN, "--scheduler", "x", "--jobs", "2"], "--jobs is for", id="jobs"),
        pytest.param(["status"], "argument 'RUN': see wreduce batch status --help", id="status of what"),
    ],
)  # fmt: skip
def test_bad_input_is_exit_code_2_in_a_line_and_leaves_nothing(
    tmp_path: Path, arguments: list[str], words: str
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "list.csv").write_text("file,oracle\n")
    run = wreduce_here("batch", *arguments, cwd=tmp_path)
    assert run.returncode == 2
    assert words in run.stderr
    assert run.stdout == ""
    assert not (tmp_path / "run").exists()


@pytest.fixture
def corpus(tmp_path: Path, seeds: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    shutil.copy(seeds / "bulk_memory" / "primary_memory_copy_len32.wat", folder / "copy.wat")
    shutil.copy(seeds / "bulk_memory" / "sibling_memory_fill_len32.wat", folder / "fill.wat")
    for shift in (13, 17):
        (folder / f"normal{shift}.wat").write_text(NORMAL.format(shift=shift))
    (folder / "hang.wat").write_text(HANG)
    (folder / "junk.wasm").write_bytes(bytes(range(256)) * 20)
    return folder


def cases_of(run: Path) -> dict[str, dict[str, str]]:
    with open(run / "cases.csv", newline="") as file:
        return {Path(row["source"]).name: row for row in csv.DictReader(file)}


def events_of(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.long
@pytest.mark.runtime
@pytest.mark.network
def test_six_files_stopped_and_gone_on_with_give_one_anomaly_and_a_reason_for_each_other(
    corpus: Path, tmp_path: Path
) -> None:
    options = (
        corpus, "--out", "run", *SIDES, "--oracle", "ratio>1.5", "--run-timeout", "2s", "--case-limit", "2m",
        "--jobs", "1", "--no-reports", "--json",
    )  # fmt: skip
    first = subprocess.Popen(command(*options), cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    assert first.stdout is not None
    for line in first.stdout:
        if any(words.startswith("reduce ") for words in json.loads(line).get("in_hand", ())):
            break
    processes = psutil.Process(first.pid).children(recursive=True)
    status = wreduce("status", "run", cwd=tmp_path, timeout=60)
    assert "run: running; 6 cases" in status.stdout
    assert "now: reduce " in status.stdout
    second = wreduce(*options, cwd=tmp_path, timeout=60)
    assert (second.returncode, "another `wreduce batch`" in second.stderr) == (2, True)
    first.send_signal(signal.SIGINT)
    rest, _ = first.communicate(timeout=60)
    assert first.returncode == 130
    assert events_of(rest)[-1]["stopped"] == "interrupted"
    _, alive = psutil.wait_procs(processes, timeout=20)
    assert alive == []

    run = wreduce(*options, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    events = events_of(run.stdout)
    assert {"event": "intake", "new": 0, "refused": 0, "known": 6} in events
    assert events[-1]["event"] == "end"
    cases = cases_of(tmp_path / "run")
    assert {name: case["stage"] for name, case in cases.items()} == {
        "copy.wat": "grouped", "fill.wat": "grouped", "normal13.wat": "normal", "normal17.wat": "normal",
        "hang.wat": "failed", "junk.wasm": "skipped",
    }  # fmt: skip
    assert cases["hang.wat"]["reason"].startswith("timed out: no end within 2 s")
    assert cases["copy.wat"]["group"] == cases["fill.wat"]["group"]
    with open(tmp_path / "run" / "summary.csv", newline="") as file:
        (group,) = csv.DictReader(file)
    assert (group["slow"], group["fast"], group["cases"]) == ("wasmtime@41.0.0", "wasmer", "2")
    assert group["stage"] == "confirmed"
    assert float(group["low"]) > 1.5
    assert int(group["instructions"]) < 40
    reduced = (tmp_path / "run" / group["reduced"]).read_text()
    assert reduced.startswith(f";; Reduced by wreduce from {Path(group['representative']).name}\n")
    assert "1 anomaly in 6 cases" in (tmp_path / "run" / "index.html").read_text()

    other = wreduce(corpus, "--out", "run", "--runtime", "wasmtime", "wasmer", cwd=tmp_path, timeout=60)
    assert other.returncode == 2
    assert "was begun with other runtimes" in other.stderr
    again = wreduce(*options, cwd=tmp_path, timeout=120)
    assert not [event for event in events_of(again.stdout) if event["event"] == "case"]


CASES = {
    "copy.wat": "times 40 10; loop x",
    "fill.wat": "times 30 10; loop x; size 12",
    "normal.wat": "times 10 10",
    "other.wat": "times 11 10",
    "hang.wat": "ends timed out",
    "junk.wasm": "refused no module",
}


@pytest.fixture
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Cases are lines, done at once; ^C comes in the midst of a kind of task that is named here, once."""
    stops: list[str] = []

    def before(task: Task) -> None:
        if task.key[0] in stops:
            stops.remove(task.key[0])
            raise KeyboardInterrupt

    def at_once(asked: running.Asked, _tell: object) -> tuple[AtOnce, tuple[str, ...]]:
        executor = AtOnce(before=before)
        executor.folder = asked.out.resolve()
        return executor, ("41.0.0", "1")

    monkeypatch.setattr(running, "_lanes", at_once)
    monkeypatch.setattr(running, "STEPS", STEPS)
    return stops


def test_stopped_and_gone_on_with_it_gives_one_anomaly_and_a_reason_for_each_other(
    stand_ins: list[str], tmp_path: Path
) -> None:
    (tmp_path / "corpus").mkdir()
    for name, line in CASES.items():
        (tmp_path / "corpus" / name).write_text(f"{line}; id {name}")
    options = ("batch", *RUN, *SIDES, "--oracle", "ratio>1.5")
    stand_ins.append("reduce")
    first = wreduce_here(*options, "--json", cwd=tmp_path)
    assert first.returncode == 130
    assert events_of(first.stdout)[-1]["stopped"] == "interrupted"
    status = wreduce_here("batch", "status", "run", cwd=tmp_path)
    assert "6 cases" in status.stdout

    run = wreduce_here(*options, "--json", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    events = events_of(run.stdout)
    assert {"event": "intake", "new": 0, "refused": 0, "known": 6} in events
    assert events[-1]["event"] == "end"
    cases = cases_of(tmp_path / "run")
    assert {name: case["stage"] for name, case in cases.items()} == {
        "copy.wat": "grouped", "fill.wat": "grouped", "normal.wat": "normal", "other.wat": "normal",
        "hang.wat": "failed", "junk.wasm": "skipped",
    }  # fmt: skip
    assert cases["hang.wat"]["reason"].startswith("timed out")
    assert cases["copy.wat"]["group"] == cases["fill.wat"]["group"]
    with open(tmp_path / "run" / "summary.csv", newline="") as file:
        (group,) = csv.DictReader(file)
    assert (group["slow"], group["fast"], group["cases"]) == ("wasmtime@41.0.0", "wasmer", "2")
    assert (group["stage"], group["instructions"]) == ("reported", "10")
    assert "1 anomaly in 6 cases" in (tmp_path / "run" / "index.html").read_text()

    other = wreduce_here("batch", *RUN, "--runtime", "wasmtime", "wasmer", cwd=tmp_path)
    assert other.returncode == 2
    assert "was begun with other runtimes" in other.stderr
    again = wreduce_here(*options, "--json", cwd=tmp_path)
    assert not [event for event in events_of(again.stdout) if event["event"] == "case"]
    told = wreduce_here(*options, cwd=tmp_path)
    assert told.returncode == 0 and "6 cases: " in told.stdout


def test_what_could_not_begin_may_begin_with_something_else(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    for missing in ("wasmtime@0.1.0", "wasmtime@0.2.0"):
        run = wreduce_here("batch", *RUN, "--runtime", missing, "wasmer", cwd=tmp_path)
        assert (run.returncode, missing in run.stderr) == (2, True), run.stderr


@pytest.mark.long
@pytest.mark.runtime
@pytest.mark.network
def test_two_dask_workers_of_which_one_is_lost_give_the_same(corpus: Path, tmp_path: Path) -> None:
    dask = Cluster(tmp_path)
    events = []
    try:
        dask.start_workers(("one", "two"))
        options = (corpus, "--out", "run", *SIDES, "--run-timeout", "2s", "--no-reports", "--json")
        batch = subprocess.Popen(
            command(*options, "--scheduler", dask.address), cwd=tmp_path, stdout=subprocess.PIPE, text=True
        )
        assert batch.stdout is not None
        for line in batch.stdout:
            events.append(json.loads(line))
            doing = [words for words in events[-1].get("in_hand", ()) if words.startswith("reduce ")]
            if len(doing) == 2 and "one" in dask.workers:
                dask.kill("one")
        assert batch.wait(60) == 0
    finally:
        dask.close()
    assert [event["event"] for event in events].count("worker lost") == 1
    cases = cases_of(tmp_path / "run")
    assert [cases[name]["stage"] for name in ("copy.wat", "fill.wat", "normal13.wat", "hang.wat")] == [
        "grouped", "grouped", "normal", "failed",
    ]  # fmt: skip
    assert cases["copy.wat"]["group"] == cases["fill.wat"]["group"]
    assert all(case["host"] and case["cpu"] for case in cases.values() if case["stage"] == "grouped")


# The command, which tells of its progress all the time: else a test waits five seconds for the next word.
TELLS_AT_ONCE = """
from reducer.batch import pipeline
from reducer.cli import main
pipeline.TELL_SECONDS = 0.1
main()
"""


@pytest.mark.runtime
def test_killed_it_leaves_no_process(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "hang.wat").write_text(HANG)
    options = ("batch", *RUN, "--run-timeout", "20s", "--jobs", "1", "--json")
    process = subprocess.Popen(
        [sys.executable, "-c", TELLS_AT_ONCE, *options],
        cwd=tmp_path, stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    for line in process.stdout:
        if any(words.startswith("triage ") for words in json.loads(line).get("in_hand", ())):
            break
    started = psutil.Process(process.pid).children(recursive=True)
    assert any("reducer.batch.place_process" in " ".join(child.cmdline()) for child in started)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)
    _, alive = psutil.wait_procs(started, timeout=20)
    deadline = time.monotonic() + 20
    while alive and time.monotonic() < deadline:
        alive = [one for one in alive if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]
        time.sleep(0.1)
    assert alive == []
