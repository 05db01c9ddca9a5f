"""`wreduce controls` as people call it: real runtimes, the table, the files, exit codes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
from command_line import wreduce_here
from made_findings import STATE

from reducer.runtimes import RuntimesError, open_runtime

BULK = "bulk_memory/primary_memory_copy_len32.wat"
RMW = "global_rmw/primary_global_rmw_i32_add.wat"
SIDES = ("--slow", "wasmtime@41.0.0", "--fast", "wasmer")
CLEAR = ("--slow", "wasmtime@41.0.0", "--fast", "wasmtime")
"""A copy takes eight times as long, on some processors more."""
COUNTS_ONLY = """(module (memory (export "memory") 1) (func (export "_start") (local $i i32)
  (local.set $i (i32.const 1000))
  (loop $l (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))"""


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "reducer.cli", "controls", *map(str, arguments)]


def variants(path: Path) -> dict[str, dict[str, Any]]:
    facts = json.loads(path.read_text())
    return {found["name"]: found for found in (facts["primary"], *facts["variants"])}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "counts.wat").write_text(COUNTS_ONLY)
    (tmp_path / "run").mkdir()
    slow = {"spec": "nosuch", "version": "1"}
    (tmp_path / "run" / "state.json").write_text(json.dumps({**STATE, "slow": slow}))
    (tmp_path / "unfinished").mkdir()
    (tmp_path / "unfinished" / "state.json").write_text(json.dumps({**STATE, "summary": None}))
    (tmp_path / "run" / "reduced.wat").write_text(COUNTS_ONLY)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["missing.wat"], "cannot be read", id="no such file"),
        pytest.param(["counts.wat", "--slow", "nosuch"], "unknown runtime 'nosuch'", id="unknown runtime"),
        pytest.param(["counts.wat", "more.wat"], "one case at a time", id="two cases"),
        pytest.param(["counts.wat", "--also", "wasmer", "nosuch"], "unknown runtime 'nosuch'", id="also"),
        pytest.param(["counts.wat", "--time", "soon"], "not a duration", id="not a duration"),
        pytest.param(["counts.wat", "--json", "no/such/t.json"], "no/such", id="nowhere to write"),
        pytest.param(["."], "is not a run folder", id="a folder that is no run's"),
        pytest.param(["unfinished"], "has no reduced.wat", id="a run that has not ended"),
        pytest.param(["run"], "unknown runtime 'nosuch'", id="a run's sides are meant"),
    ],
)
def test_bad_input_is_exit_code_2_and_nothing_is_measured(
    folder: Path, arguments: list[str], words: str
) -> None:
    run = wreduce_here("controls", *arguments, cwd=folder)
    assert run.returncode == 2
    assert words in run.stderr
    assert run.stdout == ""


@pytest.mark.runtime
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["counts.wat"], "does nothing but count", id="nothing to vary"),
        pytest.param(["{bulk}", "--target", "f64.add"], "no f64.add is in the hottest loop", id="target"),
        pytest.param(["{bulk}", "--edit", "nosuch:x"], "no family of edits", id="edit"),
    ],
)
def test_what_is_not_in_the_case_is_exit_code_2_with_what_is(
    folder: Path, seeds: Path, arguments: list[str], words: str
) -> None:
    run = wreduce_here(
        "controls", *(word.replace("{bulk}", str(seeds / BULK)) for word in arguments), cwd=folder
    )
    assert run.returncode == 2
    assert words in run.stderr


@pytest.mark.timing
@pytest.mark.runtime
@pytest.mark.network
def test_bulk_memory_gives_the_rows_of_its_report_with_their_directions(seeds: Path, tmp_path: Path) -> None:
    case = tmp_path / Path(BULK).name
    case.write_text((seeds / BULK).read_text().replace("268435456", "8388608"))
    run = wreduce_here(
        "controls", case, *CLEAR, "--rounds", "8", "--time", "10ms", "--most", "15", "--out", "made",
        "--json", "facts.json",
        "--edit", "operands:right of i32.xor 1431655765 -> 0", cwd=tmp_path,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    found = variants(tmp_path / "facts.json")
    assert found["control_target_removed"]["verdict"] == "vanishes"
    lengths = [f"control_memory_copy_len{length}" for length in (0, 1, 4, 8, 16, 64)]
    others = ["control_src_eq_dst", "control_src_dst_plus_1024"]
    # An unclear verdict is the estimate's: on a busy machine it may be another one.
    clear = [name for name in [*lengths, *others] if not found[name]["unclear"]]
    assert len(clear) > 4
    assert {name: found[name]["verdict"] for name in clear} == dict.fromkeys(clear, "persists")
    assert [entry["kind"] for entry in found.values() if entry["kind"] == "edit"] == ["edit"]
    assert json.loads((tmp_path / "facts.json").read_text())["trigger_instruction"] == "memory.copy"
    for name, entry in found.items():
        text = (tmp_path / "made" / entry["file"]).read_text()
        assert text.startswith(f";; Variant of primary_memory_copy_len32.wat: {entry['edit']}\n;; Verdict: ")
        assert (tmp_path / "made" / f"{name}.wasm").exists()
        assert name in run.stdout
    facts = (tmp_path / "facts.json").read_text()
    assert (tmp_path / "made" / "controls.json").read_text() == facts
    placement = json.loads((tmp_path / "made" / "placement.json").read_text())
    assert len(placement["placements"]) >= 16 and placement["verdict"] != "alignment only"
    assert "of its code the ratio is" in run.stdout


@pytest.mark.timing
@pytest.mark.runtime
@pytest.mark.network
def test_a_side_that_deletes_the_loop_is_said_to(seeds: Path, tmp_path: Path) -> None:
    try:
        open_runtime("wasmedge+aot").close()
    except RuntimesError as error:
        pytest.skip(str(error))
    case = tmp_path / Path(RMW).name
    case.write_text((seeds / RMW).read_text().replace("4294967296", "33554432"))
    run = wreduce_here(
        "controls", case, "--slow", "wasmtime", "--fast", "wasmedge+aot",
        "--rounds", "2", "--most", "1", "--time", "10ms", "--no-placements", "--json", "facts.json",
        "--out", "made",
        cwd=tmp_path,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    found = variants(tmp_path / "facts.json")
    assert found["primary"]["verdict"] == "deleted"
    assert "the fast side (wasmedge+aot) deletes it" in found["primary"]["reason"]


@pytest.mark.runtime
def test_stopped_it_prints_what_was_measured_and_leaves_no_process(seeds: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        command(seeds / BULK, "--rounds", "500", "--most", "2", "--time", "5ms", "--out", "made"),
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    deadline = time.monotonic() + 120
    assert process.stderr is not None
    while "round 3/" not in process.stderr.readline():
        assert process.poll() is None and time.monotonic() < deadline
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "INTERRUPTED" in out and "control_target_removed" in out
    assert json.loads((tmp_path / "made" / "controls.json").read_text())["interrupted"] is True
    _, alive = psutil.wait_procs(children, timeout=20)
    assert not alive
