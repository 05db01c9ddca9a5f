"""What the kernel says about this machine that affects a measurement: clock speeds, cores, load, who is busy.

Files of /sys and /proc are read below a root that is handed in; None stands for what the kernel does not say.
Nothing is changed, and nothing is judged.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

CPU = "sys/devices/system/cpu"


@dataclass(frozen=True)
class MachineFacts:
    """Read at one moment.  Frequencies in kHz, memory in bytes, the cgroup's share in cores."""

    governor: str | None
    driver: str | None
    lowest_khz: int | None
    highest_khz: int | None
    boost: bool | None
    smt: bool | None
    online: int
    isolated: str
    virtual: bool
    load: float | None
    paranoid: int | None
    memory_total: int | None
    memory_free: int | None
    share: float | None


def read_facts(core: int | None, root: Path = Path("/")) -> MachineFacts:
    """The facts; those of a core's clock are of `core`, or of the first where that is None."""
    clock = root / CPU / f"cpu{core or 0}" / "cpufreq"
    memory = _memory(root)
    return MachineFacts(
        governor=_text(clock / "scaling_governor"),
        driver=_text(clock / "scaling_driver"),
        lowest_khz=_number(clock / "scaling_min_freq"),
        highest_khz=_number(clock / "scaling_max_freq"),
        boost=_boost(root),
        smt={"1": True, "0": False}.get(_text(root / CPU / "smt" / "active") or ""),
        online=_online(root),
        isolated=_text(root / CPU / "isolated") or "",
        virtual="hypervisor" in (_cpuinfo(root, "flags") or "").split(),
        load=_load(root),
        paranoid=_number(root / "proc/sys/kernel/perf_event_paranoid"),
        memory_total=memory.get("MemTotal"),
        memory_free=memory.get("MemAvailable"),
        share=_share(root),
    )


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return None


def _number(path: Path) -> int | None:
    try:
        return int(_text(path) or "")
    except ValueError:
        return None


def _boost(root: Path) -> bool | None:
    """Whether the clock may go above its rated speed; Intel's own driver tells the opposite."""
    boost = _number(root / CPU / "cpufreq" / "boost")
    if boost is not None:
        return boost == 1
    no_turbo = _number(root / CPU / "intel_pstate" / "no_turbo")
    return None if no_turbo is None else no_turbo == 0


def _online(root: Path) -> int:
    listed = _text(root / CPU / "online") or ""
    count = 0
    for item in filter(None, listed.split(",")):
        first, _, last = item.partition("-")
        count += int(last or first) - int(first) + 1
    return count or os.cpu_count() or 1


def _cpuinfo(root: Path, name: str) -> str | None:
    for line in (_text(root / "proc/cpuinfo") or "").splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return None


def _load(root: Path) -> float | None:
    words = (_text(root / "proc/loadavg") or "").split()
    return float(words[0]) if words else None


def _memory(root: Path) -> dict[str, int]:
    found = {}
    for line in (_text(root / "proc/meminfo") or "").splitlines():
        name, _, rest = line.partition(":")
        if rest.split()[1:] == ["kB"]:
            found[name] = int(rest.split()[0]) * 1024
    return found


def _share(root: Path) -> float | None:
    """The share of CPU time that the container may use, in cores; None where there is no limit."""
    words = (_text(root / "sys/fs/cgroup/cpu.max") or "").split()
    if len(words) == 2 and words[0].isdigit():
        return int(words[0]) / int(words[1])
    quota = _number(root / "sys/fs/cgroup/cpu/cpu.cfs_quota_us")
    period = _number(root / "sys/fs/cgroup/cpu/cpu.cfs_period_us")
    return quota / period if quota and period and quota > 0 else None


@dataclass(frozen=True)
class Ticks:
    """Counters of CPU time, in the kernel's ticks: of all cores, and of every process by its id (name, its
    parent, ticks)."""

    total: int
    steal: int
    processes: dict[int, tuple[str, int, int]]


def read_ticks(root: Path = Path("/")) -> Ticks:
    """The counters now; the difference of two readings shows what happened in between."""
    first = (_text(root / "proc/stat") or "").splitlines()[:1]
    times = [int(word) for word in first[0].split()[1:9]] if first else []
    processes = {}
    for entry in (root / "proc").glob("[0-9]*"):
        found = _process(_text(entry / "stat"))
        if found is not None:
            processes[int(entry.name)] = found
    return Ticks(sum(times), times[7] if len(times) > 7 else 0, processes)


def _process(stat: str | None) -> tuple[str, int, int] | None:
    """Name, parent and ticks; the name stands in parentheses and may hold any character."""
    if not stat or ")" not in stat:
        return None
    name = stat[stat.index("(") + 1 : stat.rindex(")")]
    rest = stat[stat.rindex(")") + 1 :].split()
    return name, int(rest[1]), int(rest[11]) + int(rest[12])


@dataclass(frozen=True)
class Activity:
    """What happened between two moments: the share of CPU time that the host took for others (0 to 1), and
    the busiest processes, each with the time it took, in cores."""

    steal: float
    busiest: tuple[tuple[str, float], ...]


def activity(before: Ticks, after: Ticks, cores: int, own: int, most: int = 3) -> Activity:
    """What happened, without process `own` and what it started."""
    elapsed = max(1, after.total - before.total)
    used = []
    for process, (name, _, ticks) in after.processes.items():
        earlier = before.processes.get(process, (name, 0, 0))[2]
        if not _descends(process, own, after):
            used.append((name, (ticks - earlier) * cores / elapsed))
    used.sort(key=lambda entry: -entry[1])
    return Activity((after.steal - before.steal) / elapsed, tuple(used[:most]))


def _descends(process: int, ancestor: int, ticks: Ticks) -> bool:
    seen = set()
    while process and process not in seen:
        if process == ancestor:
            return True
        seen.add(process)
        process = ticks.processes.get(process, ("", 0, 0))[1]
    return False
