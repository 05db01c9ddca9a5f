"""`wreduce --version`: the release of wreduce, and of the tools and engines that it finds.

It starts only wabt and wasm-tools, which answer in milliseconds.  For an engine on PATH it shows the name
alone; `wreduce runtimes` asks every engine for its version.
"""

from __future__ import annotations

import platform
from contextlib import suppress
from importlib.metadata import version

from reducer.children import find_program
from reducer.runtimes.errors import RuntimesError
from reducer.runtimes.programs import installed_versions
from reducer.runtimes.releases import fetched, installed
from reducer.runtimes.table import Row, known_runtimes
from reducer.wat import tools
from reducer.wat.errors import WatError


def version_lines() -> list[str]:
    """The lines, the release of wreduce first."""
    lines = [
        f"wreduce {version('wreduce')}",
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}",
        f"wabt {_tool('wat2wasm')}, wasm-tools {_tool('wasm-tools')}",
    ]
    engines = [words for row in known_runtimes().values() if (words := _engine(row))]
    return [*lines, f"engines: {', '.join(engines)}"]


def _tool(program: str) -> str:
    try:
        return tools.version(program)
    except WatError:
        return "not found"


def _engine(row: Row) -> str:
    """Its name with the releases that are here, the one first that the name alone opens; "" where none is."""
    found: list[str] = []
    on_path = False
    for mode in row.modes.values():
        if mode.kind == "embedded":
            with suppress(RuntimesError):
                found.append(installed(mode.package, mode.distribution)[1])
            found += fetched() if mode.releases else []
        else:
            on_path = on_path or any(map(find_program, mode.programs))
    found += installed_versions(row.name)
    return " ".join(dict.fromkeys((row.name, *found))) if found or on_path else ""
