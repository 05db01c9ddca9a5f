"""The runtimes of a run, whose processes start while something else is done."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass

from reducer.judge.question import Question
from reducer.program.profile import OBSERVER
from reducer.runtimes import Runtime, open_runtime, parse_spec
from reducer.timing import choose_core, core_beside, everywhere


@dataclass(frozen=True)
class Opened:
    """The two sides, the slow one first, and the engine that counts; none of them need be ready."""

    sides: tuple[Runtime, Runtime]
    observing: Runtime


def open_sides(question: Question, stack: ExitStack) -> Opened:
    """Starts the runtimes of a question, side by side, and waits for none; the stack closes them.  Raises
    RuntimesError where one is not there."""
    core, beside = choose_core(), core_beside()

    def opened(name: str, core: int | None, keeps_artefacts: bool) -> Runtime:
        runtime = open_runtime(parse_spec(name), core=core, waits=False, keeps_artefacts=keeps_artefacts)
        return stack.enter_context(runtime)

    with everywhere():
        observing = opened(OBSERVER, beside, True)
        slow, fast = (opened(name, core, question.only_executes) for name in (question.slow, question.fast))
    return Opened((slow, fast), observing)
