"""Reduces the thirty programs with two anomalies, and says to what each was reduced.

    python tests/bench/two_anomalies.py FOLDER [--mode one|all|both] [--from 0] [--count 30]

A line of JSON for each reduction goes to FOLDER/results.jsonl; what stands there is not done again, so that
the command can be stopped and given once more.  At the end it says how many were reduced to a carrier of the
original, how many to an ordinary loop, and of how many `--all` gave both.  On a quiet machine a program takes
about half a minute reduced as a whole, and a minute with `--all`.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from two_anomalies_programs import PROGRAMS, TwoAnomalies, program

ORACLE = "ratio>1.7"
RESULTS = "results.jsonl"
TIMEOUT_S = 900


def reduced_to(text: str, anomalies: Sequence[str]) -> list[str]:
    """Of the anomalies, those whose instruction is left in a result."""
    code = re.sub(r";;.*", "", text)
    return [name for name in anomalies if re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", code)]


def reduce_one(made: TwoAnomalies, folder: Path, mode: str) -> dict[str, Any]:
    """One reduction, in its own folder: what it came to."""
    source, run = folder / made.file, folder / f"{Path(made.file).stem}_{mode}"
    summary = run.with_suffix(".json")
    source.write_text(made.text, encoding="utf-8")
    words = ["--oracle", ORACLE, "--slow", made.slow, "--fast", made.fast, "--run-dir", str(run)]
    words += ["--json", str(summary), "--quiet", *(["--all"] if mode == "all" else [])]
    words += ["--resume"] if (run / "state.json").exists() else []
    started = time.monotonic()
    command = [sys.executable, "-m", "reducer.cli", str(source), *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
    found: dict[str, Any] = {
        "number": made.number,
        "mode": mode,
        "slow": made.slow,
        "fast": made.fast,
        "anomalies": list(made.anomalies),
        "exit_code": done.returncode,
        "seconds": round(time.monotonic() - started, 1),
        "said": done.stderr.strip()[-300:],
        "results": [],
    }
    if summary.exists():
        content = json.loads(summary.read_text())
        found["results"] = [_result(part, made) for part in content.get("results", [content])]
    return found


def _result(summary: dict[str, Any], made: TwoAnomalies) -> dict[str, Any]:
    path = Path(summary["output"]["path"])
    left = reduced_to(path.read_text(encoding="utf-8"), made.anomalies)
    return {
        "reduced_to": left or ["an ordinary loop"],
        "verdict": summary["verdict"],
        "ratio": summary["ratio"]["final"],
        "ordinary": summary["ordinary"] and [summary["ordinary"]["low"], summary["ordinary"]["high"]],
        "carriers": [carrier["name"] for carrier in summary["carriers"]["found"]],
        "instructions": summary["output"]["instructions"],
        "decisions": summary["candidates"]["timed"],
    }


def told(found: dict[str, Any]) -> str:
    """A reduction in a line."""
    results = "; ".join(
        f"{' and '.join(result['reduced_to'])} {result['ratio'] or 0:.2f} ({result['verdict']})"
        for result in found["results"]
    )
    both = " and ".join(found["anomalies"])
    return (
        f"{found['number']:2} {found['mode']:3} {both}: {results or found['said']}  {found['seconds']:.0f} s"
    )


def totals(rows: Sequence[dict[str, Any]]) -> list[str]:
    """What the reductions show together."""
    one = [row for row in rows if row["mode"] == "one"]
    each = [row for row in rows if row["mode"] == "all"]
    carried = sum(
        bool(row["results"]) and row["results"][0]["reduced_to"][0] in row["anomalies"] for row in one
    )
    ordinary = sum("an ordinary loop" in result["reduced_to"] for row in rows for result in row["results"])
    both = sum(_gives_both(row) for row in each)
    return [
        f"{carried} of {len(one)} reduced to a carrier of the original",
        f"{ordinary} results are an ordinary loop",
        f"--all gave both anomalies in {both} of {len(each)}",
    ]


def _gives_both(row: dict[str, Any]) -> bool:
    kept = [result["reduced_to"] for result in row["results"] if result["verdict"] == "kept"]
    return {name for left in kept if len(left) == 1 for name in left} >= set(row["anomalies"])


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mode", choices=("one", "all", "both"), default="both")
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--count", type=int, default=PROGRAMS)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    log = options.folder / RESULTS
    rows = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    done = {(row["number"], row["mode"]) for row in rows}
    for number in range(options.first, min(PROGRAMS, options.first + options.count)):
        for mode in ("one", "all") if options.mode == "both" else (options.mode,):
            if (number, mode) in done:
                continue
            rows.append(reduce_one(program(number), options.folder, mode))
            with log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(rows[-1]) + "\n")
            print(told(rows[-1]), flush=True)
    print("\n".join(totals(rows)))


if __name__ == "__main__":
    main()
