"""A kernel of a function that depends on what it reads, and on chance, runs as in the program."""

from dataclasses import replace
from pathlib import Path

import pytest
from simulated_engine import program_of

from reducer.judge.carriers import without_frame
from reducer.program.kernel import CALLER
from reducer.program.profile import OBSERVER, node_counts, observer, profile
from reducer.program.replay import ANSWERS
from reducer.runtimes import Invocation, open_runtime
from reducer.search.kernel import Kernel, kernels
from reducer.wat.tree import instructions

pytestmark = pytest.mark.runtime

CALLS = 60
TEXT = f"""(module
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func $hot (local $left i32)
    (i64.store (i32.const 16) (i64.const {1 << 32 | 64}))
    (drop (call $read (i32.const 0) (i32.const 16) (i32.const 1) (i32.const 24)))
    (drop (call $random (i32.const 72) (i32.const 1)))
    (local.set $left
      (i32.add (i32.mul (i32.load8_u (i32.const 64)) (i32.const 10)) (i32.load8_u (i32.const 72))))
    (loop $work
      (br_if $work (i32.gt_s (local.tee $left (i32.sub (local.get $left) (i32.const 1))) (i32.const 0))))
    ;; The next byte is another one, and the cost of a call depends on both.
    (drop (call $read (i32.const 0) (i32.const 16) (i32.const 1) (i32.const 24)))
    (local.set $left (i32.load8_u (i32.const 64)))
    (loop $more
      (br_if $more (i32.gt_s (local.tee $left (i32.sub (local.get $left) (i32.const 1))) (i32.const 0)))))
  (func (export "_start") (local $i i32)
    (local.set $i (i32.const {CALLS}))
    (loop $again
      (call $hot)
      (br_if $again (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))"""


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> Kernel:
    stdin: Path = tmp_path_factory.mktemp("given") / "stdin"
    stdin.write_bytes(bytes([100, 200] * CALLS))
    program = replace(program_of(TEXT), trips=(), invocation=Invocation(stdin=str(stdin)))
    with open_runtime(OBSERVER) as runtime:
        counts = profile(program.module, observer(runtime, program))
        assert counts is not None
        made = [*kernels(program, counts, runtime, 1_000_000)]
    assert isinstance(made[0], Kernel), made
    return made[0]


def test_the_kernel_of_a_function_that_reads_is_found(found: Kernel) -> None:
    assert "of $hot" in found.words
    with open_runtime(OBSERVER) as runtime:
        first, second = (
            profile(one.module, observer(runtime, one))
            for one in (found.program.at([7]), found.program.at([14]))
        )
    assert first is not None and second is not None
    assert second.hottest == 2 * first.hottest
    # The bytes that it has read, and less than 256 by chance.
    assert 7 * 1000 <= first.hottest < 7 * 1256


def test_what_gives_the_answers_carries_nothing(found: Kernel) -> None:
    module = found.program.module
    ours = [one for one in module.functions if one.name.startswith(ANSWERS)]
    assert len(ours) == 2
    stores = [node for one in ours for node in instructions(module.body(one)) if node.op == "i64.store"]
    assert stores
    with open_runtime(OBSERVER) as runtime:
        ran = profile(module, observer(runtime, found.program))
    assert ran is not None
    runs = node_counts(module, ran)
    assert all(runs[id(node)] for node in stores)
    assert not {id(node) for node in stores} & without_frame(module, runs).keys()


def test_the_caller_begins_with_the_first_answers(found: Kernel) -> None:
    module = found.program.module
    caller = module.body(module.find("function", CALLER))
    assert [node.op for node in instructions(caller)].count("global.set") == 1
