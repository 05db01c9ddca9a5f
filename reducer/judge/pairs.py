"""Pairs of one program that must run to its end on both sides."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median
from typing import Protocol

from reducer.errors import WreduceError
from reducer.runtimes import Ending
from reducer.timing import Lane, Order, Pair


class MeasurementError(WreduceError):
    """A program that should run to its end on both sides does not."""

    exit_code = 4


class Runnable(Protocol):
    """What is needed of a program to run it."""

    @property
    def binary(self) -> bytes:
        """The module's binary."""
        ...

    @property
    def ending(self) -> Ending:
        """How it ends when all is well."""
        ...


def pair_of(
    lane: Lane,
    program: Runnable,
    timeout_ns: int | None = None,
    *,
    slow_timeout_ns: int | None = None,
    order: Order | None = None,
) -> Pair:
    """One pair, whatever becomes of it.  Times in ns."""
    return lane.pair(
        program.binary,
        ending=program.ending,
        timeout_ns=timeout_ns,
        slow_timeout_ns=slow_timeout_ns,
        order=order,
    )


def pairs(
    lane: Lane, program: Runnable, count: int, timeout_ns: int | None = None, *, order: Order | None = None
) -> list[Pair]:
    """That many pairs.  Raises MeasurementError when one is not comparable."""
    made = []
    for _ in range(count):
        pair = pair_of(lane, program, timeout_ns, order=order)
        if not pair.comparable:
            failed = pair.failed()
            raise MeasurementError("a side gave no time" if failed is None else failed.outcome.in_words)
        made.append(pair)
    return made


def middle(values: Iterable[int | None]) -> int:
    """The median of times in ns, 1 at least."""
    return max(1, int(median(value or 1 for value in values)))
