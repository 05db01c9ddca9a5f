"""The content of a file as it was before gzip, or as it is: what it begins with tells, not its name.

Read in pieces, so that whoever reads stops where it has enough.  A few bytes can be packed without end.
"""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import IO, Protocol, cast

from reducer.wat.errors import WatError

MAX_BYTES = 1 << 30
"""Of a file, packed and unpacked: the text of the largest engines is 400 MB."""
PIECE_BYTES = 1 << 20
_GZIP = b"\x1f\x8b"


class Readable(Protocol):
    """What the content of a file comes out of, in pieces."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, `size` of them at most; none at the end."""
        ...


class Unpacked:
    """The content of `origin`, unpacked where it is gzip."""

    def __init__(self, origin: Readable) -> None:
        self._packed = _Packed(origin)
        zipped = self._packed.first == _GZIP
        self._content = gzip.GzipFile(fileobj=cast(IO[bytes], self._packed)) if zipped else self._packed

    def read(self, size: int, /) -> bytes:
        """The next bytes, `size` of them at most; none at the end.  Raises OSError, also for what is broken
        gzip, and what `origin` raises."""
        try:
            return self._content.read(size)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise gzip.BadGzipFile(f"broken gzip: {error}") from None


class _Packed:
    """What comes out of `origin`, from its first two bytes on."""

    def __init__(self, origin: Readable) -> None:
        self._origin = origin
        self.first = origin.read(2)
        self._ahead, self._left = self.first, MAX_BYTES

    def read(self, size: int, /) -> bytes:
        """Raises OSError where there is too much of it: empty pieces of gzip never come to anything."""
        ahead, self._ahead = self._ahead[:size], self._ahead[size:]
        piece = self._origin.read(size - len(ahead)) if len(ahead) < size else b""
        self._left -= len(piece)
        if self._left < 0:
            raise OSError(f"over {MAX_BYTES >> 20} MB long")
        return ahead + piece


def read_unpacked(path: Path, limit: int = MAX_BYTES) -> bytes:
    """What is in a file, unpacked.  Raises WatError where it cannot be read or is over `limit` bytes long."""
    pieces, size = [], 0
    try:
        with open(path, "rb") as file:
            content = Unpacked(file)
            while piece := content.read(PIECE_BYTES):
                pieces.append(piece)
                size += len(piece)
                if size > limit:
                    raise WatError(f"over {limit >> 20} MB long when it is unpacked")
    except OSError as error:
        raise WatError(f"cannot be read: {error.strerror or error}") from None
    return b"".join(pieces)
