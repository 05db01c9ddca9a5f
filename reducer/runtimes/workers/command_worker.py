"""Runs wasm binaries by a command line: one process a run, timed from outside as `perf stat` would.

Started as `python -I -S command_worker.py SETTINGS`, where the settings hold the commands, word by word, with
{wasm} and {folder} still to be filled in. Compiling is the runtime's own ahead-of-time steps, if it has any.
What else is no executing is measured on the same module with a `_start` that returns at once, and taken off.
"""

import contextlib
import ctypes
import json
import math
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

SETTINGS = json.loads(sys.argv[1])
sys.path[:0] = [os.path.dirname(os.path.abspath(__file__))]

if TYPE_CHECKING:
    from reducer.runtimes.workers import archive, own_lines, plain_names, protocol, start_up
    from reducer.runtimes.workers.call import PROGRAM, Call, Unusable, called, opened_input
    from reducer.runtimes.workers.outline import NotAModule
    from reducer.runtimes.workers.streams import Streams
else:
    import archive
    import own_lines
    import plain_names
    import protocol
    import start_up
    from call import PROGRAM, Call, Unusable, called, opened_input
    from outline import NotAModule
    from streams import Streams

CONNECTION = protocol.settle(SETTINGS)

# Enough for a median and its spread; a start-up is 1 to 50 ms.
START_UPS = 5
# Of a module that does nothing, whatever its size is. One that hangs in its start function is given up here.
START_UP_S = 30.0
PR_SET_CHILD_SUBREAPER = 36
# A runtime's own lines on standard output.
OWN = re.compile(SETTINGS["own_output"]) if SETTINGS["own_output"] else None
# A module's folder, and that of its idle twin.
IDLE = "idle"
PRIVATE = re.compile(rf"{re.escape(SETTINGS['scratch'])}/\w+/({IDLE}/)?")


@dataclass
class Ended:
    """One process that has come to its end. Times in ns, CPU time is user and system together."""

    code: int
    wall: int
    cpu: int
    output: bytes
    # The last of what it has written to standard output, and to standard error.
    last_output: bytes
    errors: bytes

    @property
    def taken(self) -> protocol.Phase:
        """Wall and CPU time."""
        return self.wall, self.cpu

    def words(self) -> str:
        """What it has said that may be a complaint; files of the private folder by their names alone."""
        own = own_lines.parted(OWN, self.last_output.decode(errors="replace"))[1]
        return PRIVATE.sub("", "\n".join([self.errors.decode(errors="replace"), *own]))

    def guest_output(self) -> bytes:
        """What the guest has written, as far as it was kept; other bytes than UTF-8 stay what they are."""
        text, own = own_lines.parted(OWN, self.output.decode(errors="surrogateescape"))
        return text.encode(errors="surrogateescape") if own else self.output


@dataclass
class Module:
    """A compiled module: its private folder, and what a start of it takes."""

    folder: str
    start_ups: list[protocol.Phase] = field(default_factory=list)
    # Why it cannot run, where it was the compiler that crashed.
    crash: str = ""


class CommandEngine:
    """The command lines of one runtime."""

    def __init__(self) -> None:
        self.version = SETTINGS["version"]
        self._modules: dict[str, Module] = {}

    def compile(self, key: str, binary: bytes, call: Call) -> protocol.Phase:
        """Run the ahead-of-time steps, and see what a start takes. Raises Refused."""
        if SETTINGS["plain_names"]:
            try:
                binary = plain_names.with_plain_names(binary)
            except NotAModule as error:
                raise protocol.Refused(str(error)) from error
        module = self._begin(key)
        steps = self._compile_in(module.folder, binary)
        try:
            if not steps or steps[-1].code == 0:
                self._compile_idle(module, binary)
                # The compiler may have had others.
                CONNECTION.take_core()
                self._see_start_up(module, call)
            elif steps[-1].code > 0:
                raise protocol.Refused(complaint(steps[-1]))
            else:
                module.crash = f"{signal_name(-steps[-1].code)} while compiling: {heart_of(steps[-1])}"
        except (protocol.Refused, Unusable):
            self.forget(key)
            raise
        if not steps:
            return protocol.NOT_APART
        return sum(step.wall for step in steps), sum(step.cpu for step in steps)

    def compile_to(self, path: str, key: str, binary: bytes, call: Call) -> protocol.Phase:
        """The same, and all that was compiled, of the module and of its idle twin, goes into an archive."""
        taken = self.compile(key, binary, call)
        module = self._modules[key]
        if SETTINGS["compile"] and not module.crash:
            with protocol.written(path) as partial:
                archive.pack(module.folder, partial)
        return taken

    def load(self, path: str, key: str, binary: bytes, call: Call) -> bool:
        """Unpack that, and see what a start takes. Raises Refused."""
        module = self._begin(key)
        try:
            archive.unpack(path, module.folder)
            self._see_start_up(module, call)
        except (OSError, protocol.Refused, Unusable):
            self.forget(key)
            raise
        return True

    def forget(self, key: str) -> None:
        """Drop the module and its files."""
        module = self._modules.pop(key, None)
        if module is not None:
            shutil.rmtree(module.folder, ignore_errors=True)

    def run(self, key: str, exports: list[str], fuel: int, call: Call) -> protocol.Report:
        """Run the program once; what a start takes is the instantiate phase, the rest the execute phase."""
        if exports:
            raise RuntimeError("a command line cannot read the globals of a guest")
        module = self._modules[key]
        if module.crash:
            return protocol.Report("crashed", message=module.crash)
        ended = run_once(module.folder, call)
        report = report_of(ended, may_be_refused=not module.start_ups)
        if report.kind in ("exited", "trapped") and module.start_ups:
            walls, cpus = zip(*module.start_ups, strict=True)
            report.instantiate = int(statistics.median(walls)), int(statistics.median(cpus))
            report.execute = net(ended.wall, walls), net(ended.cpu, cpus)
        return report

    def _begin(self, key: str) -> Module:
        """A module with an empty folder of its own."""
        module = self._modules[key] = Module(os.path.join(SETTINGS["scratch"], key[:16]))
        os.makedirs(module.folder)
        return module

    def _compile_in(self, folder: str, binary: bytes) -> list[Ended]:
        """All steps, up to the first that fails."""
        with open(os.path.join(folder, PROGRAM), "wb") as file:
            file.write(binary)
        steps: list[Ended] = []
        for step in SETTINGS["compile"]:
            steps.append(run_to_end(filled(step, folder), folder))
            if steps[-1].code != 0:
                break
        return steps

    def _compile_idle(self, module: Module, binary: bytes) -> None:
        """Compile the idle twin, which returns at once, where it can be made. Raises Refused."""
        try:
            idle = start_up.returning_at_once(binary)
        except start_up.NoStart as error:
            raise protocol.Refused(str(error)) from error
        except NotAModule:
            return
        folder = os.path.join(module.folder, IDLE)
        os.makedirs(folder)
        if any(step.code != 0 for step in self._compile_in(folder, idle)):
            shutil.rmtree(folder, ignore_errors=True)

    def _see_start_up(self, module: Module, call: Call) -> None:
        """Run the idle twin a few times. Raises Refused where it is not taken.

        Where there is none, or it does not end well, no start-up is known; a run will show why.
        """
        folder = os.path.join(module.folder, IDLE)
        if not os.path.isdir(folder):
            return
        for _ in range(START_UPS + 1):
            ended = run_once(folder, call, START_UP_S)
            report = report_of(ended, may_be_refused=True)
            if report.kind == "invalid":
                raise protocol.Refused(report.message)
            if report.kind != "exited" or report.exit_code != 0:
                module.start_ups.clear()
                break
            module.start_ups.append(ended.taken)
        # The first comes from the disk.
        del module.start_ups[:1]


def net(total: int, start_ups: Sequence[int]) -> int | None:
    """The time that is left without the start-up, in ns; None where that cannot be told from nothing."""
    left = start_up.net_of_start_up(total, start_ups)
    return None if left is None else int(left)


def filled(command: Sequence[str], folder: str) -> list[str]:
    """The command for the module that lies in that folder."""
    return [word.replace("{wasm}", f"{folder}/{PROGRAM}").replace("{folder}", folder) for word in command]


def run_once(folder: str, call: Call, patience_s: float = math.inf) -> Ended:
    """Run the module that lies in the folder, with copies of the folders that it is given. What is counted,
    if anything, takes the place of CPU time. Raises Unusable."""
    copies = os.path.join(folder, "given")
    if call.dirs:
        call = call.copied(copies)
    command = called(filled(SETTINGS["run"], folder), SETTINGS["gives"], call)
    try:
        with opened_input(call.stdin) as stdin:
            return run_called(command, folder, patience_s, stdin)
    finally:
        if call.dirs:
            shutil.rmtree(copies, ignore_errors=True)


def run_called(command: Sequence[str], folder: str, patience_s: float, stdin: IO[bytes]) -> Ended:
    """Run a command, counted where that is asked for."""
    if not SETTINGS["counter"]:
        return run_to_end(command, folder, patience_s, stdin)
    record = os.path.join(folder, "counted")
    ended = run_to_end([*SETTINGS["counter"], "-o", record, "--", *command], folder, patience_s, stdin)
    ended.cpu = counted(record)
    # perf exits with 0 where the program was killed by a signal, and says so: "PROGRAM: Segmentation fault".
    last = ended.errors.decode(errors="replace").rstrip().rpartition("\n")[2]
    if ended.code == 0 and last.startswith(f"{command[0]}: "):
        names = {signal.strsignal(number): number for number in signal.valid_signals()}
        ended.code = -names.get(last.removeprefix(f"{command[0]}: ").removesuffix(" (core dumped)"), 0)
    return ended


def counted(record: str) -> int:
    """The count that perf has written to a file as the first field of its first line."""
    with open(record, encoding="utf-8") as file:
        lines = [line for line in file if line.strip() and not line.startswith("#")]
    number = lines[0].partition(",")[0] if lines else ""
    if not number.isdigit():
        raise RuntimeError(f"perf has counted nothing: {number}")
    return int(number)


# ---- what an end means


def report_of(ended: Ended, *, may_be_refused: bool) -> protocol.Report:
    """Invalid, trapped, crashed or exited, by what the program has said and how it has ended.

    A module that a runtime has run before is not refused, whatever the guest writes.
    """
    output = ended.guest_output()
    if (ended.code != 0 or SETTINGS["exits_0_on_trap"]) and (trap := matched("trap", ended)):
        return protocol.Report("trapped", message=trap, output=output)
    if ended.code != 0 and may_be_refused and (refusal := matched("refused", ended)):
        return protocol.Report("invalid", message=refusal)
    if ended.code < 0:
        words = heart_of(ended)
        message = signal_name(-ended.code) + (f": {words}" if words else "")
        return protocol.Report("crashed", message=message, output=output)
    # Where it says nothing that is known, its own last words may say why.
    message = heart_of(ended) if ended.code != 0 else ""
    return protocol.Report("exited", ended.code, message, output=output)


def complaint(ended: Ended) -> str:
    """Why a compiler has failed: the line that says so, or its last words."""
    lines = [line.strip() for line in ended.words().splitlines() if re.search("error|undefined", line, re.I)]
    return (
        matched("refused", ended)
        or protocol.brief("".join(lines[:1]))
        or heart_of(ended)
        or f"exit code {ended.code}"
    )


def matched(pattern: str, ended: Ended) -> str:
    """What a pattern, or its group, matches in the program's words, as one line; empty where it does not."""
    match = re.search(SETTINGS[pattern], ended.words()) if SETTINGS[pattern] else None
    return protocol.brief(match[match.lastindex or 0]) if match else ""


def heart_of(ended: Ended) -> str:
    """The end of what was written to standard error, on one line."""
    return " ".join(PRIVATE.sub("", ended.errors.decode(errors="replace")).split())[-300:]


def signal_name(number: int) -> str:
    """SIGSEGV for 11."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


# ---- one process


def run_to_end(
    command: Sequence[str], folder: str, patience_s: float = math.inf, stdin: IO[bytes] | None = None
) -> Ended:
    """Run a program to its end, or for so many seconds; what it has left behind is killed."""
    start = time.perf_counter_ns()
    process = subprocess.Popen(
        command,
        stdin=stdin or subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={**SETTINGS["environment"], "HOME": folder, "TMPDIR": folder},
        bufsize=0,
    )
    streams = Streams(process, SETTINGS["output_bytes"])
    done = 0
    while not done:
        streams.wait(patience_s - (time.perf_counter_ns() - start) / 1e9)
        if time.perf_counter_ns() - start > patience_s * 1e9:
            process.kill()
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
    wall = time.perf_counter_ns() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    end_strays()
    streams.drain()
    return Ended(
        code=process.returncode,
        wall=wall,
        cpu=round((usage.ru_utime + usage.ru_stime) * 1e9),
        output=bytes(streams.kept),
        last_output=bytes(streams.last),
        errors=bytes(streams.errors),
    )


def adopt_strays() -> None:
    """From now on what a program leaves running becomes a child of this process."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def end_strays() -> None:
    """Kill what a program has left running. Most leave nothing, and then this is one call."""
    with contextlib.suppress(ChildProcessError):
        while True:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                for child in protocol.children_of(os.getpid()) or []:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(child, signal.SIGKILL)
                os.waitpid(-1, 0)


if __name__ == "__main__":
    adopt_strays()
    protocol.serve(CONNECTION, CommandEngine())
