"""What a person says about a program besides its file: one set of options for every command that takes a
program.

Words after `--` are never for a command itself: they are split off before options are parsed.  Loads little,
because `wreduce test` has these options as well.
"""

from __future__ import annotations

import inspect
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

from reducer.errors import WreduceError
from reducer.runtimes.inputs import with_contents
from reducer.runtimes.invocation import Given, Invocation

END = "--"
taking_given: set[str] = set()
"""The commands that have these options."""


class GivenError(WreduceError):
    """An option that says something impossible of a program; the message is one line."""


@dataclass(frozen=True)
class _Option:
    """`default` tells the kind of the option: False for a switch, () for one that may be repeated."""

    name: str
    flag: str
    metavar: str
    help: str
    default: bool | tuple[str, ...] | None = None


OPTIONS = (
    _Option(
        "invoke",
        "--invoke",
        "NAME",
        "Call the function exported as NAME, with what follows `--` as its arguments.",
    ),
    _Option(
        "stub_imports",
        "--stub-imports",
        "",
        "Replace imports that WASI does not have by functions that return zeros.",
        False,
    ),
    _Option("env", "--env", "NAME=VALUE", "Set a variable of the program's environment (repeatable).", ()),
    _Option("stdin", "--stdin", "FILE", "The program's standard input (empty without it)."),
    _Option("dirs", "--dir", "HOST[::GUEST]", "Let the program read this folder (repeatable).", ()),
)


def split_words(words: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """The words of a command, and those behind its first `--`."""
    at = words.index(END) if END in words else len(words)
    return list(words[:at]), tuple(words[at + 1 :])


def given_by(
    arguments: Sequence[str],
    invoke: str | None,
    stub_imports: bool,
    env: Sequence[str] | None,
    stdin: str | None,
    dirs: Sequence[str] | None,
) -> Given:
    """What the options say; `arguments` stood behind `--`.  Raises GivenError, RuntimesError."""
    invocation = Invocation(
        () if invoke is not None else tuple(arguments),
        tuple(dict(map(_variable, env or ())).items()),
        "" if stdin is None else _existing("--stdin", stdin, Path.is_file, "file"),
        tuple(map(_folder, dirs or ())),
    )
    called = () if invoke is None else tuple(arguments)
    return Given(invoke, called, stub_imports, with_contents(invocation))


def _variable(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise GivenError(f"--env {text}: write NAME=VALUE")
    return name, value


def _folder(text: str) -> tuple[str, str]:
    """The folder, and the name under which the program sees it: its own where no other is given."""
    host, _, guest = text.partition("::")
    return _existing("--dir", host, Path.is_dir, "folder"), guest or host


def _existing(flag: str, name: str, is_there: Callable[[Path], bool], what: str) -> str:
    """Its whole path: a run may be gone on with from anywhere.  Raises GivenError."""
    path = Path(name)
    if not name or not is_there(path):
        raise GivenError(f"{flag} {name}: there is no such {what}")
    return str(path.resolve())


# ---- for typer


def takes_given(command: Callable[..., None]) -> Callable[..., None]:
    """A command with these options: it gets them as its keyword `given`."""
    import typer

    @wraps(command)
    def with_options(context: typer.Context, **words: Any) -> None:
        said = {option.name: words.pop(option.name) for option in OPTIONS}
        return command(given=given_by(context.find_root().obj or (), **said), **words)

    signature = inspect.signature(command, eval_str=True)
    parameters = [inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD)]
    parameters[0] = parameters[0].replace(annotation=typer.Context)
    parameters += [entry for entry in signature.parameters.values() if entry.name != "given"]
    for option in OPTIONS:
        kinds: dict[Any, Any] = {None: str | None, False: bool, (): list[str] | None}
        panel = "What the program is given"
        shown = typer.Option(
            option.flag, metavar=option.metavar or None, help=option.help, show_default=False,
            rich_help_panel=panel,
        )  # fmt: skip
        parameters.append(
            inspect.Parameter(
                option.name,
                inspect.Parameter.POSITIONAL_OR_KEYWORD,
                default=option.default or (False if option.default is False else None),
                annotation=Annotated[kinds[option.default], shown],
            )
        )
    with_options.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    with_options.__annotations__ = {entry.name: entry.annotation for entry in parameters}
    del with_options.__wrapped__
    taking_given.add(command.__name__)
    return with_options


# ---- for argparse


def add_given(parser: ArgumentParser) -> None:
    """These options for a parser."""
    for option in OPTIONS:
        if option.default is False:
            parser.add_argument(option.flag, dest=option.name, action="store_true", help=option.help)
        else:
            action = "append" if option.default == () else "store"
            parser.add_argument(
                option.flag, dest=option.name, action=action, metavar=option.metavar, help=option.help
            )


def given_in(options: Any, arguments: Sequence[str]) -> Given:
    """What a parser with these options has read.  Raises GivenError."""
    return given_by(arguments, **{option.name: getattr(options, option.name) for option in OPTIONS})
