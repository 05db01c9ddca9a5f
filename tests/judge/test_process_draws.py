"""A judge over engines whose processes differ: what is asked of how many of them."""

import itertools
import math

import pytest
from simulated_engine import SEED, judge_of, program_of, seed_program
from simulated_runtime import SimulatedRuntime

from reducer.judge.judge import Judge
from reducer.oracle import VerdictKind
from reducer.runtimes import Outcome
from reducer.timing import Lane


class Drawing(SimulatedRuntime):
    """An engine whose processes are slower by what `draw` gives when they start, in ln."""

    def __init__(self, seconds: float, draw, seed: int = 0) -> None:
        super().__init__(self._behave_drawn, seed=seed, spread=0.03, spike_rate=0.0)
        self._seconds, self._draw, self._others = seconds, draw, {}
        self._effect = draw()

    def _behave_drawn(self, binary: bytes) -> tuple[Outcome, float]:
        return Outcome("exited", 0), self._seconds * math.exp(self._effect)

    def worker(self, index: int) -> "Drawing":
        """Each draws for itself."""
        if index == 0:
            return self
        if index not in self._others:
            self._others[index] = Drawing(self._seconds, self._draw, seed=index)
        return self._others[index]

    def restart(self) -> None:
        """All draw anew."""
        for one in (self, *self._others.values()):
            one.restarts += 1
            one._effect = one._draw()


def judge(draw, ratio: float = 4.0) -> Judge:
    slow = Drawing(0.01 * ratio, draw)
    return judge_of(Lane(slow, SimulatedRuntime(lambda _: (Outcome("exited", 0), 0.01), seed=9)), None)


def two_speeds():
    effects = itertools.cycle([0.0, math.log(1.5)])
    return lambda: next(effects)


def another_program():
    return program_of(SEED.replace("i32.const 7", "i32.const 9"))


def processes_of(judged: Judge, key: str) -> int:
    return len({row.process for row in judged.reading.evidence.pairs[key]})


def test_an_original_is_calibrated_over_six_processes() -> None:
    judged, original = judge(lambda: 0.0), seed_program()
    assert judged.calibrate(original) is None
    assert len(judged.reading.evidence.pairs[original.key]) == 24
    assert processes_of(judged, original.key) == 6
    assert judged.reading.noise.between < 0.02


def test_the_processes_of_a_round_of_the_calibration_are_ready_before_its_first_pair() -> None:
    judged, ready = judge(lambda: 0.0), list[tuple[int, int]]()
    lane = judged.lane
    started = lane.get_ready

    def get_ready(*, wait: bool = True) -> None:
        ready.append((lane.pairs, lane.slow.restarts))
        started(wait=wait)

    lane.get_ready = get_ready
    assert judged.calibrate(seed_program()) is None
    assert ready == [(0, 0), (12, 1)]


def test_where_processes_differ_by_much_twelve_tell_of_which_kinds_they_are() -> None:
    judged, original = judge(two_speeds()), seed_program()
    assert judged.calibrate(original) is None
    assert len(judged.reading.evidence.pairs[original.key]) == 36
    assert processes_of(judged, original.key) == 12
    assert judged.reading.noise.between > 0.1


@pytest.mark.parametrize(
    ("ratio", "kind", "pairs"), [(4.0, VerdictKind.KEPT, 3), (1.0, VerdictKind.NOT_SHOWN, 2)]
)
def test_a_keep_has_pairs_of_three_processes_and_a_reject_of_two(ratio, kind, pairs) -> None:
    judged, original = judge(lambda: 0.0), seed_program()
    assert judged.calibrate(original) is None
    judged.lane.slow, candidate = Drawing(0.01 * ratio, lambda: 0.0), another_program()
    verdict = judged.ask(candidate)
    assert (verdict.kind, verdict.new_pairs) == (kind, pairs)
    assert processes_of(judged, candidate.key) == pairs


def test_where_processes_differ_more_than_their_pairs_a_candidate_gets_fresh_ones() -> None:
    judged, original = judge(two_speeds()), seed_program()
    assert judged.calibrate(original) is None
    candidate = another_program()
    verdict = judged.ask(candidate, 4.6)
    assert verdict.new_pairs > 3
    assert processes_of(judged, candidate.key) == verdict.new_pairs
