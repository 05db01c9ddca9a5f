"""Files that are complete whenever they are read, and logs that only grow.

A file is written beside its place and then renamed.  A log grows by one line at a time; half a line that a
killed process left at its end is not read, and is removed before the next line is written.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from reducer.records.codec import Made, RecordError, from_text, to_line
from reducer.records.errors import FileError as FileError

TAIL_BYTES = 4096
"""The end of a log is searched backwards in steps of this many bytes."""


def write_atomically(path: Path, content: str | bytes) -> None:
    """Writes a file with this content; whatever happens meanwhile, it holds either the new content or the
    old.  Raises FileError.

    Text is written as UTF-8; bytes that were not UTF-8 when they were read are written back unchanged.
    """
    data = content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(temporary, "wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(temporary, path)
    except OSError as error:
        raise FileError(f"{path} cannot be written: {error.strerror}") from None
    finally:
        # It still exists if the write failed or was interrupted.
        with contextlib.suppress(OSError):
            temporary.unlink()


def link_atomically(path: Path, target: str) -> None:
    """Makes a file a link to another one, named as seen from the file's folder; whatever happens meanwhile,
    it is either the new file or the old.  Raises OSError, also where the file system has no links."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.symlink_to(target)
        os.replace(temporary, path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def check_writable(path: Path | None) -> None:
    """Raises FileError now where a file could not be written later."""
    if path is not None and not (path.parent.is_dir() and os.access(path.parent, os.W_OK)):
        raise FileError(f"{path} cannot be written: there is no folder {path.parent} to write in")


def read_text(path: Path) -> str:
    """A file's text; bytes that are no UTF-8 survive, and are written back as they were.  Raises
    FileError."""
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}") from None


def read_bytes(path: Path) -> bytes:
    """A file's content.  Raises FileError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}") from None


class LineLog:
    """A file of records, one a line, that only grows.  One process writes it; any may read it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def append(self, record: object) -> None:
        """Adds one line, which the operating system has when this returns, so that a killed process does not
        lose it.

        Raises FileError where it cannot be written; then the log ends as it did before.
        """
        line = to_line(record, self.path).encode() + b"\n"
        try:
            file = self._opened()
            size = os.fstat(file).st_size
            try:
                while line:
                    line = line[os.write(file, line) :]
            except BaseException:
                os.ftruncate(file, size)
                raise
        except OSError as error:
            raise FileError(f"{self.path} cannot be written: {error.strerror}") from None

    def close(self) -> None:
        """May be called twice; a later `append` opens the file again."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _opened(self) -> int:
        """Opens the file and makes it ready for a line: half a line at its end is removed first."""
        if self._file is None:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o666)
            end = _end_of_lines(self._file)
            if end < os.fstat(self._file).st_size:
                os.ftruncate(self._file, end)
        return self._file


def read_lines(path: Path, kind: type[Made]) -> Iterator[Made]:
    """The records of a log, in order; none where there is no file.  Half a line at the end is ignored.

    Raises RecordError, with the number of the line, for any other line that is no record.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}") from None
    for number, line in enumerate(data[: data.rfind(b"\n") + 1].split(b"\n")[:-1], 1):
        place = f"{path}, line {number}"
        try:
            text = line.decode()
        except UnicodeDecodeError:
            raise RecordError(f"{place}: this is no UTF-8: the file is broken") from None
        yield from_text(kind, text, place)


def _end_of_lines(file: int) -> int:
    """The offset after the last newline."""
    end = os.fstat(file).st_size
    while end:
        start = max(0, end - TAIL_BYTES)
        found = os.pread(file, end - start, start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0
