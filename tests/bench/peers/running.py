"""One run: a reducer on an input with an oracle and a limit, then the judgement of what it left."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from peers.fetching import Missing
from peers.inputs import ROOT, Input
from peers.measured import measured
from peers.rows import Ended, Key, Row
from peers.tools import TOOLS, WREDUCE, write_test
from reducer.children import end, start
from reducer.judge.one_file import read_binary
from reducer.records.run_folder import step_paths
from reducer.timing.machine import describe_machine
from reducer.wat.assemble import disassemble

THRESHOLD = 2.0
GRACE_S = 30.0
"""wreduce ends by itself at its time limit; this much past it, it is stopped like the others."""
SAID = 200
"""Characters of a tool's last words that are kept."""
WREDUCE_ENDED: Mapping[int, Ended] = {3: "refused", 0: "done", 4: "done"}
_OURS = {"PYTHONPATH": str(ROOT)}
"""So that the wreduce of this checkout runs."""
BUSY = "while True: pass"


@dataclass(frozen=True)
class Job:
    """What is to be run: which reducer with which oracle, beside how many busy processes."""

    input: Input
    tool: str
    oracle: str
    repeat: int
    busy: int

    @property
    def key(self) -> Key:
        return self.input.name, self.tool, self.oracle, self.repeat, self.busy


@dataclass(frozen=True)
class Ran:
    """How a command ended: its exit code, None where it was stopped; the wall time in s; its last words."""

    code: int | None
    wall_s: float
    said: str


def run(job: Job, limit_s: float) -> Row:
    """The run and its judgement, for which nothing is busy any more."""
    blank = Row(*job.key, limit_s, job.input.expected, "missing", machine=str(describe_machine()["cpu"]))
    with tempfile.TemporaryDirectory(prefix="wreduce-bench-") as scratch:
        try:
            with busy_processes(job.busy):
                row, result = (_wreduce if job.tool == WREDUCE else _peer)(job, blank, Path(scratch))
        except Missing as error:
            return replace(blank, said=str(error))
        return row if result is None else _judged(job, row, result)


def _wreduce(job: Job, blank: Row, folder: Path) -> tuple[Row, Path | None]:
    seed = Path(shutil.copy(job.input.file, folder / "seed.wat"))
    out, run_folder, summary = folder / "small.wat", folder / "run", folder / "summary.json"
    words = [seed, "--oracle", f"ratio>{THRESHOLD:g}", "--slow", job.input.slow, "--fast", job.input.fast]
    words += [
        "-o",
        out,
        "--run-dir",
        run_folder,
        "--json",
        summary,
        "--quiet",
        "--time-limit",
        f"{blank.limit_s:g}s",
    ]
    started = time.time()
    ran = call(
        [sys.executable, "-m", "reducer.cli", *map(str, words)], folder, blank.limit_s + GRACE_S, _OURS
    )
    seed_bytes = len(read_binary(seed))
    curve = [[0.0, seed_bytes]] + [
        [round(path.stat().st_mtime - started, 3), len(read_binary(path))] for path in step_paths(run_folder)
    ]
    facts = json.loads(summary.read_text(encoding="utf-8")) if summary.exists() else {}
    ended: Ended = "limit" if ran.code is None else WREDUCE_ENDED.get(ran.code, "failed")
    row = replace(
        blank,
        ended=ended,
        version=_version(),
        said="; ".join(filter(None, (facts.get("verdict"), ran.said))),
        wall_s=ran.wall_s,
        calls=facts.get("candidates", {}).get("timed"),
        seed_bytes=seed_bytes,
        curve=curve,
    )
    return row, out if out.exists() else None


def _peer(job: Job, blank: Row, folder: Path) -> tuple[Row, Path | None]:
    tool = TOOLS[job.tool]
    got = tool.get()
    binary = read_binary(job.input.file)
    seed = folder / ("seed.wat" if tool.text else "seed.wasm")
    # Without names and comments for all: what is left of them is not what reducers are held by.
    seed.write_bytes(disassemble(binary).encode() if tool.text else binary)
    log, settings = folder / "calls.jsonl", folder / "settings.json"
    called = tool.call(got, write_test(folder, settings), seed)
    started = time.time()
    asked = {"kind": job.oracle, "slow": job.input.slow, "fast": job.input.fast, "threshold": THRESHOLD}
    asked |= {"log": str(log), "ledger": str(folder / "ledger"), "started": started}
    settings.write_text(json.dumps(asked), encoding="utf-8")
    (folder / "ledger").mkdir()
    ran = call(called.command, folder, limit_s=blank.limit_s)
    calls = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    ended = _how_it_ended(ran, calls, len(binary))
    # A tool that was stopped before its first step has left its input as it was.
    left = [path for path in (*called.results, seed) if path.exists() and ended in ("done", "limit")]
    row = replace(
        blank,
        ended=ended,
        version=got.version,
        said=ran.said,
        wall_s=ran.wall_s,
        calls=len(calls),
        seed_bytes=len(binary),
        curve=_curve(len(binary), calls),
    )
    return row, left[0] if left else None


def _how_it_ended(ran: Ran, calls: list[dict[str, Any]], seed_bytes: int) -> Ended:
    """Refused: it stopped by itself, and nothing that it looked at was interesting."""
    if ran.code is None:
        return "limit"
    if calls and not any(call["kept"] for call in calls):
        return "refused"
    # Some end with another code where they find their own result too small, others where they cannot read it.
    smaller = any(call["kept"] and call["bytes"] < seed_bytes for call in calls)
    return "done" if ran.code == 0 or smaller else "failed"


def _curve(seed_bytes: int, calls: list[dict[str, Any]]) -> list[list[float]]:
    """The smallest candidate that was kept until then.

    Tools may look at a candidate and not take it: the end of the curve may lie below the result.
    """
    curve: list[list[float]] = [[0.0, seed_bytes]]
    for made in calls:
        if made["kept"] and made["bytes"] < curve[-1][1]:
            curve.append([made["s"], made["bytes"]])
    return curve


def _judged(job: Job, row: Row, file: Path) -> Row:
    found = measured(file, job.input.targets, job.input.slow, job.input.fast)
    if found is None:
        return replace(row, said=f"{row.said}; its result is no module", kept=False)
    return replace(
        row,
        bytes=found.bytes,
        instructions=found.instructions,
        has_target=found.has_target,
        ratio=found.ratio,
        ci99=found.ci99,
        kept=found.has_target and found.ci99 is not None and found.ci99[0] > THRESHOLD,
    )


def call(
    command: list[str], folder: Path, limit_s: float, environment: Mapping[str, str] | None = None
) -> Ran:
    """Run a command in a folder, and stop it with all that it started when its time is over."""
    with (folder / "said.txt").open("w+b") as said:
        started = time.monotonic()
        process = start(
            command, stdout=said, stderr=said, cwd=str(folder), env={**os.environ, **(environment or {})}
        )
        code = None
        try:
            with contextlib.suppress(subprocess.TimeoutExpired):
                code = process.wait(timeout=limit_s)
            wall_s = time.monotonic() - started
        finally:
            end(process)
        said.seek(0)
        lines = said.read().decode(errors="replace").split("\n")
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return Ran(code, round(wall_s, 3), last[-SAID:])


@contextlib.contextmanager
def busy_processes(count: int) -> Iterator[None]:
    """So many processes beside, each as busy as can be, on whichever core the system gives them."""
    started = [start([sys.executable, "-c", BUSY]) for _ in range(count)]
    try:
        yield
    finally:
        for process in started:
            end(process)


@functools.cache
def _version() -> str:
    """The release of wreduce, and the commit where it is a checkout."""
    said = subprocess.run(
        ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True, text=True
    )
    return " ".join((version("wreduce"), said.stdout.strip())).strip()
