"""Whether a side runs a loop is told by its times at more trips, whatever a run takes to start."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from reducer.controls.folding import BORDER, FACTOR, growth
from reducer.program.program import Program
from reducer.judge.pairs import MeasurementError
from reducer.program.trips import constants
from reducer.runtimes import Outcome
from reducer.wat.module import parse
from reducer.wat.naming import named

TRIPS = 1000


def candidate(type_: str = "i64", trips: int = TRIPS) -> Program:
    module = named(parse(f'(module (func (export "_start") (drop ({type_}.const {trips}))))'))
    return Program(module, (next(iter(constants(module)))[1],))


class Trips:
    """An assembler that gives the trip count alone."""

    def assemble(self, text: str) -> bytes:
        return text.split(".const ")[1].split(")")[0].encode()


class Side:
    """A runtime whose time in ns follows from the trip count; None where it drowns in start-up."""

    def __init__(self, time: Callable[[int], int | None], ends: str = "exited") -> None:
        self.time, self.ends = time, ends

    def run(self, binary: bytes, *, timeout_ns: int) -> Any:
        outcome = Outcome(self.ends, 0 if self.ends == "exited" else None, "")
        return SimpleNamespace(outcome=outcome, execute_cpu_ns=self.time(int(binary)), execute_ns=None,
                               compile_ns=None, compile_cpu_ns=None, instantiate_ns=None,
                               instantiate_cpu_ns=None, total_ns=None, total_cpu_ns=None)  # fmt: skip


def above(least: int, per_trip: float) -> Callable[[int], int | None]:
    return lambda trips: round(trips * per_trip) if trips * per_trip >= least else None


@pytest.mark.parametrize(
    ("time", "short_ns", "runs"),
    [
        pytest.param(lambda trips: trips * 2, TRIPS * 2.0, True, id="a live loop"),
        pytest.param(lambda trips: 3000, 2000.0, False, id="a folded one, and noise"),
        pytest.param(lambda trips: None, None, False, id="no time at any trip count"),
        pytest.param(above(10_000, 1.0), None, True, id="live, and too quick at first"),
        pytest.param(lambda trips: 9000 if trips > TRIPS else None, None, False, id="folded, at the edge"),
    ],
)  # fmt: skip
def test_a_loop_that_runs_takes_longer_for_more_trips(
    time: Callable[[int], int | None], short_ns: float | None, runs: bool
) -> None:
    found = growth(Side(time), Trips(), candidate(), short_ns)  # type: ignore[arg-type]
    assert found is not None and (found >= BORDER) is runs


def test_a_trip_count_that_cannot_be_raised_tells_nothing() -> None:
    near_the_end = candidate("i32", 2**31 // FACTOR * 4)
    assert growth(Side(lambda trips: 1000), Trips(), near_the_end, 1000.0) is None  # type: ignore[arg-type]


def test_a_run_that_traps_tells_nothing() -> None:
    with pytest.raises(MeasurementError, match="trapped"):
        growth(Side(lambda trips: 1, "trapped"), Trips(), candidate(), 1.0)  # type: ignore[arg-type]
