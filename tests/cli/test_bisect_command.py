"""`wreduce bisect` as people call it: the release that is known, exit codes, and what cannot be asked."""

import importlib
import json
import signal
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import psutil
import pytest
from command_line import wreduce_here

from reducer.oracle import DEFAULTS
from reducer.surveys.releases import bisect_releases

TWO = ("--versions", "41.0.0,46.0.1")


def wreduce(*arguments: object, cwd: Path, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reducer.cli", "bisect", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=timeout, check=False)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["missing.wat", *TWO], "cannot be read", id="no such file"),
        pytest.param(["case.wat", *TWO, "--runtime", "nosuch"], "unknown runtime", id="unknown runtime"),
        pytest.param(["case.wat", *TWO, "--runtime", "wasmtime@41.0.0"], "--versions", id="a version twice"),
        pytest.param(["case.wat", "--versions", "41"], "write 38..50", id="not versions"),
        pytest.param(["case.wat", *TWO, "--oracle", "ratio>>2"], "column 7", id="an oracle nobody reads"),
        pytest.param(["case.wat", *TWO, "--oracle", "keeps(memory.copy)"], "one ratio", id="no ratio"),
        pytest.param(["case.wat", *TWO, "--oracle", "ratio>0.8*original"], "plain bound", id="no original"),
        pytest.param(["case.wat", *TWO, "--json", "no/such/t.json"], "no/such", id="nowhere to write"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "case.wat").write_text('(module (func (export "_start")))')
    run = wreduce_here("bisect", *arguments, cwd=tmp_path)
    assert run.returncode == 2
    assert words in run.stderr and len(run.stderr.splitlines()) == 1
    assert run.stdout == ""


def copying(folder: Path, seeds: Path) -> Path:
    """The copy of 32 bytes, over in a tenth of a second as written."""
    text = (seeds / "bulk_memory" / "primary_memory_copy_len32.wat").read_text()
    (folder / "copy.wat").write_text(text.replace("268435456", "8388608"))
    return folder / "copy.wat"


@pytest.mark.timing
@pytest.mark.runtime
@pytest.mark.network
@pytest.mark.parametrize("pairs", [9, pytest.param(40, marks=pytest.mark.long)])
def test_memory_copy_was_slow_until_46(
    tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch, pairs: int
) -> None:
    """With the pairs of a hold-out, and with as few as have an interval."""
    settings = replace(DEFAULTS, survey_pairs=pairs)
    with_few = partial(bisect_releases, settings=settings)
    monkeypatch.setattr(importlib.import_module("reducer.cli.bisect"), "bisect_releases", with_few)
    options = ("--runtime", "wasmtime", *TWO, "--against", "wasmer", "--json", "b.json")
    run = wreduce_here("bisect", copying(tmp_path, seeds), *options, cwd=tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.splitlines()[-1].startswith("the slowdown went away in 46.0.1 (41.0.0: ")
    facts = json.loads((tmp_path / "b.json").read_text())
    assert (facts["before"], facts["after"], facts["verdict"]) == ("41.0.0", "46.0.1", "found")
    assert facts["against"]["spec"] == "wasmer"
    assert [step["purpose"] for step in facts["steps"]] == ["end", "end", "confirmation", "confirmation"]


@pytest.mark.timing
@pytest.mark.long
@pytest.mark.runtime
@pytest.mark.network
def test_releases_that_are_alike_are_no_change_and_exit_code_1(tmp_path: Path, seeds: Path) -> None:
    case = seeds / "bulk_memory" / "primary_memory_copy_len32.wat"
    run = wreduce(case, *TWO, "--oracle", "ratio>100", cwd=tmp_path)
    assert run.returncode == 1, run.stdout + run.stderr
    assert run.stdout.splitlines()[-1].startswith("no change between 41.0.0 (")


@pytest.mark.runtime
@pytest.mark.network
def test_stopped_it_exits_with_130_and_leaves_no_process(tmp_path: Path, seeds: Path) -> None:
    case = seeds / "bulk_memory" / "primary_memory_copy_len32.wat"
    command = [sys.executable, "-m", "reducer.cli", "bisect", str(case), *TWO]
    process = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    # The first line comes when all is ready, the ends' after a hold-out's pairs.
    assert "wasmtime / wasmer" in process.stdout.readline()
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted before anything was measured" in errors
    _, alive = psutil.wait_procs(children, timeout=20)
    assert not alive
