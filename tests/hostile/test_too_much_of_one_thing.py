"""Guests that want too much of one resource: each is stopped, by name, near its limit, and the next one runs.

What stops which is the table in docs/runtimes.md.
"""

import os
import resource
import threading
import time
from pathlib import Path

import psutil
import pytest
from hostile.floods import FLOODS
from runtimes import runtime_guests as guests
from runtimes.real_runtimes import opened
from runtimes.stub_runtime import ENGINE, LIMITS, deed

from reducer.runtimes import Limits, why_no_ending
from reducer.runtimes.embedded import EmbeddedRuntime
from reducer.runtimes.process import Worker, descendants
from reducer.wat.assemble import Assembler

SECOND = 10**9
MEMORY_BYTES = 512 << 20
# The watch looks every 50 ms, and some fill 2 GB in a second.
OVERSHOOT = 1.75
SMALL = Limits(memory_bytes=MEMORY_BYTES, compile_ns=15 * SECOND)
ENGINES = (
    "wasmtime",
    "wasmtime+winch",
    "wasmtime+pulley",
    "wasmer",
    "wasm3",
    "node+liftoff",
    "node+turbofan",
    "deno",
    "bun",
    "jsc",
    "wazero",
    "wazero+interpreter",
    "wasmedge+interpreter",
    "wasmedge+jit",
    "wasmedge+aot",
    "wasm2c+gcc",
    "wasm-interp",
    "wasmtime+cli",
    "wasmer+cli",
    "wasmi",
    "iwasm+interp",
)
# What can be told of all engines: how each flood may end.
STOPPED = {"timed out", "out of memory", "invalid", "trapped"}
MAY_END = {
    "memory": {"out of memory"},
    "threads": {"invalid"},
    "output": {"timed out", "out of memory"},
    "standard error": {"timed out", "out of memory"},
    # Of a thousand million calls, a C compiler makes a loop.
    "stack": STOPPED | {"exited"},
}
# An engine may break where it is given too much: that is its crash, and not ours.
ANY = STOPPED | {"exited", "crashed"}


class Watch(threading.Thread):
    """Sees how much memory a worker and all it has started hold at the most."""

    def __init__(self, runtime) -> None:
        super().__init__(daemon=True)
        self.runtime, self.peak_bytes, self.done = runtime, 0, threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.03):
            pid = self.runtime.pid
            family = [pid, *descendants(pid)] if pid is not None else []
            used = 0
            for member in family:
                try:
                    used += psutil.Process(member).memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            self.peak_bytes = max(self.peak_bytes, used)


def flood(runtime, name):
    """The sample of a flood, after which an ordinary guest still runs."""
    watch = Watch(runtime)
    watch.start()
    sample = runtime.run(FLOODS[name](), timeout_ns=2 * SECOND)
    watch.done.set()
    watch.join()
    assert sample.outcome.kind in MAY_END.get(name, ANY), sample.outcome
    assert sample.outcome.message.isprintable() and len(sample.outcome.message) <= 500
    assert len(sample.output) <= SMALL.output_bytes
    assert watch.peak_bytes < OVERSHOOT * MEMORY_BYTES
    assert runtime.run(guests.binary(guests.RETURNS)).outcome.normal
    return sample


@pytest.mark.long
@pytest.mark.runtime
@pytest.mark.parametrize("spec", ENGINES)
def test_no_engine_is_filled_by_any_guest(spec):
    with opened(spec, limits=SMALL) as runtime:
        for name in FLOODS:
            flood(runtime, name)


QUICK = ("memory", "100 memories", "threads", "files", "table", "50,000 locals", "a function of 10 MB")


@pytest.mark.runtime
@pytest.mark.parametrize("spec", ["wasmtime", "wasmer", "node+liftoff"])
def test_what_guests_want_too_much_of_is_stopped(spec):
    with opened(spec, limits=SMALL) as runtime:
        for name in QUICK:
            flood(runtime, name)


def test_a_worker_and_all_that_it_starts_write_no_core_and_no_file_without_end():
    with EmbeddedRuntime("stub", ENGINE, core=None, limits=LIMITS) as runtime:
        assert resource.prlimit(runtime.pid, resource.RLIMIT_CORE) == (0, 0)
        assert resource.prlimit(runtime.pid, resource.RLIMIT_FSIZE) == (LIMITS.file_bytes, LIMITS.file_bytes)


def no_listing(*arguments, **named):
    raise AssertionError("all processes of the machine were listed")


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="the kernel does not tell")
def test_a_look_at_memory_lists_no_other_processes_than_our_own(monkeypatch):
    with EmbeddedRuntime("stub", ENGINE, core=None, limits=LIMITS) as runtime:
        for call in ("process_iter", "pids"):
            monkeypatch.setattr(psutil, call, no_listing)
        monkeypatch.setattr(psutil.Process, "children", no_listing)
        sample = runtime.run(deed("spawn a child that eats"), timeout_ns=30 * SECOND)
        assert sample.outcome.kind == "out of memory"
        assert runtime.run(deed("nothing")).outcome.normal
        runtime.restart()


@pytest.mark.parametrize("way", ["CHILDREN_TOLD", "children_of"])
def test_where_the_kernel_does_not_tell_children_they_are_found_by_listing(way, monkeypatch):
    command = ["sh", "-c", "sleep 60 & sleep 60 & wait"]
    worker = Worker(command, {"PATH": os.environ["PATH"]}, MEMORY_BYTES)
    try:
        deadline = time.monotonic() + 20
        while len(descendants(worker.pid)) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        told = sorted(descendants(worker.pid))
        if way == "children_of":
            monkeypatch.setattr("reducer.runtimes.process.children_of", lambda pid: None)
        else:
            monkeypatch.setattr("reducer.runtimes.workers.protocol.CHILDREN_TOLD", False)
        assert sorted(descendants(worker.pid)) == told
        assert len(told) == 2
        family = [psutil.Process(pid) for pid in told]
    finally:
        worker.kill()
    deadline = time.monotonic() + 20
    while any(map(runs, family)) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not any(map(runs, family))


def runs(process):
    """Whether it does anything yet: whoever inherits it may take seconds to wait for it."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


TOO_MANY = {
    "50,001 locals": f'(func (export "_start") (local{" i64" * 50_001}))',
    "1,001 results": f'(func (result{" i32" * 1001}) unreachable) (func (export "_start"))',
}


@pytest.mark.parametrize("spec", ["wasmtime", "wasmer", "node+liftoff"])
def test_a_module_over_an_engines_limit_is_refused_in_a_line_that_names_side_and_limit(spec: str) -> None:
    with opened(spec) as runtime:
        for what, body in TOO_MANY.items():
            text = f'(module (memory (export "memory") 1) {body})'
            outcome = runtime.run(Assembler("wat2wasm").assemble(text)).outcome
            assert outcome.kind == "invalid", what
            line = why_no_ending([(spec, outcome)])
            assert line.endswith(f"on {spec}; name a runtime that takes the module")
            assert ("local" if "locals" in what else "return") in line
            assert "\n" not in line and "N-API" not in line
