"""`wreduce test`, `doctor` and `simulate` as people and other reducers call them."""

import json
import platform
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import pytest
from command_line import wreduce_here

from reducer.records.evidence import EvidenceLog, FailureRow, PairRow

SIDES = ("--slow", "wasmtime@41.0.0", "--fast", "wasmer")
# 8 to 16 ms on the fast side: long enough to be measured, short enough for a test.
TRIPS = "8388608"


def wreduce(*arguments: object, cwd: Path, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reducer.cli", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=timeout, check=False)


@pytest.fixture
def folder(tmp_path: Path, seeds: Path) -> Path:
    """A slow program, the same without its target, and what is no program."""
    for name, seed in (("slow", "primary_memory_copy_len32"), ("gone", "control_target_removed")):
        text = (seeds / "bulk_memory" / f"{seed}.wat").read_text()
        trips = TRIPS if name == "slow" else "67108864"
        (tmp_path / f"{name}.wat").write_text(text.replace("268435456", trips))
    (tmp_path / "garbage.wat").write_text("(module garbage")
    (tmp_path / "garbage.wasm").write_bytes(b"\0asm\1\0\0\0garbage")
    return tmp_path


def test_the_version_is_told_with_those_of_what_is_here(tmp_path: Path) -> None:
    run = wreduce("--version", cwd=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    own, python, assemblers, engines = run.stdout.splitlines()
    assert own == f"wreduce {version('wreduce')}"
    assert python.startswith(f"Python {platform.python_version()}, ")
    assert re.fullmatch(r"wabt \d+\.\d+\.\d+, wasm-tools \d+\.\d+\.\d+", assemblers)
    assert f"wasmtime {version('wasmtime')}" in engines and f"wasmer {version('wasmer-sdk')}" in engines


# ---- test


@pytest.mark.timing
@pytest.mark.runtime
@pytest.mark.network
@pytest.mark.parametrize(("name", "code"), [("slow.wat", 0), ("gone.wat", 1), ("garbage.wasm", 1)])
def test_the_exit_code_tells_and_nothing_else_does(folder: Path, name: str, code: int) -> None:
    run = wreduce_here("test", name, "--oracle", "ratio>1.4", *SIDES, cwd=folder)
    assert (run.returncode, run.stdout, run.stderr) == (code, "", "")


def test_text_that_is_no_module_is_not_shown(folder: Path) -> None:
    run = wreduce_here("test", "garbage.wat", "--oracle", "ratio>1.4", *SIDES, cwd=folder)
    assert (run.returncode, run.stdout, run.stderr) == (1, "", "")
    run = wreduce_here("test", "garbage.wat", "--oracle", "ratio>1.4", *SIDES, "-v", cwd=folder)
    assert run.stdout.startswith("invalid: ")
    assert len(run.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["missing.wat", "--oracle", "ratio>2"], "cannot be read", id="no such file"),
        pytest.param(["slow.wat", "--oracle", "ratio"], "ratio:2", id="a bad oracle"),
        pytest.param(["slow.wat", "--oracle", "ratio>2", "--slow", "wasmtym"], "wasmtym", id="no runtime"),
        pytest.param(["slow.wat", "--oracle", "ratio>0.8*original"], "--ledger DIR", id="what original?"),
        pytest.param(["slow.wat", "--oracle", "ratio>2", "--ledger", "slow.wat"], "no folder", id="a file"),
        pytest.param(["slow.wat", "--oracle", "time(wazero)>2s"], "neither side", id="a third runtime"),
        pytest.param(["slow.wat", "--oracle", "ratio>2", "--json", "no/f.json"], "no/f.json", id="nowhere"),
    ],
)
def test_an_error_is_one_line_and_exit_code_2(folder: Path, arguments: list[str], words: str) -> None:
    run = wreduce_here("test", *arguments, cwd=folder)
    assert (run.returncode, run.stdout) == (2, "")
    assert words in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_a_foreign_ledger_is_refused_and_left_as_it_is(folder: Path) -> None:
    (folder / "ledger").mkdir()
    (folder / "ledger" / "evidence.jsonl").write_text('{"mine": 1}\n')
    run = wreduce_here("test", "slow.wat", "--oracle", "ratio>2", "--ledger", "ledger", *SIDES, cwd=folder)
    assert run.returncode == 2
    assert "evidence.jsonl, line 1" in run.stderr
    assert (folder / "ledger" / "evidence.jsonl").read_text() == '{"mine": 1}\n'


def test_an_instruction_that_must_stay_is_looked_for_without_running_anything(folder: Path) -> None:
    oracle = ("--oracle", "ratio>1.4 and keeps(memory.copy)")
    run = wreduce_here("test", "gone.wat", *oracle, *SIDES, "-v", cwd=folder)
    assert (run.returncode, run.stdout) == (1, "not shown: no memory.copy left\n")


@pytest.mark.parametrize("spelt", ["fuel=on,opt-level=2", "opt-level=2,fuel=on"])
def test_the_sides_of_a_question_have_one_name_however_their_options_are_ordered(
    folder: Path, spelt: str
) -> None:
    sides = ("--slow", f"wasmtime:{spelt}", "--fast", "wasmer", "--json", "asked.json")
    wreduce_here("test", "gone.wat", "--oracle", "ratio>1.4 and keeps(memory.copy)", *sides, cwd=folder)
    assert json.loads((folder / "asked.json").read_text())["slow"] == "wasmtime:opt-level=2,fuel=on"


@pytest.mark.timing
@pytest.mark.runtime
@pytest.mark.network
def test_calls_share_a_ledger_one_after_the_other_and_at_once(folder: Path) -> None:
    asked = ("--oracle", "ratio>0.7*original", "--ledger", "ledger", *SIDES)
    first = wreduce_here("test", "slow.wat", *asked, "--json", "1.json", cwd=folder)
    again = wreduce_here("test", "slow.wat", *asked, "--json", "2.json", "-v", cwd=folder)
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert "kept: " in again.stdout
    one, two = (json.loads((folder / f"{name}.json").read_text()) for name in "12")
    assert one["new_pairs"] >= 24
    assert two["new_pairs"] == 0
    assert one["ratio"] == two["ratio"]
    (folder / "third.wat").write_text((folder / "slow.wat").read_text().replace(TRIPS, "9000000"))
    (folder / "fourth.wat").write_text((folder / "slow.wat").read_text().replace(TRIPS, "9500000"))
    # Two ask about the same new file, two about one each, and one about what is known.
    files = ["gone.wat", "slow.wat", "gone.wat", "third.wat", "fourth.wat"]
    with ThreadPoolExecutor(len(files)) as pool:
        runs = list(pool.map(lambda name: wreduce("test", name, *asked, cwd=folder), files))
    assert [run.returncode for run in runs[:3]] == [1, 0, 1]
    rows = EvidenceLog(folder / "ledger" / "evidence.jsonl").read()
    assert len({row.key for row in rows if isinstance(row, (PairRow, FailureRow))}) == 4


# ---- doctor


@pytest.mark.runtime
def test_the_doctor_speaks_plainly_in_a_pipe(tmp_path: Path) -> None:
    run = wreduce_here("doctor", "--json", "d.json", "--trace", "t.json", cwd=tmp_path)
    assert run.returncode in (0, 4), run.stderr
    assert run.stderr == ""
    assert "\x1b" not in run.stdout
    for words in (
        "A/A",
        "noise",
        "governor",
        "load",
        "steal",
        "What can be told apart here",
        "1.9 and 2.1 need",
    ):
        assert words in run.stdout
    data = json.loads((tmp_path / "d.json").read_text())
    assert data["a_a"]["pairs"] == 45
    assert (run.returncode == 0) == (data["a_a"]["contains_1"] and data["noise"]["too_noisy"] is None)
    shown = wreduce_here("simulate", "--trace", "t.json", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert "ratio>2 under t.json" in shown.stdout


def test_a_doctor_without_the_runtime_ends_with_2(tmp_path: Path) -> None:
    run = wreduce_here("doctor", "--runtime", "wasmtym", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (2, "")
    assert len(run.stderr.splitlines()) == 1


# ---- simulate


def test_simulate_prints_the_documented_table(tmp_path: Path) -> None:
    run = wreduce_here("simulate", "--json", "s.json", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert "98.284 %" in run.stdout
    conditions = json.loads((tmp_path / "s.json").read_text())["conditions"]
    assert [len(condition["rows"]) for condition in conditions] == [6, 6, 6, 6]


def test_simulate_takes_ones_own_noise_ratios_and_reductions(tmp_path: Path) -> None:
    run = wreduce_here(
        "simulate", "--sigma", "10%", "--spikes", "2%", "--ratio", "1.6", "--threshold", "1.5",
        "--reductions", "2", "--picture", "p.svg", cwd=tmp_path,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "ratio>1.5 under 10 %, spikes 2 %" in run.stdout
    assert "of 2" in run.stdout.splitlines()[-1]
    assert (tmp_path / "p.svg").stat().st_size > 1000


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--sigma", "much"], "not a share"),
        (["--sigma", "0%"], "no noise at all"),
        (["--spikes", "100%"], "below 100 %"),
        (["--threshold", "-1"], "above 0"),
        (["--trace", "missing.json"], "cannot be read"),
        (["--trace", "x.json"], "not a recording"),
        (["--trace", "x.json", "--sigma", "5%"], "leave out"),
        (["--picture", "p.gif"], ".svg or .png"),
    ],
)
def test_simulates_errors_are_one_line(tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "x.json").write_text("{}")
    run = wreduce_here("simulate", *arguments, cwd=tmp_path)
    assert (run.returncode, run.stdout) == (2, "")
    assert words in run.stderr
    assert len(run.stderr.splitlines()) == 1
