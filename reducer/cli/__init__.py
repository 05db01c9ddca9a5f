"""The command line: options to calls, calls to screen.  One file a command; `app` is what they share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from reducer.children import keep_out_working_folder

COMMANDS = (
    "reduce",
    "controls",
    "blame",
    "report",
    "batch",
    "measure",
    "bisect",
    "check",
    "doctor",
    "simulate",
    "runtimes",
)
"""The modules with a command each, in the order of `wreduce --help`."""


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point of the `wreduce` command."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    keep_out_working_folder()
    try:
        # Called thousands of times by other reducers: nothing that the other commands need is loaded.
        if words[:1] == ["test"]:
            from reducer.cli.test import test

            raise SystemExit(test(words[1:]))
        _app()(args=words, prog_name="wreduce")
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(141) from None


def _app() -> Callable[..., object]:
    """The application; every module adds its command to it."""
    for name in COMMANDS:
        import_module(f"reducer.cli.{name}")
    from reducer.cli.app import app

    return app
