"""test_cases.zip: the same bytes twice, and a script that tells the truth."""

import csv
import io
import json
import os
import shlex
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from made_findings import CONTROLS, PRIMARY, STATE, VARIANTS, made_run

from reducer.records.codec import RecordError
from reducer.records.findings import SideTimes
from reducer.report.archive import archive, csv_text
from reducer.report.html import html
from reducer.report.markdown import markdown
from reducer.report.rerun import reproduce_script
from reducer.report.rows import chosen_rows
from reducer.report.subject import ReportError, Subject, check_finished, read_subject
from reducer.runtimes import Ending, TrapKind
from reducer.runtimes.workers.call import Call
from reducer.runtimes.workers.run_once import ended_so


@pytest.fixture
def subject(tmp_path: Path) -> Subject:
    return read_subject(made_run(tmp_path / "run"))


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def test_two_archives_of_one_run_are_the_same_bytes(subject: Subject, tmp_path: Path) -> None:
    again = read_subject(made_run(tmp_path / "copy"))
    assert archive(subject, markdown(subject)) == archive(again, markdown(again))
    assert html(subject) == html(again)


def test_names_times_and_modes_are_fixed(subject: Subject) -> None:
    infos = opened(archive(subject, "text\n")).infolist()
    assert [info.filename for info in infos] == sorted(info.filename for info in infos)
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    modes = {info.filename: info.external_attr >> 16 for info in infos}
    assert modes["test_cases/reproduce.sh"] == 0o100755 and modes["test_cases/primary.wat"] == 0o100644


def test_everything_named_is_there(subject: Subject) -> None:
    names = set(opened(archive(subject, "text\n")).namelist())
    files = ("report.md", "measurements.csv", "measurements.json", "start_up.wasm", "workers/run_once.py")
    for name in files:
        assert f"test_cases/{name}" in names
    for found in VARIANTS:
        assert names & {f"test_cases/{found.file}", f"test_cases/more/{found.file}"}


def test_measurements_are_complete(subject: Subject) -> None:
    rows = list(csv.DictReader(io.StringIO(csv_text(subject))))
    assert {row["file"] for row in rows} == {found.file for found in (PRIMARY, *VARIANTS)}
    assert rows[0]["time_ns"] == "27000000.0" and rows[0]["verdict"] == "persists"
    facts = json.loads(opened(archive(subject, "")).read("test_cases/measurements.json"))
    assert facts["controls"]["folder"] == "." and facts["blame"]["pattern"] == "helper call per iteration"


# ---- the script

FAKE = """#!/bin/sh
while [ $# -gt 0 ]; do [ "$1" = --csv ] && out=$2; shift; done
{ echo "file,runtime,version,rounds,time_ns,low,high,ratio,ratio_low,ratio_high,reference,failed"
%s; } > "$out"
"""


def lines_of(ratios: dict[str, str]) -> str:
    """What a stand-in for wreduce writes: both runtimes of every file, the slow one's ratio as given."""
    return "\n".join(
        f'echo "{name}.wasm,wasmtime@41.0.0,41.0.0,8,1,1,1,{ratio},,,wasmer,"\n'
        f'echo "{name}.wasm,wasmer,0.5.0,8,1,1,1,,,,wasmer,"'
        for name, ratio in ratios.items()
    )


def rerun(subject: Subject, place: Path, ratios: dict[str, str]) -> subprocess.CompletedProcess[str]:
    opened(archive(subject, "")).extractall(place)
    wreduce = place / "wreduce"
    wreduce.write_text(FAKE % lines_of(ratios))
    wreduce.chmod(0o755)
    return subprocess.run(
        ["sh", place / "test_cases/reproduce.sh"], capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "WREDUCE": str(wreduce)},
    )  # fmt: skip


RATIOS = {
    "primary": "2.8", "control_target_removed": "1.01", "sibling_i32_counter": "1.2",
    "sibling_memory_fill": "2.2", "control_memory_copy_len0": "3.1", "control_memory_copy_src_is_dst": "2",
}  # fmt: skip


def test_the_script_holds_the_verdicts_against_the_recorded_ones(subject: Subject, tmp_path: Path) -> None:
    run = rerun(subject, tmp_path, RATIOS)
    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    assert lines[1].split() == ["primary.wasm", "3.00", "persists", "2.80", "persists", "same"]
    assert [line.split()[-1] for line in lines[1:]] == ["same"] * 6


def test_another_verdict_is_shown_and_is_exit_code_1(subject: Subject, tmp_path: Path) -> None:
    run = rerun(subject, tmp_path, {**RATIOS, "sibling_memory_fill": "1.4", "control_memory_copy_len0": ""})
    assert run.returncode == 1
    assert "1.40 weakens" in run.stdout and run.stdout.count("DIFFERENT") == 2
    assert "traps" in run.stdout


def test_no_slowdown_is_told_as_such(subject: Subject, tmp_path: Path) -> None:
    run = rerun(subject, tmp_path, {**RATIOS, "primary": "0.99"})
    assert run.returncode == 1 and "no slowdown here" in run.stdout


@pytest.mark.parametrize(
    ("slow", "fast"),
    [
        (("wasm2c", "1.0.32 with gcc 12.2.0"), ("wasmedge+aot", "0.17.1")),
        (("node+liftoff", "20.20.2"), ("wazero", "1.12.0")),
        (("jsc", "2.50.6"), ("nosuch", "1")),
        (("wasmtime+cli:opt-level=0", "41.0.0"), ("wasm3", "0.5.0")),
    ],
)
def test_the_script_is_good_shell_for_every_kind_of_runtime(
    tmp_path: Path, slow: tuple[str, str], fast: tuple[str, str]
) -> None:
    times = tuple(SideTimes(*side, 1e7, None, None, 5) for side in (slow, fast))
    controls = replace(CONTROLS, primary=replace(PRIMARY, times=times, edit="it's; $(touch x)"))
    made = read_subject(made_run(tmp_path / "run", controls=controls))
    script = reproduce_script(made, chosen_rows(made))
    run = subprocess.run(["sh", "-n"], input=script, text=True, capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert "@WASM@" not in script


@pytest.fixture
def trapping(tmp_path: Path) -> str:
    """The script of a case that divides by zero."""
    sides = ("wazero", "1.12.0"), ("wasmtime", "41.0.0")
    times = tuple(SideTimes(*side, 1e7, None, None, 5) for side in sides)
    ending = Ending(None, (TrapKind.DIVIDE_BY_ZERO,))
    controls = replace(CONTROLS, primary=replace(PRIMARY, times=times), ending=ending)
    made = read_subject(made_run(tmp_path / "run", controls=controls))
    assert "It ends in: integer divide by zero, on both." in markdown(made)
    return reproduce_script(made, chosen_rows(made))


@pytest.mark.parametrize(
    ("wanted", "command", "ended"),
    [
        pytest.param("trap", "echo 'wasm trap: integer divide by zero' >&2; exit 134", 0, id="the trap"),
        pytest.param("trap", "echo '[error] divide by zero'; exit 0", 0, id="in other words, exit code 0"),
        pytest.param("trap", "echo 'wasm trap: unreachable' >&2; exit 134", 1, id="another trap"),
        pytest.param("trap", "echo 'cannot open file' >&2; exit 1", 1, id="no trap at all"),
        pytest.param("trap", "exit 0", 1, id="it does not trap"),
        pytest.param("0", "exit 0", 0, id="exit code"),
        pytest.param("0", "exit 3", 1, id="another exit code"),
    ],
)
def test_a_command_line_must_come_to_the_very_ending(
    trapping: str, tmp_path: Path, wanted: str, command: str, ended: int
) -> None:
    assert 'cpu_ns "${2:-trap}"' in trapping and "start_up.wasm 0" in trapping
    helpers = trapping[trapping.index("trapped() {") : trapping.index("# The CPU time")]
    script = f"tmp={tmp_path}\n{helpers}\nends {wanted} sh -c {shlex.quote(command)}"
    assert subprocess.run(["sh", "-c", script], check=False).returncode == ended


def test_a_worker_must_come_to_the_very_ending(trapping: str) -> None:
    assert "'ends=integer divide by zero'" in trapping
    for message, ended in (("integer divide by zero", True), ("unreachable", False), ("no words", False)):
        report = {"kind": "trapped", "exit_code": None, "message": message}
        assert ended_so(report, "integer divide by zero or integer overflow") is ended
    assert ended_so({"kind": "exited", "exit_code": 3, "message": ""}, "3")


PERF = """#!/bin/sh
# Stands in for perf: what a command takes is a word of its own, in ms; a program that does nothing, 1.
while [ $# -gt 0 ]; do
    case $1 in -o) out=$2; shift ;; start_up.wasm) taken=1 ;; [0-9]*0) taken=$1 ;; esac
    shift
done
[ -z "${out:-}" ] || echo "${taken:-0},msec,task-clock" > "$out"
"""


def test_a_maintainer_may_name_a_command_of_his_own_for_a_side(subject: Subject, tmp_path: Path) -> None:
    opened(archive(subject, "")).extractall(tmp_path)
    place = tmp_path / "bin"
    place.mkdir()
    (place / "perf").write_text(PERF)
    (place / "perf").chmod(0o755)
    run = subprocess.run(
        ["sh", tmp_path / "test_cases/reproduce.sh", "1"], capture_output=True, text=True, timeout=60,
        check=False, env={"PATH": f"{place}:/usr/bin:/bin", "SLOW": "echo 30", "FAST": "echo 10"},
    )  # fmt: skip
    assert "primary.wasm in this round: 3.22" in run.stderr
    assert "primary.wasm" in run.stdout and " 3.22 persists" in run.stdout


# ---- what is no run folder


def test_an_unfinished_run_and_what_is_no_run_are_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="is not a folder"):
        check_finished(tmp_path / "nowhere")
    with pytest.raises(ReportError, match=r"no state\.json"):
        check_finished(tmp_path)
    (tmp_path / "state.json").write_text(json.dumps({**STATE, "summary": None}))
    with pytest.raises(ReportError, match="is not finished: wreduce --resume"):
        check_finished(tmp_path)
    (tmp_path / "state.json").write_text("[")
    with pytest.raises(RecordError, match=r"state\.json: it is broken at line 1"):
        check_finished(tmp_path)


def test_a_broken_finding_is_told_with_its_file(tmp_path: Path) -> None:
    folder = made_run(tmp_path / "run")
    (folder / "blame.json").write_text("{}")
    with pytest.raises(ReportError, match=r"blame\.json: not a wreduce BlameFinding"):
        read_subject(folder)


def test_what_the_program_reads_is_in_the_archive_and_the_script_gives_it(subject: Subject) -> None:
    (subject.folder / "given" / "0").mkdir(parents=True)
    (subject.folder / "given" / "stdin").write_bytes(b"")
    (subject.folder / "given" / "0" / "a b.txt").write_text("x")
    call = Call(("1", "it's"), (("A", "$b"),), "given/stdin", (("given/0", "/d"),))
    given = replace(subject, call=call)
    made = opened(archive(given, "text\n"))
    assert made.read("test_cases/given/0/a b.txt") == b"x"
    assert made.read("test_cases/given/stdin") == b""
    assert "test_cases/workers/call.py" in made.namelist()
    script = reproduce_script(given, chosen_rows(given))
    assert "--env 'A=$b' --stdin given/stdin --dir given/0::/d" in script
    assert """-- 1 'it'"'"'s' || exit 2""" in script
    assert 'given={"argv": ["1", ' in script
    assert subprocess.run(["sh", "-n"], input=script, text=True, check=False).returncode == 0
