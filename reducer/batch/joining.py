"""`wreduce batch --scheduler ADDRESS` and `wreduce batch worker ADDRESS`: lanes on more than one machine.

Dask is an optional dependency, so it is imported only when it is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

from reducer.batch.local import default_lanes
from reducer.batch.tasks import Executor, ExecutorError
from reducer.children import python

MISSING = "Dask is not installed: pip install 'wreduce[cluster]'"


def connected(
    address: str, out: Path, specs: tuple[str, ...], tell: Callable[[dict[str, Any]], None]
) -> tuple[Executor, tuple[str, ...]]:
    """The lanes behind that scheduler, and the releases that they run.  Raises ExecutorError."""
    if find_spec("distributed") is None:
        raise ExecutorError(MISSING)
    from reducer.batch.cluster import ClusterExecutor

    executor = ClusterExecutor(address, out, tell)
    try:
        return executor, executor.prepare(specs)
    except BaseException:
        executor.close()
        raise


def become_worker(address: str, jobs: int | None) -> NoReturn:
    """Makes this process a Dask worker, with one thread for each lane and one for its desk.  Raises
    ExecutorError."""
    if find_spec("distributed") is None:
        raise ExecutorError(MISSING)
    lanes = default_lanes(_cores()) if jobs is None else jobs
    options = ["--nthreads", str(lanes + 1), "--resources", f"lane={lanes}", "--no-dashboard"]
    dask = python("distributed.cli.dask_worker", address, *options)
    # The worker stays in its folder, because Dask's settings may name files relative to it, such as those for
    # TLS.
    os.execv(dask[0], dask)


def _cores() -> int:
    """The number of cores that this process may use; all of them where the system does not say."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
