"""From what a person names to copies in the run folder: a folder, a zip or tar, a list, a manifest.

Content is read in pieces up to a size limit, and kept under its own hash: no name from an archive ever
becomes a path. A file whose first bytes cannot begin a program is refused at once; whether it is a program is
checked later.
"""

from __future__ import annotations

import csv
import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from reducer.batch.archives import BOUNDS, Bounds, in_tar, in_zip, is_tar, is_zip
from reducer.batch.offered import Offered, Unreadable, first_line
from reducer.batch.store import DATABASE, Store
from reducer.errors import WreduceError
from reducer.oracle import OracleSyntaxError, Time, parse_oracle
from reducer.wat.compressed import Readable, Unpacked
from reducer.wat.reading import MAGIC, is_module_name

PIECE_BYTES = 1 << 20
SIZE_LIMIT = 20_000_000
"""The default size limit of a case: fuzzers' programs have some 100 KB, and reading the text of a binary of
this size takes a minute."""
_HEADER_BYTES = 8
_FIRST_BYTES = 4096
_RESULTS = "is the run folder of a batch"


class IntakeError(WreduceError):
    """A source that cannot be read at all; the message is one line that says what to do."""


@dataclass
class Taken:
    """How many offered files were new, refused, or known."""

    new: int = 0
    refused: int = 0
    known: int = 0


@dataclass
class Intake:
    """Takes files into a run.  `oracle` is the run's; `size_limit` is for each case, in bytes."""

    store: Store
    folder: Path
    oracle: str
    size_limit: int = SIZE_LIMIT
    taken: Taken = field(default_factory=Taken)

    def take_all(self, offers: Iterator[Offered]) -> None:
        """Everything offered, one after the other: each is in the store before the next is read."""
        for offered in offers:
            self.take(offered)

    def take(self, offered: Offered) -> None:
        """Takes one file: the copy is complete on the disk before the store knows of it."""
        oracle = offered.oracle or self.oracle
        if offered.oracle is not None:
            try:
                clauses = parse_oracle(offered.oracle).clauses
            except OracleSyntaxError as error:
                return self._refuse(offered.source, "", oracle, f"its {error}")
            if any(isinstance(clause, Time) for clause in clauses):
                reason = "its oracle: time(...) is not a question for a reduction; ask for a ratio"
                return self._refuse(offered.source, "", oracle, reason)
        if offered.read is None:
            return self._refuse(offered.source, "", oracle, offered.reason)
        try:
            self._copy(offered.source, offered.read, oracle)
        except (OSError, Unreadable) as error:
            if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
                raise IntakeError(f"{self.folder} cannot be written: {error.strerror}") from None
            self._refuse(offered.source, "", oracle, f"cannot be read: {first_line(error)}")
        return None

    def _copy(self, source: str, read: Callable[[], AbstractContextManager[Readable]], oracle: str) -> None:
        places = self.folder / "cases"
        places.mkdir(parents=True, exist_ok=True)
        # Only one process writes to a run, so a half-written file of an earlier one is overwritten.
        part = places / ".part"
        try:
            with read() as origin, open(part, "wb") as copy:
                hash_, first, size = _copied(Unpacked(origin), copy, self.size_limit)
                copy.flush()
                os.fsync(copy.fileno())
            if self.store.knows(source, hash_, oracle):
                self.taken.known += 1
                return
            reason = problem(first) if size <= self.size_limit else f"over {self.size_limit:,} bytes long"
            if reason:
                self._refuse(source, hash_, oracle, reason)
                return
            name = hash_ + (".wasm" if first.startswith(MAGIC) else ".wat")
            os.replace(part, places / name)
            self.taken.new += self.store.add(source, hash_, name, oracle)
        finally:
            part.unlink(missing_ok=True)

    def _refuse(self, source: str, hash_: str, oracle: str, reason: str) -> None:
        new = self.store.add(source, hash_, "", oracle, stage="skipped", reason=reason)
        self.taken.refused += new
        self.taken.known += not new


def _copied(origin: Readable, copy: IO[bytes], limit: int) -> tuple[str, bytes, int]:
    """The hash, first bytes and size of what was copied, at most a piece over the limit: a header may state a
    wrong size, and compressed data may never end."""
    digest, first, size = hashlib.sha256(), b"", 0
    while size <= limit and (piece := origin.read(PIECE_BYTES)):
        digest.update(piece)
        first = first or piece[:_FIRST_BYTES]
        size += len(piece)
        copy.write(piece)
    return digest.hexdigest(), first, size


def problem(first: bytes) -> str:
    """Why a file that begins like this is no case; empty where it may be one."""
    if not first.strip():
        return "the file is empty"
    if first.startswith(MAGIC):
        return "" if len(first) >= _HEADER_BYTES else "a binary that ends in its first eight bytes"
    if b"\0" in first:
        return "neither WebAssembly text nor a binary that starts with \\0asm"
    return ""


# ---- where files come from


def offers(source: str, lines: Iterable[str] = (), bounds: Bounds = BOUNDS) -> Iterator[Offered]:
    """Everything in a folder (recursively), a zip, a tar, a manifest (.csv), a single file, or, for `-`, in
    the files and folders named by `lines`; an archive within `bounds`.  Raises IntakeError at once where it
    is nothing of these."""
    if source == "-":
        return _in_list(lines)
    try:
        return _in_source(Path(source), bounds)
    except (OSError, ValueError) as error:
        raise IntakeError(f"{source} cannot be read: {first_line(error)}") from None


def _in_source(path: Path, bounds: Bounds) -> Iterator[Offered]:
    if not path.exists():
        raise IntakeError(
            f"{path} is not there: name a folder, a zip, a tar, a manifest .csv, or - for a list"
        )
    if path.is_dir():
        if (path / DATABASE).exists():
            raise IntakeError(f"{path} {_RESULTS}: name the corpus that it was made from")
        return in_folder(path)
    if is_module_name(path.name):
        return iter([_file(path)])
    # A pipe would be waited for without end.
    if path.is_file():
        if path.suffix == ".csv":
            return _in_manifest(path)
        if is_zip(path):
            return in_zip(path, bounds)
        if is_tar(path):
            return in_tar(path, bounds)
    raise IntakeError(f"{path} is neither a folder, a zip, a tar, a manifest .csv, a .wat nor a .wasm")


def _in_list(lines: Iterable[str]) -> Iterator[Offered]:
    for line in lines:
        if name := line.rstrip("\r\n"):
            yield from _named(Path(name))


def in_folder(folder: Path) -> Iterator[Offered]:
    """The .wat and .wasm files below a folder, and binaries of other names, in order of name.  Links to
    folders are not followed, and run folders are passed over; a folder that cannot be read is refused."""
    unread: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=unread.append):
        if DATABASE in files:
            # This is a run folder, ours or another one: it contains results.
            folders.clear()
            continue
        folders.sort()
        for name in sorted(files):
            path = Path(place) / name
            if is_module_name(path.name) or _is_binary(path):
                yield _file(path)
    for error in unread:
        yield Offered(str(Path(error.filename).absolute()), reason=f"cannot be read: {first_line(error)}")


def _is_binary(path: Path) -> bool:
    """Whether a file with another suffix is a module: many fuzzers give their files no suffix."""
    with suppress(OSError):
        # A pipe would be waited for without end.
        if stat.S_ISREG(path.stat().st_mode):
            with open(path, "rb") as file:
                return file.read(len(MAGIC)) == MAGIC
    return False


def _named(path: Path) -> Iterator[Offered]:
    if path.is_dir() and (path / DATABASE).exists():
        yield Offered(str(path.absolute()), reason=_RESULTS)
    elif path.is_dir():
        yield from in_folder(path)
    else:
        yield _file(path)


def _file(path: Path, oracle: str | None = None) -> Offered:
    source = str(path.absolute())
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return Offered(source, reason="not a regular file")
    except (OSError, ValueError) as error:
        return Offered(source, reason=f"cannot be read: {first_line(error)}")
    return Offered(source, lambda: open(path, "rb"), oracle)


def _in_manifest(path: Path) -> Iterator[Offered]:
    """Rows of (file, oracle), the file relative to the manifest; a first row `file,oracle` is a heading."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as rows:
            for number, row in enumerate(csv.reader(rows)):
                if not row or not row[0].strip() or (number == 0 and row[0].strip() == "file"):
                    continue
                oracle = row[1].strip() if len(row) > 1 else ""
                yield _file(path.parent / row[0].strip(), oracle or None)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise IntakeError(f"{path} is no manifest of (file, oracle) rows: {first_line(error)}") from None


# ---- while a fuzzer runs


class Watch:
    """A folder that is looked at repeatedly.  A file is offered when it is new or has changed, and has not
    changed since the look before, so that no file is read while it is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[str, tuple[int, int]] = {}
        self._offered: dict[str, tuple[int, int]] = {}

    def look(self) -> list[Offered]:
        """The files that have stopped changing since the last look."""
        found, now = [], {}
        for place, folders, files in os.walk(self.folder):
            if DATABASE in files:
                folders.clear()
                continue
            for name in files:
                path = Path(place) / name
                with suppress(OSError):
                    state = path.stat()
                    now[str(path)] = (state.st_size, state.st_mtime_ns)
        for key, state_then in sorted(now.items()):
            if self._seen.get(key) == state_then != self._offered.get(key):
                self._offered[key] = state_then
                path = Path(key)
                if is_module_name(path.name) or _is_binary(path):
                    found.append(_file(path))
        self._seen = now
        return found
