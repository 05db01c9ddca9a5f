"""The options for what a program is given: the same for every command, and kept with a run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reducer.cli.given import GivenError, given_by, split_words
from reducer.records.errors import RecordError
from reducer.records.run_folder import given_again
from reducer.runtimes import Given, Invocation
from tests.command_line import wreduce_here
from tests.made_run import begun_folder

COMMANDS = ["reduce", "measure", "controls", "blame", "bisect", "batch"]
ADD = '(module (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))'


@pytest.mark.parametrize("command", [*COMMANDS, "test"])
def test_every_command_that_takes_a_program_has_the_options(command: str, tmp_path: Path) -> None:
    shown = wreduce_here(command, "--help", cwd=tmp_path).stdout
    assert all(flag in shown for flag in ("--invoke", "--stub-imports", "--env", "--stdin", "--dir"))


def test_what_stands_behind_two_hyphens_is_no_word_of_the_command() -> None:
    assert split_words(["a.wat", "b.wat", "--invoke", "f", "--", "1", "--", "-2"]) == (
        ["a.wat", "b.wat", "--invoke", "f"],
        ("1", "--", "-2"),
    )
    assert split_words(["a.wat"]) == (["a.wat"], ())


def test_arguments_are_the_functions_or_else_the_programs() -> None:
    assert given_by(["1"], "f", False, None, None, None) == Given("f", ("1",))
    assert given_by(["1"], None, False, None, None, None) == Given(invocation=Invocation(("1",)))


def test_files_and_folders_are_found_again_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").write_text("x")
    found = given_by([], None, True, ["A=1", "B=x=y", "A=2"], "in", [".", ".::/data"]).invocation
    assert found.env == (("A", "2"), ("B", "x=y"))
    assert found.stdin == str(tmp_path / "in")
    assert found.dirs == ((str(tmp_path), "."), (str(tmp_path), "/data"))


@pytest.mark.parametrize(
    ("env", "stdin", "dirs", "words"),
    [
        (["A"], None, [], "--env A: write NAME=VALUE"),
        (["=1"], None, [], "write NAME=VALUE"),
        ([], "no-such", [], "--stdin no-such: there is no such file"),
        ([], None, ["no-such::/x"], "--dir no-such: there is no such folder"),
    ],
)
def test_what_is_impossible_is_told(env: list[str], stdin: str | None, dirs: list[str], words: str) -> None:
    with pytest.raises(GivenError, match=words):
        given_by([], None, False, env, stdin, dirs)


@pytest.mark.parametrize("command", ["reduce", "measure", "controls", "blame", "bisect"])
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--invoke", "add", "--", "1", "2", "3"], "takes 2 arguments, and 3 are given"),
        (["--invoke", "add", "--", "one"], "argument 1 of `add`: `one` is no i32"),
        (["--invoke", "nope"], "nothing is exported as `nope`"),
    ],
)
def test_bad_arguments_are_exit_code_2_in_one_line(
    tmp_path: Path, command: str, arguments: list[str], words: str
) -> None:
    (tmp_path / "add.wat").write_text(ADD)
    run = wreduce_here(command, "add.wat", *arguments, cwd=tmp_path)
    assert run.returncode == 2
    told = [line for line in run.stderr.splitlines() if line.startswith("wreduce: ")]
    assert len(told) == 1 and words in told[0]


def test_the_test_for_other_reducers_calls_what_is_named(tmp_path: Path) -> None:
    (tmp_path / "add.wat").write_text(ADD)
    run = wreduce_here(
        "test", "add.wat", "-v", "--oracle", "ratio>2", "--invoke", "nope", "--", "1", cwd=tmp_path
    )
    assert run.returncode == 1
    assert "invalid: nothing is exported as `nope`" in run.stdout


def test_a_run_goes_on_as_it_was_begun(tmp_path: Path) -> None:
    given = Given("main", ("100",), True, Invocation(env=(("A", "1"),)))
    state = replace(begun_folder(tmp_path / "run").begun, given=given)
    assert given_again(tmp_path, state, Given()) == given
    assert given_again(tmp_path, state, given) == given
    with pytest.raises(RecordError, match="begun with --invoke main --stub-imports --env A=1 -- 100, not"):
        given_again(tmp_path, state, Given("other"))
