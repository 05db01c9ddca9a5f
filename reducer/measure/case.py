"""A case: the input as a named module, checked to be a program that WASI runtimes can run.

Bad input is told in one line that says what is wrong and what to do.  Nothing is run here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from reducer.runtimes.workers import wasi
from reducer.runtimes.workers.outline import NotAModule
from reducer.wat.assemble import Assembler, assembler_for
from reducer.wat.check import COMPONENT, read_module
from reducer.wat.errors import WatError
from reducer.wat.module import Module, check_all, parse
from reducer.wat.naming import named


class CaseError(Exception):
    """An input that is not a case; the message is one line that says what to do."""


@dataclass(frozen=True, eq=False)
class Case:
    """The input: its path, its named module, the assembler that takes it, its size in instructions and bytes
    of the binary."""

    path: Path
    module: Module
    assembler: Assembler
    size: tuple[int, int]


def load_case(path: Path) -> Case:
    """The case in a .wat or .wasm file.  Raises CaseError."""
    text = _read(path)
    try:
        module = parse(text)
        for _ in check_all(module):
            pass
        assembler, binary = assembler_for(text)
        _check_program(path, module, binary)
        module = named(module)
        count = module.instructions()
    except WatError as error:
        raise CaseError(f"{path}: {error}") from None
    return Case(path, module, assembler, (count, len(binary)))


def _read(path: Path) -> str:
    try:
        text = read_module(path)
    except WatError as error:
        raise CaseError(f"{path}: {error}") from None
    if not text.strip():
        raise CaseError(f"{path}: the file is empty")
    if "\0" in text:
        raise CaseError(f"{path}: neither WebAssembly text nor a binary that starts with \\0asm")
    if re.match(r"\s*(?:;;.*\s*)*\(\s*component\b", text):
        raise CaseError(f"{path}: {COMPONENT}")
    return text


def _check_program(path: Path, module: Module, binary: bytes) -> None:
    exports = {export for entry in module.fields for export in entry.declaration.exports}
    if "_start" not in exports:
        raise CaseError(f"{path}: no function is exported as `_start`: WASI runtimes start a command by it")
    try:
        problem = wasi.check_imports(binary)
    except NotAModule as error:
        problem = f"its imports cannot be read: {error}"
    if problem is not None:
        raise CaseError(f"{path}: {problem}")
