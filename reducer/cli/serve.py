"""`wreduce serve`: the catalogue of edits for other reducers, whose tests ask for anything at all."""

from __future__ import annotations

import sys

from reducer.cli.app import BAD_INPUT, app, fail
from reducer.cli.ending import tell
from reducer.cli.peer import Peer, Superseded
from reducer.search.served import reduce_for
from reducer.wat.errors import WatError


@app.command()
def serve() -> None:
    """Offer wreduce's edits to Shrink Ray: `shrinkray --reduce-with 'wreduce serve' TEST FILE`.

    FILE is .wat or .wasm, TEST any command whose exit code is 0 for an interesting file.  Reads and writes
    lines of JSON until its input ends; exit code 2 for a line that is no message.
    """
    if sys.stdin.isatty():
        fail("it talks to a reducer: shrinkray --reduce-with 'wreduce serve' TEST FILE", BAD_INPUT)
    serve_to(Peer(sys.stdin.buffer, sys.stdout.buffer))


def serve_to(peer: Peer) -> None:
    """Works on every test case that the peer hands over, until it has gone.  Raises PeerError."""
    while (content := peer.case()) is not None:
        try:
            reduce_for(content, peer.ask)
        except Superseded:
            continue
        except WatError as error:
            # The peer may cut as it likes, and then hands over what is no module; the next one may be.
            tell(f"a test case of {len(content):,} bytes is left as it is: {error}")
        peer.idle()
