"""The parent's half of a worker: a child process that is sent requests, answers them, and is killed when
necessary.

Knows frames, deadlines, memory and signals, but not what is asked.  Whatever ends a worker comes out as one
exception, WorkerLost; the caller decides what that means for the guest.
"""

import contextlib
import json
import os
import select
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import psutil

from reducer.children import NOWHERE, end, start
from reducer.runtimes.workers.protocol import LENGTHS, children_of, encode

# A guest that fills memory does so at 1 to 4 GB/s: it overshoots its limit by 200 MB at the most, and the
# look itself (0.1 ms) is on the parent's core, not on the timed one.
WATCH_NS = 50_000_000
# Enough for the last words of an engine; a guest cannot write here.
LAST_WORDS_BYTES = 4096

# A process that has closed its pipe is gone by then, even if it writes a core of some GB.
DEATH_S = 10.0

# The kind of the clock: time on a CPU, of the whole process (posix-timers.h: CPUCLOCK_SCHED).
CPU_CLOCK_OF_PROCESS = 2

PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")

# A busy machine may keep a worker off its core: the worker is given the time that it missed, up to this many
# times its limit in all.
MAX_DELAY = 8
# A worker that has had this share of its time has had all of it.
ENOUGH = 0.9

LossKind = Literal["timed out", "crashed", "out of memory"]


def cpu_clock(pid: int) -> int:
    """The clock of the CPU time of another process, as clock_getcpuclockid(3) makes it on Linux."""
    return ~pid << 3 | CPU_CLOCK_OF_PROCESS


class WorkerLost(Exception):
    """The worker's process is gone: we killed it, or it ended by itself."""

    def __init__(self, kind: LossKind, message: str, cpu_ns: int | None = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        # What the worker itself had used up when it was stopped, in ns; None where that is not known.
        self.cpu_ns = cpu_ns


class Worker:
    """A child process in a session of its own, with pipes to its standard streams."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], memory_bytes: int, folder: str = NOWHERE
    ) -> None:
        self._process = start(command, stdin=subprocess.PIPE, cwd=folder, env=environment)
        self._memory_bytes = memory_bytes
        self._received = bytearray()
        self._last_words = bytearray()
        assert self._process.stdout is not None and self._process.stderr is not None
        self._answers = self._process.stdout.fileno()
        self._errors = self._process.stderr.fileno()
        os.set_blocking(self._errors, False)
        self._poll = select.poll()
        self._poll.register(self._answers, select.POLLIN)
        self._poll.register(self._errors, select.POLLIN)

    @property
    def alive(self) -> bool:
        """Whether the process still runs.

        The process is only looked at and not waited for: until somebody waits for it, its number, and that of
        its group, are not given to another process.
        """
        if self._process.returncode is not None:
            return False
        if hasattr(os, "waitid"):
            # This is called before every run, so it uses the one call that takes microseconds. There is none
            # to ask about where somebody else has waited for it.
            with contextlib.suppress(ChildProcessError):
                return os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
            return False
        with contextlib.suppress(psutil.NoSuchProcess):
            return psutil.Process(self._process.pid).status() != psutil.STATUS_ZOMBIE
        return False

    @property
    def pid(self) -> int:
        """The process id of the worker."""
        return self._process.pid

    def ask(
        self, header: Mapping[str, Any], payload: bytes = b"", *, timeout_ns: int
    ) -> tuple[dict[str, Any], bytes]:
        """Send a request and wait for the answer. Raises WorkerLost, and then the process is gone."""
        try:
            self._send(encode(dict(header), payload))
            return self.listen(timeout_ns=timeout_ns)
        except WorkerLost:
            raise
        except BaseException:
            # Interrupted half-way, for instance by ^C: the next answer would belong to this request.
            self.kill()
            raise

    def listen(self, *, timeout_ns: int) -> tuple[dict[str, Any], bytes]:
        """Waits for one frame.  Raises WorkerLost, and then the process is gone.

        A worker that could not run because its core was busy gets more than `timeout_ns` of wall time.
        """
        start, used_before = time.monotonic_ns(), self.cpu_ns() or 0
        deadline, last = start + timeout_ns, start + MAX_DELAY * timeout_ns
        next_look = start + WATCH_NS
        while (frame := self._take_frame()) is None:
            now = time.monotonic_ns()
            if now >= deadline:
                # The CPU time of its children counts as well.
                had_ns = self._used_ns() - used_before
                if now >= last or had_ns > ENOUGH * timeout_ns or not self._wants_to_run():
                    self._lose("timed out", f"no end within {timeout_ns / 1e9:.3g} s")
                deadline = min(last, now + timeout_ns - had_ns)
            if now >= next_look:
                self._look_at_memory()
                next_look = time.monotonic_ns() + WATCH_NS
            wait_ns = max(0, min(deadline, next_look) - now)
            # Rounded up, to avoid a busy loop in the last millisecond.
            for descriptor, _ in self._poll.poll(-(-wait_ns // 1_000_000)):
                if descriptor == self._errors:
                    self._read_last_words()
                elif not self._read_answer():
                    self._report_death()
        return frame

    def cpu_ns(self) -> int | None:
        """CPU time of the worker itself, in ns; None where the system does not tell."""
        return _cpu_ns(self._process.pid)

    def _tree(self) -> list[int]:
        """The process ids of the worker and of what it has started."""
        return [self._process.pid, *descendants(self._process.pid)]

    def _used_ns(self) -> int:
        """CPU time of the worker and of its living children, in ns."""
        return sum(_cpu_ns(pid) or 0 for pid in self._tree())

    def _wants_to_run(self) -> bool:
        """Whether one of these processes waits only for a core."""
        return any(_status(pid) == psutil.STATUS_RUNNING for pid in self._tree())

    def own_memory(self) -> int:
        """Resident memory, in bytes, of the worker alone."""
        return _resident(self._process.pid)

    def memory(self) -> int:
        """Resident memory, in bytes, of the worker and of what it has started."""
        return self.own_memory() + sum(map(_resident, descendants(self._process.pid)))

    def kill(self) -> None:
        """End the process and all in its group, and close the pipes. May be called twice."""
        end(self._process, descendants)
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()

    @property
    def last_words(self) -> str:
        """The end of what the worker has written to its standard error, on one line."""
        return " ".join(self._last_words.decode(errors="replace").split())

    def _send(self, frame: bytes) -> None:
        assert self._process.stdin is not None
        rest = memoryview(frame)
        try:
            while rest:
                rest = rest[self._process.stdin.write(rest) or 0 :]
        except BrokenPipeError:
            self._report_death()

    def _take_frame(self) -> tuple[dict[str, Any], bytes] | None:
        if len(self._received) < LENGTHS.size:
            return None
        header, payload = LENGTHS.unpack_from(self._received)
        body, end = LENGTHS.size + header, LENGTHS.size + header + payload
        if len(self._received) < end:
            return None
        frame = json.loads(self._received[LENGTHS.size : body]), bytes(self._received[body:end])
        del self._received[:end]
        return frame

    def _read_answer(self) -> bool:
        data = os.read(self._answers, 1 << 20)
        self._received += data
        return bool(data)

    def _read_last_words(self) -> None:
        try:
            data = os.read(self._errors, 1 << 16)
        except BlockingIOError:
            return
        if not data:
            with contextlib.suppress(KeyError):
                self._poll.unregister(self._errors)
        self._last_words = (self._last_words + data)[-LAST_WORDS_BYTES:]

    def _look_at_memory(self) -> None:
        used = self.memory()
        if used > self._memory_bytes:
            self._lose("out of memory", f"{used >> 20} MiB used, {self._memory_bytes >> 20} MiB allowed")

    def _report_death(self) -> None:
        """Raises WorkerLost with how the process ended, after its pipe was closed.  A crash writes its last
        words before it ends."""
        # The pipe may close before the process can be waited for, as when it writes a core.
        deadline = time.monotonic() + DEATH_S
        while (alive := self.alive) and time.monotonic() < deadline:
            time.sleep(0.001)
        self._read_last_words()
        self.kill()
        words = f": {self.last_words[-300:]}" if self._last_words else ""
        raise WorkerLost("crashed", _name_of(None if alive else self._process.returncode) + words)

    def _lose(self, kind: LossKind, message: str) -> None:
        used = self.cpu_ns()
        self.kill()
        raise WorkerLost(kind, message, used)


def _name_of(code: int | None) -> str:
    if code is None:
        return "closed its pipe"
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def descendants(pid: int) -> list[int]:
    """The process ids of all descendants of a process."""
    found, look = [], [pid]
    while look:
        children = children_of(look.pop())
        if children is None:
            return [process.pid for process in _listed(pid)]
        found += children
        look += children
    return found


def _listed(pid: int) -> list[psutil.Process]:
    """The same where the kernel has no list of children.  It takes milliseconds, because psutil looks at
    every process."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).children(recursive=True)
    return []


def _cpu_ns(pid: int) -> int | None:
    """CPU time of one process, in ns; None where it is gone, or the system does not tell."""
    try:
        return time.clock_gettime_ns(cpu_clock(pid))
    except OSError:
        return None


def _status(pid: int) -> str:
    """The state of one process, in psutil's words."""
    with contextlib.suppress(psutil.Error):
        return psutil.Process(pid).status()
    return psutil.STATUS_DEAD


def _resident(pid: int) -> int:
    """Resident memory of one process, in bytes; 0 where it is gone."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:
            return int(file.read().split()[1]) * PAGE_BYTES
    except (OSError, IndexError):
        with contextlib.suppress(psutil.Error):
            return int(psutil.Process(pid).memory_info().rss)
    return 0


def started_by_main_thread() -> bool:
    """Whether a worker that is started now may end together with its parent thread; see the worker's
    `settle`."""
    return threading.current_thread() is threading.main_thread()
