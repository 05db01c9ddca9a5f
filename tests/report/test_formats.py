"""The forms of a report that other tools read, each held against the rules of its tool."""

import csv
import io
import json
import re
import shlex
import shutil
import subprocess
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
import wasmtime
from command_line import wreduce_here
from made_findings import CASE, CONTROLS, PRIMARY, VARIANTS, hostile, made_run, with_runs

from reducer.records.findings import ControlsFinding
from reducer.report.formats import Format, format_files
from reducer.report.formats.github import command, issue_title
from reducer.report.subject import ReportError, Subject, read_subject
from reducer.runtimes import Ending, TrapKind
from reducer.wat.assemble import assembler_for
from reducer.wat.tools import run

EVIL = "$(touch x) `y` '; rm \n--web @somebody \x1b[2J"


def subject_of(folder: Path, controls: ControlsFinding = CONTROLS, case: str = CASE) -> Subject:
    return read_subject(made_run(folder, controls=with_runs(controls), case=case))


@pytest.fixture
def subject(tmp_path: Path) -> Subject:
    return subject_of(tmp_path / "run")


# ---- Sightglass


class Host:
    """Runs a benchmark in wasmtime with both of Sightglass' functions, and keeps the order of their calls."""

    def __init__(self, binary: bytes) -> None:
        self.calls: list[str] = []
        engine = wasmtime.Engine()
        module = wasmtime.Module(engine, binary)
        self.imports = [(entry.module, entry.name, entry.type) for entry in module.imports]
        store, linker = wasmtime.Store(engine), wasmtime.Linker(engine)
        nothing = wasmtime.FuncType([], [])
        for name in ("start", "end"):
            linker.define_func("bench", name, nothing, lambda name=name: self.calls.append(name))
        instance = linker.instantiate(store, module)
        instance.exports(store)["_start"](store)


def test_a_benchmark_imports_both_functions_and_calls_each_once_around_its_work(subject: Subject) -> None:
    files = format_files(Format.SIGHTGLASS, subject)
    binary, text = files["sightglass/benchmark.wasm"], files["sightglass/benchmark.wat"]
    assert isinstance(binary, bytes) and isinstance(text, str)
    host = Host(binary)
    assert host.calls == ["start", "end"]
    assert [entry[:2] for entry in host.imports] == [("bench", "start"), ("bench", "end")]
    assert all(entry[2].params == [] and entry[2].results == [] for entry in host.imports)
    # The text is what the binary is made of, at about 10^8 instructions.
    assert run("wasm-tools", "parse", "-", data=text.encode()) == binary
    instructions = re.search(r"about (\S+) instructions", text)
    assert instructions and 0.5e8 < float(instructions[1]) < 2e8
    assert files["sightglass/benchmark.stdout.expected"] == b""
    assert files["sightglass/benchmark.stderr.expected"] == ""
    assert "wasm-tools parse /benchmark.wat" in str(files["sightglass/Dockerfile"])


FD_WRITE = '(import "wasi_snapshot_preview1" "fd_write" (func $w (param i32 i32 i32 i32) (result i32)))'
PRINT = "(drop (call $w (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 32)))"


def test_what_a_benchmark_prints_is_expected_of_it(tmp_path: Path) -> None:
    data = r'(data (i32.const 0) "\08\00\00\00\03\00\00\00hi\0a")'
    prints = CASE.replace("(module\n", f"(module {FD_WRITE}\n  {data}\n")
    prints = prints.replace("    i64.const 3513536\n", f"    {PRINT}\n    i64.const 3513536\n")
    files = format_files(Format.SIGHTGLASS, subject_of(tmp_path / "run", case=prints))
    assert files["sightglass/benchmark.stdout.expected"] == b"hi\n"


def test_a_case_that_does_not_return_is_no_benchmark(tmp_path: Path) -> None:
    trap = replace(CONTROLS, ending=Ending(None, (TrapKind.UNREACHABLE,)))
    with pytest.raises(ReportError, match="ends in: unreachable"):
        format_files(Format.SIGHTGLASS, subject_of(tmp_path / "trap", trap))
    leaves = CASE.replace(
        "(module\n", '(module (import "wasi_snapshot_preview1" "proc_exit" (func $e (param i32)))\n'
    ).replace("    end\n  )", "    end\n    (call $e (i32.const 0))\n  )")
    with pytest.raises(ReportError, match=r"exits by itself, before bench\.end"):
        format_files(Format.SIGHTGLASS, subject_of(tmp_path / "exit", case=leaves))


def test_raw_data_has_a_row_for_each_run(subject: Subject) -> None:
    from reducer.report.formats.sightglass import raw_data

    rows = list(csv.DictReader(io.StringIO(raw_data(subject))))
    assert list(rows[0]) == [
        "arch",
        "engine",
        "engine_flags",
        "wasm",
        "process",
        "iteration",
        "phase",
        "event",
        "count",
    ]
    assert {row["phase"] for row in rows} == {"Execution"}
    case = [row for row in rows if row["wasm"] == "primary.wasm"]
    assert len(case) == 3 * 15 and {row["engine"] for row in case} == {
        "wasmtime 41.0.0", "wasmer-sdk 0.5.0", "wasmi 2.0.0",
    }  # fmt: skip
    assert all(int(row["count"]) > 0 and int(row["process"]) < 15 for row in case)


# ---- tests/disas


def directives(text: str) -> dict[str, object]:
    """As wasmtime reads them: the leading lines that begin with `;;!`, as TOML."""
    lines = []
    for line in text.splitlines():
        if not line.startswith(";;!"):
            break
        lines.append(line[3:])
    return tomllib.loads("\n".join(lines))


def test_a_test_for_disas_has_its_directives_and_no_expected_part(subject: Subject) -> None:
    ((name, text),) = format_files(Format.DISAS, subject).items()
    assert name == "disas/primary.wat" and isinstance(text, str)
    found = directives(text)
    assert found["test"] == "compile" and found["target"] in ("x86_64", "aarch64")
    assert found.keys() == {"target", "test"}
    # What wasmtime holds its output against is the comment at the end of the file.
    assert not text.splitlines()[-1].startswith(";;")
    assert assembler_for(text)[1] == assembler_for(CASE)[1]


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        pytest.param("wasmtime+winch", {"test": "winch"}, id="winch"),
        pytest.param("wasmtime+cli-winch", {"test": "winch"}, id="winch by the program"),
        pytest.param("wasmtime:opt-level=s", {"flags": ["-O", "opt-level=s"]}, id="option"),
        pytest.param("wasmtime+pulley", {"target": "pulley64"}, id="pulley"),
    ],
)
def test_the_directives_say_how_the_slow_side_compiles(
    tmp_path: Path, spec: str, expected: dict[str, object]
) -> None:
    times = (replace(PRIMARY.times[0], spec=spec), *PRIMARY.times[1:])
    controls = replace(CONTROLS, primary=replace(PRIMARY, times=times))
    ((_, text),) = format_files(Format.DISAS, subject_of(tmp_path / "run", controls)).items()
    assert directives(str(text)).items() >= expected.items()


def test_disas_is_for_wasmtime_alone(tmp_path: Path) -> None:
    times = tuple(replace(times, spec="wasmi") for times in PRIMARY.times)
    controls = replace(CONTROLS, primary=replace(PRIMARY, times=times))
    with pytest.raises(ReportError, match="neither side is wasmtime"):
        format_files(Format.DISAS, subject_of(tmp_path / "run", controls))


# ---- hyperfine


def test_hyperfine_has_what_its_scripts_read(subject: Subject) -> None:
    found = json.loads(format_files(Format.HYPERFINE, subject)["hyperfine.json"])
    slow, fast, _ = found["results"]
    assert slow.keys() == {
        "command", "mean", "stddev", "median", "user", "system", "min", "max", "times", "exit_codes",
    }  # fmt: skip
    assert slow["median"] / fast["median"] == pytest.approx(3.0, rel=0.01)
    assert len(slow["times"]) == len(slow["exit_codes"]) == 15 and set(slow["exit_codes"]) == {0}
    assert slow["min"] <= slow["median"] <= slow["max"]
    assert "run_once.py wasmtime_worker.py primary.wasm" in slow["command"]


# ---- benchstat

RESULT = re.compile(r"Benchmark[A-Z]\S*-1 [1-9]\d* \S+ ns/op")
SETTING = re.compile(r"[^\sA-Z:]+: .*")


def test_benchmark_lines_are_gos_and_compare_by_name(subject: Subject) -> None:
    files = format_files(Format.BENCHSTAT, subject)
    assert set(files) == {"benchstat/slow.txt", "benchstat/fast.txt", "benchstat/also_1.txt"}
    names, settings = {}, {}
    for name, text in files.items():
        lines = str(text).splitlines()
        assert all(RESULT.fullmatch(line) or SETTING.fullmatch(line) or line[0] == "#" for line in lines)
        settings[name] = {line for line in lines if SETTING.fullmatch(line)}
        names[name] = [line.split()[0] for line in lines if RESULT.fullmatch(line)]
    # What differs in a setting is not compared.
    assert settings["benchstat/slow.txt"] == settings["benchstat/fast.txt"]
    assert {line.partition(":")[0] for line in settings["benchstat/slow.txt"]} == {
        "goos",
        "goarch",
        "pkg",
        "cpu",
    }
    assert names["benchstat/slow.txt"] == names["benchstat/fast.txt"]
    measured = sum(bool(found.times) for found in (PRIMARY, *VARIANTS))
    assert len(set(names["benchstat/slow.txt"])) == measured


@pytest.mark.skipif(not shutil.which("benchstat"), reason="go install golang.org/x/perf/cmd/benchstat")
def test_benchstat_compares_slow_and_fast(subject: Subject, tmp_path: Path) -> None:
    for name, text in format_files(Format.BENCHSTAT, subject).items():
        (tmp_path / Path(name).name).write_text(str(text))
    said = subprocess.run(
        ["benchstat", "slow.txt", "fast.txt"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert said.stderr == "" and re.search(r"Primary-1 .* -66\.67% \(p=0\.000 n=15\)", said.stdout)


# ---- GitHub


def test_the_command_for_an_issue_is_one_word_for_each_field_whatever_a_case_says(tmp_path: Path) -> None:
    made = subject_of(tmp_path / "run", hostile(EVIL))
    line = command(made, Path("a b"), "wasmtime")
    words = shlex.split(line)
    assert words[:4] == ["gh", "issue", "create", "--repo=bytecodealliance/wasmtime"]
    assert [word.partition("=")[0] for word in words[4:]] == ["--title", "--body-file", "--label"]
    assert words[5] == "--body-file=a b/github/body.md"
    assert "\n" not in line and "\x1b" not in line and len(issue_title(made)) <= 256


def test_the_body_of_an_issue_does_not_repeat_its_title(subject: Subject) -> None:
    files = format_files(Format.GITHUB, subject)
    fields = json.loads(files["github/fields.json"])
    assert fields == {
        "title": issue_title(subject), "body_file": "github/body.md", "labels": [], "repository": "",
    }  # fmt: skip
    assert not str(files["github/body.md"]).startswith("#") and "```wat" in str(files["github/body.md"])
    labelled = json.loads(format_files(Format.GITHUB, subject, "wasmedge")["github/fields.json"])
    assert labelled["labels"] == ["performance"]


# ---- all


@pytest.mark.parametrize("format_", [Format.HYPERFINE, Format.BENCHSTAT])
def test_findings_without_single_runs_are_told_in_a_line(tmp_path: Path, format_: Format) -> None:
    without = read_subject(made_run(tmp_path / "run"))
    with pytest.raises(ReportError, match=r"kept no single runs: take controls\.json away"):
        format_files(format_, without)


def test_the_command_writes_the_formats_that_are_asked_for(tmp_path: Path) -> None:
    made_run(tmp_path / "run", controls=with_runs(CONTROLS))
    words = ("--format", "hyperfine", "--format", "github", "--format", "disas")
    made = wreduce_here("report", "run", *words, cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    *paths, last = made.stdout.splitlines()
    assert paths[3:] == [
        "run/hyperfine.json", "run/github/body.md", "run/github/fields.json", "run/disas/primary.wat",
    ]  # fmt: skip
    assert all((tmp_path / path).is_file() for path in paths)
    assert last.startswith(("gh issue create --title=", "gh issue create '--title="))
