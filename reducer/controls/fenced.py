"""Runs the programs that make code of a guest: no network, no core, limits of file size, memory and time.

What they are handed is hostile: they have the fences of a guest's own worker (workers/fences.py), and the
memory of them and all that they start is watched from outside.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil

from reducer import runtimes
from reducer.children import end, start
from reducer.runtimes import Limits

COMPILE_S = 120.0
LOOK_S = 0.05
MAX_OUTPUT_BYTES = 1 << 20
"""The output of a compiler is for a person to read, so this much is enough."""
_WORKERS = str(Path(runtimes.__file__).parent / "workers")
_FENCED = (
    "import os, sys; sys.path.insert(0, sys.argv[1]); import fences; fences.put_up(int(sys.argv[2])); "
    "os.execv(sys.argv[3], sys.argv[3:])"
)


class NotShown(Exception):
    """The code of a runtime cannot be had; the message says why."""


def run_fenced(
    command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> None:  # fmt: skip
    """Run a program to its end.  Raises NotShown where it fails, is not there, or exceeds a limit."""
    limits, program = limits or Limits(), os.path.basename(command[0])
    fenced = [sys.executable, "-I", "-S", "-c", _FENCED, _WORKERS, str(limits.file_bytes), *command]
    with tempfile.TemporaryFile() as errors:
        try:
            process = start(
                fenced, stdout=subprocess.DEVNULL, stderr=errors, cwd=str(folder), env=environment
            )
        except OSError as error:
            raise NotShown(f"{program} does not run: {error.strerror}") from None
        try:
            _watch(process, program, limits.memory_bytes)
        finally:
            end(process)
        if process.returncode != 0:
            errors.seek(0)
            words = errors.read(MAX_OUTPUT_BYTES).decode(errors="replace").strip().splitlines()
            raise NotShown(f"{program} fails: {words[-1] if words else process.returncode}")


def _watch(process: subprocess.Popen[bytes], program: str, memory_bytes: int) -> None:
    deadline = time.monotonic() + COMPILE_S
    while True:
        try:
            process.wait(timeout=LOOK_S)
            return
        except subprocess.TimeoutExpired:
            pass
        if _memory(process.pid) > memory_bytes:
            raise NotShown(f"{program} uses more than {memory_bytes >> 20} MiB of memory")
        if time.monotonic() > deadline:
            raise NotShown(f"{program} did not end within {COMPILE_S:.0f} s")


def _memory(process_id: int) -> int:
    """Resident bytes of a process and all that it has started."""
    used = 0
    try:
        parent = psutil.Process(process_id)
        family = [parent, *parent.children(recursive=True)]
    except psutil.Error:
        return 0
    for member in family:
        try:
            used += member.memory_info().rss
        except psutil.Error:
            continue
    return used
