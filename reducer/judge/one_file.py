"""The test of one file from beginning to end: read it, look into the evidence, and start the runtimes only
where that does not give the answer.
"""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reducer.judge.evidence import Evidence
from reducer.judge.question import Question, QuestionError, oracle_against, question_of
from reducer.judge.reading import Reading
from reducer.judge.verdict import Verdict
from reducer.oracle import VerdictKind
from reducer.records.errors import RecordError
from reducer.records.evidence import EvidenceLog, OrdinaryRow, SubjectRow, alone_in
from reducer.runtimes.invocation import Given, Invocation
from reducer.runtimes.workers.wasi import is_command
from reducer.wat.assemble import assembler_for
from reducer.wat.compressed import read_unpacked
from reducer.wat.errors import WatError

if TYPE_CHECKING:
    # Where the evidence has the answer, none of these is needed; loading them takes as long as all the rest.
    from reducer.judge.closer import CloserLook
    from reducer.judge.judge import Judge
    from reducer.program.program import Program

NOTHING_GIVEN = Given()
LEDGER, OLD_LEDGER = "evidence.jsonl", "ledger.json"


class InvalidFile(Exception):
    """A file that is no module; the message says why."""


def read_binary(path: Path, given: Given = NOTHING_GIVEN) -> bytes:
    """The binary of a .wat or .wasm file with what `given` adds to it.  The .wasm file of a command is not
    looked into. Raises InvalidFile, QuestionError."""
    try:
        data = read_unpacked(path)
    except WatError as error:
        raise QuestionError(f"{path} {error}") from None
    try:
        binary = (
            data if data.startswith(b"\0asm") else assembler_for(data.decode("utf-8", "surrogateescape"))[1]
        )
    except WatError as error:
        raise InvalidFile(str(error)) from None
    if given.invoke is None and not given.stub_imports and is_command(binary):
        return binary
    # Needed only where something has to be written into the module: it takes longer than asking a ledger.
    from reducer.program.load import LoadError, load_with_binary

    try:
        return load_with_binary(path, given)[1]
    except LoadError as error:
        raise InvalidFile(error.reason) from None


def key_of(binary: bytes, invocation: Invocation) -> str:
    """The name under which a file's evidence is kept."""
    called = b"" if invocation == Invocation() else invocation.key.encode()
    return hashlib.sha256(binary + called).hexdigest()


def examine(
    question: Question,
    path: Path,
    folder: Path | None,
    original: Path | None,
    timeout_ns: int | None,
    given: Given = NOTHING_GIVEN,
) -> Verdict:
    """Whether the oracle holds of a file.  `folder` is that of the ledger; every process is gone at the end.

    Raises QuestionError, FileError, RuntimesError; QuestionError as well where a file cannot be read.
    """
    if question.needs_original and folder is None and original is None:
        raise QuestionError("`original` needs --original FILE, or --ledger DIR, whose first file it is")
    try:
        binary = read_binary(path, given)
        missing = _missing_instruction(path, question)
    except InvalidFile as error:
        return Verdict(VerdictKind.INVALID, str(error))
    if missing is not None:
        return Verdict(VerdictKind.NOT_SHOWN, f"no {missing} left")
    reference = None
    if original is not None:
        try:
            reference = read_binary(original, given)
        except InvalidFile as error:
            raise QuestionError(f"{original}: {error}") from None
    test = _Test(question, path, binary, original, reference, timeout_ns, given)
    if folder is None:
        return test.known() or test.measured()
    if folder.exists() and not folder.is_dir():
        raise RecordError(f"{folder} is no folder for a ledger")
    if (folder / OLD_LEDGER).exists():
        raise RecordError(f"{folder} holds the ledger of an earlier release of wreduce: name another folder")
    test.evidence.log = EvidenceLog(folder / LEDGER)
    verdict = test.known()
    if verdict is None:
        with alone_in(folder):
            # Another call may have answered the question while this one waited.
            verdict = test.known() or test.measured()
    return verdict


def _missing_instruction(path: Path, question: Question) -> str | None:
    """The first instruction that the oracle wants kept and the file lacks.  Raises InvalidFile."""
    if not question.keeps:
        return None
    # Done only where it is asked for: reading a module's text takes longer than asking a ledger.
    from reducer.wat.module import parse
    from reducer.wat.reading import read_source
    from reducer.wat.tree import instructions

    try:
        module = parse(read_source(path).text)
        found = {node.op for function in module.functions for node in instructions(module.body(function))}
    except WatError as error:
        raise InvalidFile(str(error)) from None
    return next((op for op in question.keeps if op not in found), None)


class _Test:
    """One file under test, and what it is compared with: `original` and its binary, where they are given."""

    def __init__(
        self,
        question: Question,
        path: Path,
        binary: bytes,
        original: Path | None,
        reference: bytes | None,
        timeout_ns: int | None,
        given: Given,
    ) -> None:
        self.question, self.path, self.binary = question, path, binary
        self.original, self.reference, self.timeout_ns = original, reference, timeout_ns
        self.given = given
        self.evidence = Evidence(SubjectRow(question.slow, question.fast, question.main.phase))
        self.reading = Reading(question, self.evidence)

    def _key(self, binary: bytes) -> str:
        return key_of(binary, self.given.invocation)

    @property
    def _calibrated(self) -> bool:
        """Whether the file is compared with an original, which may be the file itself."""
        return self.evidence.log is not None or self.reference is not None

    def known(self) -> Verdict | None:
        """The verdict from the evidence, None where it has none.  Raises RecordError where it is of another
        original."""
        self.evidence.read()
        found = self.evidence.original
        if self.reference is not None and found is not None and found.key != self._key(self.reference):
            place = None if self.evidence.log is None else self.evidence.log.path.parent
            raise RecordError(f"{place} is a ledger for another original: name another folder")
        if self.question.oracle.of_ordinary:
            if self.evidence.ordinary is None:
                return None
            self._against_ordinary()
        self.reading = Reading(self.question, self.evidence)
        return (
            self.reading.known(self._key(self.binary)) if found is not None or not self._calibrated else None
        )

    def _against_ordinary(self) -> None:
        """Replaces `ordinary` in the question by a plain number.  Raises QuestionError."""
        oracle = oracle_against(self.question.oracle, self.evidence.ordinary)
        self.question = question_of(oracle, self.question.slow, self.question.fast)

    def measured(self) -> Verdict:
        """The verdict from pairs, which are measured now.  Raises QuestionError, RuntimesError, FileError."""
        from reducer.judge.closer import CloserLook, opaque_program
        from reducer.judge.judge import Judge
        from reducer.judge.ordinary import ordinary_between
        from reducer.runtimes import open_runtime
        from reducer.runtimes.opening import check_gives
        from reducer.timing import Lane, choose_core

        for spec in (self.question.slow, self.question.fast):
            check_gives(spec, self.given.invocation)
        core = choose_core()
        with ExitStack() as stack:
            sides = [
                stack.enter_context(
                    open_runtime(spec, core=core, keeps_artefacts=self.question.only_executes)
                )
                for spec in (self.question.slow, self.question.fast)
            ]
            lane = Lane(sides[0], sides[1], phase=self.question.main.phase)
            if self.question.oracle.of_ordinary:
                ordinary = ordinary_between(lane)
                if ordinary is not None:
                    self.evidence.add(OrdinaryRow(ordinary))
                self._against_ordinary()
                self.reading = Reading(self.question, self.evidence)
            judge = Judge(lane, self.reading, timeout_ns=self.timeout_ns)
            closer = CloserLook(stack, core, self.given)
            found, called = self.evidence.original, self.given.invocation
            program = opaque_program(self.path, self.binary, self._key(self.binary), invocation=called)
            if found is None:
                first = program
                if self.original is not None and self.reference is not None:
                    key = self._key(self.reference)
                    first = opaque_program(self.original, self.reference, key, invocation=called)
                ending, refused = judge.first_ending(first)
                first = opaque_program(first.path, first.binary, first.key, ending, called)
                if refused is None and self._calibrated:
                    refused = self._calibrate(judge, closer, first)
                if refused is not None:
                    return self._refused(refused)
            else:
                ending = found.ending
            program = opaque_program(self.path, self.binary, program.key, ending, called)
            verdict = judge.ask(program)
            verdict = closer.held_to_guards(judge, program, verdict) if verdict.kept else verdict
            return replace(verdict, new_pairs=lane.pairs)

    def _calibrate(self, judge: Judge, closer: CloserLook, program: Program) -> Verdict | None:
        """Makes a file the original; returns why it cannot be, or None."""
        rounds, special = closer.facts(program)
        refused = judge.calibrate(program, rounds=rounds, special=special)
        if refused is not None and refused.kind is VerdictKind.INCONCLUSIVE:
            # Other load on a machine comes in bursts: this one may be over.
            refused = judge.calibrate(program, rounds=rounds, special=special)
        if refused is None:
            closer.blame(judge, program)
        return refused

    def _refused(self, refused: Verdict) -> Verdict:
        """The verdict on a first file that cannot be measured.  Raises QuestionError for one that was named
        as the original."""
        if self.original is None or refused.kind is VerdictKind.INCONCLUSIVE:
            return refused
        raise QuestionError(f"the original cannot be measured: {refused}")
