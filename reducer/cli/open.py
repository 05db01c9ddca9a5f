"""`wreduce open`: the report of a run, or the page of a batch, in a browser."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import typer

from reducer.cli.app import app
from reducer.cli.help import UNDERSTAND
from reducer.printable import show
from reducer.report.serving import page_of, server_of

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")
"""The variables of a graphical screen: where none is set, a browser would run in this terminal."""


@app.command("open", rich_help_panel=UNDERSTAND, epilog="Example: wreduce open wreduce-run-seed")
def open_page(
    path: Annotated[
        Path,
        typer.Argument(metavar="RUN", help="A run folder, a batch's folder, or a page.", show_default=False),
    ],
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Say the address, and start no browser.")
    ] = False,
) -> None:
    """Look at the report of a run, or at the page of a batch, also while it runs.

    Serves the files of that folder to this machine alone, until ^C.
    """
    page = page_of(path)
    with server_of(page.parent) as server:
        address = f"http://{server.server_address[0]!s}:{server.server_port}/{quote(page.name)}"
        show(address)
        if not no_browser and (sys.platform == "darwin" or any(map(os.environ.get, SCREENS))):
            webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return
