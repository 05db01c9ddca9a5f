"""How `--help` looks: groups of commands, and what an option takes in the words of its user."""

from __future__ import annotations

from pathlib import Path
from typing import Any

REDUCE = "Reduce a program"
UNDERSTAND = "Understand a case"
CAMPAIGNS = "A whole fuzzing campaign"
MACHINE = "Runtimes and this machine"
"""The groups."""

BY_NAME = {"slow": "SPEC", "fast": "SPEC", "run_dir": "DIR"} | dict.fromkeys(
    ("time", "time_limit", "final_time", "case_limit", "run_timeout", "timeout", "budget"), "TIME"
)
BY_TYPE: dict[Any, str] = {int: "N", float: "NUMBER", Path: "FILE"}
"""The word for what an option takes, where it gives none itself."""


def make_readable(command: Any) -> None:
    """Give every parameter of a command, and of those below it, the word for what it takes; and every
    paragraph of its help the width of the terminal.

    Typer by itself keeps the line breaks of a second paragraph.  It writes `<bool>` beside a switch, `<str>`
    beside a duration, `{SEED} <path>` for an argument, and reads `[default: ...]` as a colour.
    """
    command.help = _in_paragraphs(command.help or "")
    with command.context_class(command) as context:
        parameters = command.get_params(context)
    for parameter in parameters:
        parameter.help = (parameter.help or "").replace("[", r"\[")
        if parameter.param_type_name == "argument":
            _make_argument_readable(parameter)
        elif parameter.metavar is None:
            parameter.metavar = _taken(parameter)
    for below in getattr(command, "commands", {}).values():
        make_readable(below)


def _in_paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def _make_argument_readable(argument: Any) -> None:
    many = "..." if argument.nargs != 1 and argument.metavar is None else ""
    argument.metavar = (argument.metavar or argument.name.upper()) + many
    argument.get_usage_pieces = lambda _context: [argument.metavar]
    argument.display_type_rich = lambda ctx: None


def _taken(option: Any) -> str | None:
    """The word for what an option takes; None where typer shows the choices."""
    if option.is_flag:
        return ""
    kind = option.type_descriptor.annotation
    return BY_NAME.get(option.name) or BY_TYPE.get(kind) or (option.name.upper() if kind is str else None)
