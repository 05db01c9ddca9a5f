"""docs/reference.md and docs/summary.schema.json: `python -m reducer.cli.reference docs` writes them anew.

Commands and options are read from the command line itself, exit codes from their table, the summary's layout
from its record.  A test holds the files against what stands here.
"""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from typer.main import get_command

from reducer.cli import COMMANDS
from reducer.cli.app import app
from reducer.cli.help import make_readable
from reducer.cli.shell import EXIT_CODES
from reducer.cli.test import parser
from reducer.records.run import SUMMARY_VERSION, Summary
from reducer.records.schema import json_schema

HEAD = """# Reference

`python -m reducer.cli.reference docs` makes this page from the code. The layout of a reduction's summary
(`--json`) is [summary.schema.json](summary.schema.json), a JSON Schema.

## Exit codes
"""
OPTIONS = ("| option | |", "| --- | --- |")
HELP = "--help"


def files() -> dict[str, str]:
    """The text of each file, by its name in docs/."""
    schema = json_schema(Summary, "the summary of a reduction by wreduce", SUMMARY_VERSION)
    return {"reference.md": _page(), "summary.schema.json": json.dumps(schema, indent=1) + "\n"}


def _page() -> str:
    for name in COMMANDS:
        import_module(f"reducer.cli.{name}")
    whole: Any = get_command(app)
    make_readable(whole)
    lines = [HEAD, "| code | meaning |", "| --- | --- |"]
    lines += [f"| {codes} | {words} |" for codes, words in EXIT_CODES]
    for name, command in _commands(whole, "wreduce"):
        lines += ["", f"## {name}", "", *_told(name, command)]
    return "\n".join(lines) + "\n"


def _commands(group: Any, called: str) -> Iterator[tuple[str, Any]]:
    """Every command with its whole name, in the order of COMMANDS, whichever module was imported first."""
    for name, command in sorted(group.commands.items(), key=lambda item: _place(item[1])):
        yield f"{called} {name}", command
        yield from _commands(command, f"{called} {name}") if hasattr(command, "commands") else ()


def _place(command: Any) -> int:
    """The number of the module that a command stands in."""
    module = getattr(command.callback, "__module__", "").rpartition(".")[2]
    return COMMANDS.index(module) if module in COMMANDS else -1


def _told(name: str, command: Any) -> Iterator[str]:
    if name == "wreduce test":
        yield from _told_of_test()
        return
    yield from (inspect.cleandoc(command.help or "")).split("\n")
    yield ""
    with command.context_class(command, info_name=name) as context:
        words = command.collect_usage_pieces(context)
        yield f"    {name} {' '.join(words)}"
        yield ""
        yield from OPTIONS
        for parameter in command.get_params(context):
            if HELP not in parameter.opts:
                default = parameter.get_default(context) if parameter.show_default is True else None
                yield _row(_flags(parameter), parameter.metavar, parameter.help, default)


def _flags(parameter: Any) -> list[str]:
    """The longest first; none of an argument."""
    return [] if parameter.param_type_name == "argument" else sorted(parameter.opts, key=len, reverse=True)


def _told_of_test() -> Iterator[str]:
    """`wreduce test` reads its words by argparse."""
    found = parser()
    yield from (found.description or "").split("\n")
    yield from ("", *(found.epilog or "").split("\n"), "", "    wreduce test [OPTIONS] FILE", "", *OPTIONS)
    for action in found._actions:
        if HELP not in action.option_strings:
            flags = sorted(action.option_strings, key=len, reverse=True)
            yield _row(flags, action.metavar if action.nargs != 0 else "", action.help, None)


def _row(flags: list[str], taken: Any, words: str | None, default: object) -> str:
    shown = " ".join(part for part in (", ".join(flags), taken) if part)
    told = (words or "").replace(r"\[", "[")
    if default is not None and default is not False and not callable(default):
        told += f" [default: {default}]"
    return f"| `{shown}` | {told} |"


if __name__ == "__main__":
    for name, text in files().items():
        (Path(sys.argv[1]) / name).write_text(text, encoding="utf-8")
