"""The command line: options to calls, calls to screen.  One file a command; `app` is what they share."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from reducer.cli import check, reduce  # noqa: F401  (each adds its command to the app)
from reducer.cli.app import app


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point of the `wreduce` command."""
    try:
        app(args=None if arguments is None else list(arguments), prog_name="wreduce")
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(141) from None
