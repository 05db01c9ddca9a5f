"""Whole searches on simulated engines in which what is slow is no instruction, but what a module declares."""

import re
from dataclasses import replace
from pathlib import Path

from made_run import begun_folder
from simulated_engine import Told, anchor_of, judge_of, program_of
from simulated_runtime import SimulatedRuntime

from reducer.program.program import Program
from reducer.runtimes import Outcome
from reducer.search.history import History
from reducer.search.reduction import Reduction
from reducer.search.schedule import BULK, is_large
from reducer.timing import Lane

LOCALS = f"""(module
  (memory (export "memory") 1)
  (func $helper (local{" i64" * 3000}))
  (func (export "_start") (local $i i32)
    (local.set $i (i32.const 1000000))
    (loop $again
      (call $helper)
      (br_if $again (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))"""
NS_A_CALL = 10
NS_A_LOCAL = 0.5


class Source:
    """An assembler that gives the text."""

    name, flags = "source", ()

    def assemble(self, text: str) -> bytes:
        return text.encode()


def declared(text: str) -> int:
    """The locals of the function that is called."""
    return text.count(" i64)") if "call $helper" in text else 0


def entering(ns_a_local: float) -> SimulatedRuntime:
    """An engine whose calls take so long for each local that the function declares."""

    def behave(binary: bytes) -> tuple[Outcome, float]:
        text = binary.decode()
        trips = re.search(r"i32\.const (\d\d+)", text)
        if trips is None or "br_if" not in text:
            return Outcome("exited", 0), 1e-6
        if "i32.sub" not in text:
            return Outcome("timed out", None, "no end"), 1e6
        return Outcome("exited", 0), 1e-9 * int(trips.group(1)) * (NS_A_CALL + ns_a_local * declared(text))

    return SimulatedRuntime(behave, spread=0.02, spike_rate=0.0)


def with_locals() -> Program:
    return replace(program_of(LOCALS), assembler=Source())


def test_three_thousand_locals_are_halved_down_to_the_threshold_in_few_decisions(tmp_path: Path) -> None:
    judge = judge_of(Lane(entering(NS_A_LOCAL), entering(0.0)), 150.0)
    judge.run_ns = 2_000_000_000
    folder, history = begun_folder(tmp_path / "run", LOCALS.encode()), History(with_locals())
    reduction = Reduction(judge, lambda *_: None, folder, anchor_of(150.0), history, Told([]))
    reduction.coarse(120.0)
    assert judge.tally.timed < 12
    reduction.fine(5.5)
    left = declared(reduction.incumbent.text)
    assert 90 <= left < 120
    assert judge.tally.timed < 60


def test_the_locals_of_a_function_are_looked_at_before_code_where_they_are_most_of_the_program() -> None:
    assert {edit.family for edit in BULK.edits(with_locals())} >= {"many-locals"}
    assert is_large(with_locals())
    few = program_of(LOCALS.replace(" i64" * 3000, " i64" * 30))
    assert not is_large(few)
    assert BULK.edits(few) == []
