"""Real reductions beside a busy process, each result held against an independent hold-out."""

import multiprocessing
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from reducer.judge.holdout import held_out
from reducer.judge.pairs import middle, pairs
from reducer.oracle import VerdictKind, parse_oracle
from reducer.program.load import load_program
from reducer.records.run_folder import RunFolder
from reducer.runtimes import open_runtime
from reducer.search.finish import reduce_case
from reducer.search.request import Request
from reducer.timing import Lane, choose_core

pytestmark = [
    pytest.mark.runtime,
    pytest.mark.network,
    pytest.mark.long,
    pytest.mark.timing,
]

SEED = Path(__file__).resolve().parents[2] / "seeds" / "bulk_memory" / "memory_copy_1.wat"
SIDES = ("wasmtime@41.0.0", "wasmer")
REDUCTIONS = 10


def _burn(core: int | None) -> None:
    """Arithmetic and memory traffic without end."""
    if core is not None:
        os.sched_setaffinity(0, {core})
    memory = bytearray(8 << 20)
    while True:
        memory[:] = bytes(reversed(memory[: 1 << 20])) * 8


@pytest.fixture(scope="module")
def load() -> Iterator[None]:
    """A busy process on a core that the timing lane does not use."""
    allowed = os.sched_getaffinity(0)
    others = sorted(allowed - {choose_core()}) or sorted(allowed)
    process = multiprocessing.get_context("spawn").Process(target=_burn, args=(others[0],), daemon=True)
    process.start()
    yield
    process.kill()
    process.join()


@pytest.mark.parametrize("attempt", range(REDUCTIONS))
def test_a_reduction_beside_a_busy_process_passes_an_independent_hold_out(
    load: None, attempt: int, tmp_path: Path
) -> None:
    question = parse_oracle("ratio>2")
    request = Request(load_program(SEED), question, *SIDES, tmp_path / "out.wat", final_seconds=0.02)
    with RunFolder(tmp_path / "run", SEED.read_bytes(), resume=False) as folder:
        result = reduce_case(request, folder, lambda _progress: None)
    assert result.verdict == "kept"
    assert result.summary.output.instructions <= 40

    program = load_program(tmp_path / "out.wat")
    with ExitStack() as stack:
        slow, fast = (stack.enter_context(open_runtime(spec, core=choose_core())) for spec in SIDES)
        lane = Lane(slow, fast)
        slow_ns = middle(pair.slow_ns for pair in pairs(lane, program, 2))
        plan = held_out(lane, program, 2.0, slow_ns)
    print(f"reduction {attempt}: {result.summary.ratio.ci99}, independent {plan.interval}")
    assert plan.verdict is VerdictKind.KEPT
