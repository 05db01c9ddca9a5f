"""A big program gives way to a kernel of the function that takes its time."""

from dataclasses import replace
from pathlib import Path

import pytest
from counted_engine import counted_lane
from made_run import begun_folder
from simulated_engine import Told, judge_of, program_of

from reducer.judge.guards import Guards
from reducer.oracle import bar_for
from reducer.program.kernel import CALLER, FRAME
from reducer.program.profile import OBSERVER, observer, profile
from reducer.program.program import Program
from reducer.records.run_folder import read_decisions
from reducer.runtimes import Ending, open_runtime
from reducer.search.history import KERNEL, History
from reducer.search.kernel import MIN_INSTRUCTIONS, kernels
from reducer.search.reduction import Reduction

pytestmark = pytest.mark.runtime

FUNCTIONS = range(60)
FILLER = " ".join("(local.set $x (i32.mul (local.get $x) (i32.const 5)))" for _ in range(12))
FILLERS = " ".join(
    f"(func $f{index} (param $x i32) (result i32) {FILLER} (local.get $x))" for index in FUNCTIONS
)
CALLS = " ".join(
    f"(i32.store (i32.const {4 * index}) (call $f{index} (i32.const {index})))" for index in FUNCTIONS
)
BIG = f"""
(module
  (memory (export "memory") 2)
  (global $calls (mut i32) (i32.const 0))
  (table 2 funcref)
  (elem (i32.const 0) $copies $idle)
  {FILLERS}
  (func $idle (param i32))
  (func $copies (param $from i32) (local $i i32)
    (local.set $i (i32.const 12))
    (loop $copy
      (memory.copy
        (i32.add (i32.const 2048) (i32.load (local.get $from)))
        (i32.load offset=4 (local.get $from))
        (i32.const 16))
      (br_if $copy (local.tee $i (i32.sub (local.get $i) (i32.const 1))))))
  (func $hot (param $from i32)
    CHANGE
    (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
    (call_indirect (param i32) (local.get $from) (i32.const 0)))
  (func $main (export "_start") (local $i i32)
    {CALLS}
    (i32.store (i32.const 1024) (i32.const 320))
    (i32.store (i32.const 1028) (i32.const 512))
    (local.set $i (i32.const 60))
    (loop $work
      (call $hot (i32.const 1024))
      (br_if $work (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))
"""
LEAKS = """(i32.store (i32.const 1032) (i32.add (i32.load (i32.const 1032)) (i32.const 1)))
    (if (i32.gt_u (i32.load (i32.const 1032)) (i32.const 80)) (then (unreachable)))"""
"""After so many calls there is none."""


@pytest.fixture(scope="module")
def counting():
    with open_runtime(OBSERVER) as runtime:
        yield runtime


def big(change: str = "") -> Program:
    program = replace(program_of(BIG.replace("CHANGE", change)), trips=())
    assert program.module.instructions() > MIN_INSTRUCTIONS
    return program


def reduction(counting, program: Program, where: Path, told: Told, **options: bool) -> Reduction:
    lane = counted_lane(counting)
    judge = judge_of(lane, None)
    assert judge.calibrate(program) is None
    anchor = judge.reading.anchor
    assert anchor is not None
    folder = begun_folder(where)
    observe = observer(counting, program)
    return Reduction(judge, observe, folder, anchor, History(program), told, observing=counting, **options)


@pytest.mark.parametrize("change", ["", LEAKS], ids=["stateless", "leaking"])
def test_calls_of_the_slow_function_are_all_that_is_left_of_a_big_program(
    counting, tmp_path: Path, change: str
) -> None:
    told = Told([])
    search = reduction(counting, big(change), tmp_path / "run", told)
    anchor = search.judge.reading.anchor
    assert anchor is not None
    search.coarse(bar_for(2.0, anchor.low, noise=anchor.noise))
    assert search.history.kernel is not None
    assert any(phase.startswith("a kernel in the program's place") for phase in told.phases)
    assert search.incumbent.module.instructions() < 100
    assert "memory.copy" in search.incumbent.text
    assert search.judge.reading.any_output
    assert [one.stage for one in read_decisions(tmp_path / "run") if one.step].count(KERNEL) == 1
    again = History(search.history[0], search.folder)
    assert (again.kernel, again.calls) == (search.history.kernel, search.history.calls)
    search.history.back_to(0)
    assert search.history.kernel is None
    search.folder.close()


def test_what_carries_a_kernel_is_looked_for_in_it_and_asked_for_from_then_on(
    counting, tmp_path: Path
) -> None:
    told = Told([])
    search = reduction(counting, big(LEAKS), tmp_path / "run", told)
    anchor = search.judge.reading.anchor
    assert anchor is not None
    search.judge.guards = Guards(search.observe, anchor.interval.estimate)
    search.coarse(bar_for(2.0, anchor.low, noise=anchor.noise))
    assert any(phase.startswith("carriers of the kernel: memory.copy") for phase in told.phases)
    carriers = search.judge.guards.carriers
    assert carriers and not {site.function for one in carriers for site in one.sites} & {*FRAME}
    found = search.judge.reading.evidence.carriers
    assert found is not None and found.found == carriers
    search.folder.close()


def test_a_kernel_that_mostly_writes_back_is_refused(
    counting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reducer.search.kernel.frame", lambda made: made)
    told = Told([])
    search = reduction(counting, big(LEAKS), tmp_path / "run", told)
    search._kernel(1.5)
    assert search.history.kernel is None
    assert "writing back what a call changes takes 100% of the surplus" in told.phases[-1]
    search.folder.close()


def test_without_a_kernel_the_search_goes_on_as_before(counting, tmp_path: Path) -> None:
    told = Told([])
    search = reduction(counting, big(), tmp_path / "run", told, with_kernel=False)
    search._kernel(1.5)
    assert search.history.kernel is None
    assert KERNEL not in told.phases
    search.folder.close()


def test_a_program_without_repetition_has_no_kernel_and_says_why(counting) -> None:
    program = replace(program_of(f'(module (func (export "_start") (local $x i32) {FILLER}))'), trips=())
    counts = profile(program.module, observer(counting, program))
    assert counts is not None
    assert list(kernels(program, counts, counting, 1_000_000)) == [
        "no function or loop takes a large part of all in short calls or rounds"
    ]
    other = replace(program, ending=Ending(3))
    assert list(kernels(other, counts, counting, 1_000_000)) == ["both sides end with exit code 3"]


def test_a_kernel_makes_the_trips_that_its_constant_says(counting) -> None:
    program = big()
    counts = profile(program.module, observer(counting, program))
    assert counts is not None
    made = next(one for one in kernels(program, counts, counting, 4_000_000) if not isinstance(one, str))
    assert [trip.function for trip in made.program.trips] == [CALLER]
    for trips in (3, 30):
        longer = made.program.at([trips])
        ran = profile(longer.module, observer(counting, longer))
        assert ran is not None
        assert ran.functions["$copies"] == trips
