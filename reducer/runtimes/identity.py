"""What tells that a runtime is the very program that it was before, in the same mode."""

from __future__ import annotations

from reducer.runtimes.programs import find
from reducer.runtimes.runtime import Runtime
from reducer.runtimes.spec import parse_spec
from reducer.runtimes.table import known_runtimes


def identity(runtime: Runtime) -> str:
    """Another release, another row in the table and another file of the program give other words.  Raises
    RuntimesError."""
    spec = parse_spec(runtime.spec)
    mode = known_runtimes()[spec.name].mode(spec.mode)
    about = [str(spec), runtime.version, repr(mode)]
    if mode.kind != "embedded":
        program = find(mode, spec.version).programs["program"]
        about += [str(program), str(program.stat().st_mtime_ns)]
    return "\0".join(about)
