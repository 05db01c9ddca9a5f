"""What `wreduce runtimes` knows: rows of the table against what is found here. Programs are stand-ins."""

import pytest
from simulated_runtime import SimulatedRuntime

from reducer.runtimes import RuntimesError, listing
from reducer.runtimes.canary import Canary, ModeMismatch
from reducer.runtimes.listing import Listed, list_runtimes
from reducer.runtimes.table import known_runtimes


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A machine on which two versions of wasmedge are, installed by us, and a release of wasmtime."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", "/nowhere")
    for version in ("0.14.1", "0.17.1"):
        program = tmp_path / "wreduce" / "programs" / "wasmedge" / version / "bin" / "wasmedge"
        program.parent.mkdir(parents=True)
        program.write_text(f"#!/bin/sh\necho wasmedge version {version}\n")
        program.chmod(0o755)
    (tmp_path / "wreduce" / "wasmtime" / "41.0.0" / "wasmtime").mkdir(parents=True)
    return tmp_path


def of(name: str, rows: list[Listed]) -> list[Listed]:
    return [row for row in rows if row.spec.partition("@")[0].partition("+")[0] == name]


def test_every_mode_of_every_runtime_is_listed(here):
    listed = {
        (row.spec.partition("@")[0].partition("+")[0], row.spec.rpartition("+")[2]) for row in list_runtimes()
    }
    assert listed == {(row.name, mode) for row in known_runtimes().values() for mode in row.modes}


def test_every_version_has_a_row_whose_spec_opens_it(here):
    rows = [row for row in of("wasmedge", list(list_runtimes())) if row.spec.endswith("+jit")]
    assert [(row.spec, row.version) for row in rows] == [
        ("wasmedge+jit", "0.17.1"),
        ("wasmedge@0.14.1+jit", "0.14.1"),
    ]
    assert all(row.state == "not checked" and row.path.endswith("bin/wasmedge") for row in rows)


def test_a_release_in_which_a_mode_is_not_true_is_not_listed_for_it(here):
    specs = [row.spec for row in of("wasmtime", list(list_runtimes()))]
    assert "wasmtime@41.0.0+cranelift" in specs
    assert "wasmtime@41.0.0+winch" not in specs


def test_what_is_missing_says_how_to_have_it(here):
    rows = {row.spec: row for row in list_runtimes() if row.state == "missing"}
    assert rows["wazero+compiler"].words == "wreduce runtimes install wazero+compiler"
    assert "build it from source" in rows["iwasm+aot"].words
    assert all(row.words and not row.version for row in rows.values())


@pytest.fixture
def opened(monkeypatch):
    """The specs that were opened; all of them are simulated."""
    specs = []

    def open_one(spec):
        specs.append(spec)
        return SimulatedRuntime(lambda binary: None, spec=spec)

    monkeypatch.setattr(listing, "open_runtime", open_one)
    return specs


def test_nothing_is_started_unless_the_canary_is_asked_for(here, opened):
    list(list_runtimes())
    assert opened == []


def test_what_the_canary_says_is_listed(here, opened, monkeypatch):
    def check(runtime):
        if "jit" in runtime.spec:
            raise ModeMismatch("it is to be this, and is that", "interpreter")
        if "aot" in runtime.spec:
            raise RuntimesError("it does not start")
        return Canary("interpreter", {}, 5_000_000)

    monkeypatch.setattr(listing, "check_mode", check)
    said = []
    rows = {row.spec: row for row in list_runtimes(check=True, say=said.append)}
    assert said == opened and "wasmedge@0.14.1+aot" in said
    seen, mismatch, fails = (rows[f"wasmedge+{mode}"] for mode in ("interpreter", "jit", "aot"))
    assert (seen.state, seen.seen, seen.start_up_ms) == ("seen", "interpreter", 5.0)
    assert (mismatch.state, mismatch.expects, mismatch.seen) == ("mismatch", "optimising", "interpreter")
    assert (fails.state, fails.words) == ("fails", "it does not start")


def test_what_the_canary_has_seen_before_is_listed_without_starting_anything(here, opened, monkeypatch):
    monkeypatch.setattr(listing, "remembered", lambda spec, version: Canary("baseline", {}, None))
    rows = list(list_runtimes(check=True))
    assert opened == []
    assert {row.state for row in rows} == {"seen", "missing"}
