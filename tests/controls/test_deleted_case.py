"""A case whose loop the fast side deletes, where a busy machine leaves milliseconds of the start-up over."""

from pathlib import Path

import pytest
from simulated_engine import NS_A_SLOW_COPY, SEED, _seconds
from simulated_runtime import SimulatedRuntime

from reducer.controls.session import Asked, Session, prepare
from reducer.program.load import load_program
from reducer.runtimes import Outcome, open_runtime


@pytest.mark.runtime
@pytest.mark.parametrize("left_over", [0.0, 0.001, 0.003, 0.006, 0.01])
def test_what_is_left_of_start_up_is_no_loop(tmp_path: Path, left_over: float) -> None:
    path = tmp_path / "case.wat"
    path.write_text(SEED)
    slow = SimulatedRuntime(lambda binary: _seconds(binary, NS_A_SLOW_COPY), seed=1, spec="left")
    fast = SimulatedRuntime(lambda binary: (Outcome("exited", 0), 1e-6 + left_over), seed=2, spec="right")
    asked = Asked(load_program(path), "left", "right", rounds=2, most=1, target_ns=10_000_000)
    with open_runtime("wasmtime:fuel=on") as counting:
        session = Session(
            asked, prepare(asked, [slow, fast], counting, lambda line: None), [slow, fast], print
        )
    session.run()
    found = session.finding(0)
    assert (found.verdict, found.deleted_by) == ("deleted", "fast")
    assert "the fast side (right) deletes it" in found.reason
