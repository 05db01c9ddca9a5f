"""Which of the real runtimes a test runs, and a skip that names what is not installed."""

from functools import cache

import pytest

from reducer.runtimes import Limits, Runtime, RuntimesError, Sample, open_runtime

EMBEDDED = ("wasmtime", "wasmtime+winch", "wasmtime+pulley", "wasmer", "wasm3")
JAVASCRIPT = (
    "node",
    "node+liftoff",
    "node+turbofan",
    "deno",
    "deno+turbofan",
    "bun",
    "bun+bbq",
    "jsc",
    "jsc+bbq",
)
# For what is the same in all modes of an engine.
ONE_OF_EACH = ("wasmtime", "wasmer", "wasm3", "node", "deno", "bun", "jsc")
# Those that compile a function when it is first called, or when it is hot, do so in the execute phase.
COMPILED_AHEAD = (
    "wasmtime",
    "wasmtime+winch",
    "wasmtime+pulley",
    "wasmer",
    "node+liftoff",
    "node+turbofan",
    "deno+liftoff",
    "deno+turbofan",
)
INTERPRETERS = ("wasmtime+pulley", "wasm3")


def opened(spec: str, *, core: int | None = None, limits: Limits | None = None) -> Runtime:
    """The runtime, ready; or the test is skipped, where it is not installed here and cannot be had."""
    try:
        return open_runtime(spec, core=core, limits=limits)
    except RuntimesError as error:
        if "is not installed" in str(error) or "cannot be reached" in str(error):
            pytest.skip(str(error))
        raise


@cache
def skip_without(spec: str) -> None:
    """Skips a test of a runtime that is not installed here; one that is installed is looked for once."""
    opened(spec).close()


def quietest(runtime: Runtime, binary: bytes, runs: int = 3) -> Sample:
    """Of a few runs the one that executed in the least CPU time: a disturbance only makes a run longer."""
    samples = [runtime.run(binary) for _ in range(runs)]
    return min(samples, key=lambda sample: sample.execute_cpu_ns or 0)
