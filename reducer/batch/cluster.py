"""An executor whose lanes are on other machines: tasks go to a Dask scheduler, which does the rest.

Dask decides which worker does what, and gives the task of a lost worker to another one.  This module makes
sure that workers are ready before they get a task, and that files travel with their task.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import dask
from distributed import Client, Future, wait

from reducer.batch.parcels import pack, unpack
from reducer.batch.station import RESOURCE, Offer, Order, do, keep, offer
from reducer.batch.tasks import Done, ExecutorError, Task
from reducer.runtimes import parse_spec
from reducer.runtimes.table import own_tables

CONNECT_SECONDS = 10.0
WORKERS_SECONDS = 60.0
"""How long a person may take to start the first worker."""
LOOK_SECONDS = 1.0
"""The time between two looks at which workers are there."""


@dataclass
class _Worker:
    """A worker that declares lanes.  `keeping` lasts as long as this process; what the worker holds for us
    ends with it."""

    address: str
    declared: int
    keeping: Future[Any]
    offering: Future[Any]
    offer: Offer | None = None
    refused: str = ""

    @property
    def lanes(self) -> int:
        """How many timed tasks it may be given at a time."""
        return self.offer.ready.lanes if self.offer and self.offer.ready and not self.refused else 0


@dataclass
class _InHand:
    """A task, and the workers that may do it."""

    task: Task
    future: Future[Any]
    workers: list[str]


class ClusterExecutor:
    """Lanes on the workers of a Dask scheduler, those that come later as well."""

    def __init__(self, address: str, folder: Path, tell: Callable[[dict[str, Any]], None]) -> None:
        """`folder` is the run folder, `tell` hears of workers that come and go.  Raises ExecutorError."""
        # A task here may well contain a program of some MB, so Dask need not warn of that; and errors are
        # reported in one line.
        dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"})
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
        try:
            self._client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False, name="wreduce")
        except (OSError, ValueError, TypeError) as error:
            words = " ".join(str(error).split())
            raise ExecutorError(f"no Dask scheduler answers at {address}: {words}") from None
        self._address, self._folder, self._tell = address, folder.absolute(), tell
        self._order = Order(uuid.uuid4().hex, ())
        self._workers: dict[str, _Worker] = {}
        self._in_hand: list[_InHand] = []
        self._submitted = 0
        self._looked = 0.0
        self._versions: tuple[str, ...] | None = None

    def prepare(self, specs: Sequence[str]) -> tuple[str, ...]:
        """Waits until one worker is ready; returns the version of each runtime there, which all other workers
        must have too.

        Raises ExecutorError.
        """
        own = own_tables(parse_spec(spec).name for spec in specs)
        self._order = Order(self._order.batch, tuple(specs), own)
        deadline = time.monotonic() + WORKERS_SECONDS
        while self._versions is None:
            self._look()
            preparing = any(worker.offer is None and not worker.refused for worker in self._workers.values())
            if time.monotonic() > deadline and not preparing:
                reasons = {worker.refused for worker in self._workers.values()}
                why = "; ".join(sorted(reasons)) or "start some with `wreduce batch worker ADDRESS`"
                raise ExecutorError(f"no worker with a lane at {self._address}: {why}")
            time.sleep(0.2)
        return self._versions

    @property
    def lanes(self) -> int:
        """The lanes of all workers that are ready; 0 while there are none."""
        return sum(worker.lanes for worker in self._workers.values())

    def free(self, *, timed: bool) -> int:
        """How many more tasks can be begun now; a worker has a desk, and as many lanes as it has."""
        places = self.lanes if timed else sum(worker.lanes > 0 for worker in self._workers.values())
        return max(0, places - sum(entry.task.timed == timed for entry in self._in_hand))

    def submit(self, task: Task) -> None:
        """Sends a task to the scheduler, for any worker that is ready; where the task names a CPU model and
        such a worker is there, for workers of that model."""
        ready = {worker.address: worker.offer for worker in self._workers.values() if worker.lanes}
        same = [address for address, found in ready.items() if found and found.cpu == task.cpu]
        workers = same or list(ready)
        self._submitted += 1
        future = self._client.submit(
            do,
            self._order,
            task,
            pack(self._folder, task.takes),
            key=f"wreduce-{self._order.batch}-{'-'.join(map(str, task.key))}-{self._submitted}",
            workers=workers,
            resources={RESOURCE: 1} if task.timed else None,
            pure=False,
        )
        self._in_hand.append(_InHand(task, future, workers))

    def finished(self, seconds: float) -> list[Done]:
        """Tasks that have ended; waits for one at most so long.  Raises ExecutorError where the scheduler is
        gone."""
        deadline = time.monotonic() + seconds
        while True:
            self._look()
            self._submit_stranded()
            # A scheduler that goes away cancels everything, which is no task's failure: the next look tells.
            there = [entry for entry in self._in_hand if not entry.future.cancelled()]
            done = [self._take(entry) for entry in there if entry.future.done()]
            left = deadline - time.monotonic()
            if done or left <= 0:
                return done
            pause = min(left, LOOK_SECONDS)
            if not there:
                time.sleep(pause)
                continue
            with suppress(TimeoutError, CancelledError), self._client.as_current():
                wait([entry.future for entry in there], pause, return_when="FIRST_COMPLETED")

    def close(self) -> None:
        """Closes the connection; the workers stop their tasks when they notice that nobody waits for them."""
        self._in_hand.clear()
        self._client.close()

    # ---- tasks

    def _take(self, entry: _InHand) -> Done:
        self._in_hand.remove(entry)
        task, future = entry.task, entry.future
        if future.status == "finished":
            done, parcel = future.result()
            unpack(parcel, self._folder, task.leaves)
            return done  # type: ignore[no-any-return]
        error = future.exception() if future.status == "error" else None
        # A task after which one worker after the other ends has caused that itself.
        words = f"{type(error).__name__}: {' '.join(str(error).split())}" if error else future.status
        return Done(task.key, failure="died", reason=f"its worker was lost, or could not do it ({words})")

    def _submit_stranded(self) -> None:
        """Submits the tasks whose workers are all gone to the workers that are there now."""
        present = {worker.address for worker in self._workers.values()}
        for entry in [*self._in_hand] if self.lanes else ():
            lost = not present & set(entry.workers)
            if (lost and not entry.future.done()) or entry.future.cancelled():
                self._in_hand.remove(entry)
                entry.future.cancel()
                self.submit(entry.task)

    # ---- workers

    def _look(self) -> None:
        """Notices workers that are new, ready or gone.  Raises ExecutorError where the scheduler is gone."""
        if time.monotonic() - self._looked < LOOK_SECONDS:
            return
        self._looked = time.monotonic()
        try:
            present = self._client.scheduler_info()["workers"] if self._client.status == "running" else None
        except (OSError, TimeoutError):
            present = None
        # Asked while it goes, it leaves an old answer, without workers.
        if present is None or self._client.status != "running":
            raise ExecutorError(f"the Dask scheduler at {self._address} is gone")
        # A worker that was restarted may have its old address.
        identities = {found["id"] for found in present.values()}
        for identity in [*self._workers]:
            if identity not in identities:
                worker = self._workers.pop(identity)
                self._tell({"event": "worker lost", **_described(worker)})
        for address, found in present.items():
            declared = int(found.get("resources", {}).get(RESOURCE, 0))
            if declared and found["id"] not in self._workers:
                keeping = self._ask(keep, address)
                offering = self._ask(offer, address, declared)
                self._workers[found["id"]] = _Worker(address, declared, keeping, offering)
        for worker in self._workers.values():
            if worker.offer is None and not worker.refused and worker.offering.done():
                self._settle(worker)

    def _ask(self, function: Callable[[Order], Any], address: str, lanes: int = 0) -> Future[Any]:
        """Submits a function to that worker alone; with all its lanes, so that nothing is timed beside it."""
        self._submitted += 1
        return self._client.submit(
            function,
            self._order,
            key=f"wreduce-{self._order.batch}-{function.__name__}-{self._submitted}",
            workers=[address],
            resources={RESOURCE: lanes} if lanes else None,
            pure=False,
        )

    def _settle(self, worker: _Worker) -> None:
        if worker.offering.status != "finished":
            error = worker.offering.exception() if worker.offering.status == "error" else "taken back"
            worker.refused = f"{worker.address} cannot be used: {' '.join(str(error).split())}"
        else:
            worker.offer = worker.offering.result()
            worker.refused = self._objection(worker.offer)
        if not worker.refused and worker.offer is not None and worker.offer.ready is not None:
            self._versions = worker.offer.ready.versions
            if worker.lanes < worker.declared:
                self._client.run(_declare, worker.lanes, workers=[worker.address])
        self._tell({"event": "worker", **_described(worker)})

    def _objection(self, found: Offer) -> str:
        """Why results from that worker would not be comparable; empty where they are."""
        if found.release != version("wreduce"):
            return f"{found.host} has wreduce {found.release}, and this is {version('wreduce')}"
        if found.ready is None:
            return f"{found.host}: {found.reason}"
        if self._versions is not None and found.ready.versions != self._versions:
            there, here = ", ".join(found.ready.versions), ", ".join(self._versions)
            return f"{found.host} has other releases: {there}, not {here}"
        return ""


async def _declare(lanes: int, dask_worker: Any) -> None:
    """Runs on a worker: sets how many lanes it has from now on."""
    await dask_worker.set_resources(**{RESOURCE: lanes})


def _described(worker: _Worker) -> Mapping[str, Any]:
    found = worker.offer
    return {
        "address": worker.address,
        "host": found.host if found else "",
        "cpu": found.cpu if found else "",
        "lanes": worker.lanes,
        "reason": worker.refused or (found.ready.reason if found and found.ready else ""),
    }
