"""Lanes behind a Dask scheduler: two workers on this machine, which are lost and come back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest
from dask_cluster import Cluster, eventually, gone, words_of

from reducer.batch import cluster, joining, station
from reducer.batch.cluster import ClusterExecutor
from reducer.batch.parcels import pack, recover, unpack
from reducer.batch.station import Order
from reducer.batch.tasks import Done, ExecutorError, Task

SPECS = ("wasmtime", "wasmer")


# ---- tasks


def where(_nothing: object) -> str:
    return os.environ["DASK_TEST_NAME"]


def copy(names: tuple[Path, Path]) -> list[str]:
    source, target = names
    target.mkdir()
    (target / "copy").write_text(source.read_text())
    return sorted(path.as_posix() for path in Path().rglob("*"))


def wait_for(path: Path) -> str:
    """Ends when that file is there; says in its name who waits."""
    path.with_suffix(f".{os.environ['DASK_TEST_NAME']}").write_text(str(os.getpid()))
    while not path.exists():
        time.sleep(0.05)
    return os.environ["DASK_TEST_NAME"]


def fall(_nothing: object) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


# ---- a cluster


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Starting it takes longer than most tests: they all have the same, and start what they have killed."""
    made = Cluster(tmp_path_factory.mktemp("dask"))
    yield made
    made.close()


@pytest.fixture
def dask(shared: Cluster) -> Cluster:
    """A scheduler with two workers, one and two."""
    for name in {*shared.workers} - {"one", "two"}:
        shared.kill(name)
    shared.start_workers({"one", "two"} - {*shared.workers})
    return shared


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler without workers, of a test's own."""
    made = Cluster(tmp_path)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for what a look shows waits a tenth as long."""
    monkeypatch.setattr(cluster, "LOOK_SECONDS", 0.1)


@pytest.fixture
def events() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def executor(dask: Cluster, tmp_path: Path, events: list[dict[str, Any]]) -> Iterator[ClusterExecutor]:
    (tmp_path / "run").mkdir()
    made = ClusterExecutor(dask.address, tmp_path / "run", events.append)
    made.prepare(SPECS)
    eventually(lambda: finished(made) == [] and made.lanes == 2)
    yield made
    made.close()


def finished(executor: ClusterExecutor) -> list[Done]:
    return executor.finished(0.1)


def task(function: Callable[[Any], Any], argument: Any = None, id_: int = 1, **how: Any) -> Task:
    return Task(("x", id_), function, argument, **{"timed": True, "seconds": 120.0, **how})


# ---- files that travel


def test_a_parcel_brings_what_was_named_in_place_of_what_was_there(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here / "runs/1/steps", there / "runs/1"):
        folder.mkdir(parents=True)
    (here / "runs/1/steps/1.wat").write_text("new")
    (here / "case.wat").write_text("case")
    (here / "other.wat").write_text("other")
    (there / "runs/1/old.wat").write_text("old")
    names = ["runs/1", "case.wat", "missing"]
    unpack(pack(here, names), there, names)
    files = sorted(path.relative_to(there).as_posix() for path in there.rglob("*") if path.is_file())
    assert files == ["case.wat", "runs/1/steps/1.wat"]


def test_a_parcel_that_was_stopped_in_the_midst_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder, text in ((here, "new"), (there, "old")):
        (folder / "runs/1").mkdir(parents=True)
        (folder / "runs/1/reduced.wat").write_text(text)
    parcel, moves = pack(here, ["runs/1"]), []
    replace = Path.replace

    def stopped(self: Path, target: Path) -> Path:
        moves.append(self)
        if len(moves) == 2:
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stopped)
        with pytest.raises(KeyboardInterrupt):
            unpack(parcel, there, ["runs/1"])
    assert not (there / "runs/1").exists()
    recover(there)
    assert [path.name for path in there.iterdir()] == ["runs"]
    assert (there / "runs/1/reduced.wat").read_text() == "old"
    unpack(parcel, there, ["runs/1"])
    assert (there / "runs/1/reduced.wat").read_text() == "new"


# ---- tasks on workers


@pytest.mark.runtime
def test_tasks_are_done_on_both_workers_with_their_files_and_nothing_else(
    executor: ClusterExecutor, tmp_path: Path, events: list[dict[str, Any]]
) -> None:
    run = tmp_path / "run"
    (run / "case").write_text("text")
    (run / "other").write_text("other")
    go = tmp_path / "go"
    for id_ in (1, 2):
        executor.submit(task(wait_for, go, id_))
    assert executor.free(timed=True) == 0
    eventually(lambda: {*tmp_path.glob("go.*")} == {tmp_path / "go.one", tmp_path / "go.two"})
    executor.submit(
        task(copy, (Path("case"), Path("made")), 3, timed=False, takes=("case",), leaves=("made",))
    )
    [copied] = eventually(lambda: finished(executor))
    assert (copied.key, copied.value) == (("x", 3), ["case", "made", "made/copy"])
    assert (run / "made/copy").read_text() == "text"
    assert copied.host and copied.cpu
    go.touch()
    found: list[Done] = []
    eventually(lambda: found.extend(finished(executor)) or len(found) == 2)
    assert {done.value for done in found} == {"one", "two"}
    assert sorted(event["lanes"] for event in events if event["event"] == "worker") == [1, 1]
    executor.submit(task(fall))
    [fallen] = eventually(lambda: finished(executor))
    assert (fallen.failure, fallen.reason) == ("died", "its process ended (SIGSEGV)")


@pytest.mark.runtime
def test_what_a_lost_worker_had_in_hand_is_done_by_another_that_may_come_later(
    executor: ClusterExecutor, dask: Cluster, tmp_path: Path, events: list[dict[str, Any]]
) -> None:
    executor.submit(task(wait_for, tmp_path / "go"))
    first = eventually(lambda: [*tmp_path.glob("go.*")])[0].suffix[1:]
    second = {"one": "two", "two": "one"}[first]
    pid = int(eventually(lambda: (tmp_path / f"go.{first}").read_text()))
    dask.kill(first)
    eventually(lambda: finished(executor) == [] and (tmp_path / f"go.{second}").exists())
    eventually(lambda: gone(pid))
    dask.kill(second)
    eventually(lambda: finished(executor) == [] and executor.lanes == 0)
    assert executor.free(timed=True) == 0
    dask.start_workers(["three"])
    eventually(lambda: finished(executor) == [] and (tmp_path / "go.three").exists())
    (tmp_path / "go").touch()
    [done] = eventually(lambda: finished(executor))
    assert (done.value, done.failure) == ("three", None)
    assert [event["event"] for event in events].count("worker lost") == 2


@pytest.mark.runtime
def test_a_scheduler_that_is_lost_is_told_in_a_line(alone: Cluster, tmp_path: Path) -> None:
    alone.start_workers(["one"])
    (tmp_path / "run").mkdir()
    executor = ClusterExecutor(alone.address, tmp_path / "run", lambda _event: None)
    executor.prepare(SPECS)
    executor.submit(task(wait_for, tmp_path / "go"))
    eventually(lambda: [*tmp_path.glob("go.*")])
    alone.scheduler.kill()
    with pytest.raises(ExecutorError, match=f"the Dask scheduler at {alone.address} is gone"):
        eventually(lambda: finished(executor))
    executor.close()


OWNER = """
import sys, time
from pathlib import Path
from test_batch_cluster import SPECS, task, wait_for
from reducer.batch.cluster import ClusterExecutor
executor = ClusterExecutor(sys.argv[1], Path(sys.argv[2]), lambda event: None)
executor.prepare(SPECS)
executor.submit(task(wait_for, Path(sys.argv[2], "go")))
while True:
    executor.finished(1.0)
"""


@pytest.mark.runtime
def test_workers_are_free_again_when_the_batch_is_killed(dask: Cluster, tmp_path: Path) -> None:
    here = str(Path(__file__).parent)
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, dask.address, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([here, *sys.path])},
    )
    [taken] = eventually(lambda: [path for path in tmp_path.glob("go.*") if path.read_text()])
    pid = int(taken.read_text())
    worker = psutil.Process(dask.workers[taken.suffix[1:]].pid)
    assert "reducer.batch.place_process" in words_of(psutil.Process(pid))
    owner.kill()
    owner.wait()
    eventually(lambda: gone(pid))

    def places() -> list[psutil.Process]:
        return [child for child in worker.children(recursive=True) if "place_process" in words_of(child)]

    eventually(lambda: not places())


# ---- what cannot be


def test_without_dask_it_says_how_to_have_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "find_spec", lambda _name: None)
    with pytest.raises(ExecutorError, match=r"pip install 'wreduce\[cluster\]'"):
        joining.connected("tcp://127.0.0.1:9", tmp_path, SPECS, print)
    with pytest.raises(ExecutorError, match=r"pip install 'wreduce\[cluster\]'"):
        joining.become_worker("tcp://127.0.0.1:9", 1)


def test_no_scheduler_is_told_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    for address in ("tcp://127.0.0.1:9", "nonsense://here"):
        with pytest.raises(ExecutorError, match=f"no Dask scheduler answers at {address}"):
            ClusterExecutor(address, tmp_path, lambda _event: None)


def test_a_scheduler_without_workers_is_told_in_a_line(
    alone: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "WORKERS_SECONDS", 0.5)
    made = ClusterExecutor(alone.address, tmp_path, lambda _event: None)
    with pytest.raises(ExecutorError, match=r"no worker with a lane at .*: start some with `wreduce batch"):
        made.prepare(SPECS)
    made.close()


@pytest.mark.runtime
def test_a_worker_that_has_not_the_runtimes_is_not_used(
    dask: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, events: list[dict[str, Any]]
) -> None:
    monkeypatch.setattr(cluster, "WORKERS_SECONDS", 0.1)
    made = ClusterExecutor(dask.address, tmp_path, events.append)
    with pytest.raises(ExecutorError, match=r"wasmtime@0\.1\.0"):
        made.prepare(("wasmer", "wasmtime@0.1.0"))
    assert [event["lanes"] for event in events] == [0, 0]
    made.close()


def test_a_worker_whose_own_runtimes_are_others_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "wreduce.toml"
    own.write_text('[runtime.mine]\nrun = ["mine", "--fast", "{wasm}"]\n')
    monkeypatch.setenv("WREDUCE_TOML", str(own))
    state = SimpleNamespace(total_resources={}, tasks={})
    worker = SimpleNamespace(
        address="here", local_directory=str(tmp_path), state=state, get_current_task=lambda: "key"
    )
    monkeypatch.setattr(station, "get_worker", lambda: worker)
    found = station.offer(Order("batch", ("wasmtime", "mine"), {"mine": {"run": ["mine", "{wasm}"]}}))
    assert found.ready is None and "other runtimes" in found.reason
