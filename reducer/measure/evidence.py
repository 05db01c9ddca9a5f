"""All that was measured of many files between the same two runtimes, kept on disk between calls.

Raw times, by content: a verdict is what they say, and is worked out anew whenever it is asked for.  So it
cannot be re-rolled, and another oracle finds the same evidence.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reducer.records.writing import FileError, write_atomically

MARK = "wreduce ledger"
FORMAT = 1

PHASES = ("compile", "instantiate", "execute")
"""The phases whose CPU times a row holds, in ns: first those of the slow side, then the fast side's."""
Row = tuple[int | None, ...]


class LedgerError(Exception):
    """A ledger that is not one, or is another question's; the message is one line that says what to do."""


@dataclass(frozen=True)
class Original:
    """The file that others are held against: its key, how many of its pairs are the calibration, what it
    exits with."""

    key: str
    pairs: int
    exit_code: int


@dataclass
class Evidence:
    """Of every file (by the hash of its binary): the pairs that were taken, what it printed on both sides,
    and what kept it from ending well (kind and reason)."""

    slow: str
    fast: str
    phase: str
    cpu: str | None = None
    versions: list[str] | None = None
    original: Original | None = None
    rows: dict[str, list[Row]] = field(default_factory=dict)
    printed: dict[str, tuple[str, str]] = field(default_factory=dict)
    failed: dict[str, tuple[str, str]] = field(default_factory=dict)

    def check(self, other: Evidence, where: Path | None) -> None:
        """Raises LedgerError where another question is asked than the one that this was gathered for."""
        for what in ("slow", "fast", "phase"):
            here, wanted = getattr(self, what), getattr(other, what)
            if here != wanted:
                side = what if what == "phase" else f"{what} side"
                raise LedgerError(
                    f"{where} is a ledger for the {side} {here}, not {wanted}: name another folder"
                )

    def check_measured_by(self, cpu: str, versions: list[str], where: Path | None) -> None:
        """Raises LedgerError where it was gathered on another machine or from other releases than these."""
        before = " / ".join([*(self.versions or ()), self.cpu or ""])
        now = " / ".join([*versions, cpu])
        if self.versions is not None and before != now:
            raise LedgerError(f"{where} was measured with {before}, not {now}: name another folder")
        self.cpu, self.versions = cpu, versions

    def to_json(self) -> dict[str, Any]:
        """Plain dicts and lists."""
        original = self.original
        return {
            "what": MARK,
            "format": FORMAT,
            "slow": self.slow,
            "fast": self.fast,
            "phase": self.phase,
            "cpu": self.cpu,
            "versions": self.versions,
            "original": original and [original.key, original.pairs, original.exit_code],
            "rows": self.rows,
            "printed": self.printed,
            "failed": self.failed,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Evidence:
        """What `to_json` gave.  Raises KeyError, TypeError or ValueError where it is something else."""
        if data["what"] != MARK or data["format"] != FORMAT:
            raise ValueError("another file, or another format")
        original = data["original"] and Original(
            str(data["original"][0]), int(data["original"][1]), int(data["original"][2])
        )
        versions = data["versions"]
        found = cls(
            slow=str(data["slow"]),
            fast=str(data["fast"]),
            phase=str(data["phase"]),
            cpu=data["cpu"],
            versions=None if versions is None else [str(version) for version in versions],
            original=original or None,
            rows={key: [_row(row) for row in rows] for key, rows in data["rows"].items()},
            printed={key: (str(one), str(other)) for key, (one, other) in data["printed"].items()},
            failed={key: (str(kind), str(reason)) for key, (kind, reason) in data["failed"].items()},
        )
        if original and len(found.rows[original.key]) < original.pairs:
            raise ValueError("the calibration is not all there")
        return found


def _row(row: list[Any]) -> Row:
    if len(row) != 2 * len(PHASES) or not all(time is None or isinstance(time, int) for time in row):
        raise ValueError(f"not a pair of runs: {row}")
    return tuple(row)


class SharedLedger:
    """A folder with evidence in it, for callers that may come at the same time."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder where it is missing.  Raises LedgerError."""
        self.folder = folder
        self.path = folder / "ledger.json"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LedgerError(f"{folder} is no folder for a ledger: {error.strerror}") from None

    def read(self) -> Evidence | None:
        """What is there; None in a new folder.  Whole at any time, for files are replaced, not changed.

        Raises LedgerError where the file is something else, or broken.
        """
        try:
            return Evidence.from_json(json.loads(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise LedgerError(f"{self.path} cannot be read: {error.strerror}") from None
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            raise LedgerError(
                f"{self.path} is not a ledger of wreduce, or is broken: name another folder"
            ) from None

    def write(self, evidence: Evidence) -> None:
        """Raises LedgerError."""
        try:
            write_atomically(self.path, json.dumps(evidence.to_json(), separators=(",", ":")) + "\n")
        except FileError as error:
            raise LedgerError(str(error)) from None

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Alone with the folder: others wait.  The kernel lets go of it however the process ends.

        Raises LedgerError.
        """
        try:
            lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            raise LedgerError(f"{self.folder} is no folder for a ledger: {error.strerror}") from None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)
