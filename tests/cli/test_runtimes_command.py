"""`wreduce runtimes` and `wreduce runtimes install`: lines, exit codes, JSON. What they call is played."""

import importlib
import json

import pytest

from reducer.cli import main
from reducer.runtimes import RuntimesError
from reducer.runtimes.installing import Installed
from reducer.runtimes.listing import Listed

# The module; the package has an attribute of that name once it is loaded.
command = importlib.import_module("reducer.cli.runtimes")

ROWS = [
    Listed("wasmi+interpreter", "seen", "2.0.0", "/there/wasmi", "interpreter", "interpreter", 1.6),
    Listed(
        "wasmedge+jit",
        "mismatch",
        "0.17.1",
        "/there/wasmedge",
        "optimising",
        "interpreter",
        None,
        "not a JIT",
    ),
    Listed("wazero+compiler", "missing", expects="optimising", words="wreduce runtimes install wazero"),
]


@pytest.fixture
def run(monkeypatch, tmp_path, capsys):
    """Runs the command; gives its exit code and what it said on both streams."""
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["runtimes", *words])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return call


@pytest.fixture
def listed(monkeypatch):
    monkeypatch.setattr(command, "list_runtimes", lambda check, say: iter(ROWS))
    monkeypatch.setattr(command, "missing_fences", list)


def test_a_fence_that_this_machine_cannot_put_up_is_named(run, listed, monkeypatch):
    assert run()[2] == ""
    monkeypatch.setattr(command, "missing_fences", lambda: ["native guests are not fenced in here"])
    assert run()[2] == "note: native guests are not fenced in here\n"


def test_in_a_pipe_every_runtime_is_a_line_of_the_same_columns(run, listed):
    code, out, _ = run()
    lines = [line.split("\t") for line in out.splitlines()]
    assert code == 0
    assert [len(line) for line in lines] == [6, 6, 6]
    assert lines[0] == ["wasmi+interpreter", "2.0.0", "seen", "interpreter", "1.6", "/there/wasmi"]
    assert lines[1][2:] == ["mismatch", "interpreter", "-", "not a JIT"]
    assert lines[2] == ["wazero+compiler", "-", "missing", "-", "-", "wreduce runtimes install wazero"]


def test_the_same_goes_into_a_file_as_json(run, listed, tmp_path):
    assert run("--json", "rows.json")[0] == 0
    rows = json.loads((tmp_path / "rows.json").read_text())
    assert [row["spec"] for row in rows] == [row.spec for row in ROWS]
    assert rows[0]["start_up_ms"] == 1.6


def test_on_a_terminal_what_is_missing_stands_under_the_table(run, listed, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    _, out, _ = run()
    table, _, missing = out.partition("not here")
    assert "wasmi+interpreter" in table and "wazero+compiler" not in table
    assert "wazero+compiler: wreduce runtimes install wazero" in missing


@pytest.fixture
def installs(monkeypatch, tmp_path):
    """What was asked for; `bad` ones cannot be had."""
    asked = []

    def install_one(spec, say):
        asked.append(spec)
        if spec.startswith("bad"):
            raise RuntimesError(f"{spec} is nowhere")
        say(f"{spec}: fetched")
        return Installed(spec, "1.0.0", tmp_path, fresh=True)

    monkeypatch.setattr(command, "install", install_one)
    monkeypatch.setattr(command, "chosen", lambda quick: ["wazero", "bad"] + ([] if quick else ["wasmi"]))
    return asked


def test_what_was_installed_is_a_line(run, installs, tmp_path):
    code, out, err = run("install", "wazero", "wasmi")
    assert (code, err) == (0, "")
    assert f"installed: wasmi 1.0.0 in {tmp_path}" in out.splitlines()


def test_what_cannot_be_had_is_a_line_and_the_rest_is_still_installed(run, installs):
    code, _, err = run("install", "bad", "wasmi")
    assert code == 2
    assert err == "could not install bad: bad is nowhere\n"
    assert installs == ["bad", "wasmi"]


@pytest.mark.parametrize(("option", "specs"), [("--quick", 2), ("--all", 3)])
def test_with_all_or_quick_what_cannot_be_had_is_no_error(run, installs, option, specs):
    code, _, err = run("install", option)
    assert (code, len(installs)) == (0, specs)
    assert "could not install bad" in err


@pytest.mark.parametrize("words", [[], ["--all", "wazero"]])
def test_it_must_be_clear_what_is_meant(run, installs, words):
    code, _, err = run("install", *words)
    assert code == 2 and installs == []
    assert "name what to install" in err
