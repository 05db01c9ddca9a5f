"""Profiles and trip counts, by real counts on a real runtime."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from simulated_clock import SimulatedClock
from simulated_engine import program_of, seed_module, seed_program

from reducer.program.profile import COUNTS, FIRST, OBSERVER, Observe, observer, profile
from reducer.program.program import Program
from reducer.program.trips import as_written, with_trips
from reducer.runtimes import open_runtime
from reducer.search.cold import unexecuted
from reducer.search.schedule import cold
from reducer.timing import Allowance
from reducer.wat.module import Module, parse
from reducer.wat.naming import named

pytestmark = pytest.mark.runtime


@pytest.fixture(scope="module")
def observe() -> Observe:
    with open_runtime("wasmtime") as runtime:
        yield observer(runtime, seed_program())


def module(body: str, rest: str = ""):
    return named(
        parse(f'(module {rest} (func $main (export "_start") (local $i i64) (local $j i64) {body}))')
    )


LOOP = """(local.set $i (i64.const {trips}))
  (loop $l {body} (br_if $l (i64.ne (local.tee $i (i64.sub (local.get $i) (i64.const 1))) (i64.const 0))))"""


UP = """(loop $l (br_if $l
  (i64.lt_u (local.tee $i (i64.add (local.get $i) (i64.const {step}))) (i64.const {bound}))))"""


def test_every_function_and_arm_is_counted(observe: Observe) -> None:
    made = seed_module()
    counts = profile(made, observe)
    assert counts is not None
    assert counts.functions == {"$never": 1, "$once": 1, "$main": 1}
    assert counts.hottest == 4_000_000
    assert 0 in counts.arms.values()


def test_a_program_that_traps_has_no_profile(observe: Observe) -> None:
    assert profile(module("unreachable"), observe) is None


def test_code_that_never_ran_is_found(observe: Observe) -> None:
    made = module("(if (i32.const 0) (then (call $unused)))", "(func $unused (nop)) (func $alone (nop))")
    counts = profile(made, observe)
    assert counts is not None
    labels = [edit.label for edit in unexecuted(made, counts)]
    assert "drop function $unused" in labels
    assert "drop function $alone" in labels


def test_cold_code_spares_what_the_hot_loop_reads(observe: Observe) -> None:
    body = "(local.set $j (i64.const 5)) (local.set $i (i64.const 3)) " + LOOP.format(trips=5000, body="nop")
    counts = profile(made := module(body), observe)
    assert counts is not None
    labels = [edit.label for edit in cold(made, counts)]
    assert any("local.set $j" in label for label in labels)
    assert not any("local.set $i" in label or "loop" in label for label in labels)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(LOOP.format(trips=100_000, body="nop"), [100_000], id="counting down"),
        pytest.param(
            "(local.set $j (i64.const 99999999)) (drop (i64.const 77777777))"
            + LOOP.format(trips=50_001, body="nop"),
            [50_001],
            id="beside other large constants",
        ),
        pytest.param(
            UP.format(step=1, bound=30_000),
            [30_000],
            id="counting up to a bound",
        ),
        pytest.param(
            UP.format(step=4, bound=40_000),
            [40_000],
            id="in steps of four",
        ),
        pytest.param(LOOP.format(trips=20, body="nop"), [], id="a loop too short to matter"),
        pytest.param("nop", [], id="no loop"),
    ],
)
def test_the_trip_count_is_found_by_counting(observe: Observe, body: str, expected: list[int]) -> None:
    program = Program(module(body), seed_program().assembler)
    assert list(with_trips(program, observe).trip_counts) == expected


def test_constants_that_were_never_executed_are_not_tried(observe: Observe) -> None:
    likelier = "(drop (i32.const 10000)) (drop (i32.const 9999))"
    made = module(
        f"(if (i32.const 0) (then {likelier}))" + UP.format(step=4, bound=40_000),
        f"(func $unused {likelier})",
    )
    runs = []

    def counting(module: Module, names: list[str]) -> Mapping[str, int] | None:
        runs.append(module)
        return observe(module, names)

    program = with_trips(Program(made, seed_program().assembler), counting)
    assert program.trip_counts == (40_000,)
    assert len(runs) == 2


def test_the_trip_count_of_every_generated_seed_is_found(observe: Observe, seeds: Path) -> None:
    for path in sorted(seeds.glob("bulk_memory/memory_copy_?.wat")):
        text = path.read_text()
        stated = int(text.splitlines()[0].split(" trips")[0].split()[-1])
        found = with_trips(replace(program_of(text), trips=()), observe)
        assert found.trip_counts == (stated,), path


def test_no_more_constants_are_tried_once_the_time_is_up() -> None:
    constants = " ".join("(drop (i64.const 4096))" for _ in range(12))
    program = replace(program_of(f'(module (func $main (export "_start") {constants}))'), trips=())
    clock, runs = SimulatedClock(), []

    def observe(module: Module, _names: list[str]) -> Mapping[str, int]:
        clock.seconds += 10.0
        runs.append(module)
        return {COUNTS: 4096, f"{FIRST}0": 0, f"{COUNTS}0": 4096}

    assert with_trips(program, observe, allowance=Allowance(35.0, clock)).trips == ()
    assert len(runs) == 4


@pytest.mark.runtime
def test_a_copy_that_does_not_end_is_stopped_by_its_fuel() -> None:
    with open_runtime(OBSERVER) as runtime:
        bounded = observer(runtime, seed_program(), fuel=100_000)
        assert profile(module("(loop $l (br $l))"), bounded) is None
        assert profile(module("nop"), bounded) is not None


@pytest.mark.runtime
def test_a_constant_with_which_the_program_does_not_end_costs_no_time_out() -> None:
    # An eighth of the bound, rounded down, is no multiple of three: the loop steps over it.
    body = """(loop $l (br_if $l
      (i64.ne (local.tee $i (i64.add (local.get $i) (i64.const 3))) (i64.const 3000009))))"""
    with open_runtime(OBSERVER) as runtime:
        assert as_written(replace(seed_program(), module=module(body), trips=()), runtime).trips == ()
        # A worker whose run timed out is gone: the next run would start another one.
        assert profile(module("nop"), observer(runtime, seed_program())) is not None
        assert runtime.starts == 1
