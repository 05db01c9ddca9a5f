"""Which core a timing lane gets: one that nothing else of ours runs on, in this process or another.

Knows the system's affinity calls, the kernel's list of cores that share their hardware, and the lock files by
which the processes of one user avoid each other.
"""

import contextlib
import functools
import os
import stat
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO

TOPOLOGY = Path("/sys/devices/system/cpu")
MOST_CLAIMS = 16
"""How many lanes that share a core are counted at most."""

# For each core, the open file that is its lock: the system releases it when the process ends, in whatever
# way.
_claims: dict[int, IO[bytes]] = {}
# The core that the parent process has claimed for this one; an empty list where it has named none.
_given: list[int | None] = []
# The core that this process has chosen, once it has.
_chosen: list[int] = []


@functools.cache
def choose_core() -> int | None:
    """The core for the timing lane, after moving this process off it; None where there is no choice.

    It stays the same for the life of the process, which has a single lane, and is claimed for that long:
    another process takes another core, or the one with the fewest claims where all are taken.  Children such
    as the assembler stay off the core as well, unless told otherwise.
    """
    if _given:
        return _given[0]
    if not hasattr(os, "sched_getaffinity"):
        return None
    allowed = os.sched_getaffinity(0)
    if len(allowed) < 2:
        return None
    core = claim_cores(1, allowed)[0]
    # A hyperthread of the same core is not another core, but better than the very same one.
    rest = allowed - siblings(core) or allowed - {core}
    try:
        os.sched_setaffinity(0, rest)
    except OSError:
        return None
    _chosen[:] = [core]
    return core


def core_beside() -> int | None:
    """A core for what runs beside the lane and is not timed: one of those that `choose_core` has left to this
    process, or the lane's own where another process has named it; None where there is no choice."""
    core = choose_core()
    return min(os.sched_getaffinity(0)) if core is not None and core in _chosen else core


def use_core(core: int | None, elsewhere: Collection[int]) -> None:
    """Makes this process a lane of another one, which has claimed that core: `choose_core` returns it from
    now on.

    `elsewhere` is where the process itself should run; it stays where it is if that is empty or refused.
    """
    _given[:] = [core]
    choose_core.cache_clear()
    if elsewhere and hasattr(os, "sched_setaffinity"):
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, elsewhere)


@contextlib.contextmanager
def everywhere() -> Iterator[None]:
    """What is started inside may run on the lane's core too, until it takes the core that it was told of:
    for when nothing is timed."""
    core = next(iter([*_given, *_chosen]), None)
    if core is None or not hasattr(os, "sched_setaffinity"):
        yield
        return
    beside = os.sched_getaffinity(0)
    with contextlib.suppress(OSError):
        os.sched_setaffinity(0, beside | {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, beside)


def claim_cores(count: int, allowed: Collection[int]) -> list[int]:
    """Claims this many different cores, those with the fewest claims first, and among equals the last ones.

    They are claimed until they are released, or this process ends.  There are at most as many as in
    `allowed`.
    """
    # The first core takes most of the interrupts on many a machine, so the last one is the quieter.
    free = sorted(allowed, reverse=True)
    chosen: list[int] = []
    folder = claims_folder()
    claims = [] if folder is None else [(folder, claim) for claim in range(MOST_CLAIMS)]
    for place, claim in claims:
        for core in free:
            if len(chosen) < count and core not in chosen and _claimed(place, core, claim):
                chosen.append(core)
    return (chosen + [core for core in free if core not in chosen])[:count]


def claims_folder() -> Path | None:
    """The folder for this user's claims; None where there is no folder that is theirs alone."""
    if not hasattr(os, "getuid"):
        return None
    folder = Path(tempfile.gettempdir()) / f"wreduce-cores-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    return folder if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() else None


def release_cores(cores: Collection[int]) -> None:
    """Gives claimed cores back."""
    for core in cores:
        if core in _claims:
            _claims.pop(core).close()


def _claimed(folder: Path, core: int, claim: int) -> bool:
    """Takes the claim if it is free; returns whether it is ours now."""
    import fcntl

    if core in _claims:
        return False
    try:
        file = open(folder / f"{core}.{claim}", "ab")  # noqa: SIM115 - held for the life of the process
    except OSError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return False
    _claims[core] = file
    return True


def siblings(core: int) -> set[int]:
    """The logical cores that share the hardware of this one, itself among them."""
    try:
        text = (TOPOLOGY / f"cpu{core}" / "topology" / "thread_siblings_list").read_text()
    except OSError:
        return {core}
    return parse_cores(text) | {core}


def parse_cores(text: str) -> set[int]:
    """The kernel's list of cores, such as `0-3,8`."""
    cores: set[int] = set()
    for item in text.strip().split(","):
        first, _, last = item.partition("-")
        if first:
            cores.update(range(int(first), int(last or first) + 1))
    return cores
