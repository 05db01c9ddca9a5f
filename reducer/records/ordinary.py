"""What ordinary loops showed between two runtimes, and the file in which that is remembered.

A range is remembered under a key that names both programs and the processor, so that two runtimes are asked
once.  Without a place to keep it, or where the file is broken, it is measured again.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reducer.records.codec import RecordError, from_plain, parse_json, to_plain
from reducer.records.errors import FileError
from reducer.records.writing import read_text, write_atomically

MAX_REMEMBERED = 200
"""Pairs of runtimes in the file, the newest: every release is another."""


@dataclass(frozen=True)
class Ordinary:
    """The range of the ratios slow/fast that ordinary loops show, and each loop's by its name."""

    low: float
    high: float
    loops: dict[str, float]

    def holds(self, ratio: float) -> bool:
        """Whether an ordinary loop shows as much as this ratio."""
        return ratio <= self.high

    def __str__(self) -> str:
        return f"{self.low:.1f} to {self.high:.1f}"


def range_of(loops: dict[str, float]) -> Ordinary:
    """The range of these loops' ratios.  Raises ValueError for none."""
    return Ordinary(min(loops.values()), max(loops.values()), loops)


def remembered(path: Path, key: str) -> Ordinary | None:
    """What stands in the file under that key; None where nothing does, or the file is broken."""
    entry = _entries(path).get(key)
    with contextlib.suppress(RecordError):
        return None if entry is None else from_plain(Ordinary, entry, path)
    return None


def remember(path: Path, key: str, found: Ordinary) -> None:
    """Keeps it under that key."""
    others = [(name, entry) for name, entry in _entries(path).items() if name != key]
    kept = {**dict(others[1 - MAX_REMEMBERED :]), key: to_plain(found)}
    with contextlib.suppress(FileError, OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, json.dumps(kept, indent=1) + "\n")


def _entries(path: Path) -> dict[str, Any]:
    with contextlib.suppress(FileError, RecordError, OSError):
        content = parse_json(read_text(path), path) if path.exists() else {}
        return content if isinstance(content, dict) else {}
    return {}
