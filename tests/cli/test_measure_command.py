"""`wreduce measure` as people call it: real runtimes, the table, exit codes, files."""

import csv
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from command_line import wreduce_here

from reducer.children import program

LOOP = """(module (memory (export "memory") 1)
  (global $sum (export "sum") (mut i32) (i32.const 0))
  (func (export "_start") (local $i i64)
    (local.set $i (i64.const TRIPS))
    (loop $l
      (global.set $sum (i32.add (global.get $sum) (i32.wrap_i64 (local.get $i))))
      (br_if $l (i64.ne (local.tee $i (i64.sub (local.get $i) (i64.const 1))) (i64.const 0))))))"""
ROUNDS = ("--rounds", "8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "loop.wat").write_text(LOOP.replace("TRIPS", "2000000"))
    (tmp_path / "deep.wat").write_text('(module (func $f (export "_start") (call $f) (call $f)))')
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["missing.wat"], "cannot be read", id="no such file"),
        pytest.param(["loop.wat", "--runtime", "nosuch"], "unknown runtime 'nosuch'", id="unknown runtime"),
        pytest.param(["loop.wat", "--budget", "soon"], "not a duration", id="not a duration"),
        pytest.param(["loop.wat", "--json", "no/such/t.json"], "no/such", id="nowhere to write"),
        pytest.param(["--runtime", "wasmtime", "wasmer"], "no program is named", id="no file"),
    ],
)
def test_bad_input_is_exit_code_2_and_nothing_is_measured(
    folder: Path, arguments: list[str], words: str
) -> None:
    run = wreduce_here("measure", *arguments, cwd=folder)
    assert run.returncode == 2
    assert words in run.stderr
    assert run.stdout == ""


@pytest.mark.runtime
def test_every_runtime_that_is_missing_is_named_before_anything_is_measured(folder: Path) -> None:
    run = wreduce_here("measure", "loop.wat", "--runtime", "wasmtime", "nosuch", "wasmer@0.0.1", cwd=folder)
    assert run.returncode == 2
    assert "nosuch" in run.stderr and "wasmer@0.0.1" in run.stderr
    assert run.stdout == ""


@pytest.mark.runtime
def test_the_table_has_a_row_for_each_and_a_failed_cell_stops_nothing(folder: Path) -> None:
    run = wreduce_here(
        "measure", "loop.wat", "deep.wat", "--runtime", "wasmtime", "wasmtime:opt-level=0",
        "--against", "wasmtime", *ROUNDS, "--json", "t.json", "--csv", "t.csv", cwd=folder,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "loop.wat (" in run.stdout and "execute phase, task-clock" in run.stdout
    assert run.stdout.count("traps: ") == 2
    facts = json.loads((folder / "t.json").read_text())
    loop, deep = facts["files"]
    assert [cell["rounds"] for cell in loop["cells"]] == [8, 8]
    assert loop["reference"] == "wasmtime" and loop["cells"][0]["ratio"] is None
    assert loop["cells"][1]["ratio_ci99"][0] <= loop["cells"][1]["ratio"]
    assert all("stack exhausted" in cell["failed"] for cell in deep["cells"])
    assert len(list(csv.DictReader((folder / "t.csv").open()))) == 4


@pytest.mark.timing
@pytest.mark.runtime
@pytest.mark.network
def test_a_release_that_is_slow_at_memory_copy_is_seen_to_be(seeds: Path, tmp_path: Path) -> None:
    text = (seeds / "bulk_memory" / "primary_memory_copy_len32.wat").read_text()
    case = tmp_path / "copy.wat"
    case.write_text(text.replace("268435456", "8388608"))
    run = wreduce_here(
        "measure", case, "--runtime", "wasmtime@41.0.0", "wasmtime@46.0.1", "--time", "10ms",
        "--rounds", "10", "--json", "t.json", cwd=tmp_path,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    slow, fast = json.loads((tmp_path / "t.json").read_text())["files"][0]["cells"]
    assert fast["ratio"] is None
    assert slow["ratio_ci99"][0] > 2
    assert "trips)" in run.stdout


@pytest.mark.runtime
def test_a_binary_is_measured_as_it_is(folder: Path) -> None:
    subprocess.run(
        [program("wat2wasm"), "--debug-names", "loop.wat", "-o", "loop.wasm"], cwd=folder, check=True
    )
    run = wreduce_here(
        "measure", "loop.wasm", "--runtime", "wasmtime", "--rounds", "1", "--phase", "compile", cwd=folder
    )
    assert run.returncode == 0, run.stderr
    assert f"loop.wasm ({(folder / 'loop.wasm').stat().st_size} bytes)" in run.stdout
    assert "compile phase" in run.stdout and "too few rounds" in run.stdout


@pytest.mark.runtime
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_stopped_it_prints_what_was_measured_and_leaves_no_process(
    folder: Path, stop: signal.Signals
) -> None:
    (folder / "long.wat").write_text(LOOP.replace("TRIPS", "100000000"))
    command = [
        sys.executable, "-m", "reducer.cli", "measure", "long.wat",
        "--runtime", "wasmtime", "wasmer", "--rounds", "1000", "--budget", "1h", "--json", "t.json",
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    assert process.stderr is not None
    while "round 2/" not in process.stderr.readline():
        assert process.poll() is None and time.monotonic() < deadline
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(stop)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 128 + stop
    assert "INTERRUPTED" in out and "long.wat (" in out
    assert json.loads((folder / "t.json").read_text())["interrupted"] is True
    _, alive = psutil.wait_procs(children, timeout=20)
    assert not alive
