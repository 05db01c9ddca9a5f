"""`wreduce help TOPIC`: the pages of docs/, which come with wreduce, and the help of the commands."""

from __future__ import annotations

from typing import Annotated

import typer
from typer.main import get_command

from reducer.cli.app import BAD_INPUT, app, fail, invoke
from reducer.cli.help import MACHINE
from reducer.printable import show
from reducer.shipped import read_shipped

TOPICS = {
    "runs": "the run folder, the summary, several anomalies in one program",
    "programs": "which function is called, arguments, imports, endings, compressed files, components",
    "big_programs": "a walk: from an engine of a megabyte to the part of it that is slow",
    "oracle": "what is asked, how it is decided, and with what error rates",
    "controls": "variants of a case: what the trigger is, and is not",
    "blame": "with which instruction the slowdown goes; carriers",
    "report": "the bug report, its long form, and the archive",
    "batch": "a folder of fuzzer output, on one machine or many",
    "measuring": "tables of times and ratios; which release brought a slowdown",
    "runtimes": "names, modes and options of runtimes, how to install them, how to add one",
    "serve": "the edits for other reducers",
    "security": "hostile programs: what is trusted, and what stops the rest",
    "gallery": "slowdowns that wreduce finds between installed engines",
    "prevalence": "how often instructions occur in public modules",
    "reference": "every command and option, and the exit codes",
    "architecture": "for those who change wreduce",
}
"""The pages by their names in docs/, and what each is about."""


@app.command("help", rich_help_panel=MACHINE, epilog="Example: wreduce help oracle")
def help_on(
    topic: Annotated[
        str | None,
        typer.Argument(metavar="[TOPIC]", help="A topic, or a command.  [default: list the topics]"),
    ] = None,
) -> None:
    """Show a page of the manual, or the help of a command."""
    if topic is None:
        width = max(map(len, TOPICS))
        show("wreduce help TOPIC, where TOPIC is a command or one of:", "")
        show(*(f"  {name:{width}}  {about}" for name, about in TOPICS.items()))
    elif topic in TOPICS:
        show(*read_shipped(f"docs/{topic}.md").split("\n"))
    elif topic in get_command(app).commands:  # type: ignore[attr-defined]
        raise typer.Exit(invoke([topic, "--help"]))
    else:
        fail(f"there is no help on {topic!r}: `wreduce help` lists the topics", BAD_INPUT)
