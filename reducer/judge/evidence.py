"""All that was measured of programs between the same two runtimes: in memory, and in a file where there is one.

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

from reducer.oracle import VerdictKind

FORMAT = 2
PHASES = ("compile", "instantiate", "execute")
"""The phases whose CPU times a row holds, in ns, for each side."""
Times = tuple[int | None, int | None, int | None]


class LedgerError(Exception):
    """A ledger that is not one, or is another question's; the message is one line that says what to do."""


@dataclass(frozen=True)
class Asked:
    """Of which two runtimes and which phase evidence is, and (once something was measured) on which processor
    and of which versions."""

    slow: str
    fast: str
    phase: str
    cpu: str = ""
    versions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One pair: each side's times.  Not `whole`: the slow run was cut off, and its last time is the least that
    it takes.  `printed` are digests of what the sides wrote."""

    key: str
    slow: Times
    fast: Times
    printed: tuple[str, str]
    whole: bool = True


@dataclass(frozen=True)
class Failed:
    """Why a program cannot be kept, whatever its times."""

    key: str
    kind: VerdictKind
    reason: str


@dataclass(frozen=True)
class Decided:
    """What was decided of a program at a bar, and stays so."""

    key: str
    bar: float
    kept: bool


@dataclass(frozen=True)
class Overturned:
    """Fresh pairs showed that a program does not hold this bar."""

    key: str
    bar: float


@dataclass(frozen=True)
class Original:
    """The program that others are held against: its key, how many of its pairs are the calibration (0: it is
    none after all, and its pairs are forgotten), what it exits with, the fast side's time in ns for one round
    of its hottest loop and the special numbers that it computes with (None: not known)."""

    key: str
    pairs: int
    exit_code: int
    ns_per_iteration: float | None = None
    special: tuple[str, ...] | None = None


Entry = Asked | Row | Failed | Decided | Overturned | Original
_KINDS: dict[str, type[Entry]] = {
    "asked": Asked,
    "pair": Row,
    "failed": Failed,
    "decided": Decided,
    "overturned": Overturned,
    "original": Original,
}


@dataclass
class Evidence:
    """Evidence by key.  `file` is where entries go as well, None where they stay in memory."""

    asked: Asked
    file: EvidenceFile | None = None
    original: Original | None = None
    rows: dict[str, list[Row]] = field(default_factory=dict)
    failed: dict[str, Failed] = field(default_factory=dict)
    decided: list[Decided] = field(default_factory=list)
    overturned: dict[str, float] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """One more entry, in the file as well.  Raises LedgerError."""
        self._take(entry)
        if self.file is not None:
            self.file.append(entry)

    def read(self) -> None:
        """Take up what is in the file.  Raises LedgerError where that is another question's."""
        self.rows, self.failed, self.decided, self.overturned, self.original = {}, {}, [], {}, None
        for entry in self.file.read() if self.file is not None else ():
            self._take(entry)

    def _take(self, entry: Entry) -> None:
        match entry:
            case Asked():
                self._check(entry)
            case Row():
                self.rows.setdefault(entry.key, []).append(entry)
            case Failed():
                self.failed[entry.key] = entry
            case Decided():
                self.decided.append(entry)
            case Overturned():
                self.overturned[entry.key] = min(entry.bar, self.overturned.get(entry.key, entry.bar))
            case Original(pairs=0):
                self.rows.pop(entry.key, None)
            case Original():
                self.original = entry

    def _check(self, found: Asked) -> None:
        where = self.file.path.parent if self.file is not None else "it"
        for what in ("slow", "fast", "phase"):
            here, wanted = getattr(found, what), getattr(self.asked, what)
            if here != wanted:
                side = what if what == "phase" else f"{what} side"
                raise LedgerError(
                    f"{where} is a ledger for the {side} {here}, not {wanted}: name another folder"
                )
        self.asked = found

    def measured_by(self, cpu: str, versions: tuple[str, ...]) -> None:
        """Say by what the next pairs are taken.  Raises LedgerError where the earlier ones were taken on another
        machine or from other releases."""
        asked = self.asked
        if (asked.cpu, asked.versions) == (cpu, versions):
            return
        if asked.versions:
            before, now = (" / ".join(words) for words in ((*asked.versions, asked.cpu), (*versions, cpu)))
            where = self.file.path.parent if self.file is not None else "it"
            raise LedgerError(f"{where} was measured with {before}, not {now}: name another folder")
        self.add(Asked(asked.slow, asked.fast, asked.phase, cpu, versions))


class EvidenceFile:
    """A file with a line an entry, for callers that may come at the same time."""

    def __init__(self, path: Path) -> None:
        """Makes the folder where it is missing.  Raises LedgerError."""
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LedgerError(f"{path.parent} is no folder for a ledger: {error.strerror}") from None

    def read(self) -> list[Entry]:
        """What is there; nothing in a new folder.  A last line that was not finished does not count.

        Raises LedgerError where the file is something else, or broken.
        """
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return []
        except (OSError, ValueError) as error:
            raise LedgerError(f"{self.path} cannot be read: {error}") from None
        lines = text[: text.rfind("\n") + 1].splitlines()
        try:
            # All lines at once: this is read before each call of `wreduce test`.
            return [_entry(data) for data in json.loads(f"[{','.join(lines)}]")]
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            raise LedgerError(
                f"{self.path} is not a ledger of wreduce, or is broken: name another folder"
            ) from None

    def append(self, entry: Entry) -> None:
        """One line more.  Raises LedgerError."""
        line = json.dumps(_line(entry), separators=(",", ":")) + "\n"
        try:
            with open(self.path, "r+b" if self.path.exists() else "w+b") as handle:
                # What a killed process left unfinished gives way.
                _cut_to_whole_lines(handle.fileno())
                handle.seek(0, os.SEEK_END)
                handle.write(line.encode())
        except OSError as error:
            raise LedgerError(f"{self.path} cannot be written: {error.strerror}") from None

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Alone with the folder: others wait.  The kernel lets go of it however the process ends.

        Raises LedgerError.
        """
        folder = self.path.parent
        try:
            lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            raise LedgerError(f"{folder} is no folder for a ledger: {error.strerror}") from None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


def _cut_to_whole_lines(descriptor: int) -> None:
    size = os.fstat(descriptor).st_size
    end = size
    while end and os.pread(descriptor, 1, end - 1) != b"\n":
        end -= 1
    if end != size:
        os.ftruncate(descriptor, end)


def _line(entry: Entry) -> dict[str, Any]:
    kind = next(kind for kind, made in _KINDS.items() if isinstance(entry, made))
    first = {"format": FORMAT} if isinstance(entry, Asked) else {}
    return {"what": kind, **first, **vars(entry)}


def _entry(data: dict[str, Any]) -> Entry:
    kind = data.pop("what")
    if kind == "asked" and data.pop("format") != FORMAT:
        raise ValueError("another format")
    match kind:
        case "pair":
            slow, fast = _times(data["slow"]), _times(data["fast"])
            one, other = data["printed"]
            return Row(str(data["key"]), slow, fast, (str(one), str(other)), data["whole"] is True)
        case "failed":
            return Failed(str(data["key"]), VerdictKind(data["kind"]), str(data["reason"]))
        case "decided":
            return Decided(str(data["key"]), float(data["bar"]), data["kept"] is True)
        case "overturned":
            return Overturned(str(data["key"]), float(data["bar"]))
        case "original":
            iteration, special = data["ns_per_iteration"], data["special"]
            return Original(
                str(data["key"]),
                int(data["pairs"]),
                int(data["exit_code"]),
                None if iteration is None else float(iteration),
                None if special is None else tuple(str(word) for word in special),
            )
        case "asked":
            versions = tuple(str(version) for version in data["versions"])
            return Asked(
                str(data["slow"]), str(data["fast"]), str(data["phase"]), str(data["cpu"]), versions
            )
    raise ValueError(f"no entry: {kind}")


def _times(data: list[Any]) -> Times:
    one, two, three = data
    if not all(time is None or (isinstance(time, int) and time >= 0) for time in data):
        raise ValueError(f"not times: {data}")
    return one, two, three
