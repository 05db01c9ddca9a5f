"""What a result is: its size, whether its target is still there, its ratio by runs that no reducer saw."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reducer.errors import WreduceError
from reducer.judge.one_file import InvalidFile, read_binary
from reducer.wat.assemble import disassemble
from reducer.wat.module import parse

HOLD_OUT_ROUNDS = 15
FAST_SIDE = "20ms"
"""How long the fast side runs in the hold-out, which sets the trips anew: a reducer may leave too few."""
HOLD_OUT_S = 120


@dataclass(frozen=True)
class Measured:
    """A result: bytes of its binary, its instructions, whether a target is left; its ratio with an interval
    of 99 %, None where it cannot be measured."""

    bytes: int
    instructions: int
    has_target: bool
    ratio: float | None
    ci99: list[float] | None


def measured(file: Path, targets: list[str], slow: str, fast: str) -> Measured | None:
    """None where the file is no module."""
    try:
        binary = read_binary(file)
        text = disassemble(binary)
        instructions = parse(text).instructions()
    except (InvalidFile, WreduceError, OSError):
        return None
    ratio, interval = hold_out(file, slow, fast)
    return Measured(len(binary), instructions, has_target(text, targets), ratio, interval)


def has_target(text: str, targets: list[str]) -> bool:
    """Whether one of the instructions is in the text of a module; all of nothing are."""
    words = "|".join(re.escape(name.split(" ")[0]) for name in targets)
    return not targets or re.search(rf"(?<![\w.])(?:{words})(?![\w.])", text) is not None


def hold_out(file: Path, slow: str, fast: str) -> tuple[float | None, list[float] | None]:
    """The ratio and its interval from interleaved rounds of `wreduce measure`."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "table.json")
        words = ["measure", file, "--runtime", slow, fast, "--against", fast, "--time", FAST_SIDE]
        words += ["--rounds", HOLD_OUT_ROUNDS, "--json", out]
        command = [sys.executable, "-m", "reducer.cli", *map(str, words)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=HOLD_OUT_S)
            facts = json.loads(out.read_text(encoding="utf-8"))
        except (subprocess.SubprocessError, OSError, ValueError):
            return None, None
    return _ratio(facts, slow)


def _ratio(facts: dict[str, Any], slow: str) -> tuple[float | None, list[float] | None]:
    cells = [cell for cell in facts["files"][0]["cells"] if cell["runtime"] == slow]
    return (cells[0]["ratio"], cells[0]["ratio_ci99"]) if cells else (None, None)
