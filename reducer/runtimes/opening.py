"""Opens a runtime by its name: finds its package or its program, and starts its worker.

runtimes.toml lists the runtimes; this module knows how each of the three kinds of runtime is started.
"""

import os
import platform
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from reducer.children import find_program, search_path
from reducer.runtimes.counters import perf_command
from reducer.runtimes.embedded import EmbeddedRuntime
from reducer.runtimes.errors import RuntimesError
from reducer.runtimes.inputs import check_given
from reducer.runtimes.invocation import Invocation
from reducer.runtimes.mode import Mode, Words
from reducer.runtimes.programs import Found, filled, filled_all, find
from reducer.runtimes.releases import installed, wasmtime_release
from reducer.runtimes.runtime import Limits, Runtime
from reducer.runtimes.spec import Spec, check_options, parse_spec
from reducer.runtimes.starting import Engine
from reducer.runtimes.table import known_runtimes

WORKERS = Path(__file__).parent / "workers"
# What a program is told of our own environment; its home is the private folder.
FOR_PROGRAMS = ("LANG", "LC_ALL", "LD_LIBRARY_PATH")
# The packages whose worker reads /proc.
NEED_PROC = ("wasmer",)


def open_runtime(
    spec: Spec | str,
    *,
    core: int | None = None,
    limits: Limits | None = None,
    counter: str | None = None,
    waits: bool = True,
    keeps_artefacts: bool = False,
) -> Runtime:
    """Start a runtime, pinned to a core if one is given. Close it, or use it as a context manager.

    Where it does not wait, its process is started and need not be ready: the first run waits for it, or
    whoever asks for its version, and then is told where it does not start.

    Where it keeps artefacts, a module of some size is compiled once: what came of it is kept on disk, for the
    other workers and for those that come after them, and only the sample of the worker that has compiled has
    compile times.  So it is for those who ask about the execute phase alone.

    With a `counter`, "instructions" or "cycles", the CPU times of the instantiate and execute phases are
    counts of these instead of ns: for command lines, where perf can count them. Raises RuntimesError where it
    cannot, and for a runtime that is unknown, not installed, or not available in that version.
    """
    if isinstance(spec, str):
        spec = parse_spec(spec)
    check_system(spec)
    engine = engine_of(spec)
    if counter is not None:
        if known_runtimes()[spec.name].mode(spec.mode).kind != "command":
            raise RuntimesError(
                f"{counter} are counted of command lines, and {spec} is none: use the CPU time"
            )
        engine = replace(engine, settings={**engine.settings, "counter": perf_command(counter)})
    return EmbeddedRuntime(
        str(spec),
        engine,
        core=core,
        limits=limits or Limits(),
        waits=waits,
        keeps_artefacts=keeps_artefacts,
    )


def check_system(spec: Spec) -> None:
    """Raises RuntimesError for a runtime whose worker needs what Linux alone has."""
    mode = known_runtimes()[spec.name].mode(spec.mode)
    if sys.platform != "linux" and (mode.kind != "embedded" or mode.runtime in NEED_PROC):
        raise RuntimesError(
            f"{spec} needs Linux, for its /proc and CPU clocks, and this is {platform.system()}: "
            "use wasmtime, or a Linux machine"
        )


def check_gives(spec: Spec | str, invocation: Invocation) -> None:
    """Raises RuntimesError if the named runtime does not support what a program is given, such as folders."""
    if isinstance(spec, str):
        spec = parse_spec(spec)
    check_given(str(spec), known_runtimes()[spec.name].mode(spec.mode).given, invocation)


def engine_of(spec: Spec) -> Engine:
    """What a runtime's worker is started with; starts none. Raises RuntimesError as `open_runtime` does."""
    mode = known_runtimes()[spec.name].mode(spec.mode)
    return KINDS[mode.kind](spec, mode)


def _embedded(spec: Spec, mode: Mode) -> Engine:
    if mode.releases and spec.version is not None:
        library, version = wasmtime_release(spec.version), spec.version
    else:
        library, version = installed(mode.package, mode.distribution)
    if not mode.releases and spec.version not in (None, version):
        modes = known_runtimes()[spec.name].modes.values()
        programs = [f"{spec.name}@{spec.version}+{other.name}" for other in modes if other.kind == "command"]
        raise RuntimesError(
            f"{mode.distribution} {version} is installed, not {spec.version}: {mode.install}=={spec.version}"
            + (f", or use the program: {programs[0]}" if programs else "")
        )
    mode = mode.for_version(version)
    check_options(spec, mode)
    return Engine(
        WORKERS / mode.worker,
        library,
        mode.observes,
        options=dict(spec.options),
        settings={"mode": mode.name},
        gives=mode.given,
    )


def _javascript(spec: Spec, mode: Mode) -> Engine:
    found = find(mode, spec.version)
    mode = mode.for_version(found.version)
    check_options(spec, mode)
    values = {**_places(mode, found), "guest": str(WORKERS / "guest.js")}
    settings = {
        "mode": mode.name,
        "version": found.versions,
        "run": _by_full_path(mode, filled_all(mode.run, values, _flags(spec, mode))),
        "environment": _environment(mode, values),
    }
    worker = WORKERS / (mode.worker or "javascript_worker.py")
    return Engine(worker, None, mode.observes, settings=settings, has_children=True, gives=mode.given)


def _command(spec: Spec, mode: Mode) -> Engine:
    found = find(mode, spec.version)
    mode = mode.for_version(found.version)
    check_options(spec, mode)
    values, flags = _places(mode, found), _flags(spec, mode)
    settings = {
        "version": found.versions,
        # {wasm} and {folder} are other ones for every module: the worker fills them in.
        "compile": [_by_full_path(mode, filled_all(step, values, flags)) for step in mode.compile],
        "run": _by_full_path(mode, filled_all(mode.run, values, flags)),
        "gives": {part: filled_all(words, values, ()) for part, words in mode.gives.items()},
        "environment": _environment(mode, values),
        "trap": mode.trap,
        "refused": mode.refused,
        "own_output": mode.own_output,
        "exits_0_on_trap": mode.exits_0_on_trap,
        "plain_names": mode.plain_names,
        "counter": [],
    }
    worker = WORKERS / "command_worker.py"
    return Engine(worker, None, settings=settings, has_children=True, runs_apart=True, gives=mode.given)


KINDS: Mapping[str, Callable[[Spec, Mode], Engine]] = {
    "embedded": _embedded,
    "javascript": _javascript,
    "command": _command,
}


def _places(mode: Mode, found: Found) -> dict[str, str]:
    """What stands for what in a mode's commands."""
    programs = {name: str(path) for name, path in found.programs.items()}
    prefix = found.programs["program"].resolve().parent.parent
    return {**programs, "prefix": str(prefix), "here": str(mode.here)}


def _by_full_path(mode: Mode, command: list[str]) -> list[str]:
    """The command with its program found, so that a worker need not look. Raises RuntimesError."""
    if "{" in command[0]:
        # Among what is compiled: only the worker knows where.
        return command
    found = find_program(command[0])
    if found is None:
        raise RuntimesError(f"{mode.spec} needs {command[0]}, which is not there: put it on PATH")
    return [found, *command[1:]]


def _flags(spec: Spec, mode: Mode) -> Words:
    """The words that the spec's options turn into."""
    return tuple(filled(word, {"value": value}) for key, value in spec.options for word in mode.flags[key])


def _environment(mode: Mode, values: Mapping[str, str]) -> dict[str, str]:
    ours = {name: os.environ[name] for name in FOR_PROGRAMS if name in os.environ}
    return {
        **ours,
        "PATH": search_path(),
        **{name: filled(value, values) for name, value in mode.environment.items()},
    }
