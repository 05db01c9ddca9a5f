"""Short runs of programs that end in a trap or with an exit code: fuel and counts are right after these."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from simulated_engine import program_of

from reducer.edits import CATALOGUE
from reducer.oracle import VerdictKind
from reducer.program.profile import OBSERVER, observer, profile
from reducer.program.program import Program
from reducer.program.short_run import LOOP_GONE, SHORT_TRIPS, ShortRun, short_run
from reducer.runtimes import Ending, Runtime, common_ending, open_runtime

pytestmark = pytest.mark.runtime

TRIPS = 50_000
TRAPS = {
    "unreachable": "unreachable",
    "division": "(global.set $g (i32.div_u (global.get $g) (i32.const 0)))",
    "memory": "(global.set $g (i32.load (i32.const -8)))",
    "an exit code": "(call $exit (i32.const 3))",
}


def text_of(trap: str) -> str:
    return f"""(module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
      (memory (export "memory") 1) (global $g (mut i32) (i32.const 1))
      (func $main (export "_start") (local $i i32)
        (local.set $i (i32.const {TRIPS}))
        (loop $hot
          (global.set $g (i32.add (global.get $g) (local.get $i)))
          (br_if $hot (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
        {trap}))"""


@pytest.fixture(scope="module")
def counting() -> Iterator[Runtime]:
    with open_runtime(OBSERVER) as runtime:
        yield runtime


@pytest.fixture(params=TRAPS)
def original(request: pytest.FixtureRequest, counting: Runtime) -> Program:
    program = program_of(text_of(TRAPS[request.param]), TRIPS)
    ending = common_ending([counting.run(program.binary).outcome])
    assert ending is not None and ending != Ending()
    return replace(program, ending=ending)


def check_of(counting: Runtime, original: Program) -> ShortRun:
    found = short_run(counting, original)
    assert found is not None and found.rounds == SHORT_TRIPS
    return found


def without(program: Program, words: str) -> Program:
    """The program without a statement."""
    edit = next(edit for edit in CATALOGUE["statements"](program.module) if words in edit.label)
    return program.edited([edit])


def test_counts_are_read_after_the_trap(counting: Runtime, original: Program) -> None:
    counted = profile(original.module, observer(counting, original))
    assert counted is not None and counted.hottest == TRIPS


def test_a_program_with_its_loop_and_its_ending_is_timed(counting: Runtime, original: Program) -> None:
    check = check_of(counting, original)
    assert check.refusal(original) is None
    assert check.refusal(without(original, "global.set $g(i32.add")) is None


def test_what_is_known_of_a_program_without_a_trip_count_is_not_counted_again(
    counting: Runtime, original: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = replace(original, trips=())
    known = profile(whole.module, observer(counting, whole))
    counted = short_run(counting, whole)
    monkeypatch.setattr(counting, "observe", None)
    check = short_run(counting, whole, known)
    assert check is not None and counted is not None
    assert (check.rounds, check.used) == (counted.rounds, counted.used) and check.rounds == TRIPS


def test_the_fuel_for_a_program_that_traps_is_enough_and_not_much_more(
    counting: Runtime, original: Program
) -> None:
    whole = replace(original, trips=())
    used = check_of(counting, original).used
    assert short_run(counting, whole).used >= TRIPS
    short = check_of(counting, original).shortened(original)
    sample, _ = counting.observe(short.binary, (), fuel=used)
    assert original.ending.of(sample.outcome)
    sample, _ = counting.observe(short.binary, (), fuel=used // 4)
    assert not original.ending.of(sample.outcome)


def test_one_whose_loop_is_gone_is_not(counting: Runtime, original: Program) -> None:
    refused = check_of(counting, original).refusal(without(original, "delete loop"))
    assert refused is not None
    assert (refused.kind, refused.reason) == (VerdictKind.UNMEASURABLE, LOOP_GONE)


def test_one_that_ends_otherwise_is_not(counting: Runtime, original: Program) -> None:
    words = next(op for op in ("i32.div_u", "i32.load", "unreachable", "call $exit") if op in original.text)
    refused = check_of(counting, original).refusal(without(original, words))
    assert refused is not None
    assert (refused.kind, refused.reason) == (VerdictKind.ENDED, "exits with code 0")


def test_one_that_never_ends_is_stopped(counting: Runtime, original: Program) -> None:
    endless = program_of(original.text.replace("i32.const 1)))))\n", "i32.const 0)))))\n"), TRIPS)
    refused = check_of(counting, original).refusal(replace(endless, ending=original.ending))
    assert refused is not None and refused.kind is VerdictKind.TIMED_OUT
