"""Runs the programs of wabt and wasm-tools: what goes in and comes out, within limits of time, memory and
output, and where in a text they complain.

They come with packages that wreduce depends on, so that everybody has the same releases (reducer.children).
"""

from __future__ import annotations

import contextlib
import math
import re
import resource
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable
from functools import cache
from typing import IO

from reducer.children import NOWHERE, program
from reducer.guardian import uninterrupted
from reducer.wat.errors import WatError

ASSEMBLE_SECONDS = 120.0
"""An assembler that takes longer than this is given up: wat2wasm reads 36 MB/s, so the largest engines take a
tenth of it.
"""
MAX_MEMORY_BYTES = 8 << 30
MAX_OUTPUT_BYTES = 1 << 30
"""The text of the largest engines is 400 MB, and wabt takes some ten times a module's size of memory."""
MAX_ERROR_BYTES = 1 << 16
"""What is read of an assembler's complaint: wat2wasm repeats the line that it complains of."""

# wabt: `-:3:14: error: unexpected token ")"`; from a binary, `0000009: error: unable to read ...`.
_WABT = re.compile(r"(?::(\d+):(\d+): )?error: (.*)")
# wasm-tools: `error: WHAT`, a place in the text where it has one, and the innermost cause last.
_WASM_TOOLS = re.compile(r"error: (?:\./<stdin>:\d+:\d+ )?(.*)")
_PLACE = re.compile(r"<stdin>:(\d+):(\d+)")
_CAUSE = re.compile(r"^ +\d+: (.*)", re.MULTILINE)


Shorter = Callable[[bytes], bytes]
_CHUNK_BYTES = 1 << 24


class GivenUp(WatError):
    """A program that took more time, memory or room than a module needs: another try would, too."""


def run(tool: str, *words: str, data: bytes, shorter: Shorter | None = None) -> bytes:
    """What a program writes to its standard output, given `data` on its standard input.  `shorter` is given
    whole lines of it and returns what is kept of them, for which alone there is a limit.

    Raises WatError in its own words, with line and column where it names them, where it refuses, and where it
    is not there; GivenUp.
    """
    code, output, said = _answer([_path(tool), *words], tool, data, shorter)
    # wasm2wat that is to make names forgets what it has found wrong.
    if code != 0 or (tool == "wasm2wat" and _WABT.search(said)):
        raise _complaint(tool, code, said)
    return output


@cache
def version(tool: str) -> str:
    """The release of a program, such as "1.0.42".  Raises WatError where it is not there."""
    said = run(tool, "--version", data=b"").decode("utf-8", "replace").split()
    # `1.0.42`, `wasm-tools 1.262.0`
    return next((word for word in said if word[:1].isdigit()), "unknown")


def _path(tool: str) -> str:
    try:
        return program(tool)
    except OSError as error:
        raise _missing(tool, error) from None


def _missing(tool: str, error: OSError) -> WatError:
    return WatError(
        f"{tool} cannot be started: {error.strerror}; install wreduce again, with its dependencies"
    )


def _answer(command: list[str], tool: str, data: bytes, shorter: Shorter | None) -> tuple[int, bytes, str]:
    """Runs the command; returns exit code, standard output and standard error.  Raises WatError, GivenUp."""
    with tempfile.TemporaryFile() as errors, contextlib.ExitStack() as ending:
        # An interrupt waits until it is known what there is to end.
        with uninterrupted():
            try:
                process = subprocess.Popen(
                    command, cwd=NOWHERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors
                )
            except OSError as error:
                raise _missing(tool, error) from None
            assert process.stdin is not None and process.stdout is not None
            late = threading.Event()
            clock = threading.Timer(ASSEMBLE_SECONDS, _stop, (process, late))
            giving = threading.Thread(target=_give, args=(process.stdin, data), daemon=True)
            # The last of these comes first.
            for end in (giving.join, process.stdout.close, process.wait, process.kill, clock.cancel):
                ending.callback(end)
            # It has nothing to read yet, so nothing is lost by setting its limits now.
            _limit(process.pid)
            clock.start()
            giving.start()
        output = _read(process.stdout, tool, shorter)
        process.wait()
        ending.close()
        if late.is_set():
            raise GivenUp(f"{tool} did not finish in {ASSEMBLE_SECONDS:.0f} s")
        if process.returncode == -signal.SIGXFSZ:
            raise _too_much(tool)
        errors.seek(0)
        return process.returncode, output, errors.read(MAX_ERROR_BYTES).decode("utf-8", "replace").strip()


def _stop(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _give(stream: IO[bytes], data: bytes) -> None:
    # Who has heard enough reads no further.
    with contextlib.suppress(BrokenPipeError), stream:
        stream.write(data)


def _read(stream: IO[bytes], tool: str, shorter: Shorter | None) -> bytes:
    """What a program writes, whole lines made shorter as they come.  Raises GivenUp for too much of it."""
    pieces, size, begun = [], 0, b""
    while piece := stream.read(_CHUNK_BYTES):
        if shorter is not None:
            lines, end, rest = (begun + piece).rpartition(b"\n")
            piece, begun = shorter(lines), end + rest
        pieces.append(piece)
        size += len(piece)
        if size + len(begun) > MAX_OUTPUT_BYTES:
            raise _too_much(tool)
    return b"".join([*pieces, begun])


def _too_much(tool: str) -> GivenUp:
    return GivenUp(f"{tool} wrote more than {MAX_OUTPUT_BYTES >> 20} MB")


def _limit(process_id: int) -> None:
    if not hasattr(resource, "prlimit"):  # Linux alone has it
        return
    for kind, most in (
        (resource.RLIMIT_AS, MAX_MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, MAX_OUTPUT_BYTES),
        (resource.RLIMIT_CORE, 0),
        # Also where we are killed, and nobody watches the clock.
        (resource.RLIMIT_CPU, math.ceil(ASSEMBLE_SECONDS) + 1),
    ):
        with contextlib.suppress(ProcessLookupError):
            _, hard = resource.prlimit(process_id, kind)
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.prlimit(process_id, kind, (most, most))


def _complaint(tool: str, code: int, said: str) -> WatError:
    found = (_WASM_TOOLS if tool == "wasm-tools" else _WABT).search(said)
    if found is None:
        return WatError(f"{tool} failed ({code}): {said.splitlines()[0] if said else 'no reason given'}")
    if tool != "wasm-tools":
        line, column, message = found.groups()
        return WatError(message) if line is None else WatError(message, int(line), int(column))
    causes = _CAUSE.findall(said)
    message = causes[-1] if causes else found.group(1)
    place = _PLACE.search(said)
    return WatError(message) if place is None else WatError(message, int(place.group(1)), int(place.group(2)))
