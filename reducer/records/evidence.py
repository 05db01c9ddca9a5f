"""Evidence as rows of an append-only file: what was measured of which program, and what was decided on it.

Rows are raw: times as a runtime gave them, so that a verdict is worked out anew by whoever reads them.  A
program is known by its key, the hash of its binary and of how it is called.  Nothing is ordered by a clock:
the order is that of the lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reducer.records.writing import LineLog, read_lines

EvidenceStage = Literal["anchor", "decide", "checkpoint", "hold-out"]
"""What the pair was taken for.  A hold-out's pairs are used by no decision."""


@dataclass(frozen=True)
class PhaseTimes:
    """CPU times of one run in ns, None where a phase was not measured."""

    compile_ns: int | None = None
    instantiate_ns: int | None = None
    execute_ns: int | None = None


@dataclass(frozen=True)
class PairRow:
    """One pair of runs.  `process` tells the pairs of one pair of worker processes from those of another;
    `slow_first` is the order; `cut_off`: the slow side was stopped at its time-out, its time is the least it
    can be."""

    program: str
    stage: EvidenceStage
    slow: PhaseTimes
    fast: PhaseTimes
    process: int = 0
    slow_first: bool = True
    cut_off: bool = False
    row: Literal["pair"] = "pair"


@dataclass(frozen=True)
class OutputRow:
    """What the program printed on both sides, as digests."""

    program: str
    slow: str
    fast: str
    row: Literal["output"] = "output"


@dataclass(frozen=True)
class FailureRow:
    """Why the program cannot be measured, or is no candidate: the kind, and words for people."""

    program: str
    kind: str
    words: str
    row: Literal["failure"] = "failure"


@dataclass(frozen=True)
class DecidedRow:
    """The verdict at a bar, a ratio.  It stands until it is overturned."""

    program: str
    bar: float
    decision: Literal["kept", "not shown"]
    row: Literal["decided"] = "decided"


@dataclass(frozen=True)
class OverturnedRow:
    """Fresh pairs showed that the program does not hold the bar: it is "not shown" there and above, for
    good."""

    program: str
    bar: float
    row: Literal["overturned"] = "overturned"


Evidence = PairRow | OutputRow | FailureRow | DecidedRow | OverturnedRow


class EvidenceLog:
    """evidence.jsonl of a folder."""

    def __init__(self, path: Path) -> None:
        self._log = LineLog(path)

    def append(self, row: Evidence) -> None:
        """One more row, kept whatever happens to this process.  Raises FileError."""
        self._log.append(row)

    def read(self) -> Iterator[Evidence]:
        """All rows, in order.  Raises RecordError for a line that is none."""
        yield from read_lines(self._log.path, Evidence)  # type: ignore[arg-type]

    def close(self) -> None:
        """May be called twice."""
        self._log.close()
