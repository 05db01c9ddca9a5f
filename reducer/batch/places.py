"""A place for tasks: a process that does one after the other, watched from here.

A task may damage its own process, use up its memory or its time, but nothing else.
"""

from __future__ import annotations

import functools
import os
import platform
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from socket import socketpair
from typing import Any

import psutil

from reducer.batch.tasks import Done, FailureKind, Task
from reducer.children import end, python, start
from reducer.guardian import make_folder, remove_folder
from reducer.timing import describe_machine

DEATH_SECONDS = 10.0
"""A process that has closed its connection is gone by then, even if it writes a core of some GB."""
WATCH_SECONDS = 0.5
"""The time between two looks at the memory of a running task: a process fills some hundred MB in this
time."""


class Place:
    """A process that does one task after the other; it is replaced when it was lost.

    `core` is what its timing lane is pinned to (None: it has none of its own), `elsewhere` is where the
    process itself runs; whatever it prints besides the answers goes to `log`.
    """

    def __init__(self, core: int | None, elsewhere: frozenset[int], log: Path | None) -> None:
        self.core, self.elsewhere, self.log = core, elsewhere, log
        self.task: Task | None = None
        self.began = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._scratch: str | None = None
        self.connection: Connection[Any, Any] | None = None

    def do(self, task: Task, folder: Path, wanted: Callable[[], bool]) -> Done | None:
        """Does a whole task; None where it was stopped because nobody wanted it any more."""
        self.begin(task, folder)
        assert self.connection is not None
        while not self.connection.poll(WATCH_SECONDS):
            if (failed := self.overdue()) is not None:
                return failed
            if not wanted():
                self.end()
                return None
        return self.answer()

    def begin(self, task: Task, folder: Path) -> None:
        """Begin a task in that folder."""
        if self._process is None or self._process.poll() is not None:
            self.end()
            self._start()
        assert self.connection is not None
        self.task, self.began = task, time.monotonic()
        with suppress(BrokenPipeError, ConnectionResetError):
            # If the process is gone already, that is noticed when its answer is waited for.
            self.connection.send((folder, task.function, task.argument))

    def _start(self) -> None:
        ours, theirs = socketpair()
        with ours, theirs, open(self.log or os.devnull, "ab") as errors:
            # Once it is killed, none of its processes is left to remove the files that they made.
            self._scratch = make_folder()
            self._process = start(
                python("reducer.batch.place_process", str(theirs.fileno())),
                env={**os.environ, "TMPDIR": self._scratch},
                pass_fds=(theirs.fileno(),),
                stdout=errors,
                stderr=errors,
            )
            self.connection = Connection(ours.detach())
        self.connection.send((self.core, sorted(self.elsewhere)))

    def answer(self) -> Done:
        """What the process has answered, or how it has ended."""
        assert self.task is not None and self.connection is not None and self._process is not None
        try:
            value, reason = self.connection.recv()
            failure: FailureKind | None = "raised" if reason is not None else None
        except (EOFError, OSError):
            code = -signal.SIGKILL
            with suppress(subprocess.TimeoutExpired):
                code = self._process.wait(timeout=DEATH_SECONDS)
            value, reason, failure = None, f"its process ended ({_ending(code)})", "died"
        done = self._done(value, failure, reason or "")
        if failure == "died":
            # Processes that it has started may still be there.
            self.end()
        return done

    def overdue(self) -> Done | None:
        """The failure of a task that has used up its time or memory; its process is ended."""
        if self.task is None:
            return None
        task, reason = self.task, ""
        failure: FailureKind | None = None
        if time.monotonic() - self.began > task.seconds:
            failure, reason = "timed out", f"no end within {task.seconds:.0f} s"
        elif (used := self._memory()) > task.memory_bytes:
            failure, reason = "out of memory", f"{used >> 20} MB in use, over {task.memory_bytes >> 20} MB"
        if failure is None:
            return None
        done = self._done(None, failure, reason)
        self.end()
        return done

    def _done(self, value: Any, failure: FailureKind | None, reason: str) -> Done:
        assert self.task is not None
        host, cpu = this_host()
        done = Done(self.task.key, value, failure, reason, time.monotonic() - self.began, host, cpu)
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
        """Ends the process, with all that it has started."""
        self.task = None
        if self._process is not None:
            end(self._process)
            self._process = None
        if self._scratch is not None:
            remove_folder(self._scratch)
            self._scratch = None
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def _ending(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    with suppress(ValueError):
        return signal.Signals(-code).name
    return f"signal {-code}"


@functools.cache
def this_host() -> tuple[str, str]:
    """The name of this machine, and its CPU model."""
    return platform.node(), str(describe_machine()["cpu"])
