"""The test of one file from beginning to end: read it, ask the ledger, start the runtimes only where that
does not know.
"""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from pathlib import Path

from reducer.measure.evidence import Evidence, LedgerError, SharedLedger
from reducer.measure.interesting import Finding, Interest
from reducer.measure.question import Asked, AskedError
from reducer.oracle import Keeps, Oracle, Verdict
from reducer.wat.assemble import assembler_for
from reducer.wat.errors import WatError


class InvalidFile(Exception):
    """A file that is no module; the message says why."""


def read_binary(path: Path) -> bytes:
    """The binary of a .wat or .wasm file; a .wasm is not looked into.  Raises InvalidFile,
    AskedError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise AskedError(f"{path} cannot be read: {error.strerror}") from None
    if data.startswith(b"\0asm"):
        return data
    try:
        return assembler_for(data.decode("utf-8", "surrogateescape"))[1]
    except WatError as error:
        raise InvalidFile(str(error)) from None


def missing_instruction(path: Path, oracle: Oracle) -> str | None:
    """The first instruction that the oracle keeps and the file has not.  Raises InvalidFile."""
    kept = [clause.instruction for clause in oracle.clauses if isinstance(clause, Keeps)]
    if not kept:
        return None
    # Only where it is asked for: reading a module's text takes longer than asking a ledger.
    from reducer.wat.check import read_module
    from reducer.wat.module import parse
    from reducer.wat.tree import instructions

    try:
        module = parse(read_module(path))
        found = {node.op for function in module.functions for node in instructions(module.body(function))}
    except WatError as error:
        raise InvalidFile(str(error)) from None
    return next((op for op in kept if op not in found), None)


def key_of(binary: bytes) -> str:
    """The name under which a file's evidence is kept."""
    return hashlib.sha256(binary).hexdigest()


def examine(
    question: Asked, path: Path, folder: Path | None, original: Path | None, timeout_ns: int | None
) -> Finding:
    """Whether what is asked holds of a file.  `folder` is the ledger's; every process is gone at the end.

    Raises AskedError, LedgerError, RuntimesError; AskedError as well where a file cannot be read.
    """
    if question.needs_original and folder is None and original is None:
        raise AskedError("`original` needs --original FILE, or --ledger DIR, whose first file it is")
    try:
        binary = read_binary(path)
        missing = missing_instruction(path, question.oracle)
    except InvalidFile as error:
        return Finding(Verdict.NOT_SHOWN, f"invalid: {error}")
    if missing is not None:
        return Finding(Verdict.NOT_SHOWN, f"no {missing} left")
    reference = None
    if original is not None:
        try:
            reference = read_binary(original)
        except InvalidFile as error:
            raise AskedError(f"{original}: {error}") from None
    calibrated = folder is not None or reference is not None
    interest = Interest(
        question, Evidence(question.slow, question.fast, question.main.phase), calibrated, timeout_ns, folder
    )
    if folder is None:
        return _measured(interest, binary, reference)
    return _shared(SharedLedger(folder), interest, binary, reference)


def _shared(ledger: SharedLedger, interest: Interest, binary: bytes, reference: bytes | None) -> Finding:
    """What the ledger says; where it says nothing, what is measured, while nobody else does."""
    key = key_of(binary)
    interest.take_up(ledger.read())
    _check_original(interest, reference, ledger.folder)
    finding = interest.known(key)
    if finding is not None:
        return finding
    with ledger.locked():
        # Others may have been here while this one waited.
        interest.take_up(ledger.read())
        _check_original(interest, reference, ledger.folder)
        finding = interest.known(key)
        if finding is None:
            finding = _measured(interest, binary, reference)
            ledger.write(interest.evidence)
        return finding


def _check_original(interest: Interest, reference: bytes | None, folder: Path) -> None:
    found = interest.evidence.original
    if reference is not None and found is not None and found.key != key_of(reference):
        raise LedgerError(f"{folder} is a ledger for another original: name another folder")


def _measured(interest: Interest, binary: bytes, reference: bytes | None) -> Finding:
    from reducer.runtimes import open_runtime
    from reducer.timing import Lane, choose_core

    question, core = interest.asked, choose_core()
    with ExitStack() as stack:
        sides = [
            stack.enter_context(open_runtime(spec, core=core)) for spec in (question.slow, question.fast)
        ]
        lane = Lane(sides[0], sides[1], phase=question.main.phase)
        if reference is not None and interest.evidence.original is None:
            problem = interest.calibrate(key_of(reference), reference, lane)
            if problem is not None and problem.verdict is Verdict.NOT_SHOWN:
                raise AskedError(f"the original cannot be measured: {problem.reason}")
            if problem is not None:
                return problem
        return interest.answer(key_of(binary), binary, lane)
