"""Everything that was measured of programs between the same two runtimes: in memory, and in a file where one
is given.

Evidence is kept as raw times, by the content of the program, and a verdict is computed from them whenever it
is asked for.  So a verdict cannot be drawn again, and another oracle can use the same evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from reducer.records.carriers import Carriers
from reducer.records.errors import RecordError
from reducer.records.evidence import (
    CarriersRow,
    DecidedRow,
    EvidenceLog,
    FailureRow,
    OrdinaryRow,
    OriginalRow,
    OverturnedRow,
    PairRow,
    Row,
    SubjectRow,
)
from reducer.records.ordinary import Ordinary


@dataclass
class Evidence:
    """Evidence by the program's key.  Rows are also written to `log`; where that is None they stay in
    memory."""

    subject: SubjectRow
    log: EvidenceLog | None = None
    original: OriginalRow | None = None
    carriers: Carriers | None = None
    pairs: dict[str, list[PairRow]] = field(default_factory=dict)
    failed: dict[str, FailureRow] = field(default_factory=dict)
    decided: list[DecidedRow] = field(default_factory=list)
    overturned: dict[str, float] = field(default_factory=dict)
    ordinary: Ordinary | None = None

    def add(self, row: Row) -> None:
        """Adds a row, also to the log.  Raises FileError."""
        self._take(row)
        if self.log is not None:
            self.log.append(row)

    def read(self) -> None:
        """Reads what is in the log.  Raises RecordError where the log belongs to another question, or is
        broken."""
        self.original, self.carriers, self.ordinary = None, None, None
        for found in (self.pairs, self.failed, self.decided, self.overturned):
            found.clear()
        for row in self.log.read() if self.log is not None else ():
            self._take(row)

    def all_rows(self) -> Iterator[Row]:
        """Everything, in an order in which it can be read."""
        yield self.subject
        for pairs in self.pairs.values():
            yield from pairs
        yield from self.failed.values()
        yield from self.decided
        yield from (OverturnedRow(key, bar) for key, bar in self.overturned.items())
        if self.original is not None:
            yield self.original
        if self.ordinary is not None:
            yield OrdinaryRow(self.ordinary)
        if self.carriers is not None:
            yield CarriersRow(self.carriers)

    def _take(self, row: Row) -> None:
        match row:
            case SubjectRow():
                self._check(row)
            case PairRow():
                self.pairs.setdefault(row.key, []).append(row)
            case FailureRow():
                self.failed[row.key] = row
            case DecidedRow():
                self.decided.append(row)
            case OverturnedRow():
                self.overturned[row.key] = min(row.bar, self.overturned.get(row.key, row.bar))
            case OriginalRow(pairs=0):
                self.pairs.pop(row.key, None)
            case OriginalRow():
                self.original = row
            case OrdinaryRow():
                self.ordinary = row.ordinary
            case CarriersRow():
                self.carriers = row.carriers

    @property
    def _place(self) -> str:
        return "it" if self.log is None else str(self.log.path.parent)

    def _check(self, found: SubjectRow) -> None:
        for what in ("slow", "fast", "phase"):
            here, wanted = getattr(found, what), getattr(self.subject, what)
            if here != wanted:
                side = what if what == "phase" else f"{what} side"
                words = f"is a ledger for the {side} {here}, not {wanted}"
                raise RecordError(f"{self._place} {words}: name another folder")
        self.subject = found

    def measured_by(self, cpu: str, versions: tuple[str, ...]) -> None:
        """Notes on which processor and releases the next pairs are taken.  Raises RecordError where earlier
        pairs were taken on others."""
        subject = self.subject
        if (subject.cpu, subject.versions) == (cpu, versions):
            return
        if subject.versions:
            before, now = (
                " / ".join(words) for words in ((*subject.versions, subject.cpu), (*versions, cpu))
            )
            raise RecordError(f"{self._place} was measured with {before}, not {now}: name another folder")
        self.add(replace(subject, cpu=cpu, versions=versions))
