"""The worker's half of the conversation: frames on two pipes, settling in, and the loop that serves requests.

Stands alone on the standard library, since it runs beside an engine of any release. What a guest may import
is the same for all engines, and looked at here, before they see it. A frame is the length of a JSON header
and of a payload (4 bytes each, big-endian), then the two. Knows nothing of any engine.
"""

import contextlib
import ctypes
import gc
import json
import os
import re
import select
import signal
import struct
import sys
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING or __package__:
    from reducer.runtimes.workers import fences, outline, wasi
    from reducer.runtimes.workers.call import Call, Unusable, call_of
else:
    import fences
    import outline
    import wasi
    from call import Call, Unusable, call_of

# Under this name, beside the globals, stands what a metered run used.
FUEL_USED = "fuel used"
LENGTHS = struct.Struct(">II")
# linux/prctl.h
PR_SET_PDEATHSIG = 1

# Whether this kernel lists the children of a process. A kernel can be built without it.
CHILDREN_TOLD = os.path.exists(f"/proc/{os.getpid()}/task/{os.getpid()}/children")

Header = dict[str, Any]
# Wall and CPU time of a phase, in ns.
Phase = tuple[int, int]
# What `compile` returns where compiling is no phase of its own: it is part of every run.
NOT_APART: Phase = (-1, -1)
# A compilation in a fresh engine is repeated until all have taken this long in ns, or there are so many:
# shorter times are mostly what the machine does beside them.
ENOUGH_NS = 4_000_000
MAX_COMPILATIONS = 40
# What takes longer than this is as good the first time: cold caches and new pages cost some ms.
LONG_NS = 50_000_000


class Refused(Exception):
    """The engine does not take the module: it is invalid, or wants an import that is not there."""


class Report:
    """What a run came to: see Outcome and Sample of the runtimes room, whose words these are.

    No dataclass: loading `dataclasses` is a tenth of what a worker takes to start.
    """

    def __init__(
        self,
        kind: str,
        exit_code: int | None = None,
        message: str = "",
        *,
        instantiate: Phase | None = None,
        execute: Phase | tuple[int | None, int | None] | None = None,
        output: bytes = b"",
    ) -> None:
        """`execute` has None in place of a time that cannot be told from nothing."""
        self.kind = kind
        self.exit_code = exit_code
        self.message = message
        self.instantiate = instantiate
        self.execute = execute
        self.output = output
        self.globals: dict[str, int] = {}


class Engine(Protocol):
    """What a worker script provides."""

    version: str

    def compile(self, key: str, binary: bytes, call: Call) -> Phase | None:
        """Compile and keep the module under the key. Raises Refused, Unusable.

        `call` is how it will be called, for an engine that must start it to compile it.

        Returns what the compiling took where it is another process that compiles, or NOT_APART, and else
        None: then it is what this process took for the call.
        """

    # An engine that does not remember what it has compiled may have one more deed:
    #
    # def compile_afresh(self, binary: bytes) -> Phase:
    #     """Compile in a fresh engine, keep nothing, and return what the compiling took."""

    # One whose compiled code can be kept in a file may have two more:
    #
    # def compile_to(self, path: str, key: str, binary: bytes, call: Call) -> Phase | None:
    #     """Compile and keep the module as `compile` does, on any core, and write what it has compiled to the
    #     path by `written`, if there is anything that can be kept. Raises Refused, Unusable."""
    #
    # def load(self, path: str, key: str, binary: bytes, call: Call) -> bool:
    #     """Keep the module under the key, its code from the file that `compile_to` has written. False where
    #     the engine does not take that. Raises Refused, Unusable, OSError."""

    def run(self, key: str, exports: list[str], fuel: int, call: Call) -> Report:
        """Run the module in a fresh instance, called so, on so much fuel where the engine counts it. Raises
        Unusable."""

    def forget(self, key: str) -> None:
        """Drop the module."""


def encode(header: Header, payload: bytes = b"") -> bytes:
    """One frame."""
    text = json.dumps(header).encode()
    return LENGTHS.pack(len(text), len(payload)) + text + payload


def now() -> Phase:
    """Wall and CPU time of this process, in ns."""
    return time.perf_counter_ns(), time.clock_gettime_ns(time.CLOCK_PROCESS_CPUTIME_ID)


def since(start: Phase) -> Phase:
    """Wall and CPU time that have gone by."""
    wall, cpu = now()
    return wall - start[0], cpu - start[1]


def brief(error: object) -> str:
    """The heart of an engine's message, in one line: what comes after `Caused by:` where that is there."""
    text = str(error)
    cause = text.rpartition("Caused by:")[2] or text
    lines = (re.sub(r"^\s*\d+: ", "", line).strip() for line in cause.splitlines())
    return "; ".join(line for line in lines if line)[:400]


def version_of(module_file: str, distribution: str) -> str:
    """The version of the package that was really imported, from the metadata folder beside it."""
    prefix, suffix = f"{distribution}-", ".dist-info"
    for entry in sorted(os.listdir(os.path.dirname(os.path.dirname(module_file)))):
        if entry.startswith(prefix) and entry.endswith(suffix):
            return entry[len(prefix) : -len(suffix)]
    return "unknown"


class Connection:
    """The two pipes to the parent, kept away from descriptors 0, 1 and 2, which a guest might reach."""

    def __init__(self, core: int | None = None) -> None:
        self._core = core
        # Where this process may run until it takes its core.
        self._elsewhere = set() if core is None else os.sched_getaffinity(0)
        self._requests = os.fdopen(os.dup(0), "rb")
        self._replies = os.dup(1)
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 0)
        # Whatever the engine itself prints goes where the parent looks for the reason of a crash.
        os.dup2(2, 1)
        os.close(nothing)

    def receive(self) -> tuple[Header, bytes] | None:
        """The next request, or None when the parent has closed its end."""
        lengths = self._requests.read(LENGTHS.size)
        if len(lengths) < LENGTHS.size:
            return None
        header, payload = LENGTHS.unpack(lengths)
        return json.loads(self._requests.read(header)), self._requests.read(payload)

    def send(self, header: Header, payload: bytes = b"") -> None:
        """Answer."""
        rest = memoryview(encode(header, payload))
        while rest:
            rest = rest[os.write(self._replies, rest) :]

    def take_core(self) -> None:
        """Move all threads of this process to the core that it is to run on."""
        if self._core is not None:
            self._move({self._core})

    def take_all_cores(self) -> None:
        """Let all threads run there and wherever they could before: while nothing is timed."""
        if self._core is not None:
            self._move({self._core, *self._elsewhere})

    def _move(self, cores: set[int]) -> None:
        for thread in os.listdir("/proc/self/task") if os.path.isdir("/proc/self/task") else ("0",):
            # One may end meanwhile.
            with contextlib.suppress(ProcessLookupError):
                os.sched_setaffinity(int(thread), cores)

    def die_with_parent(self) -> None:
        """End this process, and all in its group, as soon as the parent's end of the pipe is gone.

        Also in the midst of a guest. The private folder is for the parent's guardian to remove.
        """

        def wait() -> None:
            _wait_for_hang_up(self._requests.fileno())
            _kill_group_of(os.getpid())

        threading.Thread(target=wait, daemon=True).start()

    def die_with_parent_by_another(self) -> None:
        """The same by a process of its own, for an engine under which no other thread of this one runs."""
        worker = os.getpid()
        if os.fork() == 0:
            self.take_core()
            # It must hold nothing open that tells the parent how the worker is.
            os.dup2(self._requests.fileno(), 0)
            os.closerange(1, os.sysconf("SC_OPEN_MAX"))
            _wait_for_hang_up(0)
            _kill_group_of(worker)
            os._exit(0)


def _wait_for_hang_up(pipe: int) -> None:
    watch = select.poll()
    watch.register(pipe, 0)
    while not any(event & (select.POLLHUP | select.POLLERR) for _, event in watch.poll()):
        pass


def _kill_group_of(worker: int) -> None:
    # The group is ours where a worker was started as one; a script run by hand is in another's.
    if os.getpgid(0) == worker:
        os.killpg(0, signal.SIGKILL)
    os.kill(worker, signal.SIGKILL)


def children_of(pid: int) -> list[int] | None:
    """The process ids of a process's children; None where the system does not tell, as on a Mac."""
    if not CHILDREN_TOLD:
        return _children_by_parent(pid)
    found: list[int] = []
    # The process, or one of its threads, may end while it is looked at. Each thread has children of its own.
    with contextlib.suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):
            with contextlib.suppress(OSError), open(f"/proc/{pid}/task/{thread}/children", "rb") as file:
                found += map(int, file.read().split())
    return found


def _children_by_parent(pid: int) -> list[int] | None:
    if not os.path.isdir("/proc/self"):
        return None
    found = []
    for entry in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError), open(f"/proc/{entry}/stat", "rb") as file:
            # The name, in brackets, may hold anything; after it come the state and the parent.
            if int(file.read().rpartition(b")")[2].split()[1]) == pid:
                found.append(int(entry))
    return found


def settle(settings: Header) -> Connection:
    """Take the pipes and the least of rights, and the core where the worker has children.

    To be called before the engine starts any thread.
    """
    connection = Connection(settings["core"])
    if settings["has_children"]:
        # They are to inherit it. All others start beside what is timed, not in its way.
        connection.take_core()
    fences.put_up(settings["file_bytes"])
    if sys.platform == "linux":
        _settle_on_linux(settings)
    connection.die_with_parent()
    # The collector must not run in a timed span; the loop calls it between runs.
    gc.disable()
    return connection


def _settle_on_linux(settings: Header) -> None:
    # The signal comes when the thread that started us ends, so it is of use only if that is the main thread.
    # It comes after the fences: leaving the network may clear it.
    if settings["follow"]:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != settings["parent"]:
            os._exit(1)
    # Should the machine run out of memory, the guest is the one to go.
    try:
        with open("/proc/self/oom_score_adj", "w") as score:
            score.write("1000")
    except OSError:
        # Not every container has it writable, and the memory watch does not depend on it.
        return


def serve(connection: Connection, engine: Engine) -> None:
    """Answer requests until the parent closes its end. The first word is ours: ready, and the version."""
    # What is there by now stays, and the collector need not look at it, which takes it 5 ms.
    gc.freeze()
    connection.take_core()
    again = hasattr(engine, "compile_afresh")
    connection.send({"ready": True, "version": engine.version, "compiles_afresh": again})
    while (request := connection.receive()) is not None:
        header, payload = request
        if header["do"] == "compile":
            connection.send(_compile(connection, engine, header, payload))
        else:
            report = _run(engine, header)
            answer = {name: value for name, value in vars(report).items() if name != "output"}
            connection.send(answer, report.output)
            gc.collect()
    # Not by the interpreter's own way out: an engine that aborts there would look like a crash.
    os._exit(0)


def _run(engine: Engine, header: Header) -> Report:
    try:
        return engine.run(header["key"], header["exports"], header["fuel"], call_of(header))
    except Unusable as error:
        return Report("invalid", message=str(error))


def _compile(connection: Connection, engine: Engine, header: Header, payload: bytes) -> Header:
    for key in header["forget"]:
        engine.forget(key)
    try:
        problem = wasi.check_imports(payload)
    except outline.NotAModule as error:
        problem = f"no module: {error}"
    if problem is not None:
        return {"refused": problem}
    try:
        if "artefact" in header and hasattr(engine, "compile_to"):
            return _compile_ahead(connection, engine, header, payload)
        return _compile_here(engine, header, payload)
    except (Refused, Unusable) as error:
        return {"refused": str(error)}


def _compile_here(engine: Engine, header: Header, binary: bytes) -> Header:
    start = now()
    taken = engine.compile(header["key"], binary, call_of(header)) or since(start)
    if header["afresh"] and taken[0] < LONG_NS:
        # The first, which was kept, had cold caches and pages that were new, and does not count.
        taken = _repeated(engine, binary)
    return {"compile": None if taken == NOT_APART else taken}


def _compile_ahead(connection: Connection, engine: Any, header: Header, binary: bytes) -> Header:
    """Load the artefact; where that cannot be, compile and write it."""
    path, called = header["artefact"], (header["key"], binary, call_of(header))
    with contextlib.suppress(OSError):
        if header["load"] and engine.load(path, *called):
            return {"compile": None}
    with contextlib.suppress(FileNotFoundError):
        os.remove(path)
    connection.take_all_cores()
    try:
        start = now()
        taken = engine.compile_to(path, *called) or since(start)
    finally:
        connection.take_core()
    give_back_memory()
    return {"compile": None if taken == NOT_APART else taken, "saved": os.path.exists(path)}


def give_back_memory() -> None:
    """Let the system have what is free, where the C library is glibc: a compiler leaves some 300 MB after a
    module of 10 MB, which this process would keep for nothing."""
    with contextlib.suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


@contextlib.contextmanager
def written(path: str) -> Iterator[str]:
    """Where to write a file: afterwards it is at its path, whole, or there is none, as on a full disk."""
    partial = f"{path}.partial"
    try:
        yield partial
        os.replace(partial, path)
    except OSError:
        with contextlib.suppress(FileNotFoundError):
            os.remove(partial)


def _repeated(engine: Any, binary: bytes) -> Phase:
    """What a compilation in a fresh engine takes: the mean of several, one at least."""
    times: list[Phase] = []
    while not times or (sum(wall for wall, _ in times) < ENOUGH_NS and len(times) < MAX_COMPILATIONS):
        times.append(engine.compile_afresh(binary))
    walls, cpus = zip(*times, strict=True)
    return sum(walls) // len(times), sum(cpus) // len(times)
