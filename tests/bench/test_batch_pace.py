"""What a batch gets done: cases an hour, and how much of the lane's time is spent on measuring.

28 files of the corpus of 200, about in its proportions; one round of some minutes.
"""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TAKEN = {"bulk_memory": 3, "ref_func": 3, "normal": 19, "hostile": 3}
SIDES = ("--runtime", "wasmtime@41.0.0", "wasmer")


def corpus(folder: Path) -> Path:
    """The first files of each kind."""
    whole, part = folder / "whole", folder / "part"
    generate = [sys.executable, ROOT / "seeds" / "generate.py", "--corpus", whole, "--seed", "1"]
    subprocess.run(generate, check=True, capture_output=True)
    part.mkdir()
    taken: Counter[str] = Counter()
    for row in csv.DictReader((whole / "manifest.csv").open()):
        if taken[row["family"]] < TAKEN[row["family"]]:
            taken[row["family"]] += 1
            shutil.copy(whole / row["file"], part)
    return part


def wreduce(*words: object) -> str:
    """What it says on standard output."""
    command = [sys.executable, "-m", "reducer.cli", "batch", *map(str, words)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_a_batch_of_28_files(benchmark: Any, tmp_path: Path) -> None:
    part, out = corpus(tmp_path), tmp_path / "run"

    def run() -> list[dict[str, Any]]:
        words = wreduce(part, "--out", out, *SIDES, "--no-reports", "--json")
        return [json.loads(line) for line in words.splitlines()]

    end = benchmark.pedantic(run, rounds=1)[-1]
    facts = json.loads(wreduce("status", out, "--json"))
    reduced = [case for case in facts["cases"] if case["group"] is not None]
    benchmark.extra_info["batch"] = {
        "cases an hour": end["cases_an_hour"],
        "of them reduced": round(3600 * len(reduced) / end["elapsed_seconds"], 1),
        "share of the time in which the lane had a task": end["busy"],
        "share of the reductions' time in which a guest ran": round(facts["timing_share"], 3),
    }
    # Runs are short: the lane is what must not stand idle, not a guest what must run.
    assert end["busy"] >= 0.9
    assert len(facts["groups"]) == 2 and len(reduced) == 6
