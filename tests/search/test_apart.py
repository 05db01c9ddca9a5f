"""Several anomalies in one seed: each carrier by itself, and one result for each that is independent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from simulated_engine import anchor_of, judge_of, program_of, simulated_lane

from reducer.judge.carriers import sites_of
from reducer.oracle import parse_oracle
from reducer.program.load import load_program
from reducer.program.program import Program
from reducer.records.carriers import Carrier, Carriers
from reducer.records.run_folder import RunFolder, read_state
from reducer.report.subject import ReportError, check_finished
from reducer.search.apart import independent, reduce_apart, without
from reducer.search.events import silent
from reducer.search.request import Request
from reducer.search.seed import Seed
from reducer.wat.tree import instructions

TWO = """
(module
  (memory (export "memory") 2)
  (func $main (export "_start") (local $i i64)
    (local.set $i (i64.const 4000000))
    (loop $hot
      (memory.copy (i32.const 0) (i32.const 2048) (i32.const 32))
      (memory.fill (i32.const 4096) (i32.const 7) (i32.const 32))
      (br_if $hot (i64.ne (local.tee $i (i64.sub (local.get $i) (i64.const 1))) (i64.const 0))))))
"""


def carrier(program: Program, operation: str) -> Carrier:
    """A carrier of the program that is all its instructions of this name."""
    module = program.module
    body = instructions(module.body(module.functions[0]))
    nodes = [node for node in body if node.op == operation]
    sites = sites_of(module, nodes, {id(node): 1 for node in nodes}, 1)
    return Carrier(operation, "instruction", operation, (operation,), sites, 0.5, None, None, None, 9.0, 3.0)


def seed_of(program: Program, *operations: str) -> Seed:
    """The program as a seed whose carriers are these instructions."""
    judge = judge_of(simulated_lane())
    found = tuple(carrier(program, operation) for operation in operations)
    judge.reading.evidence.carriers = Carriers(found)
    return Seed(program, judge, anchor_of(3.5), lambda *_words: {})  # type: ignore[arg-type, return-value]


def operations_of(program: Program) -> set[str]:
    module = program.module
    return {node.op for node in instructions(module.body(module.functions[0]))}


def test_without_a_carrier_its_sites_are_gone_and_the_other_stays() -> None:
    program = program_of(TWO)
    left = operations_of(without(program, [carrier(program, "memory.copy")]))
    assert "memory.copy" not in left and {"memory.fill", "loop", "i64.sub"} <= left


def test_each_of_two_carriers_that_show_the_bar_alone_is_a_part() -> None:
    parts = independent(seed_of(program_of(TWO), "memory.copy", "memory.fill"), 1.5)
    assert [part.carrier.name for part in parts] == ["memory.copy", "memory.fill"]
    for part, other in zip(parts, ("memory.fill", "memory.copy"), strict=True):
        assert part.carrier.name in operations_of(part.program)
        assert other not in operations_of(part.program)


def test_a_carrier_that_shows_nothing_without_the_others_is_no_part() -> None:
    copies = program_of(re.sub(r"\(memory\.fill.*", "(nop)", TWO))
    parts = independent(seed_of(copies, "memory.copy", "nop"), 1.5)
    assert [part.carrier.name for part in parts] == ["memory.copy"]


def test_a_single_carrier_is_no_reason_to_take_a_seed_apart() -> None:
    seed = seed_of(program_of(TWO), "memory.copy")
    assert independent(seed, 1.5) == []
    assert seed.judge.tally.proposed == 0


def test_a_report_of_a_run_that_was_taken_apart_names_its_parts(tmp_path: Path) -> None:
    from made_run import begun_folder

    with begun_folder(tmp_path / "run") as folder:
        folder.take_apart(("memory.copy", "memory.fill"))
    assert read_state(tmp_path / "run").parts == ("memory.copy", "memory.fill")
    with pytest.raises(ReportError, match=r"taken apart: name one of its parts, .*part_1 to part_2"):
        check_finished(tmp_path / "run")


@pytest.mark.runtime
@pytest.mark.network
@pytest.mark.timing
@pytest.mark.long
def test_two_anomalies_are_reduced_to_two_results(tmp_path: Path) -> None:
    seed = tmp_path / "two.wat"
    seed.write_text(TWO)
    request = Request(
        load_program(seed), parse_oracle("ratio>1.7"), "wasmtime@41.0.0", "wasmer", tmp_path / "small.wat"
    )
    with RunFolder(tmp_path / "run", seed.read_bytes(), resume=False) as folder:
        results = reduce_apart(request, folder, silent)
    assert [result.verdict for result in results] == ["kept", "kept"]
    texts = [(tmp_path / f"small_{number}.wat").read_text() for number in (1, 2)]
    both = {"memory.copy", "memory.fill"}
    assert [sum(name in text for name in both) for text in texts] == [1, 1]
    # What is done is not done again.
    with RunFolder(tmp_path / "run", None, resume=True) as folder:
        again = reduce_apart(request, folder, silent)
    assert [result.summary for result in again] == [result.summary for result in results]
