"""From a file to a program: a named module that WASI runtimes can run.

Bad input raises an error of one line that says what is wrong and what to do.  Nothing is run here.
"""

from __future__ import annotations

from pathlib import Path

from reducer.errors import WreduceError
from reducer.program.entry import EntryError, with_start
from reducer.program.imports import ImportsError, stubbed, with_own_imports
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
from reducer.wat.scan import without_numbering

NOTHING_GIVEN = Given()


class LoadError(WreduceError):
    """An input that is no program to reduce; the message is one line that says what to do."""


def load_program(path: Path, given: Given = NOTHING_GIVEN) -> Program:
    """The program in a file that reducer.wat.reading takes, called as it is given.  Raises LoadError."""
    return load_with_binary(path, given)[0]


def load_with_binary(path: Path, given: Given = NOTHING_GIVEN) -> tuple[Program, bytes]:
    """The program in a file, and its binary: the file's own where loading did not change it, with its custom
    sections and the padding of its numbers; otherwise the program's.  Raises LoadError."""
    try:
        source = read_source(path)
        read = parse(source.text, printed=source.printed)
        for _ in check_all(read):
            pass
        if not source.printed:
            # Messages refer to the text as it was written.
            assembler_for(source.text)
            read = _without_numbering(read, source.text)
        with_names = named(read)
        own, made = with_own_imports(with_names, given.stub_imports)
        stubs = stubbed(with_names, own) if made else ()
        module, chosen, entry = with_start(own, given)
        changed = bool(made) or module is not own
        # So that the same text is not assembled twice.
        assembler, binary = assembler_for(print_module(module) if changed else source.text)
        _check_imports(path, binary)
        module.instructions()
    except (WatError, ImportsError, EntryError) as error:
        raise LoadError(str(error), about=path) from None
    said = (*source.said, *assembler.said, *made, *chosen)
    program = Program(
        module, assembler, path=path, invocation=given.invocation, entry=entry, said=said, stubs=stubs
    )
    if changed or module is read:
        # It was made of the program's own text.
        program.__dict__["binary"] = binary
    return program, binary if source.binary is None or source.said or changed else source.binary


def _without_numbering(read: Module, text: str) -> Module:
    """The module without the numbers that wasm2wat writes into its text, which would be wrong in the
    result."""
    plain = without_numbering(text)
    return read if plain is text else parse(plain)


def _check_imports(path: Path, binary: bytes) -> None:
    try:
        problem = wasi.check_imports(binary)
    except NotAModule as error:
        problem = f"its imports cannot be read: {error}"
    if problem is not None:
        raise LoadError(problem, about=path)
