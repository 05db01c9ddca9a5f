"""One whole command, timed from outside, and what it says of itself."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peers.running import call

MAX_COMMAND_S = 600.0
ORACLE = "ratio>2"
Line = dict[str, Any]


@dataclass(frozen=True)
class Checkout:
    """A checkout of the project with an environment of its own, under a name."""

    name: str
    folder: Path

    @classmethod
    def of(cls, words: str) -> Checkout:
        """From NAME=DIR.  Raises ValueError where there is no wreduce in it."""
        name, _, folder = words.partition("=")
        place = Path(folder).resolve()
        if not (place / ".venv" / "bin" / "wreduce").exists():
            raise ValueError(f"{words}: there is no .venv/bin/wreduce in {place}: run `make demo` there")
        return cls(name, place)


@dataclass(frozen=True)
class Command:
    """`wreduce SEED` in a checkout, beside busy processes; `judged`: its result is measured afterwards."""

    figure: str
    place: Checkout
    seed: Path
    slow: str
    fast: str
    time: int
    busy: int = 0
    judged: bool = False
    out: Path | None = None

    @property
    def key(self) -> str:
        """What tells it from all other commands, also after the benchmark was stopped."""
        return f"{self.figure} {self.place.name} {self.seed.stem} {self.time} beside {self.busy}"


def reduce(command: Command, folder: Path) -> Line:
    """Run it; the line says how long it took, how it ended, and what its summary says."""
    seed = Path(shutil.copy(command.seed, folder))
    out, summary = command.out or folder / "small.wat", folder / "summary.json"
    words = [
        command.place.folder / ".venv" / "bin" / "wreduce",
        seed,
        "--oracle",
        ORACLE,
        "--slow",
        command.slow,
    ]
    words += ["--fast", command.fast, "-o", out, "--run-dir", folder / "run", "--json", summary, "--quiet"]
    ran = call([*map(str, words)], folder, MAX_COMMAND_S)
    facts = json.loads(summary.read_text(encoding="utf-8")) if summary.exists() else {}
    return {
        "key": command.key,
        "figure": command.figure,
        "checkout": command.place.name,
        "input": command.seed.stem,
        "code": ran.code,
        "said": ran.said,
        "wall_s": ran.wall_s,
        "decisions": _decisions(folder / "run"),
        "guests_s": _guests(folder / "run"),
        "result": str(out) if out.exists() else None,
        **{name: facts.get(name) for name in ("verdict", "ratio", "seconds", "output", "strong")},
        "input_bytes": (facts.get("input") or {}).get("bytes"),
        "machine": facts.get("machine"),
    }


def _decisions(run_folder: Path) -> int | None:
    log = run_folder / "decisions.jsonl"
    return len(log.read_text(encoding="utf-8").splitlines()) if log.exists() else None


def _guests(run_folder: Path) -> float | None:
    """Seconds of CPU time that guests had in the pairs that decisions rest on: those of the hold-out are not
    among them, nor are short runs that look whether a candidate ends."""
    log = run_folder / "evidence.jsonl"
    if not log.exists():
        return None
    # Read as JSON, since the other checkout may have rows of another form.
    rows = map(json.loads, log.read_text(encoding="utf-8").splitlines())
    pairs = [row for row in rows if "slow" in row and isinstance(row["slow"], list)]
    return sum(ns or 0 for row in pairs for side in ("slow", "fast") for ns in row[side][1:]) / 1e9


def whole_line(line: Line) -> str:
    """The line for a person who waits."""
    size = (line["output"] or {}).get("instructions")
    ratio = (line["ratio"] or {}).get("final")
    came = f"{line['wall_s']:.1f} s, {line['verdict']}, {size} instructions, ratio {ratio}"
    return f"{line['key']}: {came} {line['said']}"


def read_lines(path: Path) -> list[Line]:
    """All whole lines; half a line at the end, which a stopped benchmark leaves, is cut off."""
    if not path.exists():
        return []
    data = path.read_bytes()
    whole = data[: data.rfind(b"\n") + 1]
    if whole != data:
        os.truncate(path, len(whole))
    return [json.loads(line) for line in whole.splitlines()]


def append(path: Path, line: Line) -> None:
    """One more line, written at once."""
    with path.open("ab", buffering=0) as file:
        file.write(json.dumps(line).encode() + b"\n")
