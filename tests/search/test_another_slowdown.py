"""A search does not end on another slowdown than the seed's, and names the one that it met."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from made_run import begun_folder
from simulated_engine import Told, anchor_of, judge_of, program_of, simulated_lane

from reducer.judge.guards import Guards
from reducer.judge.quick_blame import quick_blame
from reducer.program.profile import observer
from reducer.program.short_run import short_run
from reducer.records.evidence import CarriersRow
from reducer.runtimes import Runtime, open_runtime
from reducer.search.history import History
from reducer.search.reduction import Reduction

pytestmark = pytest.mark.runtime

DROPS = """(module
  (memory (export "memory") 1)
  (data $d "abc")
  (func $main (export "_start") (local $i i64) (local $acc i64)
    (local.set $i (i64.const 1000000))
    (loop $hot
      (local.set $acc (i64.add (local.get $acc) (i64.const 0)))
      (data.drop $d)
      (i64.store (i32.const 8) (i64.rotl (local.get $acc) (i64.const 0)))
      (br_if $hot (i64.ne (local.tee $i (i64.sub (local.get $i) (i64.const 1))) (i64.const 0))))))"""
LOADS = """(module
  (memory (export "memory") 1)
  (func $main (export "_start") (local $i i64) (local $acc i64)
    (local.set $i (i64.const 1000000))
    (loop $hot
      (local.set $acc
        (i64.add (local.get $acc) (i64.load (i32.and (i32.wrap_i64 (local.get $i)) (i32.const 1016)))))
      (i64.store (i32.const 2048) (local.get $acc))
      (br_if $hot (i64.ne (local.tee $i (i64.sub (local.get $i) (i64.const 1))) (i64.const 0))))))"""
"""What a baseline compiler takes 2.3 times as long for is any loop at all."""
SLOW, FAST = {"": 0.69, "data.drop": 40.0, "i64.load": 40.0}, {"": 0.3, "data.drop": 4.0, "i64.load": 4.0}
ONLY_THE_FAST_SIDE_EVALUATES = {**SLOW, r"i64\.rotl": 30.0}


@pytest.fixture(scope="module")
def counting() -> Iterator[Runtime]:
    with open_runtime("wasmtime:fuel=on") as runtime:
        yield runtime


def searched(
    tmp_path: Path, counting: Runtime, text: str, slow: Mapping[str, float], *, guarded: bool = True
) -> Reduction:
    """A search at `ratio>2` for what a program shows between these engines."""
    original = program_of(text)
    judge = judge_of(simulated_lane(3, slow_prices=slow, fast_prices=FAST), None)
    short, observe = short_run(counting, original), observer(counting, original)
    assert judge.calibrate(original) is None
    anchor = judge.reading.anchor
    assert anchor is not None and short is not None
    judge.short_run = short
    found = quick_blame(judge, original, observe, short)
    judge.reading.evidence.add(CarriersRow(found))
    judge.guards = Guards(
        observe,
        anchor.interval.estimate,
        short_trips=short.trips,
        carriers=found.found if guarded else (),
    )
    folder = begun_folder(tmp_path / "run", text.encode())
    anchor = replace(anchor_of(anchor.interval.estimate), noise=anchor.noise)
    reduction = Reduction(judge, observe, folder, anchor, History(original), Told([]))
    reduction.coarse(2.0)
    reduction.fine(2.0)
    return reduction


def test_a_loop_around_data_drop_does_not_become_a_loop_around_nothing(
    tmp_path: Path, counting: Runtime
) -> None:
    reduction = searched(tmp_path, counting, DROPS, SLOW)
    assert "data.drop" in reduction.incumbent.text
    assert reduction.incumbent.module.instructions() < program_of(DROPS).module.instructions()


def test_without_carriers_that_loop_was_lost(tmp_path: Path, counting: Runtime) -> None:
    assert "data.drop" not in searched(tmp_path, counting, DROPS, SLOW, guarded=False).incumbent.text


def test_a_loop_around_a_load_does_not_become_an_empty_loop(tmp_path: Path, counting: Runtime) -> None:
    assert "i64.load" in searched(tmp_path, counting, LOADS, SLOW).incumbent.text


def test_what_was_met_on_the_way_is_named_with_its_reason(tmp_path: Path, counting: Runtime) -> None:
    met = searched(tmp_path, counting, DROPS, SLOW).others.smallest
    assert met and all("data.drop" not in other.program.text for other in met)
    assert "another slowdown: no data.drop is left" in met[0].reason
