"""Text to binary and back by wabt's programs, in child processes; where wabt is missing, the assembler inside
the wasmtime package.

wabt 1.0.32's `--enable-all` changes what `ref.func` means, so the flags that a module needs are found once,
plainest first.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache

from reducer.wat.errors import WatError
from reducer.wat.scan import without_comments

FLAG_SETS: tuple[tuple[str, ...], ...] = ((), ("--enable-all",))
"""wat2wasm's flags, in the order in which they are tried."""

ASSEMBLE_SECONDS = 120.0
"""An assembler that takes longer than this is given up: wat2wasm reads 36 MB/s, so the largest engines take a
tenth of it.
"""

_PLACE = re.compile(r":(\d+):(\d+): error: (.*)")


def has_wabt() -> bool:
    """Whether wabt's programs are on PATH."""
    return shutil.which("wat2wasm") is not None


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


def _by_wabt(text: str, flags: tuple[str, ...]) -> bytes:
    data = text.encode("utf-8", "surrogateescape")
    try:
        run = subprocess.run(
            ["wat2wasm", *flags, "-", "--output=-"],
            input=data,
            capture_output=True,
            timeout=ASSEMBLE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise WatError(f"wat2wasm did not finish in {ASSEMBLE_SECONDS:.0f} s") from None
    if run.returncode == 0:
        return run.stdout
    message = run.stderr.decode("utf-8", "replace")
    place = _PLACE.search(message)
    if place is not None:
        raise WatError(place.group(3), int(place.group(1)), int(place.group(2)))
    raise WatError(
        f"wat2wasm failed ({run.returncode}): {message.strip().splitlines()[0] if message.strip() else ''}"
    )


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
    failure = ""
    for flags in FLAG_SETS:
        run = subprocess.run(
            ["wasm2wat", *flags, "-"],
            input=binary,
            capture_output=True,
            timeout=ASSEMBLE_SECONDS,
            check=False,
        )
        if run.returncode == 0:
            return without_comments(run.stdout.decode("utf-8", "surrogateescape"))
        failure = run.stderr.decode("utf-8", "replace").strip()
    raise WatError(
        f"wasm2wat does not take this binary: {failure.splitlines()[0] if failure else 'no reason given'}"
    )


def validate(binary: bytes) -> str | None:
    """What wasm-validate says against a binary, None when it is valid."""
    failure = ""
    for flags in FLAG_SETS:
        run = subprocess.run(
            ["wasm-validate", *flags, "-"],
            input=binary,
            capture_output=True,
            timeout=ASSEMBLE_SECONDS,
            check=False,
        )
        if run.returncode == 0:
            return None
        failure = run.stderr.decode("utf-8", "replace").strip()
    return failure or "invalid"
