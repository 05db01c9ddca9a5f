"""The folder that a person stands in, a downloaded corpus perhaps, runs no code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from trapped_folder import WREDUCE, TrappedFolder

from reducer.batch.running import OWN_RUNTIMES
from reducer.batch.store import Store
from reducer.children import find_program, keep_out_working_folder, python, search_path
from reducer.runtimes import RuntimesError, open_runtime
from reducer.runtimes.clients import call
from reducer.runtimes.opening import engine_of
from reducer.runtimes.spec import parse_spec

# (module (memory (export "memory") 1) (func (export "_start")))
CASE_BINARY = bytes.fromhex(
    "0061736d01000000010401600000030201000503010001071302066d656d6f72790200065f737461727400000a040102000b"
)


@pytest.fixture
def trapped(tmp_path: Path) -> TrappedFolder:
    return TrappedFolder(tmp_path)


def run(trapped: TrappedFolder, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**trapped.environment(trapped.path.parent), **more}
    return subprocess.run(
        command, cwd=trapped.path, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_traps_are_set(trapped: TrappedFolder) -> None:
    run(trapped, sys.executable, "-m", "pip")
    run(trapped, "/bin/sh", "-c", "node; wat2wasm")
    assert trapped.sprung() == ["module pip", "program node", "program wat2wasm"]


# ---- commands

MEASURE = ("measure", "case.wat", "--rounds", "1", "--runtime", "wasmtime", "--runtime")
WAYS = [
    pytest.param(("check", "case.wat"), 0, id="the assembler"),
    pytest.param(("test", "case.wat", "--oracle", "ratio>2", "--slow", "mine"), 2, id="the same in test"),
    pytest.param((*MEASURE, "wasmtime@1.0.0"), 2, id="pip fetches a release"),
    pytest.param(
        ("bisect", "case.wat", "--runtime", "wasmtime", "--versions", "38..50", "--against", "wasmer"), 2,
        id="pip lists releases",
    ),
    pytest.param(("runtimes",), 0, id="every program's version"),
    pytest.param(
        ("batch", ".", "--out", "../run", "--jobs", "1"), 0, marks=pytest.mark.runtime, id="lanes of a batch"
    ),
    pytest.param(("doctor",), None, marks=[pytest.mark.runtime, pytest.mark.long], id="doctor"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "code"), WAYS)
def test_a_command_in_a_trapped_folder_springs_none(
    trapped: TrappedFolder, words: tuple[str, ...], code: int | None
) -> None:
    done = run(trapped, *WREDUCE, *words)
    assert "Traceback" not in done.stderr
    assert code is None or done.returncode == code, done.stderr
    assert trapped.sprung() == []


@pytest.mark.runtime
@pytest.mark.parametrize("spec", ["node", "bun", "deno", "wasm2c+gcc"])
def test_a_program_that_is_driven_takes_nothing_from_the_working_folder(
    trapped: TrappedFolder, monkeypatch: pytest.MonkeyPatch, spec: str
) -> None:
    monkeypatch.chdir(trapped.path)
    monkeypatch.setenv("PATH", trapped.environment(trapped.path.parent)["PATH"])
    try:
        engine_of(parse_spec(spec))
    except RuntimesError as error:
        pytest.skip(str(error))
    with open_runtime(spec) as runtime:
        assert runtime.run(CASE_BINARY).outcome.exit_code == 0
    assert trapped.sprung() == []


@pytest.mark.runtime
@pytest.mark.long
def test_a_whole_reduction_and_its_report_spring_none(trapped: TrappedFolder, seeds: Path) -> None:
    seed = (seeds / "bulk_memory" / "primary_memory_copy_len32.wat").read_text()
    (trapped.path / "case.wat").write_text(seed)
    options = ("--oracle", "ratio>1.01", "--time-limit", "3s", "--run-dir", "../reduced")
    assert run(trapped, *WREDUCE, "case.wat", *options).returncode in (0, 3, 4)
    assert trapped.sprung() == []


def test_one_line_says_that_the_wreduce_toml_here_is_not_read(trapped: TrappedFolder) -> None:
    done = run(trapped, *WREDUCE, *MEASURE, "mine")
    assert done.returncode == 2 and trapped.sprung() == []
    assert done.stderr.count("the wreduce.toml in this folder is not read") == 1
    assert "--config wreduce.toml" in done.stderr


def test_one_that_is_named_is_read_and_nothing_is_said(trapped: TrappedFolder) -> None:
    done = run(trapped, *WREDUCE, *MEASURE, "mine", "--config", "wreduce.toml")
    assert trapped.sprung() == ["settings"]
    assert "is not read" not in done.stderr


def test_a_config_file_that_is_not_there_is_one_line(trapped: TrappedFolder) -> None:
    done = run(trapped, *WREDUCE, "runtimes", "--config", "other.toml")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1 and "other.toml is not there" in done.stderr


def test_a_batch_that_goes_on_means_the_same_by_its_own_runtimes(trapped: TrappedFolder) -> None:
    with Store.open(trapped.path.parent / "run", {}) as store:
        store.require(trapped.path, {OWN_RUNTIMES: '{"mine": {"run": ["/opt/x/mine"]}}'})
    words = ("batch", ".", "--out", "../run", "--config", "wreduce.toml", "--runtime", "wasmtime", "mine")
    done = run(trapped, *WREDUCE, *words)
    assert done.returncode == 2 and "begun with other runtimes of wreduce.toml" in done.stderr
    assert trapped.sprung() == []


# ---- children


@pytest.mark.parametrize("module", ["pip", "json.tool", "reducer.batch.place_process"])
def test_a_python_of_ours_takes_no_module_from_the_working_folder(
    trapped: TrappedFolder, module: str
) -> None:
    command = python(module, "--help")
    run(trapped, *command, PYTHONPATH=f":{trapped.path}", PYTHONSTARTUP=str(trapped.path / "json.py"))
    assert trapped.sprung() == []


def test_a_dask_worker_takes_no_module_from_the_working_folder(trapped: TrappedFolder) -> None:
    pytest.importorskip("distributed")
    source = (
        "import sys; from reducer.batch.joining import become_worker; "
        "sys.path.insert(0, ''); become_worker('--version', 1)"
    )
    done = run(trapped, sys.executable, "-I", "-c", source, PYTHONPATH=f":{trapped.path}")
    assert done.returncode == 0 and trapped.sprung() == []


def test_a_client_is_found_by_its_full_path_and_stands_elsewhere(
    trapped: TrappedFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(trapped.path)
    monkeypatch.setenv("PATH", trapped.environment(trapped.path.parent)["PATH"])
    assert call(["env", "pwd"], timeout_s=20, doing="looking", environment={"PATH": search_path()}) == "/\n"
    assert trapped.sprung() == []


@pytest.mark.parametrize(
    "path", ["", ".", ":", "/nowhere::", "bin:../x", "{here}", "{here}/", "{here}/../corpus"]
)
def test_no_entry_of_path_leads_to_the_working_folder(
    trapped: TrappedFolder, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.chdir(trapped.path)
    monkeypatch.setenv("PATH", path.replace("{here}", str(trapped.path)))
    assert find_program("bun") is None
    assert search_path()


def test_a_command_that_has_begun_imports_nothing_from_the_working_folder(
    trapped: TrappedFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(trapped.path)
    monkeypatch.setenv("PATH", f".:{os.environ['PATH']}")
    monkeypatch.setattr(sys, "path", ["", str(trapped.path), "lib", *sys.path])
    keep_out_working_folder()
    assert not {"", "lib", str(trapped.path)} & set(sys.path)
    assert "." not in os.environ["PATH"].split(":")


# ---- the script in a report's archive


def test_reproduce_sh_springs_none_where_it_is_run(trapped: TrappedFolder) -> None:
    template = Path(__file__).parents[2] / "reducer" / "report" / "templates" / "reproduce.sh.j2"
    start = (
        template.read_text().split("rounds=${1:-")[0].partition("\n")[2].replace("{{", "").replace("}}", "")
    )
    script = trapped.path.parent / "archive" / "reproduce.sh"
    script.parent.mkdir()
    script.write_text(f'{start}\nnode; bun; wat2wasm; command -v wreduce; echo "$PATH" >&2\n')
    done = run(trapped, "/bin/sh", str(script))
    assert trapped.sprung() == []
    folders = done.stderr.splitlines()[-1].split(":")
    assert all(os.path.isabs(folder) and folder != str(trapped.path) for folder in folders)
