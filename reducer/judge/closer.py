"""Files under test as programs: at first they run as they are, and nobody looks inside; once a file is kept,
its module is looked into."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from reducer.judge.guards import Guards
from reducer.judge.judge import Judge
from reducer.judge.pairs import middle
from reducer.judge.quick_blame import quick_blame
from reducer.judge.verdict import Verdict
from reducer.oracle import FloatClass, VerdictKind
from reducer.program.load import NOTHING_GIVEN, LoadError, load_program
from reducer.program.profile import OBSERVER, Observe, observer, profile
from reducer.program.program import Program
from reducer.program.short_run import short_run
from reducer.program.special_numbers import special_numbers
from reducer.program.trips import as_written
from reducer.records.evidence import CarriersRow
from reducer.runtimes import Ending, Given, Invocation, Runtime, open_runtime
from reducer.wat.assemble import Assembler
from reducer.wat.module import Module

WELL, PLAIN = Ending(), Invocation()


def opaque_program(
    path: Path, binary: bytes, key: str, ending: Ending = WELL, invocation: Invocation = PLAIN
) -> Program:
    """A program that runs as it is: its module is not looked into, and it has no trip count that could be
    changed."""
    program = Program(Module("", ()), Assembler("none"), path=path, ending=ending, invocation=invocation)
    # Elsewhere both are made on first use; here they are known from the start.
    program.__dict__.update(binary=binary, key=key)
    return program


class CloserLook:
    """Counts what files do when they run.  The counting runtime is started when it is first needed."""

    def __init__(self, stack: ExitStack, core: int | None, given: Given = NOTHING_GIVEN) -> None:
        self._stack, self._core, self._given = stack, core, given
        self._runtime: Runtime | None = None

    def _looked_into(self, opaque: Program) -> tuple[Program, Observe] | None:
        """The program with its module and trip constants; None for a file that cannot be looked into."""
        try:
            program = replace(load_program(opaque.path, self._given), ending=opaque.ending)
        except LoadError:
            return None
        if self._runtime is None:
            counting = open_runtime(OBSERVER, core=self._core, keeps_artefacts=True)
            self._runtime = self._stack.enter_context(counting)
        return program, observer(self._runtime, program)

    def facts(self, opaque: Program) -> tuple[float | None, tuple[str, ...] | None]:
        """How often the hottest loop of an original goes round, and the special numbers it computes with;
        None where that is not known."""
        found = self._looked_into(opaque)
        if found is None:
            return None, None
        program, observe = found
        counts, special = profile(program.module, observe), special_numbers(program.module, observe)
        return (
            None if counts is None else counts.hottest,
            None if special is None else tuple(str(kind) for kind in special.classes),
        )

    def blame(self, judge: Judge, opaque: Program) -> None:
        """Finds what carries the slowdown of a calibrated original, and adds it to the evidence."""
        main = judge.reading.question.main
        found = self._looked_into(opaque) if main.side == "both" else None
        if found is None or self._runtime is None:
            return
        program, observe = found
        program = as_written(program, self._runtime)
        carriers = quick_blame(judge, program, observe, short_run(self._runtime, program))
        judge.reading.evidence.add(CarriersRow(carriers))

    def held_to_guards(self, judge: Judge, opaque: Program, verdict: Verdict) -> Verdict:
        """The verdict on a kept file after asking the guards whether it descends from the original and
        whether both sides run its loop."""
        main = judge.reading.question.main
        found = self._looked_into(opaque) if main.side == "both" and main.phase == "execute" else None
        if found is None or self._runtime is None:
            return verdict
        program, observe = found
        program = as_written(program, self._runtime)
        evidence, anchor = judge.reading.evidence, judge.reading.anchor
        objection = None
        if evidence.original is not None and anchor is not None:
            original = evidence.original
            special = None if original.special is None else [FloatClass(word) for word in original.special]
            carriers = () if evidence.carriers is None else evidence.carriers.found
            ratio = anchor.interval.estimate
            guards = Guards(observe, ratio, original.ns_per_round, special, carriers=carriers)
            fast_ns = middle(row.fast[-1] for row in evidence.pairs[opaque.key])
            objection = guards.objection(program, verdict.xs, fast_ns)
        if objection is not None:
            return judge.reading.fail(opaque.key, VerdictKind.NOT_SHOWN, objection)
        deleted = judge.deleted(program)
        return (
            verdict if deleted is None else judge.reading.fail(opaque.key, VerdictKind.UNMEASURABLE, deleted)
        )
