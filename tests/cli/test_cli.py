"""The command as people call it: exit codes, one line for what is wrong, nothing half-written."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from command_line import wreduce_here

from reducer.cli import COMMANDS, _needed

# A fifth of the usual final time: the hold-out is most of a run.
QUICK = ("--final-time", "20ms")
SIDES = ("--slow", "wasmtime@41.0.0", "--fast", "wasmer", *QUICK)


def wreduce(*arguments: object, cwd: Path, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reducer.cli", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=timeout, check=False)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["missing.wat"], "cannot be read", id="no such file"),
        pytest.param(["seed.wat", "--oracle", "ratio"], "ratio:2", id="a shell took the bound"),
        pytest.param(["seed.wat", "--oracle", "ratio>>2"], "column 7", id="an oracle nobody reads"),
        pytest.param(["seed.wat", "--slow", "wasmtym"], "the known ones are", id="an unknown runtime"),
        pytest.param(["seed.wat", "--time-limit", "soon"], "not a duration", id="not a duration"),
        pytest.param(
            ["seed.wat", "--resume", "--run-dir", "nowhere"], "no run to resume", id="nothing to resume"
        ),
        pytest.param(["seed.wat", "--resume"], "--run-dir", id="resume what?"),
        pytest.param(["seed.wat", "-o", "no/such/folder/out.wat"], "no/such/folder", id="nowhere to write"),
        pytest.param(
            ["seed.wat", "--json", "no/such/folder/s.json"],
            "no/such/folder",
            id="nowhere to write the summary",
        ),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "seed.wat").write_text('(module (func (export "_start")))')
    run = wreduce_here(*arguments, cwd=tmp_path)
    assert run.returncode == 2
    assert words in run.stderr
    assert run.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["seed.wat"]


@pytest.mark.runtime
@pytest.mark.parametrize(
    ("depth", "words"),
    [
        pytest.param(
            1_000_000_000,
            "on wasmtime, traps: Maximum call stack size exceeded on node; the stack is exhausted",
            id="of both sides",
        ),
        # V8 has room for about 18,000 frames.
        pytest.param(
            30_000,
            "exits with code 0 on wasmtime, traps: Maximum call stack size exceeded on node; the stack is",
            id="of one side",
        ),
    ],
)
def test_a_program_that_exhausts_the_stack_is_bad_input(tmp_path: Path, depth: int, words: str) -> None:
    text = f"""(module (memory (export "memory") 1)
      (func $deeper (param i32) (result i32)
        (if (i32.eqz (local.get 0)) (then (return (i32.const 0))))
        (i32.add (call $deeper (i32.sub (local.get 0) (i32.const 1))) (i32.const 1)))
      (func (export "_start") (drop (call $deeper (i32.const {depth})))))"""
    (tmp_path / "seed.wat").write_text(text)
    run = wreduce_here(
        "seed.wat", "--oracle", "ratio:2", "--slow", "wasmtime", "--fast", "node", "--quiet", cwd=tmp_path
    )
    assert run.returncode == 2
    assert words in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["seed.wat"]


@pytest.mark.timing
@pytest.mark.runtime
def test_a_seed_that_shows_nothing_exits_3_with_the_measured_ratio(tmp_path: Path, seeds: Path) -> None:
    text = (seeds / "bulk_memory" / "control_target_removed.wat").read_text().replace("268435456", "30000000")
    (tmp_path / "seed.wat").write_text(text)
    run = wreduce_here(
        "seed.wat", "--oracle", "ratio>5", "--slow", "wasmtime", "--fast", "wasmer", "--quiet", cwd=tmp_path
    )
    assert run.returncode == 3
    assert "not shown on this machine: wasmtime / wasmer = " in run.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["seed.wat"]


@pytest.fixture(scope="module")
def reduced(
    tmp_path_factory: pytest.TempPathFactory, seeds: Path
) -> tuple[subprocess.CompletedProcess[str], Path]:
    """One whole reduction of a real seed by two real runtimes.  The threshold leaves a noisy machine room."""
    folder = tmp_path_factory.mktemp("reduction")
    seed = seeds / "bulk_memory" / "memory_copy_1.wat"
    run = wreduce(
        seed, "--oracle", "ratio>1.4", *SIDES, "-o", "out.wat", "--json", "s.json", cwd=folder, timeout=600
    )
    return run, folder


@pytest.mark.timing
@pytest.mark.runtime
@pytest.mark.network
class TestAWholeReduction:
    def test_it_ends_with_the_loop_and_its_target(
        self, reduced: tuple[subprocess.CompletedProcess[str], Path]
    ) -> None:
        run, folder = reduced
        assert run.returncode == 0, run.stderr
        text = (folder / "out.wat").read_text()
        assert "loop" in text
        assert text.count("memory.copy") == 1
        assert text in run.stdout

    def test_the_summary_has_the_keys_that_others_rely_on(
        self, reduced: tuple[subprocess.CompletedProcess[str], Path]
    ) -> None:
        summary = json.loads((reduced[1] / "s.json").read_text())
        assert summary.keys() == {
            "input", "output", "strong", "ratio", "slow", "fast",
            "candidates", "seconds", "verdict", "run_dir", "machine",
            "ending", "entry", "said", "given", "declared",
            "carriers", "others", "ordinary", "kernel",
        }  # fmt: skip
        assert summary["verdict"] == "kept"
        assert summary["ratio"].keys() == {
            "anchor", "final", "ci99", "pairs", "processes", "between", "within", "share_above"
        }  # fmt: skip
        assert summary["ratio"]["ci99"][0] > 1.4
        assert summary["ratio"]["processes"] in (15, 30)
        assert summary["ratio"]["pairs"] == 3 * summary["ratio"]["processes"]
        assert [carrier["name"] for carrier in summary["carriers"]["found"]] == ["memory.copy"]
        assert summary["output"]["instructions"] <= 24
        assert summary["input"]["instructions"] > 1000
        assert summary["candidates"]["timed"] <= 150
        assert summary["candidates"]["invalid"] == 0
        assert summary["machine"].keys() == {"cpu", "cores", "system"}

    def test_the_strong_case_stands_beside_it(
        self, reduced: tuple[subprocess.CompletedProcess[str], Path]
    ) -> None:
        assert "memory.copy" in (reduced[1] / "out.strong.wat").read_text()

    def test_the_result_is_a_seed_like_any_other(
        self, reduced: tuple[subprocess.CompletedProcess[str], Path]
    ) -> None:
        run = wreduce_here("test", "out.wat", "--oracle", "ratio>1.2", *SIDES[:4], cwd=reduced[1])
        assert (run.returncode, run.stdout, run.stderr) == (0, "", "")

    @pytest.mark.long
    def test_the_result_is_reduced_like_any_other(
        self, reduced: tuple[subprocess.CompletedProcess[str], Path]
    ) -> None:
        run = wreduce(
            "out.wat", "--oracle", "ratio>1.2", *SIDES, "--json", "again.json", "--quiet", cwd=reduced[1]
        )
        assert run.returncode == 0, run.stderr
        assert run.stdout == ""

    def test_a_run_folder_that_is_taken_is_not_touched(
        self, reduced: tuple[subprocess.CompletedProcess[str], Path], seeds: Path
    ) -> None:
        folder = reduced[1] / "wreduce-run-memory_copy_1"
        before = (folder / "state.json").read_bytes()
        run = wreduce_here(
            seeds / "bulk_memory" / "memory_copy_1.wat", *SIDES, "--run-dir", folder, cwd=reduced[1]
        )
        assert run.returncode == 2
        assert "--resume" in run.stderr
        assert (folder / "state.json").read_bytes() == before


@pytest.mark.timing
@pytest.mark.runtime
@pytest.mark.network
@pytest.mark.parametrize(
    ("stop", "goes_on"),
    [
        pytest.param(signal.SIGINT, False, id="^C"),
        pytest.param(signal.SIGTERM, False, id="SIGTERM"),
        pytest.param(signal.SIGINT, True, id="and goes on", marks=pytest.mark.long),
    ],
)
def test_a_stopped_run_leaves_the_best_so_far_and_goes_on(
    tmp_path: Path, seeds: Path, stop: signal.Signals, goes_on: bool
) -> None:
    seed = seeds / "bulk_memory" / "memory_copy_2.wat"
    command = [
        sys.executable,
        "-m",
        "reducer.cli",
        str(seed),
        "--oracle",
        "ratio>1.4",
        *SIDES,
        "--run-dir",
        "run",
    ]
    process = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 200
    while not (tmp_path / "run" / "steps" / "0001.wat").exists():
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.05)
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(stop)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 128 + stop
    assert "--resume --run-dir run" in out
    # ^C once confirms what there is; whoever sends SIGTERM does not wait.
    assert ("result not confirmed" in out) == (stop == signal.SIGTERM)
    assert "memory.copy" in (tmp_path / "run" / "reduced.wat").read_text()
    _, alive = psutil.wait_procs(children, timeout=20)
    assert not alive
    if not goes_on:
        return

    run = wreduce(
        seed,
        "--oracle",
        "ratio>1.4",
        *SIDES,
        "--run-dir",
        "run",
        "--resume",
        "--json",
        "s.json",
        cwd=tmp_path,
    )
    assert run.returncode == 0, run.stderr
    summary = json.loads((tmp_path / "s.json").read_text())
    assert summary["input"]["path"] == str(seed)
    assert summary["input"]["instructions"] > summary["output"]["instructions"]


@pytest.mark.timing
@pytest.mark.long
@pytest.mark.runtime
@pytest.mark.network
def test_two_releases_of_one_runtime_are_a_pair_too(tmp_path: Path, seeds: Path) -> None:
    seed = seeds / "bulk_memory" / "memory_copy_4.wat"
    run = wreduce(
        seed,
        "--oracle",
        "ratio>3",
        "--slow",
        "wasmtime@41.0.0",
        "--fast",
        "wasmtime@46.0.1",
        *QUICK,
        "--json",
        "s.json",
        cwd=tmp_path,
    )
    assert run.returncode == 0, run.stderr
    summary = json.loads((tmp_path / "s.json").read_text())
    assert (summary["slow"]["version"], summary["fast"]["version"]) == ("41.0.0", "46.0.1")


def test_help_names_the_exit_codes_or_where_they_are(tmp_path: Path) -> None:
    run = wreduce_here("--help", cwd=tmp_path)
    assert run.returncode == 0
    assert "wreduce" in run.stdout


def test_a_closed_pipe_is_no_stack_trace(tmp_path: Path) -> None:
    command = f"{sys.executable} -m reducer.cli --help | head -c 1"
    run = subprocess.run(
        command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ}
    )
    assert "Traceback" not in run.stderr


def test_the_demo_does_not_write_over_a_file_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "demo.wat").write_text("(module)")
    run = wreduce_here("demo", cwd=tmp_path)
    assert run.returncode == 2
    assert (
        run.stderr == "wreduce: demo.wat is there already, and is not the demo's: call it in another folder\n"
    )
    assert (tmp_path / "demo.wat").read_text() == "(module)"


@pytest.mark.parametrize(
    ("words", "all_of_them"),
    [
        (["seed.wat", "--help"], False),
        (["seed.wasm.gz"], False),
        (["reduce", "seed"], False),
        (["batch", "status"], True),
        (["seed"], True),
        ([], True),
    ],
)
def test_a_reduction_loads_its_own_command_alone(words, all_of_them):
    assert (_needed(words) == COMMANDS) is all_of_them


def test_a_reduction_loads_neither_the_controls_nor_numpy():
    told = "import sys, reducer.cli.reduce; print({'numpy', 'reducer.controls'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
