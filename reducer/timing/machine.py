"""The machine that a result holds for: a ratio also depends on the CPU model."""

from __future__ import annotations

import functools
import os
import platform
from pathlib import Path


def describe_machine() -> dict[str, str | int]:
    """CPU model, number of cores, system and its release."""
    return {
        "cpu": _cpu_model(),
        "cores": os.cpu_count() or 1,
        "system": f"{platform.system()} {platform.release()}",
    }


@functools.cache
def _cpu_model() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
