"""Which core the timing lane gets: one that nothing else of ours runs on.

Knows the operating system's affinity calls and the kernel's word on which cores share their hardware.
"""

import functools
import os
from pathlib import Path

TOPOLOGY = Path("/sys/devices/system/cpu")


@functools.cache
def choose_core() -> int | None:
    """The core for the timing lane, after moving this process off it; None where there is no choice.

    The same for the life of the process, which has a single lane. Children that are not told otherwise (the
    assembler, for one) stay off the core as well.
    """
    if not hasattr(os, "sched_getaffinity"):
        return None
    allowed = os.sched_getaffinity(0)
    if len(allowed) < 2:
        return None
    # The first core takes most of the interrupts on many a machine, so the last one is the quieter.
    core = max(allowed)
    # A hyperthread of the same core is not another core; but better that than the very same.
    rest = allowed - siblings(core) or allowed - {core}
    try:
        os.sched_setaffinity(0, rest)
    except OSError:
        return None
    return core


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
