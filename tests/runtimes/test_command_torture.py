"""Command lines that are installed here: the right outcome, within the limits, and no process left."""

import os
import re
import signal
import threading
from pathlib import Path

import psutil
import pytest
import runtime_guests as guests
from processes_there import children_of_this_process, highest_memory
from real_runtimes import opened, quietest
from runtime_guests import binary, count_down

from reducer.runtimes import Limits

SECOND = 10**9
LIMITS = Limits(memory_bytes=400 << 20, output_bytes=1 << 20, start_ns=60 * SECOND)
OVERSHOOT = 3
ROOT = Path(__file__).parents[2]
# (module (memory (export "memory") 1) (func (export "_start"))): what stand-ins do is not in it
MODULE = bytes.fromhex(
    "0061736d01000000010401600000030201000503010001071302066d656d6f72790200065f737461727400000a040102000b"
)
# wasm2c takes half as long when its C compiler does not optimise.
UNOPTIMISED = "wasm2c:opt-level=0"
# Every command line of the table; those that are not installed here are skipped by name.
COMMANDS = (
    "wasmtime+cli",
    "wasmtime+cli-run",
    "wasmtime+cli-winch",
    "wasmer+cli",
    "wasmer+llvm",
    "iwasm+interp",
    "iwasm+fast-jit",
    "iwasm+llvm-jit",
    "iwasm+aot",
    "wasmedge@0.14+interpreter",
    "wasmedge@0.14+jit",
    "wasmedge@0.14+aot",
    "wasmedge@0.17+interpreter",
    "wasmedge@0.17+jit",
    "wasmedge@0.17+aot",
    "wazero+compiler",
    "wazero+interpreter",
    UNOPTIMISED,
    "wasmi",
)
# What a C compiler makes of a guest ends in the same way however it optimises.
OPTIMISED = ("wasm2c+gcc", "wasm2c+clang")
# One of each kind of command line; true where compiling is a step of its own.
AHEAD = {
    "wasmtime+cli": True,
    "wasmtime+cli-run": False,
    "wasmer+cli": True,
    "iwasm+llvm-jit": False,
    # wamrc at its best makes one addition of the loop.
    "iwasm+aot:opt-level=0": True,
    "wasmedge@0.17+jit": False,
    "wasmedge@0.17+aot": True,
    "wazero": True,
    "wasm2c": True,
    "wasmi": False,
}
# Each call has something to do when it comes back: no compiler makes a loop of it.
RECURSES = guests.command(
    "(call $deeper (i32.const 0))",
    fields="""(func $deeper (param i32)
      (call $deeper (i32.add (local.get 0) (i32.const 1)))
      (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (local.get 0))))""",
)


# ---- every command line that is installed


@pytest.mark.runtime
@pytest.mark.parametrize(
    "spec", [*COMMANDS, *(pytest.param(spec, marks=pytest.mark.long) for spec in OPTIMISED)]
)
def test_a_command_line_tells_every_end_of_a_guest(spec):
    with opened(spec, limits=LIMITS) as runtime:
        assert re.match(r"\d+\.\d+", runtime.version)

        def end_of(text):
            return runtime.run(binary(text), timeout_ns=60 * SECOND)

        assert end_of(guests.RETURNS).outcome.normal
        assert end_of(guests.EXITS_0).outcome.normal
        exits = end_of(guests.EXITS_7).outcome
        assert (exits.kind, exits.exit_code) == ("exited", 7)
        assert end_of(guests.GREETS).output == b"hello\n"
        for text, words in (
            (guests.TRAPS, "unreachable"),
            (guests.READS_OUT_OF_BOUNDS, "out.of.bounds"),
            (guests.TRAPS_WHEN_STARTED, "unreachable"),
        ):
            trap = end_of(text).outcome
            assert (trap.kind, bool(re.search(words, trap.message, re.I))) == ("trapped", True), trap
        for text in (guests.INVALID, guests.WANTS_AN_IMPORT, guests.HAS_NO_START):
            refused = end_of(text).outcome
            assert refused.kind == "invalid", refused
            assert refused.message and "\n" not in refused.message
        assert runtime.run(b"not wasm at all").outcome.normal is False


@pytest.mark.timing
@pytest.mark.runtime
@pytest.mark.parametrize(("spec", "ahead"), AHEAD.items())
def test_compiling_is_told_apart_where_it_is_a_step_of_its_own(spec, ahead):
    trips = 2_000_000 if spec == "wasmi" else 50_000_000
    with opened(spec, limits=LIMITS) as runtime:
        short, long = (quietest(runtime, binary(count_down(count))) for count in (trips, 8 * trips))
    assert (long.compile_ns is not None) == ahead
    assert long.instantiate_cpu_ns > 0
    # Eight times the trips, with room for a busy machine.
    assert long.execute_cpu_ns > 3 * (short.execute_cpu_ns or 0)


@pytest.mark.runtime
def test_wabts_interpreter_has_no_wasi_and_tells_traps():
    with opened("wasm-interp", limits=LIMITS) as runtime:
        assert runtime.run(binary(guests.RETURNS)).outcome.normal
        trap = runtime.run(binary(guests.TRAPS))
        assert (trap.outcome.kind, trap.outcome.message) == ("trapped", "unreachable executed")
        assert runtime.run(binary(guests.INVALID)).outcome.kind == "invalid"
        # The call is answered with 0, and the guest goes on; what is told of it is not the guest's output.
        assert runtime.run(binary(guests.EXITS_7)).outcome.normal
        assert runtime.run(binary(guests.GREETS)).output == b""


@pytest.fixture(
    scope="module", params=[UNOPTIMISED, "wasmtime+cli", pytest.param("wasm2c", marks=pytest.mark.long)]
)
def real(request):
    with opened(request.param, limits=LIMITS) as runtime:
        yield runtime


@pytest.mark.runtime
class TestARealProgram:
    """Guests that misbehave, in programs that are installed here."""

    def test_an_endless_loop_is_timed_out_and_the_next_guest_runs(self, real):
        assert real.run(binary(guests.NEVER_ENDS), timeout_ns=SECOND).outcome.kind == "timed out"
        assert children_of_this_process() <= {real.pid}
        assert real.run(binary(guests.RETURNS)).outcome.normal

    def test_a_guest_that_fills_memory_takes_its_whole_tree_down_near_the_limit(self, real):
        assert real.run(binary(guests.RETURNS)).outcome.normal
        with highest_memory() as peak:
            outcome = real.run(binary(guests.EATS_MEMORY), timeout_ns=60 * SECOND).outcome
        assert outcome.kind == "out of memory"
        assert peak[0] < OVERSHOOT * LIMITS.memory_bytes
        assert children_of_this_process() <= {real.pid}
        assert real.run(binary(guests.RETURNS)).outcome.normal

    def test_deep_recursion_is_a_trap(self, real):
        outcome = real.run(binary(RECURSES), timeout_ns=60 * SECOND).outcome
        assert (outcome.kind, "stack exhausted" in outcome.message.lower()) == ("trapped", True)

    def test_100_mb_of_output_fill_neither_memory_nor_disk(self, real):
        assert real.run(binary(guests.RETURNS)).outcome.normal
        before = psutil.Process(real.pid).memory_info().rss
        sample = real.run(binary(guests.TALKS), timeout_ns=60 * SECOND)
        assert sample.outcome.normal
        assert sample.output == b"x" * LIMITS.output_bytes
        assert psutil.Process(real.pid).memory_info().rss - before < 30 << 20

    def test_a_worker_killed_in_the_midst_of_a_run_takes_the_guest_with_it(self, real):
        assert real.run(binary(guests.RETURNS)).outcome.normal
        killer = threading.Timer(2, os.kill, (real.pid, signal.SIGKILL))
        killer.start()
        outcome = real.run(binary(guests.NEVER_ENDS), timeout_ns=60 * SECOND).outcome
        killer.join()
        assert (outcome.kind, outcome.message) == ("crashed", "SIGKILL")
        assert children_of_this_process() == set()
        assert real.run(binary(guests.RETURNS)).outcome.normal
