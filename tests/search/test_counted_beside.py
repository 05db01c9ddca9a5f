"""The counted run of a seed beside its first run."""

import threading
from pathlib import Path

import pytest
from simulated_engine import SEED
from simulated_runtime import SimulatedRuntime

from reducer.program.load import load_program
from reducer.program.profile import OBSERVER, observer, profile
from reducer.program.program import Program
from reducer.runtimes import Outcome, open_runtime
from reducer.search.counted_beside import CountedBeside

ENDLESS = '(module (memory (export "memory") 1) (func (export "_start") (loop $for_ever (br $for_ever))))'


def program_of(text: str, tmp_path: Path) -> Program:
    (tmp_path / "seed.wat").write_text(text)
    return load_program(tmp_path / "seed.wat")


@pytest.mark.runtime
def test_it_counts_what_a_run_of_its_own_counts(tmp_path: Path) -> None:
    program = program_of(SEED, tmp_path)
    with open_runtime(OBSERVER) as runtime:
        observe = observer(runtime, program)
        counted = CountedBeside(runtime, program).profile(program, observe)
        alone = profile(program.module, observe)
    assert counted is not None and alone is not None
    assert (counted.functions, counted.hottest) == (alone.functions, alone.hottest)


@pytest.mark.runtime
def test_a_run_without_an_end_is_stopped_and_its_runtime_goes_on(tmp_path: Path) -> None:
    endless, program = program_of(ENDLESS, tmp_path), program_of(SEED, tmp_path)
    with open_runtime(OBSERVER) as runtime:
        CountedBeside(runtime, endless).stop()
        assert profile(program.module, observer(runtime, program)) is not None


def test_somebody_else_goes_on_while_it_runs(tmp_path: Path) -> None:
    meanwhile = threading.Event()

    def behave(_binary: bytes) -> tuple[Outcome, float]:
        return Outcome("exited" if meanwhile.wait(60) else "crashed", 0), 0.01

    program = program_of(SEED, tmp_path)
    counting = CountedBeside(SimulatedRuntime(behave, globals_of=lambda _: {"wreduce_counts": 0}), program)
    meanwhile.set()
    assert counting.profile(program, lambda *_: None) is not None


@pytest.mark.parametrize(
    ("kind", "asked_again"), [("timed out", True), ("trapped", False)], ids=["too long", "another ending"]
)
def test_only_a_run_that_took_too_long_is_made_again(kind, asked_again, tmp_path: Path) -> None:
    program, again = program_of(SEED, tmp_path), []
    counting = CountedBeside(SimulatedRuntime(lambda _: (Outcome(kind), 0.01)), program)
    assert counting.profile(program, lambda *_: again.append(True)) is None
    assert bool(again) is asked_again
