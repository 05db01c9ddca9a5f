"""Starts the process of a worker: what an engine is, and what its worker's script is told."""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reducer.children import NOWHERE, search_path
from reducer.runtimes.inputs import PARTS
from reducer.runtimes.process import Worker, started_by_main_thread
from reducer.runtimes.runtime import Limits

# All that a worker needs of our own environment. Guests get none of it.
PASSED_ON = ("HOME", "TMPDIR", "LANG", "LC_ALL", "LD_LIBRARY_PATH")


@dataclass(frozen=True)
class Engine:
    """How the worker of a runtime is started."""

    script: Path
    # The folder that holds the engine's package, where it is one.
    library: Path | None
    observes: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    # What else the worker's script is told, as JSON.
    settings: Mapping[str, Any] = field(default_factory=dict)
    # Whether the worker starts processes of its own: then it outlives us by a moment, to end them.
    has_children: bool = False
    # Whether every run is a process of its own: then more workers draw nothing that the runs do not.
    runs_apart: bool = False
    # Of PARTS, what it can give a program.
    gives: frozenset[str] = frozenset(PARTS)


def start_worker(
    engine: Engine, core: int | None, limits: Limits, scratch: str | None, artefacts: str
) -> Worker:
    """A new process of the engine's worker, which is ready when it says its first word.

    It is to run on `core`; `scratch` is its folder, where it has one, and `artefacts` that of what was
    compiled ("": it compiles itself).
    """
    settings = {
        **engine.settings,
        "library": str(engine.library.absolute()) if engine.library else "",
        "options": dict(engine.options),
        "core": core,
        "has_children": engine.has_children,
        "output_bytes": limits.output_bytes,
        "file_bytes": limits.file_bytes,
        "parent": os.getpid(),
        # A worker with children ends them first: the signal that follows a parent would leave it no time.
        "follow": started_by_main_thread() and not engine.has_children,
        "scratch": scratch,
        "artefacts": artefacts,
    }
    # Isolated (-I) and without site (-S): nothing but the engine's own folder can provide the engine.
    command = [sys.executable, "-I", "-S", str(engine.script), json.dumps(settings)]
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    environment["PATH"] = search_path()
    # A JavaScript engine reads its settings, and scripts to run first, from the folder that it stands in.
    return Worker(command, environment, limits.memory_bytes, scratch or NOWHERE)
