"""Where in the history of a search the slowdown was lost: measured in fresh processes."""

from __future__ import annotations

from reducer.judge.holdout import holds
from reducer.judge.judge import Judge
from reducer.oracle import bisect_history
from reducer.program.program import Program
from reducer.search.history import History


def last_that_holds(judge: Judge, history: History, bar: float, before: Program) -> Program:
    """The last step before that one which holds the bar now, in fresh processes; otherwise the
    original."""
    keys = [history[index].key for index in range(len(history))]
    length = keys.index(before.key) + 1 if before.key in keys else len(keys)
    return history[last_step(judge, history, bar, length, strictly=True)]


def last_step(
    judge: Judge, history: History, bar: float, length: int, known_good: int = 0, *, strictly: bool
) -> int:
    """The index of the last of the first `length` steps that holds the bar, where the very last does
    not."""
    search = bisect_history(length, known_good)
    try:
        index = next(search)
        while True:
            step = history[index]
            # A step before the kernel takes far longer than what came of it.
            judge.run_ns = max(judge.run_ns, judge.reading.longest_of(step.key))
            index = search.send(holds(judge, step, bar, strictly=strictly))
    except StopIteration as stop:
        return int(stop.value)
