"""A file run once by a worker that went out with a report, as the report's command says."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from real_runtimes import ONE_OF_EACH, opened

from reducer.report.commands import commands_of
from reducer.runtimes import Ending, TrapKind, parse_spec
from reducer.runtimes.programs import find
from reducer.runtimes.table import known_runtimes
from reducer.runtimes.workers.call import Call
from reducer.wat.assemble import assembler_for

NORMAL = Ending()
UNREACHABLE = Ending(None, (TrapKind.UNREACHABLE,))
LOOP = """(module (memory (export "memory") 1) (func (export "_start") (local $i i32) (loop $again
  (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 4000000))))))"""

NOTHING = Call()
# Ends well only where its standard input begins with "yes!" and it has three arguments, its name among them.
WANTS = """(module
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $sizes (param i32 i32) (result i32)))
  (memory (export "memory") 1) (data (i32.const 0) "\\10\\00\\00\\00\\04")
  (func (export "_start")
    (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
    (if (i32.ne (i32.load (i32.const 16)) (i32.const 0x21736579)) (then unreachable))
    (drop (call $sizes (i32.const 0) (i32.const 4)))
    (if (i32.ne (i32.load (i32.const 0)) (i32.const 3)) (then unreachable))))"""


def reported(
    spec: str, version: str, text: str, folder: Path, ending: Ending = NORMAL, call: Call = NOTHING
) -> subprocess.CompletedProcess[str]:
    """The command of a report, run in a folder as it comes out of the archive."""
    (folder / "case.wasm").write_bytes(assembler_for(text)[1])
    (folder / "workers").mkdir()
    commands = commands_of(spec, version, "case.wasm", ending, call)
    for path in commands.worker:
        shutil.copy(path, folder / "workers")
    command = commands.environment + commands.run.replace("python3", sys.executable, 1)
    return subprocess.run(
        command, shell=True, cwd=folder, capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "PATH": f"{where(spec)}:{os.environ['PATH']}"},
    )  # fmt: skip


def where(text: str) -> Path:
    """The folder of the program that a worker starts: one that wreduce has fetched is not on PATH."""
    spec = parse_spec(text)
    mode = known_runtimes()[spec.name].mode(spec.mode)
    return find(mode).programs["program"].parent if mode.programs else Path("/")


@pytest.mark.runtime
@pytest.mark.parametrize(
    "spec", [*ONE_OF_EACH, "wasmtime+pulley", "wasmtime:opt-level=0", "node+liftoff", "bun+bbq"]
)
def test_the_worker_that_measured_runs_the_file_and_tells_its_time(spec: str, tmp_path: Path) -> None:
    with opened(spec) as runtime:
        version = runtime.version
    ended = reported(spec, version, LOOP, tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert int(ended.stdout) > 100_000


@pytest.mark.runtime
@pytest.mark.parametrize("spec", ["wasmtime", "node", "wasm3", "wazero+interpreter", "wasmedge@0.14"])
def test_the_program_is_called_as_it_was(spec: str, tmp_path: Path) -> None:
    with opened(spec) as runtime:
        version = runtime.version
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "stdin").write_text("yes! and more")
    call = Call(("a b", "$c"), (("D", "'e"),), "given/stdin")
    ended = reported(spec, version, WANTS, tmp_path, call=call)
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.runtime
@pytest.mark.parametrize("spec", ["wasmtime", "wasmer", "node"])
def test_a_file_that_ends_in_its_trap_has_a_time(spec: str, tmp_path: Path) -> None:
    with opened(spec) as runtime:
        version = runtime.version
    text = LOOP.removesuffix("))") + " unreachable))"
    ended = reported(spec, version, text, tmp_path, UNREACHABLE)
    # Wasmer writes the trap to standard error by itself.
    assert ended.returncode == 0, ended.stderr
    assert int(ended.stdout) > 100_000


@pytest.mark.runtime
def test_a_file_that_ends_otherwise_than_the_case_has_no_time(tmp_path: Path) -> None:
    with opened("wasmtime") as runtime:
        version = runtime.version
    ended = reported("wasmtime", version, LOOP, tmp_path, UNREACHABLE)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "exited" in ended.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param('(module (func (export "_start") unreachable))', "trapped", id="traps"),
        pytest.param('(module (import "a" "b" (func)))', "imports `a.b`", id="is refused"),
    ],
)
def test_a_file_that_does_not_run_to_its_end_has_no_time(text: str, said: str, tmp_path: Path) -> None:
    ended = reported("wasmtime", "41.0.0", text, tmp_path)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert said in ended.stderr and ended.stderr.count("\n") == 1
