"""Tells whether a runtime is the very same program in the same mode as before: the key under which facts
about it are stored."""

from __future__ import annotations

import platform
from dataclasses import replace
from pathlib import Path

from reducer.runtimes.programs import find
from reducer.runtimes.spec import Spec
from reducer.runtimes.table import known_runtimes


def identity(spec: Spec, version: str) -> str:
    """Words that change with the release, the row in the table, the architecture and the file of the program,
    but not with the place of the table.  Raises RuntimesError."""
    mode = known_runtimes()[spec.name].mode(spec.mode)
    about = [str(spec), version, repr(replace(mode, here=Path())), platform.machine()]
    if mode.kind != "embedded":
        program = find(mode, spec.version).programs["program"]
        about += [str(program), str(program.stat().st_mtime_ns)]
    return " ".join(about)
