"""An executor that keeps its lanes on this machine, each with a claimed core."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from multiprocessing.connection import wait
from pathlib import Path

from reducer.batch.places import WATCH_SECONDS, Place
from reducer.batch.tasks import Done, Task
from reducer.timing.cores import claim_cores, release_cores


class LocalExecutor:
    """Lanes on this machine, each with a claimed core, and a desk for what is not timed."""

    def __init__(
        self, folder: Path, jobs: int | None = None, log: Path | None = None, *, settle: bool = True
    ) -> None:
        """`folder` is where tasks find their files; `log` is for whatever the processes print.  With
        `settle`, this thread stays off the lanes' cores until `close`."""
        self._folder = folder.absolute()
        allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
        wanted = default_lanes(len(allowed)) if jobs is None else jobs
        cores: list[int | None] = [*claim_cores(wanted, allowed)] if len(allowed) > 1 else [None]
        elsewhere = frozenset(allowed - set(cores)) or frozenset(allowed)
        self._allowed = frozenset(allowed) if settle else frozenset()
        if settle:
            # The work of this process itself must not run beside what is timed.
            _settle_on(elsewhere)
        self.timed = [Place(core, elsewhere, log) for core in cores]
        self.desk = Place(None, elsewhere, log)

    @property
    def lanes(self) -> int:
        """How many timed tasks run at a time: as many as were asked for, but at most one a core."""
        return len(self.timed)

    def use_lanes(self, lanes: int) -> None:
        """Go on with fewer lanes; those that are left out must be idle."""
        for place in self.timed[lanes:]:
            place.end()
        release_cores([place.core for place in self.timed[lanes:] if place.core is not None])
        del self.timed[lanes:]

    def free(self, *, timed: bool) -> int:
        """How many more tasks can be begun now."""
        return sum(place.task is None for place in (self.timed if timed else [self.desk]))

    def submit(self, task: Task) -> None:
        """Begin a task in a free place.  Raises ValueError where there is none."""
        for place in self.timed if task.timed else [self.desk]:
            if place.task is None:
                place.begin(task, self._folder)
                return
        raise ValueError("no place is free")

    def finished(self, seconds: float) -> list[Done]:
        """Tasks that have ended, by themselves or by their limits; waits up to this long for one."""
        deadline = time.monotonic() + seconds
        while True:
            busy = {place.connection: place for place in self._places() if place.task is not None}
            left = deadline - time.monotonic()
            ready = wait([*filter(None, busy)], max(0.0, min(left, WATCH_SECONDS))) if busy else []
            done = [busy[connection].answer() for connection in ready]  # type: ignore[index]
            done += [failed for place in self._places() if (failed := place.overdue()) is not None]
            if done or left <= 0:
                return done
            if not busy:
                time.sleep(max(0.0, left))

    def close(self) -> None:
        """Ends everything, including the tasks in hand.  May be called twice."""
        for place in self._places():
            place.end()
        release_cores([place.core for place in self.timed if place.core is not None])
        _settle_on(self._allowed)

    def _places(self) -> list[Place]:
        return [*self.timed, self.desk]


def _settle_on(cores: frozenset[int]) -> None:
    if cores and hasattr(os, "sched_setaffinity"):
        with suppress(OSError):
            os.sched_setaffinity(0, cores)


def default_lanes(cores: int) -> int:
    """One lane fewer than there are cores, because one core is for everything that is not timed; at least
    one."""
    return max(1, cores - 1)
