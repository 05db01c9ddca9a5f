"""What every command shares: the application, and how a command fails."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from reducer.cli.ending import tell
from reducer.cli.given import split_words, taking_given
from reducer.cli.help import REDUCE, make_readable
from reducer.cli.shell import BAD_INPUT as BAD_INPUT
from reducer.cli.shell import COMPLETE, duration
from reducer.cli.shell import DIFFERENT as DIFFERENT
from reducer.cli.shell import INCONCLUSIVE as INCONCLUSIVE
from reducer.cli.shell import INTERRUPTED as INTERRUPTED
from reducer.cli.shell import KEPT as KEPT
from reducer.cli.shell import NOT_SHOWN as NOT_SHOWN
from reducer.printable import show
from reducer.runtimes.config_file import unread_words, use_config_file

# What typer raises for words that it cannot parse: an exception of click, or of its own copy of click,
# depending on the release.
UsageError: type[Any] = typer.BadParameter.__bases__[0]


DEFAULT = "reduce"
OWN_OPTIONS = ("--help", "--version", "--install-completion", "--show-completion")


class _Commands(TyperGroup):
    """A group whose first command is meant where none is named (`wreduce seed.wat` is `wreduce reduce
    seed.wat`).  In it, two words can name a command, such as `batch status`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if " ".join(args[:2]) in self.commands:
            args = [" ".join(args[:2]), *args[2:]]
        elif args and args[0] not in self.commands and args[0] not in OWN_OPTIONS:
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Reduces WebAssembly programs on which one runtime is several times slower than another."
    "\n\n`wreduce SEED` is short for `wreduce reduce SEED`.",
)


def _version(wanted: bool) -> None:
    if wanted:
        from reducer.cli.version import version_lines

        show(*version_lines())
        raise typer.Exit


@app.callback()
def _wreduce(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_version,
            is_eager=True,
            help="Show the version, and those of the tools and engines.",
        ),
    ] = False,
) -> None:
    pass


def seconds(text: str) -> float:
    """A duration such as 90, 90s, 10m, 8h or 100ms, in seconds.  Raises typer.BadParameter."""
    try:
        return duration(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def _config(path: Path | None) -> Path | None:
    """Chooses the wreduce.toml that is read, before anything asks for a runtime."""
    if path is not None and not path.is_file():
        fail(f"{path} is not there, or is no file: --config names a wreduce.toml", BAD_INPUT)
    use_config_file(path)
    _tell_unread()
    return path


@cache
def _tell_unread() -> None:
    """Tells the user of an unread wreduce.toml once, even where two parts of a command have the option."""
    if words := unread_words():
        tell(words)


Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        callback=_config,
        is_eager=True,
        help="The wreduce.toml with runtimes of your own.  [default: ~/.config/wreduce/wreduce.toml]",
        show_default=False,
    ),
]
"""For every command that names runtimes; reading the option is all that it is for."""


MAX_CAMPAIGN = 200


def _campaign(text: str) -> str:
    """A text of one line that is short enough for a report.  Raises typer.BadParameter."""
    line = " ".join(text.split())
    if len(line) > MAX_CAMPAIGN:
        raise typer.BadParameter(f"{len(line)} characters: {MAX_CAMPAIGN} at most, it is for one line")
    return line


Campaign = Annotated[
    str,
    typer.Option(
        "--campaign",
        metavar="TEXT",
        callback=_campaign,
        help="Where the program comes from, for the report: the fuzzer, its seed, its aim.",
        show_default=False,
    ),
]


def fail(message: str, code: int) -> NoReturn:
    """One line on standard error, and the end of the command with that exit code."""
    tell(message)
    raise typer.Exit(code)


def invoke(words: list[str]) -> int:
    """Does what the words say; the exit code.  Errors, ^C and closed pipes are for the caller.

    Not by typer's own way, which takes a closed pipe for exit code 1.
    """
    command = typer.main.get_command(app)
    make_readable(command)
    if COMPLETE in os.environ:
        command.main(prog_name="wreduce", complete_var=COMPLETE)
    name = words[0] if words and words[0] in command.commands else DEFAULT  # type: ignore[attr-defined]
    words, arguments = split_words(words) if name in taking_given else (words, ())
    try:
        with command.make_context("wreduce", words, obj=arguments) as context:
            command.invoke(context)
    except typer.Exit as stop:
        return stop.exit_code
    except SystemExit:
        # How rich, which prints the help, ends a program whose pipe is closed.
        raise BrokenPipeError from None
    except UsageError as error:
        if not error.format_message():
            return int(error.exit_code)  # The help was shown in its place.
        where = error.ctx.command_path if error.ctx is not None else "wreduce"
        tell(f"{error.format_message().rstrip('.')}: see {where} --help")
        return int(error.exit_code)
    return KEPT


@app.command(rich_help_panel=REDUCE, add_help_option=False, context_settings={"ignore_unknown_options": True})
def test() -> None:
    """Test whether a file is slow, for other reducers: the exit code is the answer."""
    # Listed here and answered by reducer.cli.test, which starts in a third of the time that typer takes.
    raise AssertionError("reducer.cli.main answers `wreduce test`")
