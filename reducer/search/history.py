"""Every incumbent of a search, the original first.  Those of an earlier run are read from disk when they are
needed."""

from __future__ import annotations

from dataclasses import replace

from reducer.program.program import Program
from reducer.program.trips import at_places
from reducer.records.errors import RecordError
from reducer.records.run import Decision
from reducer.records.run_folder import RunFolder, read_decisions
from reducer.wat.errors import WatError
from reducer.wat.module import parse
from reducer.wat.naming import named

KERNEL = "kernel"
"""The stage of the decision with which a kernel takes the place of the program."""


class History:
    """The incumbents in order; `returns` is how often the search was sent back.  `kernel` is the index of the
    one that is a kernel of the one before it, None where there is none, and `calls` what it calls, in words.
    """

    def __init__(self, original: Program, folder: RunFolder | None = None) -> None:
        """Takes over the steps that a run folder holds, where one is given.  Raises RecordError where the
        last step cannot be read; a broken earlier step raises when it is needed."""
        self.returns = 0
        self.kernel: int | None = None
        self.calls = ""
        self._original, self._folder = original, folder
        self._steps: list[Program | Decision] = [original]
        for decision in read_decisions(folder.path) if folder is not None else ():
            if decision.step is not None:
                if decision.stage == KERNEL:
                    self.is_kernel(len(self._steps), " ".join(decision.labels))
                self._steps.append(decision)
            elif decision.back_to is not None:
                self.back_to(decision.back_to)
        # The step from which the search goes on is read at once, so that a broken file is reported before
        # anything is measured.
        _ = self[-1]

    def __len__(self) -> int:
        return len(self._steps)

    def __getitem__(self, index: int) -> Program:
        step = self._steps[index]
        if isinstance(step, Decision):
            self._steps[index] = step = self._read(step)
        return step

    def __setitem__(self, index: int, program: Program) -> None:
        self._steps[index] = program

    def append(self, program: Program) -> None:
        """Adds the next incumbent.  The text and binary of the one before are dropped: those of a hundred
        steps can take gigabytes."""
        before = self._steps[-1]
        if isinstance(before, Program) and before is not self._original and before is not program:
            before.forget()
        self._steps.append(program)

    def is_kernel(self, index: int, calls: str) -> None:
        """The step at that index is a kernel, which makes these calls."""
        self.kernel, self.calls = index, calls

    def back_to(self, index: int) -> None:
        """Makes the step at that index the incumbent again."""
        del self._steps[index + 1 :]
        if self.kernel is not None and self.kernel > index:
            self.kernel = None
        self.returns += 1

    def _read(self, step: Decision) -> Program:
        assert self._folder is not None and step.step is not None
        text = self._folder.read_step(step.step)
        try:
            program = replace(self._original, module=named(parse(text)))
            return at_places(program, step.trips)
        except WatError as error:
            place = self._folder.step_path(step.step)
            raise RecordError(f"{place} is no step of this run: {error}") from None
