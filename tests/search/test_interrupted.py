"""What becomes of a reduction that is interrupted: once, twice, and before there is anything."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reducer.guardian import Terminated
from reducer.oracle import parse_oracle
from reducer.program.load import load_program
from reducer.records.run_folder import RunFolder
from reducer.search.finish import Result, reduce_case
from reducer.search.request import Request

pytestmark = [pytest.mark.runtime, pytest.mark.long, pytest.mark.timing]

SEED = """(module
  (global $g (mut i32) (i32.const 3))
  (memory (export "memory") 1)
  (func $main (export "_start") (local $i i32) (local $x i32)
    (global.set $g (i32.mul (global.get $g) (i32.const 5)))
    (local.set $i (i32.const 1000000))
    (loop $l
      (local.set $x (i32.mul (i32.xor (local.get $x) (i32.const 77)) (i32.const 31)))
      (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    (i32.store (i32.const 16) (i32.add (local.get $x) (global.get $g)))))"""


class Interrupting:
    """A listener that interrupts at the first word that each of these holds for, in their order."""

    def __init__(self, *raised: tuple[Callable[[Any], bool], type[BaseException]]) -> None:
        self.raised = list(raised)
        self.lines: list[str] = []

    def __call__(self, told: Any) -> None:
        if isinstance(told, str):
            self.lines.append(told)
        elif told is not None and self.raised and self.raised[0][0](told):
            raise self.raised.pop(0)[1]


def something_is_kept(told: Any) -> bool:
    return told.step == "search" and told.kept > 0


def holding_out(told: Any) -> bool:
    return told.step == "hold-out"


def reduced(folder: Path, listener: Interrupting) -> Result:
    seed = folder / "seed.wat"
    seed.write_text(SEED)
    request = Request(
        load_program(seed),
        parse_oracle("ratio>1.5"),
        "wasmtime+pulley",
        "wasmtime",
        seed.with_name("out.wat"),
        final_seconds=0.02,
    )
    with RunFolder(folder / "run", seed.read_bytes(), resume=False) as run_folder:
        return reduce_case(request, run_folder, listener)


def looking_for_carriers(told: Any) -> bool:
    return told.step == "carriers"


def test_interrupted_before_the_search_the_seeds_measurement_stays(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        reduced(tmp_path, Interrupting((looking_for_carriers, KeyboardInterrupt)))
    with RunFolder(tmp_path / "run", None, resume=True) as folder:
        assert folder.state is not None and folder.state.anchor.pairs > 0


def test_interrupted_once_what_there_is_is_confirmed(tmp_path: Path) -> None:
    listener = Interrupting((something_is_kept, KeyboardInterrupt))
    result = reduced(tmp_path, listener)
    assert (result.stopped, result.verdict, listener.raised) == ("interrupted", "kept", [])
    assert any("^C once more" in line for line in listener.lines)
    assert result.summary.ratio.ci99 is not None and (tmp_path / "out.wat").exists()


def test_interrupted_twice_it_ends_with_what_there_is_and_no_verdict(tmp_path: Path) -> None:
    listener = Interrupting((something_is_kept, KeyboardInterrupt), (holding_out, KeyboardInterrupt))
    result = reduced(tmp_path, listener)
    assert (result.stopped, result.verdict, listener.raised) == ("interrupted", "inconclusive", [])
    assert result.summary.output.instructions < result.summary.input.instructions
    assert (tmp_path / "out.wat").exists()


def test_who_sends_sigterm_does_not_wait_for_a_hold_out(tmp_path: Path) -> None:
    listener = Interrupting((something_is_kept, Terminated), (holding_out, AssertionError))
    result = reduced(tmp_path, listener)
    assert (result.stopped, result.verdict) == ("interrupted", "inconclusive")
    assert len(listener.raised) == 1
