"""`wreduce check`: is what we print the program that we read?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reducer.cli.app import BAD_INPUT, DIFFERENT, app, fail
from reducer.cli.help import MACHINE
from reducer.printable import show
from reducer.wat.check import check_paths


@app.command(rich_help_panel=MACHINE, epilog="Example: wreduce check corpus/")
def check(
    paths: Annotated[
        list[Path], typer.Argument(help="Files (.wat, .wasm), and folders of them.", show_default=False)
    ],
    quiet: Annotated[bool, typer.Option("--quiet", help="Name only the files that differ.")] = False,
) -> None:
    """Parse, print and assemble modules, and compare the bytes; if they differ, say why.

    Exit code 0 where all are the same, 1 where one is not, 2 where there is nothing to check.
    """
    checked, wrong = 0, 0
    for path, told in check_paths(paths):
        checked, wrong = checked + 1, wrong + (not told.same)
        if not told.same or not quiet:
            show(f"{path}: {told.words}")
    if checked == 0:
        fail("no .wat or .wasm file there", BAD_INPUT)
    if checked > 1:
        show(f"{checked - wrong} of {checked} files: same bytes")
    if wrong:
        raise typer.Exit(DIFFERENT)
