"""The stub engine of stub_worker.py, and limits for it."""

from pathlib import Path

from reducer.runtimes import Limits
from reducer.runtimes.opening import WORKERS
from reducer.runtimes.starting import Engine

ENGINE = Engine(Path(__file__).parent / "stub_worker.py", WORKERS, observes=True)
LIMITS = Limits(memory_bytes=128 << 20, start_ns=30 * 10**9)


def deed(words: str) -> bytes:
    """The module, as far as anybody looks, of which the stub engine does what the words say."""
    content = b"\0" + words.encode()
    return b"\0asm\x01\0\0\0\0" + bytes([len(content)]) + content
