"""What a Dask worker holds for a batch: the lanes of its machine, and the files of the tasks in hand.

A batch submits the functions here to the scheduler.  They run in the worker's threads, while whatever is
timed runs in processes of its own.  A station lasts as long as its batch is connected.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from distributed import Reschedule, get_worker, secede

from reducer.batch.lanes import Ready, prepare
from reducer.batch.local import LocalExecutor
from reducer.batch.parcels import pack, unpack
from reducer.batch.places import Place, this_host
from reducer.batch.tasks import Done, Task
from reducer.runtimes import RuntimesError, parse_spec
from reducer.runtimes.table import own_tables

RESOURCE = "lane"
"""What a worker declares, as in `--resources lane=2`: a timed task takes one."""
LOOK_SECONDS = 0.5


@dataclass(frozen=True)
class Order:
    """What a batch asks of a worker: which batch it is, which runtimes it measures, and how a wreduce.toml
    defines those that are a person's own."""

    batch: str
    specs: tuple[str, ...]
    own_runtimes: str = "{}"


@dataclass(frozen=True)
class Offer:
    """What a worker offers: its host and CPU model, its release of wreduce, what it is ready for, or why it
    is not."""

    host: str
    cpu: str
    release: str
    ready: Ready | None
    reason: str = ""


class _Station:
    """The places of a worker's machine, each handed to one thread at a time."""

    def __init__(self, order: Order, jobs: int, folder: Path) -> None:
        log = folder / "wreduce-lanes.log"
        self._executor = LocalExecutor(folder, jobs, log, settle=False)
        try:
            self.ready = prepare(self._executor, order.specs)
        except BaseException:
            self._executor.close()
            raise
        self._lanes: SimpleQueue[Place] = SimpleQueue()
        self._desk: SimpleQueue[Place] = SimpleQueue()
        for place in self._executor.timed:
            self._lanes.put(place)
        self._desk.put(self._executor.desk)

    def do(self, task: Task, folder: Path, wanted: Callable[[], bool]) -> Done | None:
        """As `Place.do`, in the next place that is free."""
        free = self._lanes if task.timed else self._desk
        place = free.get()
        try:
            return place.do(task, folder, wanted)
        finally:
            free.put(place)

    def close(self) -> None:
        """Waits until the tasks in hand have been stopped, which nobody wants any more."""
        for _ in self._executor.timed:
            self._lanes.get()
        self._desk.get()
        self._executor.close()


_stations: dict[tuple[str, str], _Station] = {}
_changing = threading.Lock()
"""One station is built or ended at a time."""


def offer(order: Order) -> Offer:
    """Prepares this worker; it must have all its lanes for this."""
    worker, wanted = get_worker(), _wanted()
    host, cpu = this_host()
    jobs = int(worker.state.total_resources.get(RESOURCE, 1))
    try:
        if own_tables(parse_spec(spec).name for spec in order.specs) != order.own_runtimes:
            raise RuntimesError(
                "its wreduce.toml has other runtimes: start it with the --config of the batch"
            )
        with _changing:
            station = _Station(order, jobs, Path(worker.local_directory))
            _stations[worker.address, order.batch] = station
    except RuntimesError as error:
        return Offer(host, cpu, version("wreduce"), None, " ".join(str(error).split()))
    if not wanted():
        _end(worker.address, order)
    return Offer(host, cpu, version("wreduce"), station.ready)


def keep(order: Order) -> None:
    """Returns when the batch is gone, however it ended, and removes everything that it had here."""
    worker, wanted, pause = get_worker(), _wanted(), threading.Event()
    # It waits for hours, so it gives its thread to other tasks.
    secede()
    while wanted():
        pause.wait(LOOK_SECONDS)
    _end(worker.address, order)


def _end(address: str, order: Order) -> None:
    with _changing:
        station = _stations.pop((address, order.batch), None)
        if station is not None:
            station.close()


def do(order: Order, task: Task, parcel: bytes) -> tuple[Done, bytes]:
    """Does a task with the files that it takes; returns its outcome, with the files that it leaves."""
    worker, wanted = get_worker(), _wanted()
    station = _stations.get((worker.address, order.batch))
    if station is None:
        # A worker that was lost and has returned under its address must be prepared first.
        time.sleep(LOOK_SECONDS)
        raise Reschedule
    with TemporaryDirectory(dir=worker.local_directory) as name:
        folder = Path(name)
        unpack(parcel, folder, task.takes)
        done = station.do(task, folder, wanted)
        if done is None:
            # Nobody waits for the answer.
            return Done(task.key, failure="died", reason="taken back"), b""
        return done, pack(folder, task.leaves)


def _wanted() -> Callable[[], bool]:
    """Whether anybody still waits for the present task: the scheduler takes it back when its client goes."""
    worker = get_worker()
    key = worker.get_current_task()

    def wanted() -> bool:
        state = worker.state.tasks.get(key)
        return state is not None and state.state != "cancelled"

    return wanted
