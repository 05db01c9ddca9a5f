"""Decisions on simulated engines: the verdicts, and that no question is asked twice."""

from dataclasses import replace
from typing import Any

import pytest
from simulated_engine import judge_of, seed_program, simulated_lane
from simulated_runtime import SimulatedRuntime

from reducer.edits import CATALOGUE
from reducer.judge.judge import Judge
from reducer.judge.limits import TARGET_NS
from reducer.judge.pairs import MeasurementError, pairs
from reducer.oracle import VerdictKind
from reducer.program.program import Program
from reducer.timing import Lane, Pair


def make_judge(lane: Lane | None = None, **options: bool) -> Judge:
    return judge_of(lane or simulated_lane(), **options)


def without(candidate: Program, words: str) -> Program:
    edits = [edit for edit in CATALOGUE["statements"](candidate.module) if words in edit.label]
    assert edits, words
    return candidate.edited(edits[:1])


def test_a_candidate_that_is_still_slow_is_kept() -> None:
    verdict = make_judge().ask(without(seed_program(), "local.set $x"), 1.5)
    assert verdict.kind is VerdictKind.KEPT
    assert verdict.fast_ns is not None and verdict.slow_ns is not None
    assert verdict.slow_ns > verdict.fast_ns


def test_a_candidate_without_its_target_is_not_shown() -> None:
    assert make_judge().ask(without(seed_program(), "memory.copy"), 1.5).kind is VerdictKind.NOT_SHOWN


def test_a_loop_that_never_ends_is_timed_out() -> None:
    candidate = seed_program()
    edits = [edit for edit in CATALOGUE["hoists"](candidate.module) if edit.label.startswith("i64.sub")]
    verdict = make_judge().ask(candidate.edited(edits[:1]), 1.5)
    assert verdict.kind is VerdictKind.TIMED_OUT


def test_a_program_without_its_loop_is_unmeasurable_however_large_its_ratio() -> None:
    assert make_judge().ask(without(seed_program(), "loop $hot"), 1.5).kind is VerdictKind.UNMEASURABLE


def test_a_quicker_candidate_is_measured_at_more_trips() -> None:
    candidate = seed_program().longer(0.01)
    verdict = make_judge().ask(candidate, 1.5)
    assert verdict.kind is VerdictKind.KEPT
    assert verdict.fast_ns is not None and verdict.fast_ns > TARGET_NS // 2
    assert verdict.program.text != candidate.text


def test_its_time_out_grows_with_its_trips() -> None:
    judge = make_judge()
    judge.run_ns = 1_000_000
    before = judge.timeout_ns
    verdict = judge.ask(seed_program().longer(0.01), 1.5)
    assert verdict.slow_ns is not None and verdict.slow_ns > judge.run_ns / 2
    assert judge.timeout_ns > before


def slower_lane(factor: float) -> Lane:
    """A lane whose slow side takes that many times what its fast one takes, whatever the program."""
    fast = simulated_lane().fast
    behave = fast._behave
    slow = SimulatedRuntime(
        lambda binary: (behave(binary)[0], factor * behave(binary)[1]), spread=0.03, spike_rate=0.0
    )
    return Lane(slow, fast)


@pytest.mark.parametrize(("factor", "cut_off"), [(60.0, True), (3.0, False)])
def test_a_slow_run_is_cut_off_when_it_has_proved_its_point_and_its_end_is_far(
    factor: float, cut_off: bool
) -> None:
    judge = make_judge(slower_lane(factor))
    judge.run_ns = 10**10
    stopped = []
    pair_of = judge.lane.pair

    def watched(binary: bytes, **limits: Any) -> Pair:
        pair = pair_of(binary, **limits)
        stopped.append(pair.least_x is not None)
        return pair

    judge.lane.pair = watched
    assert judge.ask(seed_program(), 2.0).kind is VerdictKind.KEPT
    assert stopped[0] is False, "the first run of a candidate must be seen to end"
    assert any(stopped) is cut_off
    assert all(stopped[1:]) is cut_off


def test_a_run_of_a_runtime_that_cannot_say_how_long_it_took_is_not_cut_off() -> None:
    """As of a command line, whose guest is a process of the worker's."""
    lane = slower_lane(60.0)
    lane.slow.tells_least = False
    judge = make_judge(lane)
    judge.run_ns = 10**10
    assert judge.ask(seed_program(), 2.0).kind is VerdictKind.KEPT


@pytest.mark.parametrize("words", ["local.set $x", "memory.copy", "loop $hot"])
def test_the_same_question_is_not_measured_twice(words: str) -> None:
    judge = make_judge()
    candidate = without(seed_program(), words)
    first = judge.ask(candidate, 1.5)
    ran = judge.lane.pairs
    assert judge.ask(candidate, 1.5).kind is first.kind
    assert judge.lane.pairs == ran
    assert judge.tally.timed == 1
    assert judge.tally.proposed == 2


def test_what_the_assembler_refuses_is_invalid_and_runs_nowhere() -> None:
    judge = make_judge()
    candidate = seed_program()
    broken = candidate.module.with_fields(
        entry for entry in candidate.module.fields if entry.name != "$state"
    )
    assert judge.ask(replace(candidate, module=broken), 1.5).kind is VerdictKind.INVALID
    assert judge.lane.pairs == 0
    assert judge.tally.invalid == 1


def test_pairs_of_a_program_that_does_not_end_are_an_error() -> None:
    candidate = seed_program()
    edits = [edit for edit in CATALOGUE["hoists"](candidate.module) if edit.label.startswith("i64.sub")]
    with pytest.raises(MeasurementError, match="timed out"):
        pairs(simulated_lane(), candidate.edited(edits[:1]), 1)
