"""The stub engine of stub_worker.py, and limits for it."""

from pathlib import Path

from reducer.runtimes import Limits
from reducer.runtimes.embedded import Engine
from reducer.runtimes.opening import WORKERS

ENGINE = Engine(Path(__file__).parent / "stub_worker.py", WORKERS, observes=True)
LIMITS = Limits(memory_bytes=128 << 20, start_ns=30 * 10**9)
