"""Runs wasm binaries in a JavaScript engine: one child process (node, deno, bun or jsc) that runs guest.js
with guest_wasi.js.

Started as `python -I -S javascript_worker.py SETTINGS`, where the settings hold the child's command (`run`)
and its `environment`. The child does what it is told, a line of JSON at a time; the times are taken here,
around each deed, and CPU time from the child's own clock, so that an engine needs no clock of its own.
"""

import base64
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, NoReturn

SETTINGS = json.loads(sys.argv[1])
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE]

if TYPE_CHECKING:
    from reducer.runtimes.workers import protocol
    from reducer.runtimes.workers.call import Call
else:
    import protocol
    from call import Call

CONNECTION = protocol.settle(SETTINGS)

WASI = os.path.join(HERE, "guest_wasi.js")
LIBC = ctypes.CDLL(None)
# From linux's posix-timers: the CPU clock of a whole process, by its number.
CPU_CLOCK_OF_PROCESS = 2


class JavaScriptEngine:
    """A child process that runs guest.js, and the modules that it keeps."""

    def __init__(self) -> None:
        self._child = subprocess.Popen(
            SETTINGS["run"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=SETTINGS["environment"],
            preexec_fn=_follow_parent,
        )
        hello = self._listen()
        self.version = hello["version"] or SETTINGS["version"]
        with open(WASI, encoding="utf-8") as file:
            self._ask("takeWasi", file.read())
        # Where a launcher stands between, the engine's clock is what counts; jsc does not know its number.
        self._clock = ~(hello["pid"] or self._child.pid) << 3 | CPU_CLOCK_OF_PROCESS

    def compile(self, key: str, binary: bytes, call: Call) -> protocol.Phase:
        """Compile and keep the module under the key. Raises Refused. Returns what the compiling took."""
        self._ask("load", key, base64.b64encode(binary).decode())
        start = self._now()
        answer = self._ask("compile", key)
        taken = self._since(start)
        answer = answer or self._ask("check", key)
        if answer:
            self._ask("forget", key)
            raise protocol.Refused(protocol.brief(answer["refused"]))
        return taken

    def forget(self, key: str) -> None:
        """Drop the module."""
        self._ask("forget", key)

    def run(self, key: str, exports: list[str], fuel: int, call: Call) -> protocol.Report:
        """Run `_start` in an instance of its own, then read the globals that were asked for."""
        self._ask("prepare", key, SETTINGS["output_bytes"], _given(call))
        start = self._now()
        answer = self._ask("instantiate")
        instantiate = self._since(start)
        execute = None
        if answer["kind"] == "ready":
            start = self._now()
            answer = self._ask("execute")
            execute = self._since(start)
        report = protocol.Report(
            answer["kind"], answer.get("exit_code"), protocol.brief(answer.get("message", ""))
        )
        if execute is not None:
            report.instantiate, report.execute = instantiate, execute
        rest = self._ask("finish", exports)
        report.globals = {name: int(value) for name, value in rest["globals"].items() if _is_whole(value)}
        # One character a byte.
        report.output = rest["output"].encode("latin-1")
        return report

    def _ask(self, *deed: Any) -> dict[str, Any]:
        assert self._child.stdin is not None
        try:
            self._child.stdin.write(json.dumps(deed).encode() + b"\n")
            self._child.stdin.flush()
        except BrokenPipeError:
            self._end_like_child()
        return self._listen()

    def _listen(self) -> dict[str, Any]:
        assert self._child.stdout is not None
        line = self._child.stdout.readline()
        if not line.endswith(b"\n"):
            self._end_like_child()
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _now(self) -> protocol.Phase:
        return time.perf_counter_ns(), time.clock_gettime_ns(self._clock)

    def _since(self, start: protocol.Phase) -> protocol.Phase:
        wall, cpu = self._now()
        return wall - start[0], cpu - start[1]

    def _end_like_child(self) -> NoReturn:
        """The child is gone, and its last words are where ours would be: end by the same signal or code."""
        code = self._child.wait()
        if code >= 0:
            os._exit(code)
        if signal.getsignal(-code) is not signal.SIG_DFL:
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
        os._exit(1)


def _given(call: Call) -> dict[str, Any]:
    """What the guest is given, as JSON: words as texts of one character a byte, contents in base64. Raises
    Unusable."""
    return {
        "args": [_by_bytes(word) for word in call.arguments],
        "environment": [_by_bytes(f"{name}={value}") for name, value in call.env],
        "input": base64.b64encode(call.input()).decode(),
        "folders": [
            (
                _by_bytes(guest),
                [(_by_bytes(path), base64.b64encode(content).decode()) for path, content in files.items()],
            )
            for (_, guest), files in zip(call.dirs, call.files(), strict=True)
        ],
    }


def _by_bytes(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


def _follow_parent() -> None:
    # Holds also where this process is killed alone; its group is ended by who started it.
    if sys.platform == "linux":
        LIBC.prctl(protocol.PR_SET_PDEATHSIG, signal.SIGKILL)


def _is_whole(value: str) -> bool:
    return value.lstrip("-").isdigit()


if __name__ == "__main__":
    protocol.serve(CONNECTION, JavaScriptEngine())
