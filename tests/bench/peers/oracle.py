"""The test that the other reducers call: exit code 0 where the slowdown is still in the file.

    python oracle.py SETTINGS.json FILE

Two kinds. `script` is what a person writes: each side runs the file three times, and the ratio of the means
counts. It is kinder than most: it takes the execute phase alone, on a pinned core. `ledger` is `wreduce test
--ledger`. Every call leaves a line in the settings' `log`: seconds since the start, bytes of the binary,
whether it was kept.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from reducer.cli.test import test
from reducer.errors import WreduceError
from reducer.judge.one_file import InvalidFile, read_binary

RUNS = 3
RUN_NS = 5 * 10**9
"""How long a script lets a run take: a seed takes a tenth of a second."""
NOT_KEPT = 1


def by_script(binary: bytes, settings: dict[str, Any]) -> int:
    """0 where the mean of three runs of the slow side is over the threshold times that of the fast side."""
    from reducer.runtimes.opening import open_runtime
    from reducer.timing.cores import choose_core

    core = choose_core()
    means = []
    for spec in (settings["slow"], settings["fast"]):
        times = []
        with open_runtime(spec, core=core) as runtime:
            for _ in range(RUNS):
                sample = runtime.run(binary, timeout_ns=RUN_NS)
                if not sample.outcome.normal or sample.execute_ns is None:
                    return NOT_KEPT
                times.append(sample.execute_ns)
        means.append(sum(times) / RUNS)
    return 0 if means[0] > settings["threshold"] * means[1] else NOT_KEPT


def by_ledger(file: Path, settings: dict[str, Any]) -> int:
    """What `wreduce test --ledger` says."""
    words = [str(file), "--oracle", f"ratio>{settings['threshold']}", "--ledger", settings["ledger"]]
    return test([*words, "--slow", settings["slow"], "--fast", settings["fast"]])


def main(words: list[str]) -> int:
    settings = json.loads(Path(words[0]).read_text(encoding="utf-8"))
    file = Path(words[1]).absolute()
    size = None
    try:
        binary = read_binary(file)
        size = len(binary)
        code = by_script(binary, settings) if settings["kind"] == "script" else by_ledger(file, settings)
    except (InvalidFile, WreduceError):
        code = NOT_KEPT
    row = {"s": round(time.time() - settings["started"], 3), "bytes": size, "kept": code == 0}
    with open(settings["log"], "a", encoding="utf-8") as log:
        log.write(json.dumps(row) + "\n")
    return 0 if code == 0 else NOT_KEPT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
