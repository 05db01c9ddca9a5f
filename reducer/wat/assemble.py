"""Text to binary and back by wabt's programs, in child processes; where wabt is missing, the assembler inside
the wasmtime package.

wabt 1.0.32's `--enable-all` changes what `ref.func` means, so the flags that a module needs are found once,
plainest first.
"""

from __future__ import annotations

import contextlib
import math
import re
import resource
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from functools import lru_cache

from reducer.children import NOWHERE, find_program, program
from reducer.wat.errors import WatError
from reducer.wat.scan import without_comments

FLAG_SETS: tuple[tuple[str, ...], ...] = ((), ("--enable-all",))
"""wat2wasm's flags, in the order in which they are tried."""

ASSEMBLE_SECONDS = 120.0
"""An assembler that takes longer than this is given up: wat2wasm reads 36 MB/s, so the largest engines take a
tenth of it.
"""
MAX_MEMORY_BYTES = 8 << 30
MAX_OUTPUT_BYTES = 1 << 30
"""The text of the largest engines is 400 MB, and wabt takes some ten times a module's size of memory."""
MAX_ERROR_BYTES = 1 << 16
"""What is read of an assembler's complaint: wat2wasm repeats the line that it complains of."""

_PLACE = re.compile(r":(\d+):(\d+): error: (.*)")


def has_wabt() -> bool:
    """Whether wabt's programs are on PATH."""
    return find_program("wat2wasm") is not None


@dataclass(frozen=True)
class Assembler:
    """An assembler that is known to take a module and its variants: wabt's with `flags`, or wasmtime's."""

    name: str
    flags: tuple[str, ...] = ()

    def assemble(self, text: str) -> bytes:
        """The binary, without a name section.  Raises WatError with the assembler's own words."""
        if self.name == "wasmtime":
            return _by_wasmtime(text)
        return _by_wabt(text, self.flags)


def run_tool(tool: str, flags: tuple[str, ...], data: bytes) -> tuple[int, bytes, str]:
    """Exit code, standard output and standard error of a program of wabt's or wasm-tools' over `data`.
    Raises WatError where it is not there, or takes more time, memory or room than a module needs.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(
                [program(tool), *flags], cwd=NOWHERE, stdin=subprocess.PIPE, stdout=output, stderr=errors
            )
        except OSError as error:
            raise WatError(f"{tool} cannot be started: {error.strerror}; install wabt") from None
        try:
            # It has nothing to read yet, so nothing is lost by setting its limits now.
            _limit(process.pid)
            process.communicate(data, timeout=ASSEMBLE_SECONDS)
        except subprocess.TimeoutExpired:
            raise WatError(f"{tool} did not finish in {ASSEMBLE_SECONDS:.0f} s") from None
        finally:
            process.kill()
            process.wait()
        if process.returncode == -signal.SIGXFSZ:
            raise WatError(f"{tool} wrote more than {MAX_OUTPUT_BYTES >> 20} MB")
        output.seek(0)
        errors.seek(0)
        return (
            process.returncode,
            output.read(),
            errors.read(MAX_ERROR_BYTES).decode("utf-8", "replace").strip(),
        )


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


def _with_any_flags(tool: str, data: bytes) -> bytes:
    """What one of wabt's programs gives with the plainest flags that it takes `data` with.  Raises WatError
    with what it says with the last.
    """
    said = ""
    for flags in FLAG_SETS:
        code, output, said = run_tool(tool, (*flags, "-"), data)
        if code == 0:
            return output
    raise WatError(said.splitlines()[0] if said else "no reason given")


def _by_wabt(text: str, flags: tuple[str, ...]) -> bytes:
    data = text.encode("utf-8", "surrogateescape")
    code, output, said = run_tool("wat2wasm", (*flags, "-", "--output=-"), data)
    if code == 0:
        return output
    place = _PLACE.search(said)
    if place is not None:
        raise WatError(place.group(3), int(place.group(1)), int(place.group(2)))
    raise WatError(f"wat2wasm failed ({code}): {said.splitlines()[0] if said else ''}")


def _by_wasmtime(text: str) -> bytes:
    import wasmtime

    try:
        return bytes(wasmtime.wat2wasm(text))
    except wasmtime.WasmtimeError as error:
        raise WatError(str(error).splitlines()[0]) from None


@lru_cache(maxsize=2)
def assembler_for(text: str) -> tuple[Assembler, bytes]:
    """The plainest assembler that takes a module's text, and the binary it gives.  Raises WatError of the
    most capable one.
    """
    if not has_wabt():
        assembler = Assembler("wasmtime")
        return assembler, assembler.assemble(text)
    failure = WatError("")
    for flags in FLAG_SETS:
        try:
            return Assembler("wat2wasm", flags), _by_wabt(text, flags)
        except WatError as error:
            failure = error
    raise failure


def disassemble(binary: bytes) -> str:
    """The text of a binary, by wasm2wat, with the names of its name section and without the comments that
    wasm2wat writes (`(;7;)`, `;; label = @1`).  Raises WatError.
    """
    if not has_wabt():
        raise WatError("wasm2wat is needed to read a binary, and it is not on PATH: install wabt")
    try:
        text = _with_any_flags("wasm2wat", binary)
    except WatError as error:
        raise WatError(f"wasm2wat does not take this binary: {error}") from None
    return without_comments(text.decode("utf-8", "surrogateescape"))


def validate(binary: bytes) -> str | None:
    """What wasm-validate says against a binary, None when it is valid."""
    try:
        _with_any_flags("wasm-validate", binary)
    except WatError as error:
        return str(error)
    return None
