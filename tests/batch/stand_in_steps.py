"""Stand-ins for what a batch has done elsewhere: cases are lines that say what becomes of them.

`times 30 10; loop x; verdict kept; confirm kept` is a case with two times in ms, and so on.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from reducer.batch.checking import Checked, CheckRequest
from reducer.batch.confirming import ConfirmRequest
from reducer.batch.parcels import pack, unpack
from reducer.batch.steps import Described, Reduced, ReduceRequest, ReportRequest, Steps
from reducer.batch.tasks import Done, Task
from reducer.batch.triage import Ending, Measured, TriageRequest
from reducer.oracle import VerdictKind
from reducer.records.batch import Confirmed
from reducer.records.run import Candidates, Machine, Ratios, Seconds, Side, Size, StrongSize, Summary

LOG = "STAND_IN_LOG"
PAUSE = "STAND_IN_PAUSE"


def words_of(path: Path) -> dict[str, str]:
    return dict(entry.strip().split(" ", 1) for entry in path.read_text().split(";") if entry.strip())


def log(kind: str, what: object) -> None:
    time.sleep(float(os.environ.get(PAUSE, "0")))
    if LOG in os.environ:
        with open(os.environ[LOG], "a") as file:
            file.write(f"{kind} {what}\n")


def check(request: CheckRequest) -> Checked:
    words = words_of(request.file)
    request.binary.parent.mkdir(parents=True, exist_ok=True)
    request.binary.write_text(request.file.read_text())
    log("check", request.binary.stem)
    return Checked(words.get("refused", ""), words.get("binary", request.file.stem), 100, 1000)


def measure(request: TriageRequest) -> Measured:
    words = words_of(request.binary)
    log("triage", request.binary.stem)
    if words.get("triage") == "raises":
        raise RuntimeError("no room")
    if "ends" in words:
        return Measured((None, None), tuple(Ending(spec, words["ends"], "so") for spec in request.specs))
    return Measured(tuple(float(time) * 1e6 for time in words["times"].split()), ())


def summary_of(size: int, request: ReduceRequest) -> Summary:
    return Summary(
        Size(request.source, 1000, 100),
        Size("reduced.wat", 90, size),
        StrongSize("strong.wat", 90, size, None),
        Ratios(2.5, 2.6, (2.5, 2.7), 16),
        Side(request.slow, "1"),
        Side(request.fast, "1"),
        Candidates(proposed=10, invalid=0, timed=5, kept=3),
        Seconds(search=1.0, holdout=1.0, timing=1.0, total=2.0),
        VerdictKind.KEPT,
        str(request.run_dir),
        Machine("some", 1, "Linux"),
    )


def reduce(request: ReduceRequest) -> Reduced:
    words = words_of(request.file)
    request.run_dir.mkdir(parents=True, exist_ok=True)
    (request.run_dir / "tries").open("a").write("x")
    log("reduce", f"{request.run_dir.name} {request.slow} {request.fast}")
    verdict = words.get("verdict", "kept")
    (request.run_dir / "reduced.wat").write_text(request.file.read_text())
    size = int(words.get("size", "10"))
    parts = ("part_2.wat",) if "part" in words else ()
    for name in parts:
        (request.run_dir / name).write_text(f"times 10 40; loop {words['part']}")
    return Reduced(verdict, "", summary_of(size, request), parts)


def describe(reduced: Path) -> Described:
    words = words_of(reduced)
    log("describe", reduced.parent.name)
    if words["loop"] == "raises":
        raise RuntimeError("no form")
    return Described(words["loop"], "memory.copy")


def confirm(request: ConfirmRequest) -> Confirmed:
    words = words_of(request.file)
    log("confirm", request.file.parent.name)
    verdict = words.get("confirm", "kept")
    ratio = float(words.get("effect", "2.4"))
    return Confirmed(VerdictKind(verdict), ratio, (ratio - 0.1, ratio + 0.1), 40)


def report(request: ReportRequest) -> str:
    words = words_of(request.run_dir / "reduced.wat")
    log("report", request.run_dir.name)
    (request.run_dir / "report.html").write_text(json.dumps(request.also))
    return words.get("report", "")


STEPS = Steps(reduce, describe, report, check, measure, confirm)


class AtOnce:
    """An executor that does each task in this process, when it is asked what has ended; in a folder that has
    only what the task takes, and from which only what it leaves comes back."""

    folder = Path()

    def __init__(self, lanes: int = 1, before: Callable[[Task], None] = lambda _task: None) -> None:
        self.lanes, self.before = lanes, before
        self.tasks: list[Task] = []
        self.done: list[tuple[str, int]] = []
        self.lost: set[tuple[str, int]] = set()

    def free(self, *, timed: bool) -> int:
        return (self.lanes if timed else 1) - sum(task.timed == timed for task in self.tasks)

    def submit(self, task: Task) -> None:
        assert self.free(timed=task.timed) > 0
        self.tasks.append(task)

    def finished(self, seconds: float) -> list[Done]:
        if not self.tasks:
            return []
        task = self.tasks.pop(0)
        self.before(task)
        self.done.append(task.key)
        if task.key in self.lost:
            return [Done(task.key, None, "timed out", "no end within 9 s", 9.0)]
        try:
            return [Done(task.key, self._value(task), seconds=0.1)]
        except RuntimeError as error:
            return [Done(task.key, None, "raised", f"RuntimeError: {error}", 0.1)]

    def _value(self, task: Task) -> Any:
        with TemporaryDirectory() as name:
            unpack(pack(self.folder, task.takes), Path(name), task.takes)
            with chdir(name):
                value = task.function(task.argument)
            unpack(pack(Path(name), task.leaves), self.folder, task.leaves)
        return value

    def close(self) -> None:
        self.tasks.clear()
