"""`wreduce report`: from a finished run to a bug report, its long form, and an archive to send along."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from reducer.cli.app import Config, app
from reducer.cli.help import UNDERSTAND
from reducer.errors import InterruptedWork
from reducer.printable import show
from reducer.report.formats import Format
from reducer.report.formats.github import command
from reducer.report.making import make_formats, make_report
from reducer.report.subject import ReportError, read_subject
from reducer.report.terminal import Screen


class Template(StrEnum):
    """Whose issue form report.md follows."""

    WASMTIME = "wasmtime"
    WAMR = "wamr"
    WASMEDGE = "wasmedge"
    WASMER = "wasmer"


@app.command(
    rich_help_panel=UNDERSTAND, epilog="Example: wreduce report wreduce-run-seed --template wasmtime"
)
def report(
    words: Annotated[
        list[str],
        typer.Argument(metavar="RUN_DIR", help="The folder of a finished run.", show_default=False),
    ],
    template: Annotated[
        Template | None, typer.Option(help="Follow this project's issue form.", show_default=False)
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(metavar="SPEC...", help="Runtimes to measure beside both sides.", show_default=False),
    ] = None,
    format_: Annotated[
        list[Format] | None,
        typer.Option(
            "--format",
            metavar="NAME",
            help=f"Write it for another tool too: {', '.join(Format)}; several times for several.",
            show_default=False,
        ),
    ] = None,
    config: Config = None,
) -> None:
    """Write report.md, report.html and test_cases.zip into a run folder.

    Controls and blame are measured where they are missing, which takes some minutes; a second call measures
    nothing, and writes the same bytes.
    """
    if len(words) > 1 and not also:
        raise ReportError(f"one run folder at a time: {words[0]}, and not {' '.join(words[1:])} as well")
    try:
        with Screen(live_only=True) as screen:

            def tell(line: str) -> None:
                screen.say(line, line.partition("  ")[0])

            folder, formats = Path(words[0]), format_ or []
            made = make_report(folder, (*(also or ()), *words[1:]), template, tell)
            for path in (*made, *make_formats(folder, formats, template, tell)):
                show(str(path))
            if Format.GITHUB in formats:
                show(command(read_subject(folder), folder, template))
    except KeyboardInterrupt:
        raise InterruptedWork("interrupted: what was measured to its end is kept") from None
