"""A runtime that is a library in a worker process: compiles once, runs often, and survives its guests.

Knows what the answers of a worker mean, but not which engine gives them. A worker that is lost takes the run
with it, and nothing else: the next call finds a fresh one.
"""

import functools
import hashlib
import os
import shutil
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from types import TracebackType
from typing import Any, Self

from reducer.guardian import make_folder, remove_folder
from reducer.runtimes.artefacts import MIN_MODULE_BYTES, Artefacts
from reducer.runtimes.errors import RuntimesError
from reducer.runtimes.inputs import check_given
from reducer.runtimes.invocation import NOTHING_GIVEN, Invocation
from reducer.runtimes.modules import Modules
from reducer.runtimes.process import Worker, WorkerLost
from reducer.runtimes.runtime import MOST_FUEL, Limits, Outcome, Sample
from reducer.runtimes.starting import Engine, start_worker

# Of as many binaries it is remembered how long they took to start: two numbers each.
STARTS_KEPT = 1000
# Both sides run a binary in turn, and hashing one of 10 MB takes as long as a run. It is held meanwhile.
KEYS_KEPT = 2
# Engines keep a little of every module (wasmer-sdk 0.1 MB of a small one). Before a new one is compiled, a
# worker that has grown by this share of its limit is replaced, so that what earlier guests left behind is not
# charged to the next.
GROWN = 0.25


class EmbeddedRuntime:
    """A worker process for one engine, and more of them on demand. Use one from one thread at a time."""

    def __init__(
        self,
        spec: str,
        engine: Engine,
        *,
        core: int | None,
        limits: Limits,
        first: "EmbeddedRuntime | None" = None,
        waits: bool = True,
        keeps_artefacts: bool = False,
    ) -> None:
        """`first` is the runtime of which this is a further worker: that one is known to start.  With `waits`
        it is ready then.  For `keeps_artefacts` see `open_runtime`."""
        self.spec = spec
        self._version = "" if first is None else first.version
        self.starts: int = 0
        self._engine = engine
        self._core = core
        self._limits = limits
        self._others: dict[int, EmbeddedRuntime] = {}
        self._worker: Worker | None = None
        # A process that has been started for the next restart.
        self._spare: Worker | None = None
        # Whether the worker has said its first word.
        self._ready = False
        self._fresh_bytes = 0
        self._closed = False
        # What the processes of a worker write goes here.
        self._scratch = make_folder() if engine.has_children else None
        if self._scratch is not None:
            # Also when nobody calls close, as after an error that nobody has caught.
            self._remove_scratch = weakref.finalize(self, remove_folder, self._scratch)
        # What all workers have compiled; None where each compiles for itself.
        self._owned = Artefacts() if first is None and keeps_artefacts else None
        self._artefacts: Artefacts | None = self._owned if first is None else first._artefacts
        # What the worker has compiled or loaded.
        self._modules = Modules()
        # Wall and CPU time, in ns, that the last whole run of a binary took to instantiate.
        # All workers know it of each other.
        self._started: dict[str, tuple[int, int]] = {} if first is None else first._started
        # Whether the worker can compile in fresh engines, and does so from now on.
        self._compiles_afresh = self._renewed = False
        if first is None:
            self._launch()
            _ = self.version if waits else ""

    @property
    def version(self) -> str:
        """The version that really runs.  Waits for the first process to be ready; raises RuntimesError where
        it does not start."""
        if not self._version:
            try:
                self._await()
            except BaseException:
                self.close()
                raise
        return self._version

    @property
    def pid(self) -> int | None:
        """The process id of the worker, or None when there is none just now."""
        return self._worker.pid if self._worker is not None and self._worker.alive else None

    def run(
        self, binary: bytes, *, invocation: Invocation = NOTHING_GIVEN, timeout_ns: int | None = None
    ) -> Sample:
        """Run a WASI preview 1 command in a fresh instance; see Runtime.run."""
        return self._run(binary, (), invocation, timeout_ns)[0]

    def observe(
        self,
        binary: bytes,
        exports: Sequence[str],
        *,
        invocation: Invocation = NOTHING_GIVEN,
        timeout_ns: int | None = None,
        fuel: int = MOST_FUEL,
    ) -> tuple[Sample, dict[str, int]]:
        """Run, then read exported globals; see Runtime.observe. Raises RuntimesError if the engine cannot."""
        if not self._engine.observes:
            raise RuntimesError(f"{self.spec} cannot read the globals of a guest: use wasmtime for coverage")
        return self._run(binary, exports, invocation, timeout_ns, fuel)

    @property
    def tells_least(self) -> bool:
        """Whether a run that was stopped says what it takes at the least: not where the guest runs in a
        process of the worker's."""
        return not self._engine.has_children

    def worker(self, index: int) -> "EmbeddedRuntime":
        """One of several workers; see Runtime.worker."""
        if index == 0 or self._engine.runs_apart:
            return self
        if index not in self._others:
            self._others[index] = EmbeddedRuntime(
                self.spec, self._engine, core=self._core, limits=self._limits, first=self
            )
        return self._others[index]

    def get_ready(self, *, wait: bool = False) -> None:
        """Start a process where there is none; see Runtime.get_ready."""
        if self._worker is None:
            self._launch()
        if wait:
            self._await()

    def restart(self) -> None:
        """Go on in a fresh process, and so the other workers, once they are used."""
        for other in self._others.values():
            other._stop()
        self._start_anew()

    def start_next(self) -> None:
        """Start the process of the next restart; see Runtime.start_next.  A process with children of its own
        needs the folder that this one has."""
        if self._spare is None and self._scratch is None and not self._closed:
            self._spare = self._start()

    def renew(self) -> None:
        """Compile the next binary as if it were new; see Runtime.renew."""
        # From now on what it says of compiling is asked for.
        self._artefacts = None
        fresh = self.pid is None
        if fresh:
            self._start_anew()
        self._await()
        if not self._compiles_afresh:
            if not fresh:
                self._start_anew()
            return
        self._modules.renew()
        self._renewed = True

    def close(self) -> None:
        """Leave no process and no file behind. May be called twice."""
        self._closed = True
        for other in self._others.values():
            other.close()
        self._stop()
        if self._spare is not None:
            self._spare.kill()
        if self._owned is not None:
            self._owned.close()
        if self._scratch is not None:
            self._remove_scratch()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _run(
        self,
        binary: bytes,
        exports: Sequence[str],
        invocation: Invocation,
        timeout_ns: int | None,
        fuel: int = MOST_FUEL,
    ) -> tuple[Sample, dict[str, int]]:
        check_given(self.spec, self._engine.gives, invocation)
        given = {} if invocation == NOTHING_GIVEN else {"invocation": asdict(invocation)}
        module, key = _keys_of(binary, invocation.key if given else "")
        worker = self._ready_worker(key)
        self.starts += self._engine.runs_apart
        compiled = Sample(Outcome("crashed"))
        before = None
        try:
            compiled = self._compile(worker, key, module, binary, given)
            worker = self._worker or worker
            if compiled.outcome.kind == "invalid":
                return compiled, {}
            limit = self._limits.run_ns if timeout_ns is None else timeout_ns
            request = {"do": "run", "key": key, "exports": list(exports), "fuel": fuel, **given}
            before = worker.cpu_ns()
            answer, output = worker.ask(request, timeout_ns=limit)
        except WorkerLost as lost:
            stopped = replace(compiled, outcome=Outcome(lost.kind, None, lost.message))
            if lost.kind == "timed out" and before is not None:
                stopped = self._at_least(stopped, key, limit, (lost.cpu_ns or before) - before)
            self._stop()
            return stopped, {}
        sample = _sample_of(answer, output, compiled)
        self._started[key] = (sample.instantiate_ns or 0, sample.instantiate_cpu_ns or 0)
        return sample, answer["globals"]

    def _at_least(self, stopped: Sample, key: str, wall_ns: int, cpu_ns: int) -> Sample:
        """A run that was stopped, with what its execute phase takes at the least: less what an earlier run of
        this binary took to start. Nothing is said where the guest runs in a process of the worker's."""
        if self._engine.has_children or key not in self._started:
            return stopped
        wall, cpu = self._started[key]
        return replace(stopped, least_ns=max(0, wall_ns - wall), least_cpu_ns=max(0, cpu_ns - cpu))

    def _compile(
        self, worker: Worker, key: str, module: str, binary: bytes, given: Mapping[str, Any]
    ) -> Sample:
        """`module` is the hash of the binary alone, which the artefact goes by: what it is given changes no
        code."""
        if key in self._modules:
            return self._modules.used(key)
        stale = self._modules.make_room(len(binary))
        request = {"do": "compile", "key": key, "forget": stale, "afresh": self._renewed, **given}
        answer = self._ask_to_compile(worker, request, module, binary)
        if "refused" in answer:
            return Sample(Outcome("invalid", None, answer["refused"]))
        return self._modules.add(key, len(binary), answer["compile"] or (None, None))

    def _ask_to_compile(
        self, worker: Worker, request: dict[str, Any], module: str, binary: bytes
    ) -> dict[str, Any]:
        """The worker's answer: it has loaded the artefact where there is one, or has compiled and may have
        written one.  Raises WorkerLost."""
        artefacts = self._artefacts
        # A compiler that is a process of its own is dear for any module.
        if artefacts is None or not (self._engine.runs_apart or len(binary) >= MIN_MODULE_BYTES):
            return worker.ask(request, binary, timeout_ns=self._limits.compile_ns)[0]
        request |= {"artefact": artefacts.path(module), "load": artefacts.has(module)}
        try:
            answer, _ = worker.ask(request, binary, timeout_ns=self._limits.compile_ns)
        except WorkerLost:
            artefacts.drop(module)
            if not request["load"]:
                raise
            # It may be what the worker died of: a fresh one compiles.
            self._start_anew()
            self._await()
            assert self._worker is not None
            return self._ask_to_compile(self._worker, {**request, "forget": []}, module, binary)
        if answer.get("saved"):
            artefacts.keep(module)
        return answer

    def _ready_worker(self, key: str) -> Worker:
        if self._closed:
            raise RuntimeError(f"{self.spec} is closed")
        self.get_ready()
        self._await()
        worker = self._worker
        fresh = worker is not None and worker.alive
        if fresh and worker is not None and key not in self._modules:
            fresh = self._memory_of(worker) - self._fresh_bytes < GROWN * self._limits.memory_bytes
        if worker is None or not fresh:
            self._start_anew()
            self._await()
        assert self._worker is not None
        return self._worker

    def _start_anew(self) -> None:
        self._stop()
        self._launch()

    def _launch(self) -> None:
        """Go on in a process that has not run anything; it is ready when `_await` comes back."""
        if self._closed:
            raise RuntimeError(f"{self.spec} is closed")
        spare, self._spare = self._spare, None
        if spare is not None and not spare.alive:
            spare.kill()
            spare = None
        self._worker = spare or self._start()
        self._ready = False
        self.starts += 1

    def _start(self) -> Worker:
        if self._scratch is not None:
            # Without what the last worker has left.
            shutil.rmtree(self._scratch, ignore_errors=True)
            os.makedirs(self._scratch, mode=0o700, exist_ok=True)
        artefacts = "" if self._artefacts is None else self._artefacts.folder
        return start_worker(self._engine, self._core, self._limits, self._scratch, artefacts)

    def _await(self) -> None:
        """Wait for the worker's first word. Raises RuntimesError."""
        worker = self._worker
        if self._ready or worker is None:
            return
        try:
            answer, _ = worker.listen(timeout_ns=self._limits.start_ns)
        except WorkerLost as lost:
            self._stop()
            raise RuntimesError(
                f"{self.spec} does not start ({lost.message}): check the installation of its package"
            ) from lost
        except BaseException:
            # Stopped half-way, by ^C for instance: the next run starts another.
            self._stop()
            raise
        self._ready = True
        self._version = answer["version"]
        self._compiles_afresh, self._renewed = answer["compiles_afresh"], False
        self._fresh_bytes = self._memory_of(worker)

    def _memory_of(self, worker: Worker) -> int:
        """What the engine holds: its children are looked for only where there are any, since that is slow."""
        return worker.memory() if self._engine.has_children else worker.own_memory()

    def _stop(self) -> None:
        self._modules.clear()
        if len(self._started) > STARTS_KEPT:
            self._started.clear()
        if self._worker is not None:
            self._worker.kill()
            self._worker = None


@functools.lru_cache(maxsize=KEYS_KEPT)
def _keys_of(binary: bytes, called: str) -> tuple[str, str]:
    """The hash of a binary, and of how it is called as well."""
    found = hashlib.sha256(binary)
    module = found.hexdigest()
    found.update(called.encode())
    return module, found.hexdigest()


def _sample_of(answer: Mapping[str, Any], output: bytes, compiled: Sample) -> Sample:
    instantiate = answer["instantiate"] or (None, None)
    execute = answer["execute"] or (None, None)
    return replace(
        compiled,
        outcome=Outcome(answer["kind"], answer["exit_code"], answer["message"]),
        instantiate_ns=instantiate[0],
        instantiate_cpu_ns=instantiate[1],
        execute_ns=execute[0],
        execute_cpu_ns=execute[1],
        output=output,
    )
