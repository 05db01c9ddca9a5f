"""What every command shares: the application, the exit codes, durations, and how a command fails.

Exit codes: 0 kept, or done; 1 not shown, or different (test, check); 2 bad input, or something that is not
there; 3 the oracle does not hold on the seed; 4 inconclusive; 130 interrupted.
"""

from __future__ import annotations

import re
import sys
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

KEPT, DIFFERENT, BAD_INPUT, NOT_SHOWN, INCONCLUSIVE, INTERRUPTED = 0, 1, 2, 3, 4, 130

_UNITS = {"": 1.0, "s": 1.0, "m": 60.0, "h": 3600.0, "ms": 1e-3}


class _DefaultCommand(TyperGroup):
    """A group whose first command is meant where none is named: `wreduce seed.wat` is `wreduce reduce
    seed.wat`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("--help", "--version"):
            args = ["reduce", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_DefaultCommand,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Reduces WebAssembly programs on which one runtime is several times slower than another."
    "\n\n`wreduce SEED` is short for `wreduce reduce SEED`.",
)


def seconds(text: str) -> float:
    """A duration such as 90, 90s, 10m, 8h or 100ms, in seconds.  Raises typer.BadParameter."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(ms|s|m|h|)", text.strip())
    if match is None or float(match.group(1)) <= 0:
        raise typer.BadParameter(f"{text!r} is not a duration such as 90s, 10m or 8h")
    return float(match.group(1)) * _UNITS[match.group(2)]


def fail(message: str, code: int) -> NoReturn:
    """One line on standard error, and the end of the command with that exit code."""
    print(f"wreduce: {message}", file=sys.stderr)
    raise typer.Exit(code)
