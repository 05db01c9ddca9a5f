"""Workers of all engines and guests that misbehave: the right outcome, within the limits, and on it goes."""

import os
import re
import signal
import threading
import time
from pathlib import Path

import psutil
import pytest
import runtime_guests as guests
from real_runtimes import COMPILED_AHEAD, EMBEDDED, INTERPRETERS, JAVASCRIPT, ONE_OF_EACH, opened, quietest
from runtime_guests import binary, count_down

from reducer.runtimes import Limits, RuntimesError, open_runtime

pytestmark = pytest.mark.runtime

SECOND = 10**9
LIMITS = Limits(memory_bytes=400 << 20, output_bytes=1 << 20)
# Over the limit by what a guest can fill between two looks, and by a slow machine's margin.
OVERSHOOT = 3


# The modes of a JavaScript engine are flags of one program, behind one worker; test_traps.py has all of them.
ENGINES = [
    pytest.param(name, marks=[] if name in EMBEDDED + ONE_OF_EACH else [pytest.mark.long])
    for name in EMBEDDED + JAVASCRIPT
]


@pytest.fixture(scope="module", params=ENGINES)
def runtime(request):
    with opened(request.param, limits=LIMITS) as ready:
        yield ready


def tree_of(pid):
    """The worker and what it has started."""
    worker = psutil.Process(pid)
    return [worker, *worker.children(recursive=True)]


def memory_of(pid):
    return sum(process.memory_info().rss for process in tree_of(pid))


def kind_of(runtime, text, timeout_ns=30 * SECOND):
    return runtime.run(binary(text), timeout_ns=timeout_ns).outcome


@pytest.mark.parametrize("text", [guests.RETURNS, guests.EXITS_0], ids=["returns", "exits 0"])
def test_a_plain_return_and_exit_0_are_normal(runtime, text):
    assert kind_of(runtime, text).normal


def test_exit_7_is_told_with_its_code(runtime):
    outcome = kind_of(runtime, guests.EXITS_7)
    assert (outcome.kind, outcome.exit_code, outcome.normal) == ("exited", 7, False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(guests.TRAPS, "unreachable", id="unreachable"),
        pytest.param(
            guests.READS_OUT_OF_BOUNDS,
            "out of bounds memory access|memory access out of bounds",
            id="out of bounds",
        ),
        pytest.param(
            guests.RECURSES,
            "call stack exhausted|stack overflow|maximum call stack size exceeded",
            id="deep recursion",
        ),
    ],
)
def test_a_trap_is_the_guests_doing_and_leaves_the_worker_alone(runtime, text, words):
    before = runtime.pid
    outcome = kind_of(runtime, text)
    assert outcome.kind == "trapped"
    assert re.search(words, outcome.message, re.I)
    assert runtime.pid == before


def test_a_trap_in_a_start_function_is_one(runtime):
    outcome = kind_of(runtime, guests.TRAPS_WHEN_STARTED)
    if runtime.spec == "wasm3":
        assert (outcome.kind, outcome.message) == ("invalid", "pywasm3 does not run start functions")
    else:
        assert outcome.kind == "trapped"
        assert "unreachable" in outcome.message.lower()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # wasm3 does not validate; this much it sees.
        pytest.param(
            guests.INVALID,
            "unknown function 99|function index #?99|function lookup failed",
            id="invalid code",
        ),
        pytest.param(
            guests.WANTS_AN_IMPORT, "imports `host.surprise`, which are no func", id="import that is not WASI"
        ),
        pytest.param(guests.HAS_NO_START, "_start", id="no _start"),
    ],
)
def test_a_module_that_is_refused_is_invalid_and_says_why(runtime, text, words):
    outcome = kind_of(runtime, text)
    assert outcome.kind == "invalid"
    assert re.search(words, outcome.message)
    assert "\n" not in outcome.message


@pytest.mark.parametrize("text", [b"", b"not wasm at all", b"\0asm\x01\0\0\0\x01"], ids=["", "text", "cut"])
def test_what_is_not_a_module_is_invalid(runtime, text):
    assert runtime.run(text).outcome.kind == "invalid"


def test_an_endless_loop_is_timed_out_and_the_next_guest_runs(runtime):
    assert kind_of(runtime, guests.NEVER_ENDS, SECOND // 4).kind == "timed out"
    assert kind_of(runtime, guests.RETURNS).normal


def test_a_guest_that_fills_memory_is_stopped_near_its_limit(runtime):
    peak = 0
    done = threading.Event()

    def watch(pid):
        nonlocal peak
        while not done.wait(0.01) and psutil.pid_exists(pid):
            try:
                peak = max(peak, memory_of(pid))
            except psutil.NoSuchProcess:
                return

    assert kind_of(runtime, guests.RETURNS).normal
    watcher = threading.Thread(target=watch, args=(runtime.pid,))
    watcher.start()
    outcome = kind_of(runtime, guests.EATS_MEMORY)
    done.set()
    watcher.join()
    assert outcome.kind == "out of memory"
    assert peak < OVERSHOOT * LIMITS.memory_bytes
    assert kind_of(runtime, guests.RETURNS).normal


def test_100_mb_of_output_fill_neither_memory_nor_disk(runtime):
    assert kind_of(runtime, guests.RETURNS).normal
    before = memory_of(runtime.pid)
    # A JavaScript engine takes some for itself at first, and may collect late; each output is 100 MiB.
    for run in (1, 2, 3):
        sample = runtime.run(binary(guests.TALKS), timeout_ns=30 * SECOND)
        assert sample.outcome.normal
        assert sample.output == b"x" * LIMITS.output_bytes
        grown, bound = memory_of(runtime.pid) - before, run * (60 << 20)
        if grown < bound:
            break
    assert grown < bound


def test_output_is_kept_and_standard_error_is_not_mixed_in(runtime):
    assert runtime.run(binary(guests.GREETS)).output == b"hello\n"
    assert runtime.run(binary(guests.RETURNS)).output == b""


def test_a_worker_killed_in_the_midst_of_a_run_is_a_crash_that_names_the_signal(runtime):
    assert kind_of(runtime, guests.RETURNS).normal
    family = tree_of(runtime.pid)
    killer = threading.Timer(0.3, os.kill, (runtime.pid, signal.SIGKILL))
    killer.start()
    outcome = kind_of(runtime, guests.NEVER_ENDS)
    killer.join()
    assert (outcome.kind, outcome.message) == ("crashed", "SIGKILL")
    assert not psutil.wait_procs(family, timeout=10)[1]
    assert kind_of(runtime, guests.RETURNS).normal


def test_every_run_is_a_fresh_instance(runtime):
    # Exits with the old value of a byte that it then changes.
    text = guests.command(
        """(local.set $old (i32.load8_u (i32.const 100)))
        (i32.store8 (i32.const 100) (i32.const 1))
        (call $exit (local.get $old))""",
        locals_="(local $old i32)",
    )
    assert [runtime.run(binary(text)).outcome.exit_code for _ in range(3)] == [0, 0, 0]


@pytest.mark.timing
@pytest.mark.parametrize("name", COMPILED_AHEAD)
def test_compiling_is_not_in_the_execute_phase(name):
    # Much code, of which a little runs: compiling takes tens of times as long as executing.
    bulk = "(local.set $x (i32.rotl (i32.mul (local.get $x) (i32.load (local.get $x))) (local.get $x)))" * 150
    end = "(i32.store (i32.const 0) (local.get $x))"
    functions = "".join(f"(func $f{number} (local $x i32) {bulk} {end})" for number in range(40))
    with opened(name) as runtime:
        sample = quietest(runtime, binary(guests.command("(call $f1)", fields=functions)))
    assert sample.outcome.normal
    assert sample.execute_cpu_ns < sample.compile_cpu_ns / 2


@pytest.mark.timing
def test_execute_grows_with_the_trip_count_and_both_clocks_agree(runtime):
    # Both long enough that the start-up which is taken out of a Wasmer run, some 1 ms, hides neither.
    share = 10 if runtime.spec in INTERPRETERS else 1
    few, many = binary(count_down(20_000_000 // share)), binary(count_down(200_000_000 // share))
    short = min(runtime.run(few).execute_cpu_ns for _ in range(5))
    samples = [runtime.run(many) for _ in range(3)]
    assert 2.5 < min(sample.execute_cpu_ns for sample in samples) / short < 40
    # Waiting for the core adds to the wall time alone.
    assert samples[-1].execute_cpu_ns < 1.5 * samples[-1].execute_ns


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_a_worker_and_what_it_starts_stay_on_their_core(name):
    core = max(os.sched_getaffinity(0))
    with opened(name, core=core) as pinned:
        # wasm3's second process, which does not run guests, may still be on its way to the core.
        time.sleep(0.2)
        threads = [
            int(entry.name)
            for process in tree_of(pinned.pid)
            for entry in Path(f"/proc/{process.pid}/task").iterdir()
        ]
        assert {frozenset(os.sched_getaffinity(thread)) for thread in threads} == {frozenset({core})}


@pytest.mark.parametrize("name", [name for name in EMBEDDED + JAVASCRIPT if name != "wasmer"])
def test_globals_are_read_after_the_guest_has_exited_or_trapped(name):
    with opened(name) as runtime:
        sample, values = runtime.observe(
            binary(guests.COUNTS_THEN_EXITS), ["small", "large", "memory", "no such"]
        )
        assert sample.outcome.normal
        # Of a memory wasmtime gives its size, and its words that are not zero.
        assert values.pop("memory", 1 << 16) == 1 << 16
        assert values == {"small": 5, "large": 1 << 33}
        sample, values = runtime.observe(binary(guests.COUNTS_THEN_TRAPS), ["small"])
        assert sample.outcome.kind == "trapped"
        assert values == {"small": 5}


def test_wasmer_says_that_it_cannot_observe():
    with open_runtime("wasmer") as wasmer, pytest.raises(RuntimesError, match="use wasmtime"):
        wasmer.observe(binary(guests.RETURNS), ["small"])


def test_options_reach_the_engine():
    text = binary(count_down(20_000_000))
    with open_runtime("wasmtime:opt-level=0") as plain, open_runtime("wasmtime:opt-level=2") as optimised:
        assert plain.spec == "wasmtime:opt-level=0"
        assert plain.run(text).outcome.normal
        assert optimised.run(text).outcome.normal


def test_two_releases_stand_side_by_side():
    try:
        with open_runtime("wasmtime@41.0.0") as old, open_runtime("wasmtime@46.0.1") as new:
            assert (old.version, new.version) == ("41.0.0", "46.0.1")
            assert old.run(binary(guests.GREETS)).output == b"hello\n"
            assert new.run(binary(guests.GREETS)).output == b"hello\n"
            start = time.monotonic()
    except RuntimesError as error:
        if "cannot be reached" in str(error):
            pytest.skip(str(error))
        raise
    # By now both are in the cache: nothing is fetched again.
    with open_runtime("wasmtime@41"):
        assert time.monotonic() - start < 30
