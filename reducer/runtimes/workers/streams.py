"""What a process writes to its standard output and error, as far as it is kept.  Standard library only, since
it runs inside a worker."""

import contextlib
import math
import os
import select
import subprocess

# What is kept of standard error, and looked at in standard output: the last words of a program.
LAST_BYTES = 1 << 14
# How often a program is asked whether it has ended, where the system cannot tell by itself.
LOOK_MS = 5


class Streams:
    """The output of a process: the first bytes and the last ones are kept, the rest is thrown away."""

    def __init__(self, process: "subprocess.Popen[bytes]", kept_bytes: int) -> None:
        assert process.stdout is not None and process.stderr is not None
        self._kept_bytes = kept_bytes
        self.kept, self.last, self.errors = bytearray(), bytearray(), bytearray()
        self._files = process.stdout, process.stderr
        self._output = process.stdout.fileno()
        self._poll = select.poll()
        for file in self._files:
            os.set_blocking(file.fileno(), False)
            self._poll.register(file, select.POLLIN)
        self._end = -1
        # Where the system has it (Linux), the poll returns as soon as the process ends.
        with contextlib.suppress(AttributeError, OSError):
            self._end = os.pidfd_open(process.pid)
            self._poll.register(self._end, select.POLLIN)

    def wait(self, patience_s: float) -> None:
        """Wait until something comes, which is taken, or the process may have ended, or so long."""
        wait_ms = LOOK_MS if self._end < 0 else patience_s * 1000 if math.isfinite(patience_s) else None
        for descriptor, _ in self._poll.poll(wait_ms and max(wait_ms, 0)):
            if descriptor != self._end:
                self._take(descriptor)

    def drain(self) -> None:
        """Take what is left, and close all. Whoever could still write is gone."""
        for file in self._files:
            while self._take(file.fileno()):
                pass
            file.close()
        if self._end >= 0:
            os.close(self._end)

    def _take(self, descriptor: int) -> bool:
        try:
            data = os.read(descriptor, 1 << 16)
        except BlockingIOError:
            return False
        if not data:
            with contextlib.suppress(KeyError):
                self._poll.unregister(descriptor)
            return False
        if descriptor == self._output:
            self.kept += data[: max(0, self._kept_bytes - len(self.kept))]
            self.last = (self.last + data)[-LAST_BYTES:]
        else:
            self.errors = (self.errors + data)[-LAST_BYTES:]
        return True
