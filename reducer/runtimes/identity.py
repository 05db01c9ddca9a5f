"""What tells that a runtime is the very program that it was before, in the same mode: the key of what is
remembered of it."""

from __future__ import annotations

import platform
from dataclasses import replace
from pathlib import Path

from reducer.runtimes.programs import find
from reducer.runtimes.spec import Spec
from reducer.runtimes.table import known_runtimes


def identity(spec: Spec, version: str) -> str:
    """Another release, another row in the table, another architecture and another file of the program give
    other words; where the table lies gives none.  Raises RuntimesError."""
    mode = known_runtimes()[spec.name].mode(spec.mode)
    about = [str(spec), version, repr(replace(mode, here=Path())), platform.machine()]
    if mode.kind != "embedded":
        program = find(mode, spec.version).programs["program"]
        about += [str(program), str(program.stat().st_mtime_ns)]
    return " ".join(about)
