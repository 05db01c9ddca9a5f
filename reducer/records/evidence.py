"""Evidence as rows of an append-only file: what was measured of which program, and what was decided on it.

Rows are raw: times as a runtime gave them, so that a verdict is worked out anew by whoever reads them.  A
program is known by its key, the hash of its content and of how it is called.  Nothing is ordered by a clock:
the order is that of the lines.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from reducer.oracle import VerdictKind
from reducer.records.carriers import Carriers
from reducer.records.errors import FileError, RecordError
from reducer.records.ordinary import Ordinary
from reducer.records.writing import LineLog, read_lines
from reducer.runtimes import Ending

FORMAT = 4
MAX_FIRST_LINE = 1 << 16
PHASES: tuple[Literal["compile"], Literal["instantiate"], Literal["execute"]] = (
    "compile",
    "instantiate",
    "execute",
)
"""The phases whose CPU times a row holds, in ns, for each side."""
Times = tuple[int | None, int | None, int | None]


@dataclass(frozen=True)
class SubjectRow:
    """Of which two runtimes and which phase the evidence is; once something was measured, on which processor
    and of which versions."""

    slow: str
    fast: str
    phase: str
    cpu: str = ""
    versions: tuple[str, ...] = ()
    format: Literal[4] = 4
    row: Literal["subject"] = "subject"


@dataclass(frozen=True)
class PairRow:
    """One pair: each side's times.  Not `whole`: the slow run was cut off, and its last time is the least
    that it takes.  `printed` are digests of what the sides wrote, `process` is the number of the processes
    that it ran in."""

    key: str
    slow: Times
    fast: Times
    printed: tuple[str, str]
    process: int
    whole: bool = True
    row: Literal["pair"] = "pair"


@dataclass(frozen=True)
class FailureRow:
    """Why a program cannot be kept, whatever its times."""

    key: str
    kind: VerdictKind
    reason: str
    row: Literal["failure"] = "failure"


@dataclass(frozen=True)
class DecidedRow:
    """What was decided of a program at a bar, and stays so until it is overturned."""

    key: str
    bar: float
    kept: bool
    row: Literal["decided"] = "decided"


@dataclass(frozen=True)
class OverturnedRow:
    """Fresh pairs showed that the program does not hold the bar: it is "not shown" there and above, for
    good."""

    key: str
    bar: float
    row: Literal["overturned"] = "overturned"


@dataclass(frozen=True)
class OriginalRow:
    """The program that others are held against: its key, how many of its pairs are the calibration (0: it is
    none after all, and its pairs are forgotten), how it ends, the fast side's time in ns for one round
    of its hottest loop and the special numbers that it computes with (None: not known)."""

    key: str
    pairs: int
    ending: Ending = field(default=Ending())
    ns_per_round: float | None = None
    special: tuple[str, ...] | None = None
    row: Literal["original"] = "original"


@dataclass(frozen=True)
class OrdinaryRow:
    """What ordinary loops showed between the two runtimes when it was first asked for."""

    ordinary: Ordinary
    row: Literal["ordinary"] = "ordinary"


@dataclass(frozen=True)
class CarriersRow:
    """What carries the original's slowdown: a program without any of it has another one."""

    carriers: Carriers
    row: Literal["carriers"] = "carriers"


Row = SubjectRow | PairRow | FailureRow | DecidedRow | OverturnedRow | OriginalRow | CarriersRow | OrdinaryRow


class EvidenceLog:
    """A file of evidence."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._log = LineLog(path)

    def append(self, row: Row) -> None:
        """One more row, kept whatever happens to this process.  Raises FileError."""
        self._log.append(row)

    def read(self) -> Iterator[Row]:
        """All rows, in order.  Raises RecordError for a line that is none, and for a file of another release
        that has other rows."""
        if _format_of(self.path) not in (None, FORMAT):
            raise RecordError(
                f"{self.path.parent} holds the evidence of another release of wreduce: name another folder"
            )
        yield from read_lines(self.path, Row)  # type: ignore[arg-type]

    def close(self) -> None:
        """May be called twice."""
        self._log.close()


def _format_of(path: Path) -> object:
    """The format that a file's first line names; None where it names none."""
    try:
        with path.open("rb") as file:
            said = json.loads(file.readline(MAX_FIRST_LINE))
    except (OSError, ValueError):
        return None
    return said.get("format") if isinstance(said, dict) else None


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Alone with a folder, which is made where it is missing: others wait.  The kernel lets go of it however
    the process ends.  Raises FileError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise FileError(f"{folder} is no folder for a ledger: {error.strerror}") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
