"""True anomalies, reduced to the end: two that are no instruction, and one of newer code."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "runtimes"))

from real_runtimes import opened

from reducer.oracle import parse_oracle
from reducer.program.load import load_program
from reducer.records.run_folder import RunFolder
from reducer.search.finish import Result, reduce_case
from reducer.search.request import Request

pytestmark = [
    pytest.mark.runtime,
    pytest.mark.network,
    pytest.mark.long,
    pytest.mark.timing,
]

NULLS = f"""(module
  (memory (export "memory") 1)
  (table 20000 funcref)
  (elem (i32.const 0) funcref {"(ref.null func) " * 20000})
  (func (export "_start") (i32.store (i32.const 0) (i32.const 5))))"""

LOCALS = f"""(module
  (memory (export "memory") 1)
  (func $helper (local{" i64" * 30000}))
  (func (export "_start") (local $i i32)
    (local.set $i (i32.const 5000))
    (loop $again
      (call $helper)
      (br_if $again (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))"""

ARRAYS = """(module
  (type $bytes (array (mut i8)))
  (memory (export "memory") 1)
  (func $beside (param $n i32) (result i32) (local $x i32)
    (loop $again
      (local.set $x (i32.rotl (i32.add (local.get $x) (local.get $n)) (i32.const 5)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $x))
  (func (export "_start") (local $i i32) (local $from (ref null $bytes)) (local $to (ref null $bytes))
    (i32.store (i32.const 0) (call $beside (i32.const 15000000)))
    (local.set $from (array.new $bytes (i32.const 3) (i32.const 65536)))
    (local.set $to (array.new_default $bytes (i32.const 65536)))
    (local.set $i (i32.const 80))
    (loop $copies
      (array.copy $bytes $bytes
        (local.get $to) (i32.const 0) (local.get $from) (i32.const 0) (i32.const 65536))
      (br_if $copies (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    (i32.store (i32.const 4) (array.get_u $bytes (local.get $to) (i32.const 9)))))"""


def reduced(tmp_path: Path, text: str, question: str, slow: str, fast: str) -> Result:
    for side in (slow, fast):
        opened(side).close()
    seed = tmp_path / "seed.wat"
    seed.write_text(text)
    request = Request(load_program(seed), parse_oracle(question), slow, fast, tmp_path / "out.wat")
    with RunFolder(tmp_path / "run", seed.read_bytes(), resume=False) as folder:
        return reduce_case(request, folder, lambda _progress: None)


def test_an_element_segment_of_nulls_that_is_slow_to_compile(tmp_path: Path) -> None:
    result = reduced(tmp_path, NULLS, "ratio.compile>5", "wasmtime@50.0.1", "wasmtime@45.0.0")
    assert result.verdict == "kept"
    assert result.summary.output.bytes < result.summary.input.bytes / 4
    assert "null references" in result.summary.declared


def test_locals_that_are_slow_to_enter_a_function_with(tmp_path: Path) -> None:
    result = reduced(tmp_path, LOCALS, "ratio>5", "node+liftoff", "node+turbofan")
    assert result.verdict == "kept"
    assert "declared locals of $helper" in result.summary.declared


def test_array_copy_on_bytes_beside_a_loop_that_goes_round_more_often(tmp_path: Path) -> None:
    result = reduced(tmp_path, ARRAYS, "ratio>5", "wasmtime@45.0.0", "wasmtime@50.0.1")
    assert result.verdict == "kept"
    assert "array.copy" in result.text
    assert result.summary.output.instructions < result.summary.input.instructions


ROTATES = """(module
  (memory (export "memory") 1)
  (data $d "abc")
  (func $main (export "_start") (local $i i64) (local $acc i64)
    (local.set $i (i64.const 4000000))
    (loop $hot
      (local.set $acc (i64.add (local.get $acc) (i64.xor (local.get $i) (i64.const 77))))
      (data.drop $d)
      (i64.store (i32.const 8) (i64.rotl (local.get $acc) (local.get $i)))
      (br_if $hot (i64.ne (local.tee $i (i64.sub (local.get $i) (i64.const 1))) (i64.const 0))))))"""


def test_a_rotate_is_not_lost_though_a_baseline_compiler_is_slower_on_any_loop(tmp_path: Path) -> None:
    result = reduced(tmp_path, ROTATES, "ratio>2", "node+liftoff", "wasmtime")
    assert [carrier.name for carrier in result.summary.carriers.found] == ["i64.rotl"]
    assert "rotl" in result.text
