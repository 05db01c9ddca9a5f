"""Measures pairs of one program that must end as it should on both sides, and finds out how it ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, Protocol

from reducer.errors import WreduceError
from reducer.judge.limits import MAX_FIRST_RUN_NS
from reducer.runtimes import Ending, Invocation, Outcome, Runtime, common_ending, why_no_ending
from reducer.timing import Lane, Order, Pair

if TYPE_CHECKING:
    from reducer.program.program import Program


class MeasurementError(WreduceError):
    """A program does not end as it should, or the same on all sides, or gives no time."""

    exit_code = 4


class NoTimeError(MeasurementError):
    """A side's time is lost in what the start of its run varies by."""


class Runnable(Protocol):
    """What is needed of a program to run it."""

    @property
    def binary(self) -> bytes:
        """The module's binary."""
        ...

    @property
    def invocation(self) -> Invocation:
        """How it is called."""
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
    as_it_ends: bool = False,
) -> Pair:
    """Measures one pair, whatever its outcome.  With `as_it_ends`, the pair takes the ending that both sides
    show.  Times in ns."""
    return lane.pair(
        program.binary,
        invocation=program.invocation,
        ending=None if as_it_ends else program.ending,
        timeout_ns=timeout_ns,
        slow_timeout_ns=slow_timeout_ns,
        order=order,
    )


def pairs(
    lane: Lane, program: Runnable, count: int, timeout_ns: int | None = None, *, order: Order | None = None
) -> list[Pair]:
    """Measures so many pairs.  Raises MeasurementError if the two sides of a pair cannot be compared, and
    NoTimeError if a side took no time."""
    made = []
    for _ in range(count):
        pair = pair_of(lane, program, timeout_ns, order=order)
        if not pair.comparable:
            failed = pair.failed()
            if failed is None:
                raise NoTimeError("a side gave no time")
            raise MeasurementError(failed.outcome.in_words)
        made.append(pair)
    return made


def ended_otherwise(lane: Lane, pair: Pair) -> str:
    """How the sides of a pair end where they do not end alike, or not by themselves, and why that cannot be
    compared."""
    sides = (lane.slow, pair.slow), (lane.fast, pair.fast)
    return why_no_ending((side.spec, sample.outcome) for side, sample in sides if sample is not None)


def as_it_ends_on(runtimes: Sequence[Runtime], program: Program) -> Program:
    """The program with the ending that it has on all of these runtimes, each run once.  Raises
    MeasurementError where they do not end it alike."""
    runs: list[tuple[str, Outcome]] = []
    for runtime in runtimes:
        sample = runtime.run(program.binary, invocation=program.invocation, timeout_ns=MAX_FIRST_RUN_NS)
        runs.append((runtime.spec, sample.outcome))
        if runs[-1][1].kind not in ("exited", "trapped"):
            break
    ending = common_ending([outcome for _, outcome in runs])
    if ending is None:
        raise MeasurementError(why_no_ending(runs), about=program.path)
    return replace(program, ending=ending)


def middle(values: Iterable[int | None]) -> int:
    """The median of times in ns, 1 at least."""
    return max(1, int(median(value or 1 for value in values)))
