"""Tasks in processes of their own: what they may do to themselves, and to nobody else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from reducer.batch.lanes import LaneNoise, disturbed
from reducer.batch.local import LocalExecutor, default_lanes
from reducer.batch.tasks import Done, Task
from reducer.timing import choose_core
from reducer.timing.cores import claims_folder


def double(number: int) -> int:
    return 2 * number


def fail(words: str) -> None:
    raise ValueError(words)


def hang(_nothing: object) -> None:
    while True:
        time.sleep(0.01)


def eat(megabytes: int) -> None:
    held = []
    for _ in range(megabytes):
        held.append(bytearray(os.urandom(1024)) * 1024)
    time.sleep(60)


def die(_nothing: object) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def start_a_child(path: str) -> int:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    Path(path).write_text(str(child.pid))
    time.sleep(600)
    return child.pid


def where(_nothing: object) -> tuple[int | None, int]:
    return choose_core(), os.getpid()


@pytest.fixture
def executor(tmp_path: Path) -> Iterator[LocalExecutor]:
    made = LocalExecutor(tmp_path, 1, tmp_path / "lanes.log")
    yield made
    made.close()


def done(
    executor: LocalExecutor, function, argument=None, *, timed=True, seconds=60.0, memory=1 << 40
) -> Done:
    executor.submit(Task(("x", 1), function, argument, timed, seconds, memory))
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        for found in executor.finished(0.2):
            return found
    raise AssertionError("no end")


def test_a_task_gives_its_value(executor: LocalExecutor) -> None:
    found = done(executor, double, 21)
    assert (found.value, found.failure) == (42, None)


@pytest.mark.parametrize("timed", [True, False])
def test_a_place_goes_on_after_a_task_that_raises(executor: LocalExecutor, timed: bool) -> None:
    found = done(executor, fail, "so it\nis", timed=timed)
    assert (found.failure, found.reason) == ("raised", "ValueError: so it is")
    assert done(executor, double, 4, timed=timed).value == 8


def test_a_task_that_hangs_costs_its_time_and_nothing_else(executor: LocalExecutor) -> None:
    found = done(executor, hang, seconds=1.0)
    assert (found.failure, found.reason) == ("timed out", "no end within 1 s")
    assert done(executor, double, 4).value == 8


def test_a_task_that_eats_memory_is_stopped(executor: LocalExecutor) -> None:
    found = done(executor, eat, 2000, memory=300 << 20)
    assert found.failure == "out of memory"
    assert done(executor, double, 4).value == 8


def test_a_task_that_kills_its_process_is_told_by_its_signal(executor: LocalExecutor) -> None:
    found = done(executor, die)
    assert (found.failure, found.reason) == ("died", "its process ended (SIGSEGV)")
    assert done(executor, double, 4).value == 8


def test_what_a_task_has_started_goes_with_it(executor: LocalExecutor, tmp_path: Path) -> None:
    assert done(executor, start_a_child, str(tmp_path / "pid"), seconds=3.0).failure == "timed out"
    assert gone(int((tmp_path / "pid").read_text()))


def gone(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False


OWNER = """
import sys
from test_batch_executors import where, hang
from pathlib import Path
from reducer.batch.local import LocalExecutor
from reducer.batch.tasks import Task
executor = LocalExecutor(Path())
executor.submit(Task(("x", 1), where, None, True, 60.0))
while not (done := executor.finished(1.0)):
    pass
executor.submit(Task(("x", 2), hang, None, True, 600.0))
print(done[0].value[1], flush=True)
executor.finished(600.0)
"""


def test_places_end_with_the_process_that_started_them_however_it_ends() -> None:
    here = str(Path(__file__).parent)
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([here, *sys.path])},
    )
    assert owner.stdout is not None
    place = int(owner.stdout.readline())
    owner.kill()
    owner.communicate()
    assert gone(place)


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one core")
@pytest.mark.skipif(claims_folder() is None, reason="no place for claims")
def test_a_lane_has_a_core_of_its_own_and_the_rest_keeps_off_it(tmp_path: Path) -> None:
    before = os.sched_getaffinity(0)
    executor = LocalExecutor(tmp_path, 1)
    try:
        core, _ = done(executor, where).value
        assert core in before
        assert os.sched_getaffinity(0) == before - {core}
    finally:
        executor.close()
    assert os.sched_getaffinity(0) == before


def test_there_is_a_lane_for_every_core_but_one() -> None:
    assert [default_lanes(cores) for cores in (0, 1, 2, 8)] == [1, 1, 1, 7]


@pytest.mark.parametrize(
    ("alone", "together", "words"),
    [
        pytest.param(0.04, [0.05, 0.04], "", id="no worse"),
        pytest.param(0.01, [0.05, 0.04], "", id="good enough"),
        pytest.param(
            0.04, [0.04, 0.12], "0.040 in one lane, and 0.120 with all 2 busy", id="one is disturbed"
        ),
    ],
)
def test_lanes_are_told_to_disturb_each_other_by_the_spread(
    alone: float, together: list[float], words: str
) -> None:
    assert words in disturbed(LaneNoise(alone, ""), [LaneNoise(sigma, "") for sigma in together])
    assert bool(words) == bool(disturbed(LaneNoise(alone, ""), [LaneNoise(sigma, "") for sigma in together]))


def test_what_is_too_noisy_only_together_is_the_lanes_doing() -> None:
    quiet, noisy = LaneNoise(0.03, ""), LaneNoise(0.04, "too noisy")
    assert disturbed(quiet, [quiet, noisy]) == "with all lanes busy, too noisy"
    assert disturbed(noisy, [quiet, noisy]) == ""
