"""The other end of `wreduce serve`: a reducer that hands over test cases and answers questions, in lines of
JSON.

It sends `{"content": BASE64, "interesting": BOOL}`: the answer to the question with that content, or else a
test case to reduce.  It is sent `{"content": BASE64}`, a question, and `{"idle": true}`, which says that
nothing more can be done with the test case.  Source: Shrink Ray 26.9, shrinkray/reducers/protocol.py.
"""

from __future__ import annotations

import binascii
import json
from base64 import b64decode, b64encode
from collections import Counter
from dataclasses import dataclass
from typing import BinaryIO

from reducer.cli.ending import tell
from reducer.errors import WreduceError
from reducer.search.served import reduce_for
from reducer.wat.errors import WatError

MAX_LINE = 2**28
"""Bytes of a line: a test case of 200 MB.  A longer one would be a line without an end."""


class PeerError(WreduceError):
    """A line that is no message; the text is one line."""


class Superseded(Exception):
    """The answer no longer matters: another test case has come, or the peer has gone."""


@dataclass(frozen=True)
class Message:
    """What the peer says of some content."""

    content: bytes
    interesting: bool


class Peer:
    """The peer behind two streams."""

    def __init__(self, lines: BinaryIO, out: BinaryIO) -> None:
        self._lines, self._out = lines, out
        self._number = 0
        self._handed_over: bytes | None = None
        self._unanswered: Counter[bytes] = Counter()

    def case(self) -> bytes | None:
        """The next test case; None where the peer has gone.  Raises PeerError."""
        while self._handed_over is None:
            message = self._read()
            if message is None:
                return None
            self._is_answer(message)
        content, self._handed_over = self._handed_over, None
        return content

    def ask(self, content: bytes) -> bool:
        """Whether the content is interesting.  Raises Superseded, PeerError."""
        self._unanswered[content] += 1
        self._send({"content": b64encode(content).decode("ascii")})
        while self._handed_over is None:
            message = self._read()
            if message is None:
                break
            if self._is_answer(message) and message.content == content:
                return message.interesting
        raise Superseded

    def idle(self) -> None:
        """Says that nothing more can be done with the test case."""
        self._send({"idle": True})

    def _is_answer(self, message: Message) -> bool:
        """Whether a question, even one that was given up, had that content; otherwise the message is a test
        case."""
        if self._unanswered[message.content]:
            self._unanswered -= Counter([message.content])
            return True
        if message.interesting:
            self._handed_over = message.content
        return False

    def _read(self) -> Message | None:
        while line := self._lines.readline(MAX_LINE + 1):
            self._number += 1
            if len(line) > MAX_LINE:
                raise self._refusal(f"it has more than {MAX_LINE:,} bytes")
            if line.strip():
                return self._message(line)
        return None

    def _message(self, line: bytes) -> Message:
        try:
            read = json.loads(line)
        except (ValueError, RecursionError):
            raise self._refusal("it is not JSON") from None
        content, interesting = (
            (read.get("content"), read.get("interesting")) if isinstance(read, dict) else (None, None)
        )
        if not isinstance(content, str) or not isinstance(interesting, bool):
            raise self._refusal('a message is {"content": BASE64, "interesting": true or false}')
        try:
            return Message(b64decode(content, validate=True), interesting)
        except (binascii.Error, ValueError):
            raise self._refusal("its content is not base64") from None

    def _refusal(self, why: str) -> PeerError:
        return PeerError(f"line {self._number} of the standard input is no message of Shrink Ray's: {why}")

    def _send(self, message: dict[str, object]) -> None:
        self._out.write(json.dumps(message).encode("ascii") + b"\n")
        self._out.flush()


def serve_to(peer: Peer) -> None:
    """Works on every test case that the peer hands over, until it has gone.  Raises PeerError."""
    while (content := peer.case()) is not None:
        try:
            reduce_for(content, peer.ask)
        except Superseded:
            continue
        except WatError as error:
            # The peer may cut a file anywhere and send something that is no module; the next one may be a
            # module again.
            tell(f"a test case of {len(content):,} bytes is left as it is: {error}")
        peer.idle()
