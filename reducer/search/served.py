"""The stages of the search for another program's test: does the compiler still crash, is the result still
wrong?

The test is a function from a file's bytes to yes or no.  The module need not be runnable: nothing here knows
an entry, a trip count or a time.  Unused parts are not removed without asking, since a compiler may fail on
exactly these.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256

from reducer.edits import CATALOGUE, Edit, apply
from reducer.program.cleaning import cleaned
from reducer.program.program import Program
from reducer.search.passes import halving
from reducer.search.schedule import COARSE, FINE, SIMPLIFY, Stage
from reducer.wat.assemble import assembler_for
from reducer.wat.errors import WatError
from reducer.wat.module import check_all, parse
from reducer.wat.naming import named
from reducer.wat.printer import without_layout
from reducer.wat.reading import MAGIC, source_of

Ask = Callable[[bytes], bool]
"""Whether a file of these bytes is interesting."""

MAX_SILENCE = 20.0
"""After this many seconds without a candidate worth a question, something is asked again: Shrink Ray takes a
reducer for hung after 60."""


def _unused(program: Program) -> list[Edit]:
    return [edit for name in ("unused", "unused-locals") for edit in CATALOGUE[name](program.module)]


UNUSED = Stage("unused", _unused, halving)


def reduce_for(content: bytes, ask: Ask) -> bytes:
    """The smallest interesting file that the stages find: text where `content` is text, a binary where it is
    one.

    Where the content as wreduce prints it is not interesting, as when the test looks at comments or custom
    sections, `content` itself is returned.  Raises WatError for what is no module, and whatever `ask` raises.
    """
    source = source_of(content)
    module = parse(source.text)
    for _ in check_all(module):
        pass
    program = Program(named(module), assembler_for(source.text)[0])
    served = _Served(ask, content.startswith(MAGIC), program)
    if not ask(served.best):
        return content
    served.run()
    return min(served.best, content, key=_order)


def _order(written: bytes) -> tuple[int, bytes]:
    """The order in which files are better: shorter first, as in Shrink Ray, which has no use for a file that
    is not shorter."""
    return len(written), written


class _Served:
    """The incumbent of one file's reduction, its bytes, and what was asked already."""

    def __init__(self, ask: Ask, binary: bool, program: Program) -> None:
        self.ask, self.binary, self.incumbent = ask, binary, program
        self.best = self._written(program)
        self._answers: dict[bytes, bool] = {}
        self._asked_at = time.monotonic()

    def run(self) -> None:
        """Runs the stages that remove most first; then repeats all stages until none makes the file
        smaller."""
        self._round(COARSE)
        while self._round((*FINE, *SIMPLIFY)):
            pass

    def _round(self, stages: Sequence[Stage]) -> bool:
        """Goes through the stages once; returns whether the file has changed."""
        before = self.best
        self._try(replace(self.incumbent, module=cleaned(self.incumbent.module)))
        for stage in (UNUSED, *stages):
            self._pass(stage)
        return self.best != before

    def _pass(self, stage: Stage) -> None:
        base = self.incumbent
        search = stage.strategy(stage.edits(base))
        try:
            chosen = next(search)
            while True:
                chosen = search.send(self._try(replace(base, module=apply(base.module, chosen))))
        except StopIteration:
            return

    def _try(self, candidate: Program) -> bool:
        """Makes the candidate the incumbent if it is smaller and interesting, or gives the same file; returns
        whether it did."""
        try:
            written = self._written(candidate)
        except WatError:
            return False
        if _order(written) > _order(self.best):
            self._break_silence()
            return False
        if written != self.best and not self._is_interesting(written):
            return False
        self.incumbent, self.best = candidate, written
        return True

    def _is_interesting(self, written: bytes) -> bool:
        key = sha256(written).digest()
        if key not in self._answers:
            self._answers[key] = self.ask(written)
            self._asked_at = time.monotonic()
        return self._answers[key]

    def _break_silence(self) -> None:
        if time.monotonic() - self._asked_at > MAX_SILENCE:
            self.ask(self.best)
            self._asked_at = time.monotonic()

    def _written(self, program: Program) -> bytes:
        """The file's bytes.  Raises WatError where the assembler refuses the module."""
        if self.binary:
            return program.binary
        _ = program.binary
        return without_layout(program.text).encode("utf-8", "surrogateescape")
