"""A runtime that is a library in a worker process: compiles once, runs often, and survives its guests.

Knows what the answers of a worker mean, but not which engine gives them. A worker that is lost takes the run
with it, and nothing else: the next call finds a fresh one.
"""

import hashlib
import json
import os
import sys
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from reducer.runtimes.process import Worker, WorkerLost, started_by_main_thread
from reducer.runtimes.runtime import MOST_FUEL, Limits, Outcome, Sample
from reducer.runtimes.spec import RuntimesError

# An incumbent, a few candidates and the original: a compiled module of 10 MB of wasm takes 100 MB.
MODULES_KEPT = 8
# Engines keep a little of every module (wasmer-sdk 0.1 MB of a small one). Before a new one is compiled, a
# worker that has grown by this share of its limit is replaced, so that what earlier guests left behind is not
# charged to the next.
GROWN = 0.25
# All that a worker needs of our own environment. Guests get none of it.
PASSED_ON = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LD_LIBRARY_PATH")


@dataclass(frozen=True)
class Engine:
    """How the worker of an embedded runtime is started."""

    script: Path
    library: Path
    observes: bool
    options: Mapping[str, str] = field(default_factory=dict)


class EmbeddedRuntime:
    """A worker process for one engine. Use one from one thread at a time."""

    def __init__(self, spec: str, engine: Engine, *, core: int | None, limits: Limits) -> None:
        self.spec = spec
        self.version = ""
        self._engine = engine
        self._core = core
        self._limits = limits
        self._worker: Worker | None = None
        self._fresh_bytes = 0
        self._closed = False
        # What the worker has compiled: the sample of the compile phase, by content hash, oldest first.
        self._compiled: OrderedDict[str, Sample] = OrderedDict()
        self._compile_times: dict[str, tuple[int, int]] = {}
        self._start()

    @property
    def pid(self) -> int | None:
        """The process id of the worker, or None when there is none just now."""
        return self._worker.pid if self._worker is not None and self._worker.alive else None

    def run(self, binary: bytes, *, timeout_ns: int | None = None) -> Sample:
        """Run a WASI preview 1 command in a fresh instance; see Runtime.run."""
        return self._run(binary, (), timeout_ns)[0]

    def observe(
        self, binary: bytes, exports: Sequence[str], *, timeout_ns: int | None = None, fuel: int = MOST_FUEL
    ) -> tuple[Sample, dict[str, int]]:
        """Run, then read exported globals; see Runtime.observe. Raises RuntimesError if the engine cannot."""
        if not self._engine.observes:
            raise RuntimesError(f"{self.spec} cannot read the globals of a guest: use wasmtime for coverage")
        return self._run(binary, exports, timeout_ns, fuel)

    def restart(self) -> None:
        """Go on in a fresh process."""
        self._stop()
        self._start()

    def close(self) -> None:
        """Leave no process behind. May be called twice."""
        self._closed = True
        self._stop()

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
        self, binary: bytes, exports: Sequence[str], timeout_ns: int | None, fuel: int = MOST_FUEL
    ) -> tuple[Sample, dict[str, int]]:
        key = hashlib.sha256(binary).hexdigest()
        worker = self._ready_worker(key)
        compiled = Sample(Outcome("crashed"))
        try:
            compiled = self._compile(worker, key, binary)
            if compiled.outcome.kind == "invalid":
                return compiled, {}
            limit = self._limits.run_ns if timeout_ns is None else timeout_ns
            request = {"do": "run", "key": key, "exports": list(exports), "fuel": fuel}
            answer, output = worker.ask(request, timeout_ns=limit)
        except WorkerLost as lost:
            self._stop()
            return replace(compiled, outcome=Outcome(lost.kind, None, lost.message)), {}
        return _sample_of(answer, output, compiled), answer["globals"]

    def _compile(self, worker: Worker, key: str, binary: bytes) -> Sample:
        if key in self._compiled:
            self._compiled.move_to_end(key)
            return self._compiled[key]
        surplus = len(self._compiled) - MODULES_KEPT + 1
        forget = [self._compiled.popitem(last=False)[0] for _ in range(surplus)]
        answer, _ = worker.ask(
            {"do": "compile", "key": key, "forget": forget}, binary, timeout_ns=self._limits.compile_ns
        )
        if "refused" in answer:
            return Sample(Outcome("invalid", None, answer["refused"]))
        # Engines may still know what they have forgotten: only the first time in a process is a measure.
        wall, cpu = self._compile_times.setdefault(key, answer["compile"])
        self._compiled[key] = Sample(Outcome("exited", 0), compile_ns=wall, compile_cpu_ns=cpu)
        return self._compiled[key]

    def _ready_worker(self, key: str) -> Worker:
        if self._closed:
            raise RuntimeError(f"{self.spec} is closed")
        worker = self._worker
        fresh = worker is not None and worker.alive
        if fresh and worker is not None and key not in self._compiled:
            fresh = worker.own_memory() - self._fresh_bytes < GROWN * self._limits.memory_bytes
        if worker is None or not fresh:
            self.restart()
        assert self._worker is not None
        return self._worker

    def _start(self) -> None:
        settings = {
            "library": str(self._engine.library),
            "options": dict(self._engine.options),
            "core": self._core,
            "output_bytes": self._limits.output_bytes,
            "parent": os.getpid(),
            "follow": started_by_main_thread(),
        }
        # Isolated (-I) and without site (-S): nothing but the engine's own folder can provide the engine.
        command = [sys.executable, "-I", "-S", str(self._engine.script), json.dumps(settings)]
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        worker = Worker(command, environment, self._limits.memory_bytes)
        self._worker = worker
        try:
            answer, _ = worker.listen(timeout_ns=self._limits.start_ns)
        except WorkerLost as lost:
            self._stop()
            raise RuntimesError(
                f"{self.spec} does not start ({lost.message}): check the installation of its package"
            ) from lost
        except BaseException:
            self._stop()
            raise
        self.version = answer["version"]
        self._fresh_bytes = worker.own_memory()

    def _stop(self) -> None:
        self._compiled.clear()
        self._compile_times.clear()
        if self._worker is not None:
            self._worker.kill()
            self._worker = None


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
