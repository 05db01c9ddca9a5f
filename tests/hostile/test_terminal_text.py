"""What a file, a module or an engine is called or says is shown, and never obeyed, by any command."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.text import Text

import reducer
from reducer.cli import main
from reducer.report.terminal import Screen, Terminal

PACKAGE = Path(reducer.__file__).parent
WRITERS = ("print", "typer.echo", "Console", "sys.stdout.write", "sys.stderr.write", "traceback.print_exc")

# A title for the window, a C1 sequence, the other direction, no width, half a character, markup of rich.
TEXT = "\x1b]0;title\x07\x9b2J\u202e\u2066\u200b[bold]bold[/bold][link=http://e/]"
OBEYED = ("\x1b]", "\x07", "\x9b", "\u202e", "\u2066", "\u200b")
NAME = f"a{TEXT.replace('/', '_')}".encode() + b"\xff\n.wat"
MODULE = r"""
(module
  (memory (export "memory") 1)
  (func (export "\1b]0;title\07\u{202e}[bold]"))
  (func $main (export "_start") (local $i i32)
    (local.set $i (i32.const 300000))
    (loop $hot
      (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (local.get $i)))
      (br_if $hot (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))
"""
ENGINE = """#!/bin/sh
[ "$1" = --version ] && echo own 1.0 && exit
printf '\\033]0;title\\007\\302\\2332J\\342\\200\\256[bold]bold[/bold] says the engine\\n' >&2
exit 1
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A file of that name, and an engine, `own`, that complains in such words."""
    (tmp_path / "corpus").mkdir()
    for place in (tmp_path, tmp_path / "corpus"):
        (place / os.fsdecode(NAME)).write_text(MODULE)
    program = tmp_path / "engine"
    program.write_text(ENGINE)
    program.chmod(0o755)
    (tmp_path / "own.toml").write_text(f'[runtime.own]\nrun = ["{program}", "{{wasm}}"]\n')
    return tmp_path


def obeyed(shown: str) -> list[str]:
    return [words for words in OBEYED if words in shown]


def shown_by(folder: Path, *arguments: str | bytes, terminal: bool) -> str:
    """Both streams of a command, which is told that they are a terminal, or not."""
    settings = {"FORCE_COLOR": "1", "COLUMNS": "500"} if terminal else {}
    command = [sys.executable, "-m", "reducer.cli", *arguments]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **settings}, capture_output=True, timeout=60, check=False
    )
    assert b"Traceback" not in done.stderr, done.stderr
    return (done.stdout + done.stderr).decode()


OWN = ("--config", "own.toml")
COMMANDS = {
    "reduce": (NAME, "--slow", "own", "--fast", "wasmtime", *OWN),
    "reduce, no such file": (b"no-" + NAME,),
    "reduce, no such runtime": (NAME, "--slow", TEXT),
    "reduce, no such oracle": (NAME, "--oracle", TEXT),
    "no such option": ("measure", f"--{TEXT}"),
    "test": ("test", NAME, "-v", "--oracle", "ratio>2", "--slow", "own", "--fast", "wasmtime", *OWN),
    "measure": ("measure", NAME, "--runtime", "own", "--rounds", "1", *OWN),
    "doctor": ("doctor", "--runtime", TEXT),
    "batch": (
        "batch", "corpus", "--out", b"run-" + NAME, "--runtime", "own", "wasmtime", "--no-reports", *OWN,
    ),
    "bisect": ("bisect", NAME, "--versions", TEXT),
    "bisect, another side": ("bisect", NAME, "--against", "own", *OWN),
    "controls": ("controls", NAME, "--slow", "own", "--fast", "wasmtime", *OWN),
    "check": ("check", NAME),
}  # fmt: skip
# What a terminal shows differs only where there is a table or a live line.
BOTH = [("reduce", True), ("measure", True), ("batch", True), *((name, False) for name in COMMANDS)]
QUICK = [("reduce", True), ("batch", True), ("reduce, no such oracle", False), ("check", False)]
CASES = [pytest.param(*case, marks=() if case in QUICK else pytest.mark.long) for case in BOTH]


@pytest.mark.runtime
@pytest.mark.parametrize(("name", "terminal"), CASES)
def test_no_command_shows_what_a_terminal_would_obey(folder: Path, name: str, terminal: bool) -> None:
    shown = shown_by(folder, *COMMANDS[name], terminal=terminal)
    assert obeyed(shown) == []
    if name != "test":
        # That one tells neither names nor an engine's words.
        assert r"\x1b]0;title\x07" in shown
        assert "[bold]bold[/bold]" in shown or "[bold]bold[_bold]" in shown


def test_a_terminal_shows_markup_and_controls_as_they_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    console = Terminal(force_terminal=True, width=300)
    console.print(TEXT)
    console.print(Text(TEXT))
    with Screen(Terminal(stderr=True, force_terminal=True, width=300)) as screen:
        screen.say(TEXT)
        screen.tell(TEXT)
    shown = capsys.readouterr()
    assert obeyed(shown.out + shown.err) == []
    assert shown.out.count("[bold]bold[/bold]") == 2 and "[bold]bold[/bold]" in shown.err


def test_a_name_cannot_make_up_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["check", "no\nwreduce: all is well"])
    shown = capsys.readouterr()
    assert len(shown.out.splitlines()) == 1


def test_nothing_is_shown_but_through_the_doors() -> None:
    """`show`, the streams of a command, and the one console; other programs have their own streams."""
    programs = ("printable.py", "guardian.py", "report/terminal.py", "report/runners/", "runtimes/workers/")
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        if place.startswith(programs):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in WRITERS:
                found.append(f"{place}:{node.lineno}")
    assert found == []
