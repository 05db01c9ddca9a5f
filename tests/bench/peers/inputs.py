"""The inputs: those of `seeds/generate.py --known`, with what is known of each."""

from __future__ import annotations

import csv
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Input:
    """An input: its text, the instructions of its kernel (none where there is nothing to find), its sides."""

    name: str
    file: Path
    expected: str
    targets: list[str]
    slow: str
    fast: str


def make_inputs(folder: Path) -> list[Input]:
    """All inputs, in the order of their making, written into the folder.

    Raises CalledProcessError where the generator fails.
    """
    command = [sys.executable, str(ROOT / "seeds" / "generate.py"), "--known", str(folder)]
    subprocess.run(command, check=True)
    with (folder / "manifest.csv").open(encoding="utf-8") as manifest:
        return [_input(folder, row) for row in csv.DictReader(manifest)]


def _input(folder: Path, row: dict[str, str]) -> Input:
    file = folder / row["file"]
    return Input(file.stem, file, row["expected"], row["targets"].split(), row["slow"], row["fast"])


def chosen(inputs: list[Input], wanted: str | None) -> list[Input]:
    """Those that are asked for: by number (`8`: the first eight), or by parts of names with commas between.

    Raises ValueError where a name is none.
    """
    if wanted is None:
        return inputs
    if wanted.isdigit():
        return inputs[: int(wanted)]
    found = []
    for word in wanted.split(","):
        fitting = [entry for entry in inputs if word in entry.name]
        if not fitting:
            raise ValueError(
                f"no input has {word!r} in its name; there are {', '.join(i.name for i in inputs)}"
            )
        found += [entry for entry in fitting if entry not in found]
    return found
