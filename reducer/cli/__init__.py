"""The command line: options to calls, calls to screen.  One file a command; `app` is what they share."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from reducer.printable import show

COMMANDS = (
    "demo",
    "reduce",
    "controls",
    "blame",
    "report",
    "open",
    "batch",
    "measure",
    "bisect",
    "check",
    "serve",
    "doctor",
    "simulate",
    "runtimes",
    "topics",
)
"""The modules with a command each, in the order of `wreduce --help`."""
PROGRAMS = (".wat", ".wasm", ".gz")
"""How the name of a program ends; that of no command does."""


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point of the `wreduce` command."""
    if os.name != "posix":
        # Nothing below can be imported there, because signals and file locks differ.
        show("wreduce: Windows is not supported: use Linux, also in WSL or a container", stream=sys.stderr)
        raise SystemExit(2)
    from reducer.children import keep_out_working_folder
    from reducer.cli.ending import run_command

    words = sys.argv[1:] if arguments is None else list(arguments)
    keep_out_working_folder()
    raise SystemExit(run_command(lambda: _command(words)))


def _command(words: list[str]) -> int:
    """Does what the words say; the exit code."""
    # Other reducers call this command thousands of times, so nothing that only other commands need is loaded.
    if words[:1] == ["test"]:
        from reducer.cli.test import test

        return test(words[1:])
    if words == ["--version"]:
        from reducer.cli.version import version_lines
        from reducer.printable import show

        show(*version_lines())
        return 0
    for name in _needed(words):
        # Every module adds its command.
        import_module(f"reducer.cli.{name}")
    from reducer.cli.app import invoke

    return invoke(words)


def _needed(words: list[str]) -> Sequence[str]:
    """The modules to load: all of them takes half a second, which a reduction does not wait for."""
    from reducer.cli.shell import COMPLETE

    first = "".join(words[:1])
    reduces = first == "reduce" or first.endswith(PROGRAMS)
    return ("reduce",) if reduces and COMPLETE not in os.environ else COMMANDS
