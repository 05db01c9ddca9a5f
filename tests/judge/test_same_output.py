"""`same-output` where the code was compiled ahead: what the program printed is compared, as anywhere."""

from pathlib import Path

import pytest

from reducer.judge.closer import opaque_program
from reducer.judge.evidence import Evidence
from reducer.judge.judge import Judge
from reducer.judge.question import question_of
from reducer.judge.reading import Reading
from reducer.oracle import VerdictKind, parse_oracle
from reducer.program.program import Program
from reducer.records.evidence import OriginalRow, SubjectRow
from reducer.runtimes import open_runtime
from reducer.runtimes.artefacts import MIN_MODULE_BYTES
from reducer.timing import Lane
from reducer.wat.assemble import assembler_for

SLOW, FAST = "wasmtime+pulley", "wasmtime"


def prints(word: str, trips: int = 6_000_000) -> Program:
    """A program worth an artefact, which counts down and prints a word of five letters."""
    text = f"""(module
      (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
      (memory (export "memory") 2) (data (i32.const 16) "{word}{"x" * MIN_MODULE_BYTES}")
      (func (export "_start") (local $left i32)
        (local.set $left (i32.const {trips}))
        (loop $again
          (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (local.get $left)))
          (br_if $again (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
        (i32.store (i32.const 0) (i32.const 16))
        (i32.store (i32.const 4) (i32.const 5))
        (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))"""
    return opaque_program(Path(f"{word}.wasm"), assembler_for(text)[1], f"{word} {trips}")


@pytest.mark.timing
@pytest.mark.runtime
def test_what_is_printed_is_compared_where_the_code_comes_from_an_artefact() -> None:
    asked = question_of(parse_oracle("ratio>0.01 and same-output"), SLOW, FAST)
    assert asked.only_executes
    evidence = Evidence(SubjectRow(SLOW, FAST, "execute"))
    with open_runtime(SLOW, keeps_artefacts=True) as slow, open_runtime(FAST, keeps_artefacts=True) as fast:
        judge = Judge(Lane(slow, fast), Reading(asked, evidence))
        original = prints("hello")
        assert judge.ask(original).kind is VerdictKind.KEPT
        # Most workers have loaded what one has compiled.
        compiled = [row.slow[0] for row in evidence.pairs[original.key]]
        assert None in compiled and not all(time is None for time in compiled)
        evidence.add(OriginalRow(original.key, len(compiled)))
        assert judge.ask(prints("hello", 6_000_001)).kind is VerdictKind.KEPT
        verdict = judge.ask(prints("world"))
    assert (verdict.kind, verdict.reason) == (VerdictKind.NOT_SHOWN, "it prints something else")


@pytest.mark.parametrize(
    ("oracle", "only"),
    [
        ("ratio>2", True),
        ("ratio>2 and same-output", True),
        ("ratio.compile>2", False),
        ("ratio>2 and time.compile(slow)>5ms", False),
        ("ratio>2 and time.total(slow)>5ms", False),
    ],
)
def test_a_question_about_compiling_lets_every_worker_compile(oracle: str, only: bool) -> None:
    assert question_of(parse_oracle(oracle), "slow", "fast").only_executes is only
