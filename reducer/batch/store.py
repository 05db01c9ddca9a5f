"""The state of a batch: one SQLite file that is consistent whenever the machine stops.

Each change of a case's stage is one transaction (write-ahead log, flushed), so that a `kill -9` or a power
cut loses at most the case in hand.  One process writes, and holds a lock meanwhile; any process may read.
The store knows stages and records, not what is measured.  Whatever SQLite cannot do is a StoreError.
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

from reducer.batch.database import Connection, StoreError, check_whole, connected
from reducer.records.batch import Case, CaseEvidence, CaseResult, Confirmed, Group, GroupStage, Setting, Stage
from reducer.records.codec import Made, from_plain, from_text, parse_json, to_line

FORMAT = 3
DATABASE = "batch.sqlite"

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


class Store:
    """The state in a run folder.  A context manager: at its end the store is closed and its lock released."""

    def __init__(self, path: Path, connection: Connection, lock: IO[bytes] | None) -> None:
        self.path, self._connection, self._lock = path, connection, lock

    @classmethod
    def open(cls, folder: Path, settings: Mapping[str, Setting]) -> Store:
        """Opens the store for writing; makes it where it is missing.  Raises StoreError where another process
        writes to it, or where it was made with other settings; settings are not stored before `require`."""
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
        path = folder / DATABASE
        try:
            check_whole(path)
            store = cls(path, connected(path, write=True), lock)
            store._prepare()
            store._check_format()
            store.compare(folder, settings)
            # We hold the lock, so no case is in hand.
            store._connection.execute("UPDATE cases SET doing = ''")
        except BaseException:
            lock.close()
            raise
        return store

    @classmethod
    def read(cls, folder: Path) -> Store:
        """Opens the store for reading, even while another process writes.  Raises StoreError where there is
        no run."""
        path = folder / DATABASE
        if not path.is_file():
            raise StoreError(f"there is no batch in {folder}: it has no {DATABASE}")
        check_whole(path)
        store = cls(path, connected(path, write=False), None)
        store._check_format()
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
        """The tables of a new store."""
        with self._connection as change:
            change.execute("BEGIN IMMEDIATE")
            if not change.rows("SELECT 1 FROM sqlite_master"):
                for statement in _TABLES.split(";")[:-1]:
                    change.execute(statement)
                change.execute("INSERT INTO settings VALUES ('format', ?)", (str(FORMAT),))

    def require(self, folder: Path, settings: Mapping[str, Setting]) -> None:
        """Stores what the run is made with.  Raises StoreError where it was begun with something else."""
        self.compare(folder, settings)
        with self._connection as change:
            for key, value in settings.items():
                change.execute("INSERT OR IGNORE INTO settings VALUES (?, ?)", (key, json.dumps(value)))

    def compare(self, folder: Path, settings: Mapping[str, Setting]) -> None:
        """Raises StoreError where the run was begun with something else."""
        saved = self.settings()
        for key, value in settings.items():
            begun, wanted = saved.get(key), tuple(value) if isinstance(value, list) else value
            if begun not in (None, wanted):
                raise StoreError(
                    f"{folder} was begun with other {key} ({_in_words(begun)}, not {_in_words(wanted)}): "
                    "name another folder with --out"
                )

    def _check_format(self) -> None:
        try:
            row = self._connection.rows("SELECT value FROM settings WHERE key = 'format'")
        except StoreError:
            raise StoreError(f"{self.path} is not a batch of wreduce: name another folder") from None
        if not row or row[0][0] != str(FORMAT):
            raise StoreError(f"{self.path} was made by another release of wreduce: name another folder")

    def settings(self) -> dict[str, Setting]:
        """What the run was begun with.  Raises RecordError."""
        rows = self._connection.rows("SELECT key, value FROM settings")
        return {
            key: from_text(Setting, value, f"{self.path}, setting {key}")  # type: ignore[arg-type]
            for key, value in rows
        }

    # ---- cases

    def add(
        self, source: str, hash_: str, file: str, oracle: str, *, stage: Stage = "taken", reason: str = ""
    ) -> bool:
        """Adds a case; False where the same content from the same place is there already.  A case with the
        content and oracle of another one is stored as skipped."""
        now, source, reason = time.time(), clean(source), clean(reason)
        with self._connection as change:
            change.execute("BEGIN IMMEDIATE")
            if stage == "taken":
                twins = change.rows(
                    "SELECT source FROM cases WHERE hash = ? AND oracle = ? AND stage != 'skipped' "
                    "AND source != ? ORDER BY id LIMIT 1",
                    (hash_, oracle, source),
                )
                if twins:
                    stage, reason = "skipped", f"the same as {twins[0][0]}"
            cursor = change.execute(
                "INSERT OR IGNORE INTO cases (source, hash, file, oracle, stage, reason, evidence, result, "
                "doing, attempts, seconds, added, changed) "
                "VALUES (?, ?, ?, ?, ?, ?, '{}', '{}', '', 0, 0, ?, ?)",
                (source, hash_, file, oracle, stage, reason, now, now),
            )
            return cursor.rowcount == 1

    def knows(self, source: str, hash_: str, oracle: str) -> bool:
        """Whether a case of that place and content is there."""
        sql = "SELECT 1 FROM cases WHERE source = ? AND hash = ? AND oracle = ?"
        return bool(self._connection.rows(sql, (clean(source), hash_, oracle)))

    def begin(self, case: int, doing: str) -> int:
        """Takes a case in hand; returns how often that has happened in this stage, this time included."""
        with self._connection as change:
            change.execute("UPDATE cases SET doing = ?, attempts = attempts + 1 WHERE id = ?", (doing, case))
        return int(self._connection.rows("SELECT attempts FROM cases WHERE id = ?", (case,))[0][0])

    def move(
        self,
        case: int,
        stage: Stage,
        *,
        reason: str = "",
        seconds: float = 0.0,
        evidence: CaseEvidence | None = None,
        result: CaseResult | None = None,
        score: float | None = None,
        binary_hash: str | None = None,
        group: int | None = None,
    ) -> None:
        """Moves a case to another stage, and stores what was found; whatever is not given stays."""
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
        """The source of another case with the same binary that goes on; None where there is none."""
        rows = self._connection.rows(
            "SELECT source FROM cases WHERE binary_hash = ? AND oracle = ? AND id != ? "
            "AND stage != 'skipped' ORDER BY id LIMIT 1",
            (binary_hash, oracle, case),
        )
        return str(rows[0][0]) if rows else None

    def retry_failed(self) -> int:
        """Sends the failed cases through the batch once more; returns how many."""
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
        """The cases at a stage (None: all), the most promising first, then in the order in which they came;
        `idle`: only those not in hand."""
        where = "WHERE (? IS NULL OR stage = ?)" + (" AND doing = ''" if idle else "")
        order = " ORDER BY score DESC NULLS LAST, id LIMIT ?"
        return self._cases(where + order, (stage, stage, most))

    def in_hand(self) -> list[Case]:
        """The cases that are being worked on."""
        return self._cases("WHERE doing != '' ORDER BY id", ())

    def members(self, group: int) -> list[Case]:
        """The cases of a group."""
        return self._cases("WHERE group_id = ? ORDER BY id", (group,))

    def counts(self) -> dict[str, int]:
        """Cases at each stage."""
        rows = self._connection.rows("SELECT stage, count(*) FROM cases GROUP BY stage")
        return {str(stage): int(count) for stage, count in rows}

    def _cases(self, rest: str, values: tuple[Any, ...]) -> list[Case]:
        return [
            self._record(Case, f"case {row['id']}", row, "evidence", "result")
            for row in self._connection.rows(f"SELECT * FROM cases {rest}", values)
        ]

    def _record(self, kind: type[Made], name: str, row: sqlite3.Row, *parts: str) -> Made:
        """A record from a row; the columns of these names hold JSON.  Raises RecordError."""
        place = f"{self.path}, {name}"
        values = dict(row)
        return from_plain(
            kind, {**values, **{part: parse_json(values[part], place) for part in parts}}, place
        )

    # ---- groups

    def put_in_group(self, case: int, key: str, slow: str, trigger: str) -> int:
        """Puts a reduced case into the group of that key, which is made where it is new; returns the group's
        number."""
        with self._connection as change:
            change.execute("BEGIN IMMEDIATE")
            change.execute(
                "INSERT OR IGNORE INTO groups (key, slow, trigger, stage, reason, tried, result) "
                "VALUES (?, ?, ?, 'open', '', '[]', 'null')",
                (key, slow, trigger),
            )
            group = int(change.rows("SELECT id FROM groups WHERE key = ?", (key,))[0][0])
            change.execute(
                "UPDATE cases SET stage = 'grouped', group_id = ?, doing = '', attempts = 0, changed = ? "
                "WHERE id = ?",
                (group, time.time(), case),
            )
            # A group whose members failed their hold-outs now has a new member to try.
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
        result: Confirmed | None = None,
    ) -> None:
        """Moves a group to another stage; whatever is not given stays."""
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
        """All groups, in the order in which they were found."""
        return [
            self._record(Group, f"group {row['id']}", row, "tried", "result")
            for row in self._connection.rows("SELECT * FROM groups ORDER BY id")
        ]


def is_running(folder: Path) -> bool:
    """Whether a process is working on the run."""
    with suppress(OSError), open(folder / "lock", "rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def clean(text: str) -> str:
    """A text that any file and terminal accepts: file names, and messages about junk, need not be UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode()


def _text(record: object) -> str | None:
    return None if record is None else to_line(record)


def _in_words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
