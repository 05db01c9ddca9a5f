"""The SQLite file of a batch: it is checked, then opened.  Whatever SQLite cannot do is a StoreError."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Literal

from reducer.errors import WreduceError

BUSY_SECONDS = 30.0


class StoreError(WreduceError):
    """A run that cannot be opened as asked; the message is one line that says what to do."""


class Connection(sqlite3.Connection):
    """A connection whose errors are StoreErrors that name the file."""

    place = ""

    def execute(self, sql: str, values: Any = ()) -> sqlite3.Cursor:
        try:
            return super().execute(sql, values)
        except sqlite3.Error as error:
            raise self._told(error) from None

    def rows(self, sql: str, values: Any = ()) -> list[sqlite3.Row]:
        """All rows of the answer."""
        try:
            return super().execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise self._told(error) from None

    def __exit__(self, *how: Any) -> Literal[False]:
        try:
            return super().__exit__(*how)
        except sqlite3.Error as error:
            raise self._told(error) from None

    def _told(self, error: sqlite3.Error) -> StoreError:
        if isinstance(error, sqlite3.OperationalError):
            # The disk is full, read-only or gone: what is in the store is complete.
            return StoreError(f"{self.place} cannot be used: {error}; the same command goes on from here")
        return StoreError(f"{self.place} is broken: {error}: name another folder")


def check_whole(path: Path) -> None:
    """Raises StoreError where a store is there and is broken, before anything is written to it."""
    if path.exists():
        with closing(connected(path, write=False)) as connection:
            found = connection.rows("PRAGMA quick_check(1)")[0][0]
        if found != "ok":
            raise StoreError(f"{path} is broken: {' '.join(str(found).split())}: name another folder")


def connected(path: Path, *, write: bool) -> Connection:
    """The store, opened to be written (made where it is missing) or looked at.  Raises StoreError."""
    address = f"{path.resolve().as_uri()}?mode={'rwc' if write else 'rw'}"
    if not write and not os.access(path.parent, os.W_OK):
        # So no other process writes to it either.
        address = f"{path.resolve().as_uri()}?immutable=1"
    try:
        # Transactions are begun explicitly, where they are needed.
        connection = sqlite3.connect(
            address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, factory=Connection
        )
    except sqlite3.Error as error:
        raise StoreError(f"{path} cannot be opened: {error}") from None
    connection.place = str(path)
    connection.row_factory = sqlite3.Row
    try:
        if write:
            connection.execute("PRAGMA journal_mode = WAL")
            # Each commit is on the disk when it returns, so that a power cut cannot undo it.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
        else:
            connection.execute("PRAGMA query_only = ON")
    except StoreError:
        connection.close()
        raise
    return connection
