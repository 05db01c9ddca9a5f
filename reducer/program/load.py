"""From a file to a program: a named module, checked to be one that WASI runtimes can run.

Bad input is told in one line that says what is wrong and what to do.  Nothing is run here.
"""

from __future__ import annotations

from pathlib import Path

from reducer.errors import WreduceError
from reducer.program.imports import ImportsError, with_own_imports
from reducer.program.program import Program
from reducer.runtimes import Given
from reducer.runtimes.workers import wasi
from reducer.runtimes.workers.outline import NotAModule
from reducer.wat.assemble import assembler_for
from reducer.wat.errors import WatError
from reducer.wat.module import Module, check_all, parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module
from reducer.wat.reading import read_source

NOTHING_GIVEN = Given()


class LoadError(WreduceError):
    """An input that is no program to reduce; the message is one line that says what to do."""


def load_program(path: Path, given: Given = NOTHING_GIVEN) -> Program:
    """The program in a file that reducer.wat.reading takes, called as it is given.  Raises LoadError."""
    try:
        source = read_source(path)
        module = parse(source.text)
        for _ in check_all(module):
            pass
        assembler, binary = assembler_for(source.text)
        module, stubbed = with_own_imports(module, given.stub_imports)
        if stubbed:
            assembler, binary = assembler_for(print_module(module))
        _check_program(path, module, binary)
        module = named(module)
        module.instructions()
    except (WatError, ImportsError) as error:
        raise LoadError(str(error), about=path) from None
    said = (*source.said, *stubbed)
    return Program(module, assembler, path=path, invocation=given.invocation, said=said)


def _check_program(path: Path, module: Module, binary: bytes) -> None:
    exports = {export for entry in module.fields for export in entry.declaration.exports}
    if "_start" not in exports:
        raise LoadError(
            "no function is exported as `_start`: WASI runtimes start a command by it", about=path
        )
    try:
        problem = wasi.check_imports(binary)
    except NotAModule as error:
        problem = f"its imports cannot be read: {error}"
    if problem is not None:
        raise LoadError(problem, about=path)
