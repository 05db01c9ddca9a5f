"""On another system than Linux, what needs Linux is refused in one line."""

import pytest

from reducer.runtimes import RuntimesError, open_runtime
from reducer.runtimes.opening import check_system
from reducer.runtimes.spec import parse_spec


@pytest.mark.parametrize("name", ["wasmer", "node+liftoff", "wazero", "wasm2c"])
def test_a_runtime_that_needs_linux_says_so(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reducer.runtimes.opening.sys.platform", "darwin")
    monkeypatch.setattr("reducer.runtimes.opening.platform.system", lambda: "Darwin")
    with pytest.raises(
        RuntimesError, match=r"needs Linux, for its /proc and CPU clocks, and this is Darwin: use"
    ):
        open_runtime(name)


@pytest.mark.parametrize("name", ["wasmtime", "wasmtime+winch", "wasm3"])
def test_the_packages_that_read_no_proc_are_not_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reducer.runtimes.opening.sys.platform", "darwin")
    check_system(parse_spec(name))
