"""What is known of a run that was stopped: on real engines, the time that it takes at the least."""

import pytest
from runtime_guests import binary, count_down

from reducer.runtimes import open_runtime

pytestmark = [pytest.mark.runtime, pytest.mark.timing]
LIMIT_NS = 60_000_000


@pytest.mark.parametrize("spec", ["wasmtime", "wasmer"])
def test_a_stopped_run_of_a_known_program_says_what_it_takes_at_the_least(spec: str) -> None:
    guest = binary(count_down(400_000_000))
    with open_runtime(spec) as runtime:
        unknown = runtime.run(guest, timeout_ns=LIMIT_NS)
        assert unknown.outcome.kind == "timed out"
        assert unknown.least_cpu_ns is None, "what it takes to start is not known yet"
        whole = runtime.run(guest)
        assert whole.outcome.normal
        stopped = runtime.run(guest, timeout_ns=LIMIT_NS)
    assert stopped.outcome.kind == "timed out"
    assert stopped.execute_cpu_ns is None
    assert stopped.least_ns is not None and stopped.least_ns <= LIMIT_NS
    assert stopped.least_cpu_ns is not None and 0 < stopped.least_cpu_ns < (whole.execute_cpu_ns or 0)
