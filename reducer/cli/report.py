"""`wreduce report`: from a finished run to a bug report, its long form, and an archive to send along."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from reducer.cli.app import Campaign, Config, app, seconds
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
    self_time: Annotated[
        str,
        typer.Option(help="Time for holding the slow side against its own tiers and releases; 0 for none."),
    ] = "20s",
    campaign: Campaign = "",
    config: Config = None,
) -> None:
    """Write report.md, report.html and test_cases.zip into a run folder.

    Controls and blame are measured where they are missing, which takes some minutes; a second call measures
    nothing, and writes the same bytes.
    """
    if len(words) > 1 and not also:
        raise ReportError(f"one run folder at a time: {words[0]}, and not {' '.join(words[1:])} as well")
    self_limit = 0.0 if self_time == "0" else seconds(self_time)
    try:
        with Screen(live_only=True) as screen:

            def tell(line: str) -> None:
                screen.say(line, line.partition("  ")[0])

            folder, formats = Path(words[0]), format_ or []
            everyone = (*(also or ()), *words[1:])
            made = make_report(folder, everyone, template, tell, self_seconds=self_limit, campaign=campaign)
            for path in (*made, *make_formats(folder, formats, template, tell)):
                show(str(path))
            if Format.GITHUB in formats:
                show(command(read_subject(folder), folder, template))
    except KeyboardInterrupt:
        raise InterruptedWork("interrupted: what was measured to its end is kept") from None
