"""`wreduce serve`: the catalogue of edits for other reducers, whose tests ask for anything at all."""

from __future__ import annotations

import sys

from reducer.cli.app import BAD_INPUT, app, fail
from reducer.cli.help import REDUCE
from reducer.cli.peer import Peer, serve_to


@app.command(
    rich_help_panel=REDUCE,
    epilog="Example: wreduce serve, as in shrinkray --reduce-with 'wreduce serve' test.sh a.wasm",
)
def serve() -> None:
    """Offer the edits to Shrink Ray, whose test may be of any kind: a crash, a wrong result.

    Reads and writes lines of JSON until its input ends. Exit code 2 for a line that is no message.
    """
    if sys.stdin.isatty():
        fail("it talks to a reducer: shrinkray --reduce-with 'wreduce serve' TEST FILE", BAD_INPUT)
    serve_to(Peer(sys.stdin.buffer, sys.stdout.buffer))
