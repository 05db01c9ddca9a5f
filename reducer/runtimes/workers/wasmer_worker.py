"""Runs wasm binaries in the wasmer-sdk Python package (Wasmer 7, Cranelift).

Started as `python -I -S wasmer_worker.py SETTINGS`; imports the engine and protocol.py, and nothing else.
The package has one call, `run`, which compiles, starts and executes; see `compile` and `_start_up` for how
the three are told apart here.
"""

import json
import os
import re
import shutil
import sys
import tempfile
from collections import deque
from typing import TYPE_CHECKING, Any

# asyncio does without. Loading it is a twentieth of what a worker takes to start, and no guest has a network.
sys.modules["ssl"] = None  # type: ignore[assignment]
import asyncio  # noqa: E402

SETTINGS = json.loads(sys.argv[1])
sys.path[:0] = [os.path.dirname(os.path.abspath(__file__))]
# Last, so that the standard library cannot be shadowed by what lies beside the engine.
sys.path.append(SETTINGS["library"])

if TYPE_CHECKING:
    from reducer.runtimes.workers import archive, protocol
    from reducer.runtimes.workers.call import Call
else:
    import archive
    import protocol
    from call import Call

CONNECTION = protocol.settle(SETTINGS)

import wasmer_sdk  # noqa: E402

# (module (memory (export "memory") 1) (func (export "_start")))
BLANK = bytes.fromhex(
    "0061736d01000000010401600000030201000503010001071302066d656d6f72790200065f737461727400000a040102000b"
)
# Refused when the guest's environment is made: after the module is compiled, before any of it runs.
UNUSABLE_ARGUMENT = "\0"
UNUSABLE_MESSAGE = "null byte"
# A blank run takes 0.7 to 3 ms, as the machine's mood is, with the odd one at twice that: the median of the
# last nine follows the mood and leaves out the odd one.
BLANK_RUNS = 9
# A blank run comes before every second run: it takes as long as all else beside a guest.
RUNS_A_BLANK = 2
NOTHING = Call()
# An execute time cannot be nothing, nor is anything below this told apart from the start-up.
LEAST_NS = 1_000


class Client:
    """A client of the package, and what a run of a blank module takes in it."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._loop = asyncio.new_event_loop()
        self._blanks: deque[protocol.Phase] = deque(maxlen=BLANK_RUNS)
        self._runs = 0
        self._blank = self.compiled(BLANK)
        # The first of all runs sets things up, and is no measure.
        for _ in range(BLANK_RUNS + 1):
            self._run_blank()

    def compiled(self, binary: bytes) -> Any:
        """The module as a package, compiled. Raises Refused.

        A run with an argument that cannot be passed does all of the compiling and none of the executing.
        """
        try:
            package = self._loop.run_until_complete(self._client.packages.load(binary))
        except wasmer_sdk.WasmerError as error:
            raise protocol.Refused(_heart_of(error)) from error
        output, _ = self.run(package, [UNUSABLE_ARGUMENT])
        if not isinstance(output, wasmer_sdk.WasmerError):
            raise RuntimeError("wasmer-sdk ran a guest that was only to be compiled: use another release")
        if UNUSABLE_MESSAGE not in str(output):
            raise protocol.Refused(_heart_of(output)) from output
        return package

    def start_up(self) -> protocol.Phase:
        """Wall and CPU time of a run that executes nothing, as it is just now: the medians of the last blank
        runs."""
        if self._runs % RUNS_A_BLANK == 0:
            self._run_blank()
        self._runs += 1
        walls, cpus = (sorted(times) for times in zip(*self._blanks, strict=True))
        # The module `statistics` takes 10 ms to load.
        return walls[len(walls) // 2], cpus[len(cpus) // 2]

    def run(self, package: Any, arguments: list[str], call: Call = NOTHING) -> tuple[Any, protocol.Phase]:
        """The guest's output, or the error that it ended in; wall and CPU time. Raises Unusable."""
        return self._loop.run_until_complete(self._run(package, arguments, call))

    def _run_blank(self) -> None:
        self._blanks.append(self.run(self._blank, [])[1])

    async def _run(self, package: Any, arguments: list[str], call: Call) -> tuple[Any, protocol.Phase]:
        sandbox = await self._client.sandboxes.create(
            packages=[package], network=wasmer_sdk.NetworkPolicy.DISABLED
        )
        given = call.input() if call.stdin else None
        async with sandbox:
            command = sandbox.command(package, arguments, env=dict(call.env))
            start = protocol.now()
            try:
                output = await command.run(stdin=given, check=False)
            except wasmer_sdk.WasmerError as error:
                output = error
            return output, protocol.since(start)


class WasmerEngine:
    """The packages that are loaded and compiled, each with its client."""

    def __init__(self) -> None:
        self.version = protocol.version_of(wasmer_sdk.__file__, "wasmer_sdk")
        self._client = Client(_without_cache())
        self._packages: dict[str, tuple[Client, Any]] = {}
        # A client that keeps compiled code in a folder as well, which is the artefact: opened when it is
        # needed, since every module costs it 50 ms.
        self._cached: Client | None = None
        self._cache = ""

    def compile(self, key: str, binary: bytes, call: Call) -> None:
        """Compile and keep the module under the key. Raises Refused."""
        self._packages[key] = self._client, self._client.compiled(binary)

    def compile_to(self, path: str, key: str, binary: bytes, call: Call) -> None:
        """The same, and what the package has put into its cache goes into an archive. Raises Refused."""
        client = self._client_with_cache()
        self._packages[key] = client, client.compiled(binary)
        with protocol.written(path) as partial:
            archive.pack(self._cache, partial)
        self._empty_cache()

    def load(self, path: str, key: str, binary: bytes, call: Call) -> bool:
        """Put that into the cache, where the package finds it. Raises Refused, OSError."""
        client = self._client_with_cache()
        archive.unpack(path, self._cache)
        self._packages[key] = client, client.compiled(binary)
        self._empty_cache()
        return True

    def forget(self, key: str) -> None:
        """Drop the module."""
        self._packages.pop(key, None)

    def run(self, key: str, exports: list[str], fuel: int, call: Call) -> protocol.Report:
        """Run the module in a sandbox of its own; what a blank run takes is its instantiate phase."""
        if exports:
            raise RuntimeError("wasmer-sdk cannot read the globals of a guest")
        client, package = self._packages[key]
        start_up = client.start_up()
        output, whole = client.run(package, list(call.argv), call)
        if isinstance(output, wasmer_sdk.WasmerError):
            report = _report_of(output)
            if report.kind == "invalid":
                return report
        else:
            report = protocol.Report("exited", output.exit_code, output=output.stdout.bytes)
        report.instantiate = start_up
        report.execute = (max(LEAST_NS, whole[0] - start_up[0]), max(LEAST_NS, whole[1] - start_up[1]))
        return report

    def _client_with_cache(self) -> Client:
        """Its cache is empty, whatever became of the last module."""
        if self._cached is None:
            self._cache = tempfile.mkdtemp(dir=SETTINGS["artefacts"])
            self._cached = Client(_opened(self._cache))
        self._empty_cache()
        return self._cached

    def _empty_cache(self) -> None:
        for entry in os.scandir(self._cache):
            if entry.is_dir():
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                os.remove(entry.path)


def _opened(cache_root: str) -> Any:
    return wasmer_sdk.Wasmer(cache_root=cache_root, output_bytes=SETTINGS["output_bytes"])


def _without_cache() -> Any:
    """A client that keeps compiled code in memory, not on disk, so that a compile time is one."""
    folder = tempfile.mkdtemp(prefix="wreduce-wasmer-")
    try:
        # The package wants a folder for its cache. It gets one that is gone right after: through the
        # descriptor nothing can be made in it any more, and the package goes on without.
        return _opened(f"/proc/self/fd/{os.open(folder, os.O_RDONLY)}")
    finally:
        shutil.rmtree(folder)


def _report_of(error: Exception) -> protocol.Report:
    """A trap comes as an error whose text names a RuntimeError; all else is a module that is refused."""
    _, trap, message = str(error).partition("RuntimeError: ")
    if not trap:
        return protocol.Report("invalid", message=_heart_of(error))
    return protocol.Report("trapped", message=protocol.brief(message.splitlines()[0]))


def _heart_of(error: Exception) -> str:
    words = protocol.brief(error).removeprefix("command execution failed: ")
    validation = re.search(r'Validate\("(.*)"\)', words)
    return validation.group(1) if validation else words


if __name__ == "__main__":
    protocol.serve(CONNECTION, WasmerEngine())
