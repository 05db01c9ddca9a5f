"""What a person was told of the seed stands in the summary, also what only its first runs could tell."""

from pathlib import Path

import pytest

from reducer.judge.pairs import MeasurementError
from reducer.oracle import parse_oracle
from reducer.program.load import load_program
from reducer.program.wants import INPUT, SAID
from reducer.records.run_folder import RunFolder
from reducer.runtimes import Given
from reducer.search.finish import reduce_case
from reducer.search.request import Request

pytestmark = [pytest.mark.runtime, pytest.mark.long, pytest.mark.timing]

READS = """(module
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "run") (param i32) (local $x i32)
    (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
    (loop $l
      (local.set $x (i32.mul (i32.xor (local.get $x) (i32.const 77)) (i32.const 31)))
      (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (i32.store (i32.const 16) (local.get $x))))"""


def request_for(seed: Path, given: Given) -> Request:
    seed.write_text(READS)
    return Request(
        load_program(seed, given),
        parse_oracle("ratio>1.5"),
        "wasmtime+pulley",
        "wasmtime",
        seed.with_name("out.wat"),
        final_seconds=0.02,
        given=given,
    )


def test_that_a_seed_reads_input_that_it_has_not_got_stands_in_the_summary(tmp_path: Path) -> None:
    seed = tmp_path / "reads.wat"
    given = Given("run", ("1000000",))
    request = request_for(seed, given)
    with RunFolder(tmp_path / "run", seed.read_bytes(), resume=False) as folder:
        result = reduce_case(request, folder, lambda _progress: None)
    assert result.summary.said == ("calls `run` (i32) with 1000000", SAID[INPUT])


def test_a_hold_out_that_fails_does_not_lose_what_the_search_has_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_words: object, **_more: object) -> None:
        raise MeasurementError("timed out: no end within 2 s")

    monkeypatch.setattr("reducer.search.finish.held_out", fails)
    seed = tmp_path / "reads.wat"
    request = request_for(seed, Given("run", ("1000000",)))
    with RunFolder(tmp_path / "run", seed.read_bytes(), resume=False) as folder:
        result = reduce_case(request, folder, lambda _progress: None)
    assert result.verdict == "inconclusive"
    assert result.stopped == "the hold-out failed: timed out: no end within 2 s"
    assert result.summary.output.instructions < result.summary.input.instructions
    assert (tmp_path / "out.wat").exists()
