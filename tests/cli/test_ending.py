"""However a command ends: one line, and a code that README.md lists."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from reducer.cli import main
from reducer.cli.ending import SIGNALS, run_command
from reducer.errors import InterruptedWork, WreduceError
from reducer.judge.pairs import MeasurementError
from reducer.search.request import NotShownError
from reducer.timing import OutOfTimeError


def raising(error: BaseException) -> Callable[[], int]:
    def command() -> int:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        pytest.param(WreduceError("no\nsuch\x1b thing"), 2, r"no such\x1b thing", id="one line"),
        pytest.param(NotShownError("0.7"), 3, "0.7", id="not shown"),
        pytest.param(MeasurementError("too noisy"), 4, "too noisy", id="inconclusive"),
        pytest.param(OutOfTimeError("the time limit"), 4, "the time limit", id="out of time"),
        pytest.param(InterruptedWork("half is there"), 130, "half is there", id="interrupted"),
        pytest.param(KeyboardInterrupt(), 130, "interrupted", id="interrupted, nothing to say"),
        pytest.param(PermissionError(13, "Permission denied", "x.json"), 2, "x.json: Perm", id="a file"),
        pytest.param(KeyError("x"), 70, "an error in wreduce itself, KeyError: 'x'", id="ours"),
    ],
)
def test_an_error_is_one_line_and_a_code(
    capsys: pytest.CaptureFixture[str], error: BaseException, code: int, words: str
) -> None:
    assert run_command(raising(error)) == code
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"wreduce: {words}") and shown.err.count("\n") == 1


def test_an_error_of_ours_shows_where_it_is_when_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WREDUCE_DEBUG", "1")
    assert run_command(raising(KeyError("x"))) == 70
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_is_told_by_the_shells_code(number: signal.Signals) -> None:
    def command() -> int:
        signal.raise_signal(number)
        return 0

    before = signal.getsignal(number)
    assert run_command(command) == 128 + number
    assert signal.getsignal(number) is before


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_that_comes_while_a_destructor_runs_is_not_dropped(number: signal.Signals) -> None:
    class Ends:
        def __del__(self) -> None:
            signal.raise_signal(number)

    def command() -> int:
        Ends()
        for _ in range(1000):
            time.sleep(0.01)
        return 0

    before = sys.unraisablehook
    assert run_command(command) == 128 + number
    assert sys.unraisablehook is before


def test_what_else_a_destructor_raises_is_told_as_ever(capsys: pytest.CaptureFixture[str]) -> None:
    class Ends:
        def __del__(self) -> None:
            raise ValueError("in a destructor")

    assert run_command(lambda: Ends() and 0) == 0  # type: ignore[func-returns-value]
    assert "ValueError: in a destructor" in capsys.readouterr().err


def test_a_signal_that_nohup_has_ignored_stays_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert run_command(lambda: os.kill(os.getpid(), signal.SIGHUP) or 0) == 0
    finally:
        signal.signal(signal.SIGHUP, before)


def test_every_error_type_of_the_rooms_is_of_one_base() -> None:
    from importlib import import_module
    from pkgutil import walk_packages

    import reducer

    # The worker scripts stand alone; the others never reach a command.
    inner = {"FoldError", "_SpentError", "CodeFileError"}
    found: dict[str, type[Exception]] = {}
    for module in walk_packages([str(Path(reducer.__file__).parent)], "reducer."):
        if ".workers" in module.name or "__main__" in module.name or ".runners" in module.name:
            continue
        for name, value in vars(import_module(module.name)).items():
            if isinstance(value, type) and issubclass(value, Exception) and value.__module__ == module.name:
                found[name] = value
    errors = {name: value for name, value in found.items() if name.endswith("Error") and name not in inner}
    assert errors and all(issubclass(value, WreduceError) for value in errors.values())


@pytest.mark.parametrize("number", SIGNALS)
def test_stopped_while_it_loads_it_is_gone_without_a_stack_trace(number: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "reducer.cli", "doctor"], stderr=subprocess.PIPE, start_new_session=True
    )
    while psutil.Process(process.pid).cpu_times().user < 0.3:
        assert process.poll() is None
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors.splitlines()[-1:]) == (128 + number, [b"wreduce: interrupted"])


def test_an_interruption_inside_an_exec_ends_by_our_exit_code_too(tmp_path: Path) -> None:
    (tmp_path / "interrupted.py").write_text(
        "import sys; from reducer.cli.ending import run_command; "
        "sys.exit(run_command(lambda: exec('raise KeyboardInterrupt')))"
    )
    command = [sys.executable, "-m", "interrupted"]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60)
    assert (found.returncode, found.stderr) == (130, b"wreduce: interrupted\n")


def test_windows_is_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("reducer.cli.os", SimpleNamespace(name="nt"))
    with pytest.raises(SystemExit, match="2"):
        main(["--version"])
    assert capsys.readouterr().err == (
        "wreduce: Windows is not supported: use Linux, also in WSL or a container\n"
    )


@pytest.mark.parametrize(
    "words", [("--help",), ("reduce", "--help"), ("batch", "--help"), ("runtimes", "--help")]
)
def test_help_into_a_closed_pipe_ends_quietly(words: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "reducer.cli", *words]
    found = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, timeout=60)
    os.close(writer)
    assert (found.returncode, found.stderr) == (141, b"")


def test_an_interrupt_that_comes_out_as_another_error_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    def command() -> int:
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt as interrupt:
            raise RuntimeError("Error calling __set_name__") from interrupt

    assert run_command(command) == 130
    assert capsys.readouterr().err == "wreduce: interrupted\n"
