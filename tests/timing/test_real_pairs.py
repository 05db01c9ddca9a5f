"""A lane over the two real engines: the pair that the project began with."""

import statistics
import subprocess

import pytest

from reducer.children import program
from reducer.runtimes import open_runtime
from reducer.timing import Lane

pytestmark = [pytest.mark.runtime, pytest.mark.timing]

MEMORY_COPY = """(module (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 1)
  (func (export "_start") (local $i i64)
    (local.set $i (i64.const 1000000))
    (loop $l
      (memory.copy
        (i32.and (i32.wrap_i64 (local.get $i)) (i32.const 65504))
        (i32.and (i32.xor (i32.wrap_i64 (local.get $i)) (i32.const 1431655765)) (i32.const 65504))
        (i32.const 32))
      (br_if $l (i64.ne (local.tee $i (i64.sub (local.get $i) (i64.const 1))) (i64.const 0))))
    (call $proc_exit (i32.const 0))))"""


def test_pairs_of_one_binary_compile_once_a_process_and_compare(tmp_path):
    (tmp_path / "copy.wat").write_text(MEMORY_COPY)
    subprocess.run([program("wat2wasm"), tmp_path / "copy.wat", "-o", tmp_path / "copy.wasm"], check=True)
    binary = (tmp_path / "copy.wasm").read_bytes()
    with open_runtime("wasmtime") as one, open_runtime("wasmer") as other:
        lane = Lane(one, other)
        pairs = [lane.pair(binary, timeout_ns=30 * 10**9) for _ in range(6)]
        assert all(pair.comparable for pair in pairs)
        assert len({(pair.process, pair.slow.compile_ns) for pair in pairs}) == 3
        assert lane.guest_ns > 0
        # Neither side is a hundred times the other; which is slower depends on the release.
        assert abs(statistics.median(pair.x for pair in pairs)) < 4.6
        before = (one.pid, other.pid)
        lane.restart()
        assert set(before).isdisjoint({one.pid, other.pid})
        assert lane.pair(binary).comparable
