"""What all tests share: where the project lies, a word on what was not run, and that no process is left.

A test is skipped for what the machine lacks, and the end of the session says by name what that was, so that
a pass on a bare machine is not taken for a pass.  Under pytest-xdist the workers run the tests, and tell the
session what they saw when they end.
"""

import contextlib
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[1]
# Workers die with their parent, and the kernel takes its time on a busy machine.
PATIENCE_S = 5.0
# Those that may rightly have a worker as their child, as the system names them.
PARENTS = ("python", "pytest", "wreduce")
# Those that the session may run on.
CORES = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else None

not_selected = pytest.StashKey[list[str]]()
runs_guests = pytest.StashKey[bool]()
left_behind = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the seeds, one folder a family below it."""
    return ROOT / "seeds"


@pytest.fixture(autouse=True)
def all_cores() -> Iterator[None]:
    """A timing lane moves its process off the lane's core for good: the next test has all cores again."""
    yield
    from reducer.timing.cores import choose_core, release_cores

    if CORES is not None and os.sched_getaffinity(0) != CORES:
        os.sched_setaffinity(0, CORES)
        release_cores(CORES)
        choose_core.cache_clear()


# ---- what is not run, and why


def pytest_configure(config: pytest.Config) -> None:
    config.stash[not_selected] = []
    config.stash[runs_guests] = False
    config.stash[left_behind] = []


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where only tests that time something are wanted, files without any are not even loaded."""
    wanted = config.option.markexpr.startswith("timing and ")
    if wanted and collection_path.suffix == ".py" and "mark.timing" not in collection_path.read_text():
        return True
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        config.stash[runs_guests] |= item.get_closest_marker("runtime") is not None


def pytest_deselected(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("long") is not None:
            item.config.stash[not_selected].append(item.nodeid)


# ---- how many workers


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: many tests wait for processes that start, or end, or are killed."""
    return 1 + (len(CORES) if CORES is not None else os.cpu_count() or 1)


# ---- what workers tell the session


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """The session takes over what a worker has seen; without xdist there are none."""
    seen = getattr(node, "workeroutput", {})
    stash = node.config.stash
    # Each of them collects all tests.
    stash[not_selected] = seen.get("not_selected", stash[not_selected])
    stash[runs_guests] |= seen.get("runs_guests", False)
    stash[left_behind] += seen.get("left_behind", [])


def tell_the_session(config: pytest.Config) -> None:
    if hasattr(config, "workeroutput"):
        config.workeroutput["not_selected"] = config.stash[not_selected]
        config.workeroutput["runs_guests"] = config.stash[runs_guests]
        config.workeroutput["left_behind"] = config.stash[left_behind]


# ---- what is missing


def missing_runtimes() -> list[str]:
    """Of every mode of a runtime that is not to be had here, why; those with one reason on one line."""
    from reducer.runtimes import RuntimesError, Spec
    from reducer.runtimes.opening import engine_of
    from reducer.runtimes.table import known_runtimes

    names: dict[str, list[str]] = {}
    for row in known_runtimes().values():
        for mode in row.modes.values():
            try:
                engine_of(Spec(row.name, mode=mode.name))
            except RuntimesError as error:
                names.setdefault(str(error), []).append(mode.spec)
    return [f"{', '.join(modes)}: {reason}" for reason, modes in names.items()]


def not_run(config: pytest.Config, skipped: list[pytest.TestReport]) -> list[str]:
    """A line for everything that is not installed or was not run."""
    lines = []
    if config.stash[runs_guests]:
        lines = [f"not installed: {reason}" for reason in missing_runtimes()]
    reasons = Counter(report.longrepr[2] for report in skipped if isinstance(report.longrepr, tuple))
    lines += [
        f"{counted(count)} skipped: {reason.removeprefix('Skipped: ')}" for reason, count in reasons.items()
    ]
    if config.stash[not_selected]:
        lines.append(f"{counted(len(config.stash[not_selected]))} not selected: long, see `make test-long`")
    return lines


def counted(count: int) -> str:
    return f"{count} test" if count == 1 else f"{count} tests"


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    lines = not_run(config, terminalreporter.stats.get("skipped", []))
    if lines:
        terminalreporter.section("not run here")
        for line in lines:
            terminalreporter.line(line)
    if config.stash[left_behind]:
        terminalreporter.section("processes left behind: the session has failed", red=True)
        for line in config.stash[left_behind]:
            terminalreporter.line(line)


# ---- no process is left


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    # What has no parent may be in the midst of a test of another worker: the session looks for that.
    found = descendants() + ([] if hasattr(session.config, "workeroutput") else orphans())
    _, alive = psutil.wait_procs(found, timeout=PATIENCE_S)
    left = [described(process) for process in alive if is_running(process)]
    session.config.stash[left_behind] += left
    for process in alive:
        with contextlib.suppress(psutil.Error):
            process.kill()
    tell_the_session(session.config)
    if session.config.stash[left_behind] and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def descendants() -> list[psutil.Process]:
    """What this process has started, directly or not, and is still there."""
    return [process for process in psutil.Process().children(recursive=True) if is_running(process)]


def orphans() -> list[psutil.Process]:
    """Workers of this Python that have lost their parent, as when a `wreduce` was killed."""
    from reducer.runtimes.opening import WORKERS

    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            command = process.cmdline()
            if (
                not command
                or command[0] != sys.executable
                or not any(str(WORKERS) in word for word in command)
            ):
                continue
            parent = process.parent()
            if parent is None or not parent.name().startswith(PARENTS):
                found.append(process)
    return found


def is_running(process: psutil.Process) -> bool:
    """Whether it is more than an entry that waits to be asked for its exit code."""
    with contextlib.suppress(psutil.Error):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def described(process: psutil.Process) -> str:
    with contextlib.suppress(psutil.Error):
        return f"{process.pid}: {' '.join(process.cmdline()) or process.name()}"
    return str(process.pid)
