"""The state of a batch: one SQLite file that is whole whenever the machine stops.

Each change of a case's stage is one transaction (write-ahead log, flushed), so that a `kill -9` or a power
cut loses at most the case in hand.  One process writes, and holds a lock while it does; any may read.  It
knows stages and JSON, not what is measured.
"""

from __future__ import annotations

import fcntl
import json
import sqlite3
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from reducer.batch.records import Case, Group, GroupStage, Stage

FORMAT = 1
DATABASE = "batch.sqlite"
BUSY_SECONDS = 30.0

_TABLES = """
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE cases (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL, hash TEXT NOT NULL, file TEXT NOT NULL, oracle TEXT NOT NULL,
  stage TEXT NOT NULL, reason TEXT NOT NULL, binary_hash TEXT, score REAL,
  evidence TEXT NOT NULL, result TEXT NOT NULL, group_id INTEGER REFERENCES groups(id),
  doing TEXT NOT NULL, attempts INTEGER NOT NULL, seconds REAL NOT NULL,
  added REAL NOT NULL, changed REAL NOT NULL,
  UNIQUE (source, hash, oracle)) STRICT;
CREATE INDEX cases_by_stage ON cases (stage, score);
CREATE INDEX cases_by_hash ON cases (hash);
CREATE INDEX cases_by_binary ON cases (binary_hash);
CREATE TABLE groups (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, slow TEXT NOT NULL, trigger TEXT NOT NULL,
  stage TEXT NOT NULL, reason TEXT NOT NULL, representative INTEGER REFERENCES cases(id),
  tried TEXT NOT NULL, result TEXT NOT NULL) STRICT;
"""


class StoreError(Exception):
    """A run that cannot be opened as asked; the message is one line that says what to do."""


class Store:
    """The state in a run folder.  A context manager: closed, and its lock given back, when it is left."""

    def __init__(self, connection: sqlite3.Connection, lock: IO[bytes] | None) -> None:
        self._connection, self._lock = connection, lock

    @classmethod
    def open(cls, folder: Path, settings: Mapping[str, Any]) -> Store:
        """To write, made where it is missing.  Raises StoreError where another process writes it, or where it
        was made with other settings; these are not kept before `require`."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = open(folder / "lock", "ab")  # noqa: SIM115 - held as long as the store is
        except OSError as error:
            raise StoreError(f"{folder} cannot be a run folder: {error.strerror}") from None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            raise StoreError(f"{folder} is being worked on by another `wreduce batch`") from None
        try:
            store = cls(_connected(folder, write=True), lock)
            store._prepare()
            store._check_format(folder)
            store.compare(folder, settings)
        except sqlite3.OperationalError as error:
            lock.close()
            raise StoreError(f"{folder}/{DATABASE} cannot be written: {error}") from None
        except sqlite3.DatabaseError as error:
            lock.close()
            raise StoreError(f"{folder}/{DATABASE} is not a batch of wreduce: {error}") from None
        except BaseException:
            lock.close()
            raise
        return store

    @classmethod
    def read(cls, folder: Path) -> Store:
        """To look at, also while another process writes.  Raises StoreError where there is no run."""
        if not (folder / DATABASE).is_file():
            raise StoreError(f"there is no batch in {folder}: it has no {DATABASE}")
        store = cls(_connected(folder, write=False), None)
        store._check_format(folder)
        return store

    def close(self) -> None:
        """May be called twice."""
        self._connection.close()
        if self._lock is not None:
            self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---- what a run is

    def _prepare(self) -> None:
        with self._connection as change:
            change.execute("BEGIN IMMEDIATE")
            if not change.execute("SELECT 1 FROM sqlite_master WHERE name = 'settings'").fetchone():
                for statement in _TABLES.split(";")[:-1]:
                    change.execute(statement)
                change.execute("INSERT INTO settings VALUES ('format', ?)", (str(FORMAT),))
            # Nothing can be in hand: we hold the lock.
            change.execute("UPDATE cases SET doing = ''")

    def require(self, folder: Path, settings: Mapping[str, Any]) -> None:
        """What the run is made with: kept from now on.  Raises StoreError where it was begun with something
        else."""
        self.compare(folder, settings)
        values = [(key, _canonical(value)) for key, value in settings.items()]
        with self._connection as change:
            change.executemany("INSERT OR IGNORE INTO settings VALUES (?, ?)", values)

    def compare(self, folder: Path, settings: Mapping[str, Any]) -> None:
        """Raises StoreError where the run was begun with something else."""
        saved = dict(self._connection.execute("SELECT key, value FROM settings").fetchall())
        for key, value in settings.items():
            begun, wanted = saved.get(key), _canonical(value)
            if begun not in (None, wanted):
                raise StoreError(
                    f"{folder} was begun with other {key} ({_in_words(begun)}, not {_in_words(wanted)}): "
                    "name another folder with --out"
                )

    def _check_format(self, folder: Path) -> None:
        try:
            row = self._connection.execute("SELECT value FROM settings WHERE key = 'format'").fetchone()
        except sqlite3.Error as error:
            raise StoreError(f"{folder}/{DATABASE} is not a batch of wreduce: {error}") from None
        if row is None or row[0] != str(FORMAT):
            raise StoreError(f"{folder}/{DATABASE} was made by another release of wreduce")

    def settings(self) -> dict[str, Any]:
        """What the run was begun with."""
        rows = self._connection.execute("SELECT key, value FROM settings").fetchall()
        return {key: json.loads(value) for key, value in rows}

    # ---- cases

    def add(
        self, source: str, hash_: str, file: str, oracle: str, *, stage: Stage = "taken", reason: str = ""
    ) -> bool:
        """A new case; False for one that is there already, from the same place.  One with the content (and
        oracle) of another is kept as skipped."""
        now, source, reason = time.time(), clean(source), clean(reason)
        with self._connection as change:
            change.execute("BEGIN IMMEDIATE")
            if stage == "taken":
                twin = change.execute(
                    "SELECT source FROM cases WHERE hash = ? AND oracle = ? AND stage != 'skipped' "
                    "AND source != ? ORDER BY id LIMIT 1",
                    (hash_, oracle, source),
                ).fetchone()
                if twin is not None:
                    stage, reason = "skipped", f"the same as {twin[0]}"
            cursor = change.execute(
                "INSERT OR IGNORE INTO cases (source, hash, file, oracle, stage, reason, evidence, result, "
                "doing, attempts, seconds, added, changed) "
                "VALUES (?, ?, ?, ?, ?, ?, '{}', '{}', '', 0, 0, ?, ?)",
                (source, hash_, file, oracle, stage, reason, now, now),
            )
            return cursor.rowcount == 1

    def knows(self, source: str, hash_: str, oracle: str) -> bool:
        """Whether a case of that place and content is there."""
        found = self._connection.execute(
            "SELECT 1 FROM cases WHERE source = ? AND hash = ? AND oracle = ?",
            (clean(source), hash_, oracle),
        )
        return found.fetchone() is not None

    def begin(self, case: int, doing: str) -> int:
        """A case is taken in hand; how often this stage of it has been, this time included."""
        with self._connection as change:
            change.execute("UPDATE cases SET doing = ?, attempts = attempts + 1 WHERE id = ?", (doing, case))
        return int(self._connection.execute("SELECT attempts FROM cases WHERE id = ?", (case,)).fetchone()[0])

    def move(
        self,
        case: int,
        stage: Stage,
        *,
        reason: str = "",
        seconds: float = 0.0,
        evidence: Mapping[str, Any] | None = None,
        result: Mapping[str, Any] | None = None,
        score: float | None = None,
        binary_hash: str | None = None,
        group: int | None = None,
    ) -> None:
        """A case is at another stage, with what was found on the way; what is not given stays."""
        with self._connection as change:
            change.execute(
                "UPDATE cases SET stage = ?, reason = ?, seconds = seconds + ?, doing = '', attempts = 0, "
                "changed = ?, evidence = coalesce(?, evidence), result = coalesce(?, result), "
                "score = coalesce(?, score), binary_hash = coalesce(?, binary_hash), "
                "group_id = coalesce(?, group_id) WHERE id = ?",
                (
                    stage,
                    clean(reason),
                    seconds,
                    time.time(),
                    _text(evidence),
                    _text(result),
                    score,
                    binary_hash,
                    group,
                    case,
                ),
            )

    def twin(self, case: int, binary_hash: str, oracle: str) -> str | None:
        """Where another case with the same binary came from, one that goes on; None where there is none."""
        row = self._connection.execute(
            "SELECT source FROM cases WHERE binary_hash = ? AND oracle = ? AND id != ? "
            "AND stage != 'skipped' ORDER BY id LIMIT 1",
            (binary_hash, oracle, case),
        ).fetchone()
        return None if row is None else str(row[0])

    def retry_failed(self) -> int:
        """Cases that failed go through it once more; how many."""
        with self._connection as change:
            change.execute("BEGIN IMMEDIATE")
            cursor = change.execute(
                "UPDATE cases SET stage = 'taken', reason = '', score = NULL, evidence = '{}', "
                "result = '{}', changed = ? WHERE stage = 'failed' AND file != ''",
                (time.time(),),
            )
            change.execute("UPDATE groups SET stage = 'open', tried = '[]' WHERE stage = 'not confirmed'")
            return cursor.rowcount

    def case(self, id_: int) -> Case:
        """A case by its number."""
        return self._cases("WHERE id = ?", (id_,))[0]

    def cases(self, stage: Stage | None = None, *, idle: bool = False, most: int = -1) -> list[Case]:
        """Those at a stage (None: all), the most promising first, then as they came; `idle`: not in hand."""
        where = "WHERE (? IS NULL OR stage = ?)" + (" AND doing = ''" if idle else "")
        order = " ORDER BY score DESC NULLS LAST, id LIMIT ?"
        return self._cases(where + order, (stage, stage, most))

    def in_hand(self) -> list[Case]:
        """What is being worked on."""
        return self._cases("WHERE doing != '' ORDER BY id", ())

    def members(self, group: int) -> list[Case]:
        """The cases of a group."""
        return self._cases("WHERE group_id = ? ORDER BY id", (group,))

    def counts(self) -> dict[str, int]:
        """Cases at each stage."""
        rows = self._connection.execute("SELECT stage, count(*) FROM cases GROUP BY stage").fetchall()
        return {str(stage): int(count) for stage, count in rows}

    def _cases(self, rest: str, values: tuple[Any, ...]) -> list[Case]:
        rows = self._connection.execute(f"SELECT * FROM cases {rest}", values).fetchall()
        names = ("evidence", "result")
        return [Case(**{**dict(row), **{name: json.loads(row[name]) for name in names}}) for row in rows]

    # ---- groups

    def put_in_group(self, case: int, key: str, slow: str, trigger: str) -> int:
        """A reduced case is put into the group of that key, made where it is new; its number."""
        with self._connection as change:
            change.execute("BEGIN IMMEDIATE")
            change.execute(
                "INSERT OR IGNORE INTO groups (key, slow, trigger, stage, reason, tried, result) "
                "VALUES (?, ?, ?, 'open', '', '[]', '{}')",
                (key, slow, trigger),
            )
            group = int(change.execute("SELECT id FROM groups WHERE key = ?", (key,)).fetchone()[0])
            change.execute(
                "UPDATE cases SET stage = 'grouped', group_id = ?, doing = '', attempts = 0, changed = ? "
                "WHERE id = ?",
                (group, time.time(), case),
            )
            # A group whose members failed their hold-outs has a new one to try.
            change.execute(
                "UPDATE groups SET stage = 'open' WHERE id = ? AND stage = 'not confirmed'", (group,)
            )
        return group

    def move_group(
        self,
        group: int,
        stage: GroupStage,
        *,
        reason: str = "",
        representative: int | None = None,
        tried: tuple[int, ...] | None = None,
        result: Mapping[str, Any] | None = None,
    ) -> None:
        """A group is at another stage; what is not given stays."""
        with self._connection as change:
            change.execute(
                "UPDATE groups SET stage = ?, reason = ?, representative = coalesce(?, representative), "
                "tried = coalesce(?, tried), result = coalesce(?, result) WHERE id = ?",
                (
                    stage,
                    clean(reason),
                    representative,
                    None if tried is None else json.dumps(tried),
                    _text(result),
                    group,
                ),
            )

    def groups(self) -> list[Group]:
        """All groups, as they were found."""
        made = []
        for row in self._connection.execute("SELECT * FROM groups ORDER BY id").fetchall():
            values = dict(row)
            values |= {"tried": tuple(json.loads(row["tried"])), "result": json.loads(row["result"])}
            made.append(Group(**values))
        return made


def is_running(folder: Path) -> bool:
    """Whether a process is working on the run."""
    with suppress(OSError), open(folder / "lock", "rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def _connected(folder: Path, *, write: bool) -> sqlite3.Connection:
    path = folder / DATABASE
    address = f"{path.resolve().as_uri()}?mode={'rwc' if write else 'rw'}"
    try:
        # Transactions are begun where they are needed, not behind our back.
        connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
        connection.row_factory = sqlite3.Row
        if write:
            connection.execute("PRAGMA journal_mode = WAL")
            # Each commit is on the disk when it returns: what a power cut must not take back.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
        else:
            connection.execute("PRAGMA query_only = ON")
    except sqlite3.Error as error:
        raise StoreError(f"{path} cannot be opened: {error}") from None
    return connection


def clean(text: str) -> str:
    """A text that any file and terminal takes: file names, and words about junk, need not be UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode()


def _text(value: Mapping[str, Any] | None) -> str | None:
    return None if value is None else json.dumps(value)


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _in_words(text: str) -> str:
    value = json.loads(text)
    if isinstance(value, list):
        return ", ".join(str(entry) for entry in value)
    return "none" if value is None else str(value)
