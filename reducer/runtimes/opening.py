"""From the name of a runtime to a runtime that is ready: finds the engine's package and starts its worker.

A new embedded engine is a worker script, a row in spec.KNOWN and a function in ENGINES.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from reducer.runtimes.embedded import EmbeddedRuntime, Engine
from reducer.runtimes.releases import installed, wasmtime_release
from reducer.runtimes.runtime import Limits, Runtime
from reducer.runtimes.spec import RuntimesError, Spec, parse_spec

WORKERS = Path(__file__).parent / "workers"


def open_runtime(spec: Spec | str, *, core: int | None = None, limits: Limits | None = None) -> Runtime:
    """Start a runtime, pinned to a core if one is given. Close it, or use it as a context manager.

    Raises RuntimesError for a runtime that is unknown, not installed, or not to be had in that version.
    """
    if isinstance(spec, str):
        spec = parse_spec(spec)
    engine = ENGINES[spec.name](spec)
    return EmbeddedRuntime(str(spec), engine, core=core, limits=limits or Limits())


def _wasmtime(spec: Spec) -> Engine:
    if spec.version is not None:
        library = wasmtime_release(spec.version)
    else:
        library, _ = installed("wasmtime", "wasmtime")
    return Engine(WORKERS / "wasmtime_worker.py", library, observes=True, options=dict(spec.options))


def _wasmer(spec: Spec) -> Engine:
    library, version = installed("wasmer_sdk", "wasmer-sdk")
    if spec.version is not None and spec.version != version:
        raise RuntimesError(
            f"wasmer-sdk {version} is installed, not {spec.version}: pip install wasmer-sdk=={spec.version}"
        )
    return Engine(WORKERS / "wasmer_worker.py", library, observes=False)


ENGINES: Mapping[str, Callable[[Spec], Engine]] = {"wasmer": _wasmer, "wasmtime": _wasmtime}
