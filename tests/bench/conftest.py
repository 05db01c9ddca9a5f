"""Benchmarks run by `make bench` alone; at the end every speed is told in MB/s, and what a batch got done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Keeps benchmarks out of a run that did not ask for them."""
    return None if config.getoption("benchmark_only", default=False) else True


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    session = getattr(config, "_benchmarksession", None)
    entries = [] if session is None else session.benchmarks
    for entry in entries:
        for section in ("batch", "a pair beside its guests"):
            if section in entry.extra_info:
                terminalreporter.section(section)
                for words, value in entry.extra_info[section].items():
                    terminalreporter.line(f"{value:>10} {words}")
    measured = [entry for entry in entries if "bytes" in entry.extra_info]
    if not measured:
        return
    terminalreporter.section("speed: median, and the range of all rounds")
    for entry in measured:
        size = entry.extra_info["bytes"] / 1e6
        speeds = [size / seconds for seconds in (entry.stats.median, entry.stats.max, entry.stats.min)]
        median, low, high = (f"{speed:.3g}" for speed in speeds)
        times = f"{entry.stats.median * 1e3:10.2f} ms"
        terminalreporter.line(
            f"{entry.group:10} {size * 1e3:9.1f} KB {times} {median:>8} MB/s  [{low}, {high}]  "
            f"{entry.stats.rounds} rounds"
        )
