"""However wreduce is stopped, nothing of it stays: no process, no scratch folder, no claim on a core."""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from reducer.runtimes import RuntimesError, open_runtime
from reducer.runtimes.listing import list_runtimes

PATIENCE_S = 30.0
SEED = """
(module
  (memory (export "memory") 1)
  (global $state (mut i32) (i32.const 1))
  (func (export "_start") (local $i i32)
    (local.set $i (i32.const 300000))
    (loop $hot
      (global.set $state (i32.xor (global.get $state) (i32.mul (local.get $i) (i32.const 7))))
      (i32.store (i32.and (local.get $i) (i32.const 1020)) (global.get $state))
      (br_if $hot (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))
"""
ENDLESS = '(module (memory (export "memory") 1) (func (export "_start") (loop $l (br $l))))'
# Two engines of one package: the ratio is twenty on any machine.
SIDES = ("--slow", "wasmtime+pulley", "--fast", "wasmtime", "--final-time", "2ms")
REDUCE = ("seed.wat", "--oracle", "ratio>1.5", *SIDES)
SIGNALS = (signal.SIGKILL, signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# The word with which the line of a phase begins.
PHASES = {"loading": "reading", "the seed": "measuring", "the search": "expressions", "hold-out": "hold-out"}


class Run:
    """A wreduce whose temporary files, and those of all below it, lie in a folder of this run alone."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder, self.temporary = folder, folder / "temporary"
        self.temporary.mkdir()
        (folder / "seed.wat").write_text(SEED)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "reducer.cli", *arguments],
            cwd=folder,
            env={**os.environ, "TMPDIR": str(self.temporary)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def until(self, word: str) -> None:
        """Reads on until a line begins with that word."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if line.startswith(word):
                return
        pytest.fail(f"it ended before {word}")

    def end(self, number: int) -> int:
        """Sends the signal; the exit code."""
        self.process.send_signal(number)
        self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode

    def processes(self) -> list[psutil.Process]:
        """All that belong to the run, whoever their parent is by now."""
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                own = process.environ().get("TMPDIR", "").startswith(str(self.temporary))
                if own and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
        return found

    def workers(self) -> list[psutil.Process]:
        """Those that run an engine, and not wreduce itself or its guardian."""
        found = []
        for process in self.processes():
            # One may end while it is looked at.
            with contextlib.suppress(psutil.Error):
                if "_worker.py" in " ".join(process.cmdline()):
                    found.append(process)
        return found

    def scratch(self) -> list[str]:
        """What lies in its temporary folder, but for the claims on cores, which are locks and not files."""
        return [path.name for path in self.temporary.iterdir() if not path.name.startswith("wreduce-cores-")]

    def claims(self) -> list[str]:
        """The claims that somebody holds."""
        held = []
        for path in self.temporary.glob("wreduce-cores-*/*"):
            with open(path, "ab") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    held.append(path.name)
        return held

    def leaves_nothing(self) -> None:
        assert not in_time(self.processes), self.processes()
        assert not in_time(self.scratch), self.scratch()
        assert not in_time(self.claims), self.claims()


def in_time(what: Callable[[], list[object]] | Callable[[], list[str]]) -> bool:
    """Whether something of it stays for longer than anybody would wait."""
    deadline = time.monotonic() + PATIENCE_S
    while what() and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(what())


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Run]]:
    runs: list[Run] = []

    def begin(*arguments: str) -> Run:
        runs.append(Run(tmp_path, *arguments))
        return runs[-1]

    yield begin
    for run in runs:
        for process in run.processes():
            with contextlib.suppress(psutil.Error):
                process.kill()
        run.process.communicate(timeout=PATIENCE_S)


def with_a_guest(run: Run, count: int = 1) -> list[psutil.Process]:
    """The workers, as soon as so many are there and have been given time to begin."""
    deadline = time.monotonic() + PATIENCE_S
    while len(found := run.workers()) < count and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    return found


@pytest.mark.runtime
@pytest.mark.parametrize("number", SIGNALS)
def test_stopped_while_the_seed_is_measured(start: Callable[..., Run], number: signal.Signals) -> None:
    run = start(*REDUCE)
    run.until(PHASES["the seed"])
    assert with_a_guest(run)
    code = run.end(number)
    assert code == (-number if number == signal.SIGKILL else 128 + number)
    run.leaves_nothing()


@pytest.mark.long
@pytest.mark.runtime
@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("phase", PHASES)
def test_stopped_in_each_phase(start: Callable[..., Run], phase: str, number: signal.Signals) -> None:
    run = start(*REDUCE)
    run.until(PHASES[phase])
    code = run.end(number)
    assert code == (-number if number == signal.SIGKILL else 128 + number)
    run.leaves_nothing()


@pytest.mark.long
@pytest.mark.runtime
@pytest.mark.parametrize("number", SIGNALS)
def test_stopped_among_controls(start: Callable[..., Run], number: signal.Signals) -> None:
    run = start("controls", "seed.wat", *SIDES[:4], "--rounds", "200")
    run.until("round")
    code = run.end(number)
    assert code == (-number if number == signal.SIGKILL else 128 + number)
    run.leaves_nothing()


@pytest.fixture
def stand_in(tmp_path: Path) -> tuple[str, ...]:
    """An engine that is a program and never ends, with files of its own and a child that ignores signals."""
    program = tmp_path / "never-ends"
    program.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo never 1.0 && exit\n'
        "echo x > written\nsh -c 'trap \"\" HUP INT TERM; sleep 600' &\nsleep 600\n"
    )
    program.chmod(0o755)
    (tmp_path / "own.toml").write_text(f'[runtime.never]\nrun = ["{program}", "{{wasm}}"]\n')
    return ("--runtime", "never", "--config", "own.toml")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_stopped_with_an_engine_that_is_a_program(
    start: Callable[..., Run], stand_in: tuple[str, ...], number: signal.Signals
) -> None:
    run = start("measure", "seed.wat", *stand_in)
    with_a_guest(run)
    run.end(number)
    run.leaves_nothing()


def test_wreduce_and_its_worker_killed_at_once(start: Callable[..., Run], stand_in: tuple[str, ...]) -> None:
    run = start("measure", "seed.wat", *stand_in)
    workers = with_a_guest(run)
    assert workers and run.scratch()
    run.process.send_signal(signal.SIGSTOP)
    for process in (*workers, psutil.Process(run.process.pid)):
        process.kill()
    run.leaves_nothing()


@pytest.mark.runtime
def test_a_worker_that_is_killed_costs_a_run_and_nothing_else(start: Callable[..., Run]) -> None:
    run = start("measure", "seed.wat", "--runtime", "wasmtime", "wasmer", "--rounds", "12", "--time", "2ms")
    run.until("round 3/")
    for worker in run.workers():
        worker.kill()
    out, errors = run.process.communicate(timeout=PATIENCE_S)
    assert (run.process.returncode, "Traceback" in errors) == (0, False)
    assert "wasmer" in out
    run.leaves_nothing()


@pytest.mark.runtime
def test_a_pipe_that_is_closed_in_mid_run(start: Callable[..., Run]) -> None:
    run = start("measure", "seed.wat", "--runtime", "wasmtime", "--rounds", "1000")
    run.until("round 2/")
    assert run.process.stderr is not None
    run.process.stderr.close()
    run.process.wait(timeout=PATIENCE_S)
    assert run.process.returncode == 141
    run.leaves_nothing()


@pytest.mark.runtime
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP])
def test_a_batch_with_two_lanes(start: Callable[..., Run], tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "corpus").mkdir()
    for name in ("a", "b", "c"):
        (tmp_path / "corpus" / f"{name}.wat").write_text(ENDLESS)
    run = start("batch", "corpus", "--out", "run", "--jobs", "2", "--run-timeout", "60s")
    assert len(with_a_guest(run, 2)) >= 2
    code = run.end(number)
    assert code == (-number if number == signal.SIGKILL else 128 + number)
    run.leaves_nothing()


def there() -> list[str]:
    """The engines that are here, one mode of each."""
    try:
        listed = list(list_runtimes())
    except RuntimesError:
        return []
    first = {row.spec.partition("+")[0]: row.spec for row in reversed(listed) if row.state != "missing"}
    return sorted(spec for name, spec in first.items() if "@" not in name)


@pytest.mark.long
@pytest.mark.runtime
@pytest.mark.parametrize("both", [False, True])
@pytest.mark.parametrize("engine", there())
def test_every_engine_is_ended_in_the_midst_of_a_guest(
    start: Callable[..., Run], tmp_path: Path, engine: str, both: bool
) -> None:
    open_runtime(engine).close()
    (tmp_path / "endless.wat").write_text(ENDLESS)
    run = start("measure", "endless.wat", "--runtime", engine)
    workers = with_a_guest(run)
    assert workers
    time.sleep(1.0)
    if both:
        run.process.send_signal(signal.SIGSTOP)
        for worker in workers:
            worker.kill()
    run.end(signal.SIGKILL)
    run.leaves_nothing()
