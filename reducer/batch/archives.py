"""Reads the members of a zip or a tar, whatever its bytes are: a member that cannot be read gives a reason
and never an exception, and there are bounds on what all of them together may cost.

No name of a member becomes a path, no link is followed, and nothing but regular files is read.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import stat
import tarfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from reducer.batch.offered import Offered, Unreadable, first_line
from reducer.wat.compressed import Readable
from reducer.wat.reading import is_module_name

MAX_HEADER_BYTES = 1 << 15
"""The largest header of a member of a tar: two names of 4 KB and what else an archiver notes.  tarfile's time
grows with the square of its size."""
MAX_DIRECTORY_BYTES = 64 << 20
"""The largest directory of a zip, which is read as a whole: half a million members with long names, and 1 GB
of memory."""
MAX_ENDS = 8
"""How often tarfile may read past the end: it asks for the whole size that a header claims, which may be 8
EB."""
BLOCK_BYTES = 512
PIECE_BYTES = 4096
"""How much of a member of a zip is unpacked at a time: bzip2 makes at most 90 MB of this many bytes."""


@dataclass(frozen=True)
class Bounds:
    """What may be read of an archive, all members together: bytes when unpacked, members, and seconds of
    reading."""

    bytes: int = 2_000_000_000
    members: int = 200_000
    seconds: float = 600.0


BOUNDS = Bounds()


class _SpentError(Exception):
    """A bound is reached."""


class _Budget:
    """What is left of the bounds of an archive."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._bytes, self._members, self._seconds = bounds.bytes, bounds.members, bounds.seconds
        self._deadline = 0.0
        self.spent = ""
        """Which bound is reached, in words."""

    @contextmanager
    def reading(self) -> Iterator[None]:
        """The context in which the archive is read and its time is counted.  Whatever goes wrong is
        Unreadable: zipfile, tarfile and their decompressors raise a dozen kinds of exceptions for unexpected
        bytes."""
        self._deadline = time.monotonic() + self._seconds
        try:
            yield
        except _SpentError as error:
            self.spent = str(error)
            raise Unreadable(self.spent) from None
        except Exception as error:
            raise Unreadable(first_line(error)) from None
        finally:
            self._seconds = self._deadline - time.monotonic()

    def count_member(self) -> None:
        """Raises SpentError."""
        self._members -= 1
        if self._members < 0:
            raise _SpentError(f"more than {self._bounds.members:,} members")

    def count_bytes(self, count: int) -> None:
        """Raises SpentError."""
        self._bytes -= count
        if self._bytes < 0:
            raise _SpentError(f"more than {self._bounds.bytes:,} bytes when unpacked")
        if time.monotonic() > self._deadline:
            raise _SpentError(f"not read within {self._bounds.seconds:.0f} s")


class _Content:
    """The content of a member."""

    def __init__(self, budget: _Budget, origin: IO[bytes], counted: bool) -> None:
        self._budget, self._origin, self._counted = budget, origin, counted

    def read(self, size: int, /) -> bytes:
        """As Readable."""
        with self._budget.reading():
            piece = self._origin.read(min(size, PIECE_BYTES) if self._counted else size)
            self._budget.count_bytes(len(piece) if self._counted else 0)
        return piece


@contextmanager
def _content(budget: _Budget, start: Callable[[], IO[bytes]], counted: bool) -> Iterator[Readable]:
    """Raises Unreadable."""
    with budget.reading():
        origin = start()
    with origin:
        yield _Content(budget, origin, counted)


def _ending(path: Path, kind: str, error: Unreadable, budget: _Budget) -> Offered:
    """What is reported of an archive that is not read to its end."""
    reason = f"a broken {kind}: {error}"
    if budget.spent:
        reason = f"{budget.spent}; the rest is not read: unpack it into a folder, and name that"
    return Offered(str(path.absolute()), reason=reason)


def _inside(archive: Path, member: str) -> str:
    return f"{archive.absolute()}!{member}"


# ---- zip


def is_zip(path: Path) -> bool:
    """Whether it is a zip, which may be broken.  Raises OSError."""
    try:
        return zipfile.is_zipfile(path)
    except zipfile.BadZipFile:
        return True


def in_zip(path: Path, bounds: Bounds) -> Iterator[Offered]:
    """The .wat and .wasm files in a zip, and last, why it could not be read to its end."""
    budget = _Budget(bounds)
    try:
        with ExitStack() as stack:
            with budget.reading():
                archive = stack.enter_context(zipfile.ZipFile(stack.enter_context(_Zip(path))))
            for entry in archive.infolist():
                with budget.reading():
                    budget.count_member()
                if not is_module_name(entry.filename) or entry.filename.endswith("/"):
                    continue
                source = _inside(path, entry.filename)
                if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
                    yield Offered(source, reason="not a regular file")
                    continue
                start = lambda entry=entry: archive.open(entry)  # noqa: E731
                yield Offered(source, lambda start=start: _content(budget, start, counted=True))  # type: ignore[misc]
                if budget.spent:
                    raise Unreadable(budget.spent)
    except Unreadable as error:
        yield _ending(path, "zip", error, budget)


class _Zip(io.BufferedReader):
    """The file of a zip, from which no piece larger than a directory may be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(io.FileIO(path))

    def read(self, size: int | None = -1, /) -> bytes:
        """Raises ValueError for a larger piece."""
        wanted = -1 if size is None or size < 0 else size
        piece = super().read(MAX_DIRECTORY_BYTES + 1 if wanted < 0 else min(wanted, MAX_DIRECTORY_BYTES + 1))
        if len(piece) > MAX_DIRECTORY_BYTES:
            raise ValueError(f"its directory is over {MAX_DIRECTORY_BYTES:,} bytes long")
        return piece


# ---- tar


def is_tar(path: Path) -> bool:
    """Whether it begins like a tar, compressed or not.  Raises OSError."""
    if not os.access(path, os.R_OK):
        raise PermissionError(0, "Permission denied")
    try:
        with _unpacked(path) as stream:
            block = stream.read(BLOCK_BYTES)
        if len(block) == BLOCK_BYTES and not block.strip(b"\0"):
            return True
        tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except Exception:
        # Nothing that could be told better than by what it is not.
        return False
    return True


def in_tar(path: Path, bounds: Bounds) -> Iterator[Offered]:
    """The .wat and .wasm files in a tar, and last, why it could not be read to its end.

    As a stream: each is read when it goes by, and the archive only once.
    """
    budget = _Budget(bounds)
    try:
        with ExitStack() as stack:
            with budget.reading():
                tape = _Tape(stack.enter_context(_unpacked(path)), budget)
                archive = stack.enter_context(
                    tarfile.open(fileobj=cast(IO[bytes], tape), mode="r|", tarinfo=_headers_of(tape))
                )
            while (member := _next(archive, budget)) is not None:
                if is_module_name(member.name) and not member.isdir():
                    yield _in_tar(_inside(path, member.name), archive, member, budget)
                if budget.spent:
                    raise Unreadable(budget.spent)
            if not tape.marked_end:
                raise Unreadable("it ends without its end mark, or with a header that makes no sense")
    except Unreadable as error:
        yield _ending(path, "tar", error, budget)


def _next(archive: tarfile.TarFile, budget: _Budget) -> tarfile.TarInfo | None:
    with budget.reading():
        member = archive.next()
        # tarfile keeps every member that it has seen, for callers that go back.
        cast(Any, archive).members.clear()
        if member is not None:
            budget.count_member()
    return member


def _in_tar(source: str, archive: tarfile.TarFile, member: tarfile.TarInfo, budget: _Budget) -> Offered:
    if not member.isreg():
        return Offered(source, reason="not a regular file")
    start = lambda: cast(IO[bytes], archive.extractfile(member))  # noqa: E731
    # The holes of a sparse file are not in the archive.
    return Offered(source, lambda: _content(budget, start, counted=member.issparse()))


def _unpacked(path: Path) -> IO[bytes]:
    """What is in a file, by what it begins with."""
    with open(path, "rb") as file:
        start = file.read(8)
    if start.startswith(b"\x1f\x8b"):
        return cast(IO[bytes], gzip.open(path))
    if start.startswith(b"BZh"):
        return cast(IO[bytes], bz2.open(path))
    if start.startswith((b"\xfd7zXZ\0", b"\x5d\0\0")):
        return cast(IO[bytes], lzma.open(path))
    return open(path, "rb")


class _Tape:
    """The file from which tarfile reads a tar: counts bytes, and stops a header or an end of the archive that
    never ends."""

    def __init__(self, origin: IO[bytes], budget: _Budget) -> None:
        self._origin, self._budget = origin, budget
        self._ends = 0
        self._header_left: int | None = None
        self.marked_end = False

    def read(self, size: int) -> bytes:
        """The next bytes.  Raises SpentError, ValueError."""
        piece = self._origin.read(size)
        self._budget.count_bytes(len(piece))
        self._ends += not piece
        if self._ends > MAX_ENDS:
            raise ValueError("it ends in the midst of a member")
        if self._header_left is not None:
            self._header_left -= len(piece)
            if self._header_left < 0:
                raise ValueError(f"the header of a member is over {MAX_HEADER_BYTES:,} bytes long")
        return piece

    @contextmanager
    def header(self) -> Iterator[None]:
        """The context in which a header, and the headers that it consists of, are read."""
        outer = self._header_left is None
        if outer:
            self._header_left = MAX_HEADER_BYTES
        try:
            yield
        finally:
            if outer:
                self._header_left = None


def _headers_of(tape: _Tape) -> type[tarfile.TarInfo]:
    """tarfile's reader of headers, with checks for headers that never end or are none: tarfile by itself
    would read on for ever, or end as if the archive did."""

    class Header(tarfile.TarInfo):
        @classmethod
        def fromtarfile(cls, archive: tarfile.TarFile) -> Header:
            with tape.header():
                return super().fromtarfile(archive)

        @classmethod
        def frombuf(cls, block: bytes | bytearray, encoding: str, errors: str) -> Header:
            tape.marked_end = len(block) == BLOCK_BYTES and not block.strip(b"\0")
            try:
                return super().frombuf(block, encoding, errors)
            except tarfile.HeaderError as error:
                if not block or tape.marked_end:
                    raise
                raise ValueError(str(error)) from None

    return Header
