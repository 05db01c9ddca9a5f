"""What one worker has compiled, the others of its side load: with a stub, and with real engines."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from real_runtimes import opened
from runtime_guests import binary, command
from stub_runtime import ENGINE, LIMITS, deed

from reducer.runtimes import embedded, open_runtime
from reducer.runtimes.artefacts import MIN_MODULE_BYTES, Artefacts
from reducer.runtimes.embedded import EmbeddedRuntime

KEEPING = replace(ENGINE, options={"keeps": "yes"})
DEED = deed("nothing")
# Prints, and has enough data to be worth an artefact.
GREETS_AT_LENGTH = command(
    """(i32.store (i32.const 0) (i32.const 16))
    (i32.store (i32.const 4) (i32.const 6))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))""",
    fields=f'(data (i32.const 16) "hello\\n{"x" * MIN_MODULE_BYTES}")',
    memory=2,
)


def opened_stub() -> EmbeddedRuntime:
    return EmbeddedRuntime("stub", KEEPING, core=None, limits=LIMITS, keeps_artefacts=True)


@pytest.fixture
def runtime(monkeypatch):
    """A stub of which every module is worth an artefact."""
    monkeypatch.setattr(embedded, "MIN_MODULE_BYTES", 0)
    with opened_stub() as runtime:
        yield runtime


def compiled(runtime, binary=DEED) -> bool:
    """Whether a run has compiled; it must end well."""
    sample = runtime.run(binary)
    assert sample.outcome.normal, sample
    return sample.compile_ns is not None


def artefact(runtime) -> Path:
    """The only one there is."""
    return Path(runtime._artefacts.path(embedded._keys_of(DEED, "")[0]))


def test_a_module_is_compiled_once_for_all_workers_of_a_side_and_those_that_come_after(runtime):
    assert compiled(runtime)
    assert not compiled(runtime.worker(1))
    runtime.restart()
    assert not compiled(runtime)
    assert not compiled(runtime.worker(2))
    assert compiled(runtime.worker(2), deed("nothing else"))
    assert not compiled(runtime, deed("nothing else"))


def test_after_a_time_out_nothing_is_compiled_again(runtime):
    compiled(runtime)
    assert runtime.run(deed("hang"), timeout_ns=10**8).outcome.kind == "timed out"
    assert not compiled(runtime)


def test_a_worker_that_loads_has_no_compile_times_and_the_one_that_compiled_has_them_still(runtime):
    compiled(runtime)
    loaded = runtime.worker(1).run(DEED)
    assert (loaded.compile_ns, loaded.compile_cpu_ns) == (None, None)
    assert compiled(runtime)


def test_a_small_module_is_compiled_by_each_worker():
    with opened_stub() as runtime:
        assert compiled(runtime) and compiled(runtime.worker(1))


def test_where_compile_times_are_asked_for_each_worker_compiles(runtime):
    compiled(runtime)
    runtime.worker(1).renew()
    assert compiled(runtime.worker(1))
    runtime.renew()
    assert compiled(runtime)
    with EmbeddedRuntime("stub", KEEPING, core=None, limits=LIMITS) as other:
        assert compiled(other) and compiled(other.worker(1))


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda path: path.write_text("nothin"), id="cut short"),
        pytest.param(lambda path: path.write_text("leave 3"), id="other content"),
        pytest.param(os.remove, id="gone"),
    ],
)
def test_an_artefact_that_is_not_what_was_written_is_made_anew(runtime, spoil):
    compiled(runtime)
    spoil(artefact(runtime))
    assert compiled(runtime.worker(1))
    assert not compiled(runtime.worker(2))


def test_a_worker_that_cannot_load_compiles(runtime):
    compiled(runtime)
    path = artefact(runtime)
    path.write_text("of another release")
    runtime._artefacts.keep(path.name)
    assert compiled(runtime.worker(1))
    assert not compiled(runtime.worker(2))


def test_where_loading_ends_the_worker_a_fresh_one_compiles(runtime):
    compiled(runtime)
    path = artefact(runtime)
    path.write_text("that kills")
    runtime._artefacts.keep(path.name)
    other = runtime.worker(1)
    compiled(other, deed("nothing else"))
    before = other.pid
    assert compiled(other)
    assert other.pid != before
    assert not compiled(runtime.worker(2))


def test_a_module_is_compiled_on_all_cores_and_runs_on_one(monkeypatch):
    monkeypatch.setattr(embedded, "MIN_MODULE_BYTES", 0)
    cores = os.sched_getaffinity(0)
    with EmbeddedRuntime("stub", KEEPING, core=max(cores), limits=LIMITS, keeps_artefacts=True) as runtime:
        assert runtime.run(deed("tell cores")).output == f"{len(cores)} and then 1".encode()


def test_artefacts_lie_in_a_folder_of_ours_alone_which_goes_with_the_runtime(runtime):
    compiled(runtime)
    folder = artefact(runtime).parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert folder.stat().st_uid == os.getuid()
    assert [entry.name for entry in folder.iterdir()] == [artefact(runtime).name]
    runtime.close()
    assert not folder.exists()


def test_the_oldest_make_room():
    kept = Artefacts(max_bytes=10)
    try:
        for name, size in (("one", 4), ("two", 4), ("three", 4)):
            Path(kept.path(name)).write_bytes(bytes(size))
            kept.keep(name)
            assert kept.has("one") or name == "three"
        assert [kept.has(name) for name in ("one", "two", "three")] == [True, False, True]
        Path(kept.path("large")).write_bytes(bytes(11))
        kept.keep("large")
        assert not kept.has("large")
        assert os.listdir(os.path.dirname(kept.path("one"))) == []
    finally:
        kept.close()


@pytest.mark.runtime
@pytest.mark.parametrize(
    "spec", ["wasmtime", "wasmtime+winch", "wasmtime+pulley", "wasmtime:fuel=on", "wasmer"]
)
def test_a_real_engine_runs_what_another_worker_has_compiled(spec):
    opened(spec).close()
    guest = binary(GREETS_AT_LENGTH)
    with open_runtime(spec, keeps_artefacts=True) as runtime:
        first, second = runtime.run(guest), runtime.worker(1).run(guest)
    assert (first.compile_ns is None, second.compile_ns is None) == (False, True)
    assert first.outcome.normal and second.outcome.normal
    assert first.output == second.output == b"hello\n"
