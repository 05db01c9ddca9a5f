"""A Dask scheduler and workers on this machine, started as people start them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import psutil


class Cluster:
    """A scheduler and its workers, as people start them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workers: dict[str, subprocess.Popen[bytes]] = {}
        self.scheduler = self._start("-m", "distributed.cli.dask_scheduler", "--port", "0", "--host",
                                     "127.0.0.1", "--no-dashboard", log="scheduler")  # fmt: skip
        self.address = self._told("scheduler", r"Scheduler at: +(\S+)")

    def start_workers(self, names: Iterable[str]) -> None:
        """Workers with one lane each, side by side: each takes seconds to load Dask."""
        started = [*names]
        for name in started:
            self.workers[name] = self._start(
                "-m", "reducer.cli", "batch", "worker", self.address, "--jobs", "1", log=name
            )
        for name in started:
            self._told(name, r"Registered to: +(\S+)")

    def _start(self, *words: str, log: str) -> subprocess.Popen[bytes]:
        here = str(Path(__file__).parent)
        environment = {
            **os.environ, "PYTHONPATH": os.pathsep.join([here, *sys.path]), "DASK_TEST_NAME": log,
        }  # fmt: skip
        with open(self.folder / log, "wb") as file:
            return subprocess.Popen(
                [sys.executable, *words], stdout=file, stderr=file, env=environment, cwd=self.folder,
                start_new_session=True,
            )  # fmt: skip

    def _told(self, log: str, words: str) -> str:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if (found := re.search(words, (self.folder / log).read_text())) is not None:
                return found[1]
            time.sleep(0.05)
        raise AssertionError((self.folder / log).read_text())

    def kill(self, name: str) -> None:
        """With the nanny that would start it again."""
        process = self.workers.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def close(self) -> None:
        for name in [*self.workers]:
            self.kill(name)
        os.killpg(self.scheduler.pid, signal.SIGKILL)
        self.scheduler.wait()


def eventually(holds: Callable[[], Any], seconds: float = 60.0) -> Any:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := holds():
            return found
        time.sleep(0.05)
    raise AssertionError("it never came")


def gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def words_of(process: psutil.Process) -> str:
    """Its command line; empty where it has just ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""
