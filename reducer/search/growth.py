"""How the time of a phase grows with the number of something that a module declares, according to the steps
of a search.

Nothing is measured for this: a search that shortens a segment has timed the program at many lengths.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import StatisticsError, correlation, linear_regression

from reducer.judge.pairs import middle
from reducer.judge.question import phase_time
from reducer.judge.reading import Reading
from reducer.oracle import Phase
from reducer.program.declared import Great, greatest, number_of
from reducer.program.profile import Observe, profile
from reducer.program.program import Program
from reducer.records.errors import RecordError
from reducer.search.history import History

MIN_STEPS = 4
MIN_RANGE = 8
"""The number in the first step must be at least this many times the number in the last: over a smaller range,
an exponent is noise."""
MIN_CORRELATION = 0.95
"""With a lower correlation, something else that was removed was slow as well."""


def exponent(steps: Sequence[tuple[int, float]]) -> float | None:
    """The k with which times grow as n^k, from (n, time) of each step; None where the steps do not show
    one."""
    numbers = {number for number, _ in steps}
    if len(numbers) < MIN_STEPS or min(numbers) * MIN_RANGE > max(numbers) or min(numbers) < 1:
        return None
    xs, ys = [math.log(number) for number, _ in steps], [math.log(time) for _, time in steps]
    try:
        if correlation(xs, ys) < MIN_CORRELATION:
            return None
    except StatisticsError:
        return None
    return linear_regression(xs, ys).slope


def declared_in_words(result: Program, history: History, reading: Reading, observe: Observe | None) -> str:
    """A sentence about the large number of something that the result declares: how often it is called, and
    how the slow side's time grows with it; "" where there is no such number.  Without `observe` no calls are
    counted."""
    great = greatest(result.module)
    if great is None:
        return ""
    phase = reading.question.main.phase
    if great.function and observe is not None:
        return great.words + _called(great, result, observe)
    if phase == "execute":
        return great.words
    found = exponent(_steps(great.kind, history, reading, phase))
    return great.words if found is None else f"{great.words}; {phase} time grows as n^{found:.1f}"


def _called(great: Great, result: Program, observe: Observe) -> str:
    counts = profile(result.module, observe)
    times = 0 if counts is None else counts.functions.get(great.function, 0)
    return f", which is called {times:,} times" if times > 1 else ""


def _steps(kind: str, history: History, reading: Reading, phase: Phase) -> list[tuple[int, float]]:
    """The number and the slow side's time, in ns, at every step that was measured."""
    steps = []
    for index in range(len(history)):
        try:
            program = history[index]
        except RecordError:
            # A step of an earlier run whose file is broken: the result matters more than this sentence.
            continue
        rows = reading.evidence.pairs.get(program.key, ())
        times = [time for row in rows if (time := phase_time(row.slow, phase)) is not None]
        if times:
            steps.append((number_of(program.module, kind), float(middle(times))))
    return steps
