"""Who does the work of a batch: tasks go in, what became of them comes out.

A task is a function and its argument, both to be pickled, so that it may run in another process or on
another machine.  A task that is timed has a lane: one core and nothing else of ours on it.  `LocalExecutor`
keeps its lanes on this machine; one that hands tasks to a cluster has the same face.  It knows nothing of
cases.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from socket import socketpair
from typing import Any, Literal, Protocol

import psutil

from reducer.timing.cores import claim_cores, release_cores

DEATH_SECONDS = 10.0
"""A process that has closed its connection is gone by then, even if it writes a core of some GB."""
WATCH_SECONDS = 0.5
"""Between two looks at the memory of what runs: a process fills some hundred MB in this time."""
MEMORY_BYTES = 6 << 30
"""Of a lane with everything it has started: two guests at their own limits, and the text of a big module."""

FailureKind = Literal["raised", "timed out", "out of memory", "died"]


@dataclass(frozen=True)
class Task:
    """`function(argument)`.  `key` tells tasks apart; `timed`: in a lane; stopped after `seconds`."""

    key: tuple[str, int]
    function: Callable[[Any], Any]
    argument: Any
    timed: bool
    seconds: float
    memory_bytes: int = MEMORY_BYTES


@dataclass(frozen=True)
class Done:
    """What became of a task: its value, or the kind of failure and its reason in a line; its seconds."""

    key: tuple[str, int]
    value: Any = None
    failure: FailureKind | None = None
    reason: str = ""
    seconds: float = 0.0


class Executor(Protocol):
    """Does tasks, each in a process that may be lost with it."""

    @property
    def lanes(self) -> int:
        """How many timed tasks are done at a time."""
        ...

    def free(self, *, timed: bool) -> int:
        """How many more tasks can be begun now."""
        ...

    def submit(self, task: Task) -> None:
        """Begin a task; there must be a free place for it."""
        ...

    def finished(self, seconds: float) -> list[Done]:
        """Tasks that have ended; waits for one at most so long."""
        ...

    def use_lanes(self, lanes: int) -> None:
        """Go on with fewer lanes."""
        ...

    def close(self) -> None:
        """End everything, what is in hand as well.  May be called twice."""
        ...


class _Place:
    """A process that does one task after the other; a fresh one after it was lost."""

    def __init__(self, core: int | None, elsewhere: frozenset[int], log: Path | None) -> None:
        self.core, self.elsewhere, self.log = core, elsewhere, log
        self.task: Task | None = None
        self.began = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self.connection: Connection[Any, Any] | None = None

    def begin(self, task: Task) -> None:
        if self._process is None or self._process.poll() is not None:
            self.end()
            self._start()
        assert self.connection is not None
        self.task, self.began = task, time.monotonic()
        with suppress(BrokenPipeError, ConnectionResetError):
            # Where it is gone already, that is found out when its answer is waited for.
            self.connection.send((task.function, task.argument))

    def _start(self) -> None:
        ours, theirs = socketpair()
        with ours, theirs, open(self.log or os.devnull, "ab") as errors:
            # A session of its own: ^C at the terminal is for us, and its group can be ended as a whole.
            self._process = subprocess.Popen(
                [sys.executable, "-m", "reducer.batch.place", str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=errors,
                stderr=errors,
                start_new_session=True,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(entry or os.getcwd() for entry in sys.path)},
            )
            self.connection = Connection(ours.detach())
        self.connection.send((self.core, sorted(self.elsewhere)))

    def answer(self) -> Done:
        """What has come back from the process, which may be its end."""
        assert self.task is not None and self.connection is not None and self._process is not None
        try:
            value, reason = self.connection.recv()
            failure: FailureKind | None = "raised" if reason is not None else None
        except (EOFError, OSError):
            code = -signal.SIGKILL
            with suppress(subprocess.TimeoutExpired):
                code = self._process.wait(timeout=DEATH_SECONDS)
            # What it had started may still be there.
            self.end()
            value, reason, failure = None, f"its process ended ({_ending(code)})", "died"
        return self._done(value, failure, reason or "")

    def overdue(self) -> Done | None:
        """The failure of a task that has used up its time or memory; its process is ended."""
        if self.task is None:
            return None
        if time.monotonic() - self.began > self.task.seconds:
            self.end()
            return self._done(None, "timed out", f"no end within {self.task.seconds:.0f} s")
        used = self._memory()
        if used > self.task.memory_bytes:
            self.end()
            return self._done(
                None, "out of memory", f"{used >> 20} MB in use, over {self.task.memory_bytes >> 20} MB"
            )
        return None

    def _done(self, value: Any, failure: FailureKind | None, reason: str) -> Done:
        assert self.task is not None
        done = Done(self.task.key, value, failure, reason, time.monotonic() - self.began)
        self.task = None
        return done

    def _memory(self) -> int:
        total = 0
        with suppress(psutil.NoSuchProcess):
            assert self._process is not None
            process = psutil.Process(self._process.pid)
            total = process.memory_info().rss
            for child in process.children(recursive=True):
                with suppress(psutil.NoSuchProcess):
                    total += child.memory_info().rss
        return total

    def end(self) -> None:
        """The process is gone, with all that it has started."""
        if self._process is not None:
            strays: list[psutil.Process] = []
            with suppress(psutil.Error):
                strays = psutil.Process(self._process.pid).children(recursive=True)
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            # The runtimes' workers are in sessions of their own.
            for stray in strays:
                with suppress(psutil.Error):
                    stray.kill()
            self._process.wait()
            self._process = None
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def _ending(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    with suppress(ValueError):
        return signal.Signals(-code).name
    return f"signal {-code}"


class LocalExecutor:
    """Lanes on this machine, each with a claimed core, and one more place for what is not timed."""

    def __init__(self, jobs: int | None = None, log: Path | None = None) -> None:
        """`log` is where the processes' own words go, what they cannot tell in a line."""
        allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
        wanted = default_lanes(len(allowed)) if jobs is None else jobs
        cores: list[int | None] = [*claim_cores(wanted, allowed)] if len(allowed) > 1 else [None]
        elsewhere = frozenset(allowed - set(cores)) or frozenset(allowed)
        self._allowed = frozenset(allowed)
        # What this process does itself is not to run beside what is timed.
        _settle_on(elsewhere)
        self._timed = [_Place(core, elsewhere, log) for core in cores]
        self._desk = _Place(None, elsewhere, log)

    @property
    def lanes(self) -> int:
        """How many timed tasks are done at a time: as many as were asked for, one a core at most."""
        return len(self._timed)

    def use_lanes(self, lanes: int) -> None:
        """Go on with fewer lanes; those that are left out must be idle."""
        for place in self._timed[lanes:]:
            place.end()
        release_cores([place.core for place in self._timed[lanes:] if place.core is not None])
        del self._timed[lanes:]

    def free(self, *, timed: bool) -> int:
        """How many more tasks can be begun now."""
        return sum(place.task is None for place in (self._timed if timed else [self._desk]))

    def submit(self, task: Task) -> None:
        """Begin a task in a free place.  Raises ValueError where there is none."""
        for place in self._timed if task.timed else [self._desk]:
            if place.task is None:
                place.begin(task)
                return
        raise ValueError("no place is free")

    def finished(self, seconds: float) -> list[Done]:
        """Tasks that have ended, of themselves or by their limits; waits for one at most so long."""
        deadline = time.monotonic() + seconds
        while True:
            busy = {place.connection: place for place in self._places() if place.task is not None}
            left = deadline - time.monotonic()
            ready = wait([*filter(None, busy)], max(0.0, min(left, WATCH_SECONDS))) if busy else []
            done = [busy[connection].answer() for connection in ready]  # type: ignore[index]
            done += [failed for place in self._places() if (failed := place.overdue()) is not None]
            if done or left <= 0:
                return done
            if not busy:
                time.sleep(max(0.0, left))

    def close(self) -> None:
        """End everything, what is in hand as well.  May be called twice."""
        for place in self._places():
            place.end()
        release_cores([place.core for place in self._timed if place.core is not None])
        _settle_on(self._allowed)

    def _places(self) -> list[_Place]:
        return [*self._timed, self._desk]


def _settle_on(cores: frozenset[int]) -> None:
    if cores and hasattr(os, "sched_setaffinity"):
        with suppress(OSError):
            os.sched_setaffinity(0, cores)


def default_lanes(cores: int) -> int:
    """As many as cores but one, which is for everything that is not timed; one at least."""
    return max(1, cores - 1)
