"""The trip count at which a search measures its seed."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from simulated_engine import NS_A_FAST_COPY, NS_A_SLOW_COPY, _seconds, judge_of, seed_program
from simulated_runtime import SimulatedRuntime

from reducer.judge.limits import MAX_SLOW_NS
from reducer.judge.tuning import target_of
from reducer.oracle import VerdictKind
from reducer.program.program import Program
from reducer.runtimes import Outcome
from reducer.search import seed_trips
from reducer.search.seed_trips import calibrated, tuned_seed
from reducer.timing import Lane

WHOLE = seed_program().longer(16)
SHORT = WHOLE.longer(1 / 64)
TIMES = (4_000_000, 10_000_000)
FACTS: dict[str, Any] = {"rounds": 100.0, "special": None, "threshold": None}


def side(ns: float, more: Callable[[int], float]) -> SimulatedRuntime:
    """A side whose run number n takes `more(n)` seconds besides the loop's."""
    number = 0

    def behave(binary: bytes) -> tuple[Outcome, float]:
        nonlocal number
        number += 1
        outcome, seconds = _seconds(binary, ns)
        return outcome, seconds + more(number)

    return SimulatedRuntime(behave, spread=0.03, spike_rate=0.0)


def known(lane: Lane, slow_times: float = 1.0, program: Program = WHOLE) -> tuple[int, int]:
    """The fast and the slow side's times of a first pair, whose slow run takes so many times as long."""
    pair = lane.pair(program.binary)
    assert pair.fast_ns and pair.slow_ns
    return pair.fast_ns, round(slow_times * pair.slow_ns)


@pytest.mark.parametrize("disturbed", [0, 1, 2])
@pytest.mark.parametrize("slow_times", [1.0, 3.0])
def test_a_disturbed_run_does_not_make_the_runs_of_the_search_long(slow_times: float, disturbed: int) -> None:
    fast = side(NS_A_FAST_COPY, lambda number: 0.02 if 1 < number < 2 + disturbed else 0.0)
    lane = Lane(side(NS_A_SLOW_COPY, lambda _: 0.0), fast)
    first = known(lane, slow_times)
    original, fast_ns, slow_ns = tuned_seed(lane, WHOLE, first)
    assert original.trip_count < WHOLE.trip_count
    assert fast_ns < 2 * target_of(lane) and slow_ns < MAX_SLOW_NS / 4


def test_a_little_other_work_and_a_disturbed_first_run_do_not_either() -> None:
    """The ratio seems to fall from 5 to 2, but it was 2.5 all along."""
    lane = Lane(side(NS_A_SLOW_COPY, lambda _: 0.0), side(NS_A_FAST_COPY, lambda _: 0.0012))
    _, fast_ns, slow_ns = tuned_seed(lane, WHOLE, known(lane, 2.0))
    assert fast_ns < 2 * target_of(lane) and slow_ns < MAX_SLOW_NS / 4


@pytest.mark.parametrize(("scatter", "least"), [(0.0, 1), (0.05, 2), (0.1, 4)])
def test_runs_are_longer_where_short_ones_vary_too_much(
    monkeypatch: pytest.MonkeyPatch, scatter: float, least: int
) -> None:
    monkeypatch.setattr(seed_trips, "NOISE_WAITS", ())
    more = Random(1)
    fast = side(NS_A_FAST_COPY, lambda _: scatter * more.random())
    judge = judge_of(Lane(side(NS_A_SLOW_COPY, lambda _: 0.0), fast), None)
    found, fast_ns, refused = calibrated(judge, SHORT, TIMES, **FACTS)
    assert refused is None and judge.reading.evidence.original is not None
    assert found.trip_count >= least * SHORT.trip_count
    assert fast_ns * SHORT.trip_count == pytest.approx(4_000_000 * found.trip_count, rel=0.01)
    rounds = 100.0 * found.trip_count / SHORT.trip_count
    rows = judge.reading.evidence.pairs[found.key]
    measured = sorted(row.fast[-1] or 0 for row in rows)[len(rows) // 2]
    assert judge.reading.evidence.original.ns_per_round == pytest.approx(measured / rounds, rel=0.1)


def test_runs_that_are_lost_in_their_start_are_made_longer() -> None:
    lane = Lane(side(NS_A_SLOW_COPY, lambda _: 0.0), side(NS_A_FAST_COPY, lambda _: 0.0))
    lane.fast.lost_ns = 2 * known(lane, program=SHORT)[0]  # type: ignore[attr-defined]
    found, _, refused = calibrated(judge_of(lane, None), SHORT, TIMES, **FACTS)
    assert refused is None
    assert found.trip_count >= 2 * SHORT.trip_count


def test_a_machine_that_stays_too_noisy_is_waited_for_and_then_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(seed_trips.time, "sleep", waited.append)
    slow, fast = (
        SimulatedRuntime(lambda binary, ns=ns: _seconds(binary, ns), spread=0.5, seed=seed)
        for seed, ns in enumerate((NS_A_SLOW_COPY, NS_A_FAST_COPY))
    )
    _, _, refused = calibrated(judge_of(Lane(slow, fast), None), SHORT, TIMES, **FACTS)
    assert refused is not None and refused.kind is VerdictKind.INCONCLUSIVE
    assert waited == list(seed_trips.NOISE_WAITS)


def test_other_work_on_the_fast_side_leaves_the_slow_side_to_set_the_trip_count() -> None:
    """At few trips the 3 ms of other work would hide the ratio."""
    lane = Lane(side(NS_A_SLOW_COPY, lambda _: 0.0), side(NS_A_FAST_COPY, lambda _: 0.003))
    first = known(lane)
    original, fast_ns, slow_ns = tuned_seed(lane, WHOLE, first)
    assert MAX_SLOW_NS / 2 < slow_ns < MAX_SLOW_NS * 2
    assert slow_ns / fast_ns > 0.8 * first[1] / first[0] or original.trip_count == WHOLE.trip_count
