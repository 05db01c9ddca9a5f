"""Is a file of the intake a program that WASI runtimes can run?  This is done at a desk, untimed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from reducer.program.load import LoadError, load_with_binary
from reducer.runtimes import Given


@dataclass(frozen=True)
class CheckRequest:
    """A copy in the run folder, where its binary goes, and what was given beside it."""

    file: Path
    binary: Path
    given: Given = field(default=Given())


@dataclass(frozen=True)
class Checked:
    """A program's binary hash, size in instructions and bytes; or why it is none."""

    reason: str = ""
    binary_hash: str = ""
    instructions: int = 0
    bytes: int = 0


def check_case(request: CheckRequest) -> Checked:
    """Reads the whole file, with every body, and writes the binary that is measured."""
    try:
        case, binary = load_with_binary(request.file, request.given)
    except LoadError as error:
        # The name of the copy would mean nothing to a person.
        return Checked(error.reason)
    request.binary.parent.mkdir(parents=True, exist_ok=True)
    part = request.binary.with_suffix(".part")
    part.write_bytes(binary)
    part.replace(request.binary)
    return Checked("", hashlib.sha256(binary).hexdigest(), *case.size)
