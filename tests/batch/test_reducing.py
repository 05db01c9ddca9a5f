"""A case whose kernel is known from another case is reduced no further than that this can be told."""

from pathlib import Path

import pytest

from reducer.batch.grouping import stored_key
from reducer.batch.reducing import MAX_KERNEL, _described, _is_known, reduce_step
from reducer.batch.steps import ReduceRequest
from reducer.program.load import load_program
from reducer.program.program import Program

SLOW, FAST = "wasmtime@41.0.0", "wasmer"
LOOP = """(module
  (memory (export "memory") 1)
  (func $main (export "_start") (local $i i64) (local $other i64)
    (local.set $i (i64.const 4000000))
    (loop $hot
      (memory.copy (i32.const {target}) (i32.const 2048) (i32.const 32))
      {more}
      (br_if $hot (i64.ne (local.tee $i (i64.sub (local.get $i) (i64.const 1))) (i64.const 0))))))
"""
MORE = "(local.set $other (i64.xor (local.get $other) (i64.mul (local.get $i) (i64.const 31))))"


def written(folder: Path, target: int = 0, more: str = "") -> Path:
    file = folder / f"copy_{target}.wat"
    file.write_text(LOOP.format(target=target, more=more))
    return file


def key_of(program: Program, phase: str = "execute") -> str:
    described = _described(program)
    return stored_key(SLOW, phase, described.trigger, described.canonical)  # type: ignore[arg-type]


def asked(file: Path, *known: str, oracle: str = "ratio>1.7") -> ReduceRequest:
    return ReduceRequest(str(file), file, file.parent / "run", oracle, SLOW, FAST, 90.0, known=known)


def test_a_kernel_of_a_group_that_there_is_is_known_by_side_and_phase(tmp_path: Path) -> None:
    here, other = load_program(written(tmp_path)), load_program(written(tmp_path, 512))
    request = asked(written(tmp_path), key_of(here))
    assert _is_known(request, other)
    assert not _is_known(asked(written(tmp_path)), other)
    assert not _is_known(asked(written(tmp_path), key_of(here), oracle="ratio.compile>2"), other)
    assert not _is_known(asked(written(tmp_path), key_of(here).replace("a", "b")), other)


def test_what_is_no_kernel_yet_is_not_known(tmp_path: Path) -> None:
    small = load_program(written(tmp_path))
    large = load_program(written(tmp_path, 1, MORE * (MAX_KERNEL // 5)))
    assert not _is_known(asked(written(tmp_path), key_of(small)), large)


@pytest.mark.runtime
@pytest.mark.network
@pytest.mark.timing
@pytest.mark.long
def test_its_search_ends_there(tmp_path: Path) -> None:
    file = written(tmp_path, 64, MORE * 20)
    known = reduce_step(asked(file, key_of(load_program(file))))
    assert known.verdict == "kept" and known.summary is not None
    assert known.summary.output.instructions <= MAX_KERNEL
    # The slice, and what is coarse after it.
    assert known.summary.candidates.timed <= 8
