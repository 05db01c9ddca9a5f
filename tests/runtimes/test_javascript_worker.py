"""JavaScript engines behind their worker: a lost engine, and the WASI that we bring to it."""

import signal
import threading

import psutil
import pytest
from real_runtimes import opened
from runtime_guests import NEVER_ENDS, RETURNS, binary

pytestmark = pytest.mark.runtime

SECOND = 10**9
ENGINES = ("node", "deno", "bun", "jsc")
SUCCESS, EBADF, EINVAL, ENOSYS, ESPIPE = 0, 8, 28, 52, 70


@pytest.fixture(scope="module", params=ENGINES)
def runtime(request):
    with opened(request.param) as ready:
        yield ready


def exits_with(result, *imports):
    """A guest that imports functions of WASI, by name and type, and exits with what a call of them gives."""
    lines = "".join(
        f'(import "wasi_snapshot_preview1" "{name}" (func ${name} {signature}))'
        for name, signature in imports
    )
    return f"""(module
      (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
      {lines}
      (memory (export "memory") 1)
      (func (export "_start") (call $exit {result})))"""


@pytest.mark.parametrize(
    ("name", "parameters", "arguments", "errno"),
    [
        ("args_sizes_get", "i32 i32", (0, 4), SUCCESS),
        ("environ_get", "i32 i32", (0, 4), SUCCESS),
        ("clock_time_get", "i32 i64 i32", (1, 0, 0), SUCCESS),
        ("clock_time_get", "i32 i64 i32", (9, 0, 0), EINVAL),
        ("random_get", "i32 i32", (0, 16), SUCCESS),
        ("fd_fdstat_get", "i32 i32", (1, 0), SUCCESS),
        ("fd_prestat_get", "i32 i32", (3, 0), EBADF),
        ("fd_seek", "i32 i64 i32 i32", (1, 0, 0, 0), ESPIPE),
        ("fd_write", "i32 i32 i32 i32", (5, 0, 0, 0), EBADF),
        ("path_open", "i32 i32 i32 i32 i32 i64 i64 i32 i32", (3, 0, 0, 0, 0, 0, 0, 0, 0), EBADF),
        ("sock_accept", "i32 i32 i32", (0, 0, 0), ENOSYS),
    ],
)
def test_what_wasi_answers(runtime, name, parameters, arguments, errno):
    words = " ".join(
        f"({kind}.const {value})" for kind, value in zip(parameters.split(), arguments, strict=True)
    )
    guest = exits_with(f"(call ${name} {words})", (name, f"(param {parameters}) (result i32)"))
    outcome = runtime.run(binary(guest)).outcome
    assert (outcome.kind, outcome.exit_code) == ("exited", errno)


def test_an_address_beyond_31_bits_is_one_and_not_a_negative_number(runtime):
    guest = exits_with(
        "(call $random_get (i32.const -65536) (i32.const 8))", ("random_get", "(param i32 i32) (result i32)")
    )
    outcome = runtime.run(binary(guest)).outcome
    assert outcome.kind == "trapped"
    assert runtime.run(binary(RETURNS)).outcome.normal


def test_a_module_needs_no_memory(runtime):
    assert runtime.run(binary('(module (func (export "_start")))')).outcome.normal


def test_an_engine_that_aborts_is_a_crash_that_names_the_signal(runtime):
    assert runtime.run(binary(RETURNS)).outcome.normal
    (engine,) = psutil.Process(runtime.pid).children()
    killer = threading.Timer(0.3, engine.send_signal, (signal.SIGABRT,))
    killer.start()
    outcome = runtime.run(binary(NEVER_ENDS), timeout_ns=30 * SECOND).outcome
    killer.join()
    assert outcome.kind == "crashed"
    assert outcome.message.startswith("SIGABRT")
    assert runtime.run(binary(RETURNS)).outcome.normal


def test_an_engine_that_is_killed_is_a_crash_that_names_the_signal(runtime):
    assert runtime.run(binary(RETURNS)).outcome.normal
    (engine,) = psutil.Process(runtime.pid).children()
    killer = threading.Timer(0.3, engine.kill)
    killer.start()
    outcome = runtime.run(binary(NEVER_ENDS), timeout_ns=30 * SECOND).outcome
    killer.join()
    assert (outcome.kind, outcome.message) == ("crashed", "SIGKILL")
    assert runtime.run(binary(RETURNS)).outcome.normal


def test_an_engine_that_was_lost_between_runs_is_not_held_against_the_guest(runtime):
    assert runtime.run(binary(RETURNS)).outcome.normal
    worker = psutil.Process(runtime.pid)
    (engine,) = worker.children()
    engine.kill()
    # The worker learns of it when it next asks: the run is lost, and the one after it is not.
    runtime.run(binary(RETURNS))
    assert runtime.run(binary(RETURNS)).outcome.normal
    assert not psutil.pid_exists(worker.pid)


def test_a_module_of_megabytes_gets_there(runtime):
    data = "x" * (1 << 20)
    fields = "".join(f'(data (i32.const {place << 20}) "{data}")' for place in range(8))
    text = f'(module (memory (export "memory") 128) {fields} (func (export "_start")))'
    assert runtime.run(binary(text)).outcome.normal
