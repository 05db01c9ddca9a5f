"""A runtime held against its own engine: who is related, and how long they take."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from simulated_engine import seed_program
from simulated_runtime import SimulatedRuntime

from reducer.records.findings import from_json, to_json
from reducer.records.itself import ItselfFinding
from reducer.runtimes import Ending, Outcome, Runtime, RuntimesError
from reducer.runtimes.listing import Listed
from reducer.runtimes.mode import Mode
from reducer.runtimes.table import Row
from reducer.surveys import relatives as module
from reducer.surveys.relatives import Relative, measure_itself, relatives
from reducer.surveys.table import TableFile

HERE = {"cranelift": ("50.0.0", "41.0.0", "45.0.0", "46.0.1"), "winch": ("50.0.0", "46.0.1")}
PROGRAM = TableFile(Path("case.wat"), b"case", ending=Ending())


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """These releases of wasmtime are here, the first of each without being named."""

    def versions(row: Row, mode: Mode) -> Iterator[Listed]:
        for number, version in enumerate(HERE.get(mode.name, ())):
            spec = f"{row.name}{f'@{version}' if number else ''}+{mode.name}"
            yield Listed(spec, "not checked", version)
        if mode.name not in HERE:
            yield Listed(mode.spec, "missing")

    monkeypatch.setattr(module, "versions_here", versions)


@pytest.mark.usefixtures("here")
def test_tiers_and_the_nearest_releases_come_first_then_levels() -> None:
    found = relatives("wasmtime@46.0.1", "46.0.1")
    assert [(entry.spec, entry.kind) for entry in found] == [
        ("wasmtime@46.0.1+winch", "tier"),
        ("wasmtime@45.0.0", "release"),
        ("wasmtime", "release"),
        ("wasmtime@41.0.0", "release"),
        ("wasmtime@46.0.1:opt-level=0", "optimisation level"),
        ("wasmtime@46.0.1:opt-level=2", "optimisation level"),
        ("wasmtime@46.0.1:opt-level=s", "optimisation level"),
        ("wasmtime@46.0.1:memory-reservation=0", "option"),
        ("wasmtime@46.0.1:memory-guard-size=0", "option"),
        ("wasmtime@46.0.1:signals-based-traps=y", "option"),
        ("wasmtime@46.0.1:signals-based-traps=n", "option"),
    ]
    assert found[0].tier == "baseline"


@pytest.mark.usefixtures("here")
def test_a_release_without_the_tier_is_held_against_one_that_has_it() -> None:
    found = relatives("wasmtime@41.0.0:opt-level=2", "41.0.0")
    specs = [entry.spec for entry in found]
    assert specs[:2] == ["wasmtime+winch", "wasmtime@45.0.0:opt-level=2"]
    assert "wasmtime@41.0.0:opt-level=2" not in specs and "wasmtime@41.0.0:opt-level=0" in specs


def side(spec: str, ms: float, outcome: Outcome | None = None) -> SimulatedRuntime:
    answer = outcome or Outcome("exited", 0)
    return SimulatedRuntime(lambda binary: (answer, ms / 1e3), spec=spec, version="1", seed=len(spec))


def test_every_relative_has_its_time_over_the_slow_side_s_or_says_why_not() -> None:
    times = {"own": 20.0, "baseline": 12.0, "earlier": 20.0, "slower": 40.0}

    def opened(spec: str) -> Runtime:
        if spec == "gone":
            raise RuntimesError("gone is not installed")
        if spec == "traps":
            return side(spec, 1.0, Outcome("trapped", None, "unreachable"))
        return side(spec, times[spec])

    related = [Relative(spec, "tier", "baseline") for spec in ("baseline", "gone", "traps", "slower")]
    found = measure_itself("own", PROGRAM, lambda line: None, 30.0, lambda spec, version: related, opened)
    by_spec = {entry.spec: entry for entry in found.relatives}
    ratio = by_spec["baseline"].ratio
    assert ratio is not None and ratio.low is not None and ratio.high is not None
    assert ratio.low < 0.6 < ratio.high and ratio.high < 0.7
    assert by_spec["gone"].failed == "gone is not installed" and "unreachable" in by_spec["traps"].failed
    assert found.left_out == () and from_json(ItselfFinding, to_json(found)) == found


def test_what_there_is_no_time_for_has_one_run_or_is_named() -> None:
    related = [Relative("baseline", "tier", "baseline"), Relative("other", "release", "any")]
    found = measure_itself(
        "own", PROGRAM, lambda line: None, 0.5, lambda spec, version: related, lambda spec: side(spec, 20.0)
    )
    assert [(entry.rounds, entry.ratio and entry.ratio.low) for entry in found.relatives] == [(1, None)] * 2
    none = measure_itself(
        "own", PROGRAM, lambda line: None, 0.0, lambda spec, version: related, lambda spec: side(spec, 20.0)
    )
    assert none.relatives == () and none.left_out == ("baseline", "other")


def test_a_real_engine_is_held_against_its_own_levels() -> None:
    program = seed_program().at([100_000])
    case = TableFile(Path("case.wat"), program.binary, ending=program.ending)
    levels = [Relative("wasmtime:opt-level=0", "optimisation level", "optimising")]
    found = measure_itself("wasmtime", case, lambda line: None, 4.0, lambda spec, version: levels)
    assert found.tier == "optimising" and found.version
    assert found.relatives[0].ratio is not None and not found.relatives[0].failed
