"""Options of an engine in a runtime's name: they reach the engine, and a release without one says so."""

import signal
from pathlib import Path

import pytest
from runtime_guests import binary, command

from reducer.runtimes import RuntimesError, open_runtime, opening, parse_spec

RESERVED_KB = 4 << 20


def status_after_a_run(spec: str) -> dict[str, str]:
    """What the system says of the engine's process after one run of a guest that has a memory."""
    with open_runtime(spec) as runtime:
        assert runtime.run(binary(command("(drop (i32.load (i32.const 8)))"))).outcome.exit_code == 0
        lines = Path(f"/proc/{runtime.pid}/status").read_text().splitlines()
    return {
        name: value.split()[0] for name, _, value in (line.partition(":") for line in lines) if value.strip()
    }


def test_without_a_reservation_the_engine_reserves_no_4_gib_for_a_memory():
    usual = int(status_after_a_run("wasmtime")["VmPeak"])
    without = int(status_after_a_run("wasmtime:memory-reservation=0,memory-guard-size=0")["VmPeak"])
    assert usual > RESERVED_KB
    assert without < usual - RESERVED_KB // 4


def test_without_signals_the_engine_catches_no_fault():
    fault = 1 << (signal.SIGSEGV - 1)
    assert int(status_after_a_run("wasmtime")["SigCgt"], 16) & fault
    assert not int(status_after_a_run("wasmtime:signals-based-traps=n")["SigCgt"], 16) & fault


@pytest.mark.parametrize(
    ("spec", "advice"),
    [
        (
            "wasmtime@25.0.0:memory-reservation=0",
            "25.0.0 has no option 'memory-reservation': use opt-",
        ),
        (
            "wasmtime@38.0.0:signals-based-traps=n",
            "38.0.0 has no option 'signals-based-traps': use opt-",
        ),
    ],
)
def test_a_release_without_the_option_says_so_in_one_line(monkeypatch, spec, advice):
    monkeypatch.setattr(opening, "wasmtime_release", lambda version: Path("/there"))
    with pytest.raises(RuntimesError) as caught:
        opening.engine_of(parse_spec(spec))
    assert advice in str(caught.value)
    assert "\n" not in str(caught.value)


def test_releases_that_have_the_option_take_it(monkeypatch):
    monkeypatch.setattr(opening, "wasmtime_release", lambda version: Path("/there"))
    for spec in ("wasmtime@28.0.0:memory-guard-size=0", "wasmtime@39.0.0:signals-based-traps=n"):
        engine = opening.engine_of(parse_spec(spec))
        assert dict(engine.options) == dict(parse_spec(spec).options)
