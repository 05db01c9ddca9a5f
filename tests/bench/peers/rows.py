"""What is written down of each run: one line of JSON, whole or not at all: a stopped benchmark goes on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

Ended = Literal["done", "limit", "refused", "failed", "missing"]
"""By itself; at the limit; it said that the input is not interesting; otherwise; the tool is not here."""
Key = tuple[str, str, str, int, int]


@dataclass(frozen=True)
class Row:
    """One run of one reducer on one input.

    `wall_s` is of the whole command. `bytes`, `instructions`, `ratio` and `ci99` are of the result, the
    last two by a measurement that no reducer took part in. `has_target`: the input's target instruction is
    still there. `kept`: it is, and the whole interval is above the threshold. `curve` holds the best so far:
    seconds and bytes.
    """

    input: str
    tool: str
    oracle: str
    repeat: int
    busy: int
    limit_s: float
    expected: str
    ended: Ended
    version: str = ""
    said: str = ""
    wall_s: float | None = None
    calls: int | None = None
    seed_bytes: int | None = None
    bytes: int | None = None
    instructions: int | None = None
    has_target: bool | None = None
    ratio: float | None = None
    ci99: list[float] | None = None
    kept: bool | None = None
    curve: list[list[float]] = field(default_factory=list)
    machine: str = ""

    @property
    def key(self) -> Key:
        return self.input, self.tool, self.oracle, self.repeat, self.busy

    @property
    def name(self) -> str:
        """The tool with its oracle, as tables and pictures name it."""
        return self.tool if self.oracle == "own" else f"{self.tool}, {self.oracle}"


def read_rows(path: Path) -> list[Row]:
    """All whole lines; half a line at the end is what a stopped benchmark leaves, and is cut off."""
    if not path.exists():
        return []
    data = path.read_bytes()
    whole = data[: data.rfind(b"\n") + 1]
    if whole != data:
        with path.open("r+b") as file:
            file.truncate(len(whole))
    known = {entry.name for entry in fields(Row)}
    lines: Iterable[dict[str, Any]] = map(json.loads, whole.splitlines())
    return [Row(**{name: value for name, value in line.items() if name in known}) for line in lines]


def append(path: Path, row: Row) -> None:
    """One more line, with the operating system when this returns."""
    line = json.dumps(asdict(row)).encode() + b"\n"
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        os.write(file, line)
    finally:
        os.close(file)
