"""What a pair takes that is neither guest: Python on both ends of the pipes, the engines' set-up of a run.

In CPU time, which waiting for a core adds nothing to.
"""

from __future__ import annotations

import statistics
import time
from typing import Any

from reducer.program.program import Program
from reducer.runtimes import open_runtime
from reducer.runtimes.process import cpu_clock
from reducer.timing import Lane, choose_core
from reducer.wat.assemble import assembler_for
from reducer.wat.module import parse

PAIRS = 200
GUEST = """(module (memory (export "memory") 1) (func (export "_start") (local $i i64)
  (local.set $i (i64.const 1000000))
  (loop $l (br_if $l (i64.ne (local.tee $i (i64.sub (local.get $i) (i64.const 1))) (i64.const 0))))))"""


def test_a_pair_beside_its_guests(benchmark: Any) -> None:
    binary = Program(parse(GUEST), assembler_for(GUEST)[0]).binary
    core = choose_core()
    with open_runtime("wasmtime", core=core) as slow, open_runtime("wasmer", core=core) as fast:
        lane = Lane(slow, fast)
        for _ in range(2 * lane.processes):
            lane.pair(binary)
        workers = [side.worker(index) for side in (slow, fast) for index in range(lane.processes)]
        clocks = [cpu_clock(worker.pid) for worker in workers if worker.pid is not None]

        def all_cpu_ns() -> int:
            return time.process_time_ns() + sum(map(time.clock_gettime_ns, clocks))

        taken: list[int] = []

        def pair() -> None:
            before = all_cpu_ns()
            found = lane.pair(binary)
            samples = [sample for sample in (found.slow, found.fast) if sample is not None]
            guest = sum((one.instantiate_cpu_ns or 0) + (one.execute_cpu_ns or 0) for one in samples)
            taken.append(all_cpu_ns() - before - guest)

        benchmark.group = "pair"
        benchmark.pedantic(pair, rounds=PAIRS, iterations=1)
    benchmark.extra_info["a pair beside its guests"] = {
        "ms of CPU time, the least of all pairs": round(min(taken) / 1e6, 2),
        "ms of CPU time, their median": round(statistics.median(taken) / 1e6, 2),
    }
