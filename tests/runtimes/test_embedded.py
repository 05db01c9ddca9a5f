"""An embedded runtime over a worker that needs no engine: what becomes of a run when its worker is lost."""

import gc
import os
import signal
import sys
from dataclasses import replace

import psutil
import pytest
from stub_runtime import ENGINE, LIMITS, deed

from reducer.runtimes import RuntimesError
from reducer.runtimes.embedded import EmbeddedRuntime
from reducer.runtimes.modules import MODULES_KEPT
from reducer.runtimes.starting import Engine

SECOND = 10**9


@pytest.fixture
def runtime():
    with EmbeddedRuntime("stub", ENGINE, core=None, limits=LIMITS) as opened:
        yield opened


def test_version_is_what_the_worker_says(runtime):
    assert runtime.version == "1.2.3"


def test_a_sample_has_the_times_of_every_phase(runtime):
    sample = runtime.run(deed("nothing"))
    assert sample.outcome.normal
    assert sample.compile_ns > 0
    assert sample.compile_cpu_ns >= 0
    assert (sample.instantiate_ns, sample.instantiate_cpu_ns) == (1, 2)
    assert (sample.execute_ns, sample.execute_cpu_ns) == (3, 4)
    assert sample.total_ns == sample.compile_ns + 4
    assert sample.output == b"done"


def test_a_binary_is_compiled_once(runtime):
    first = runtime.run(deed("nothing"))
    assert runtime.run(deed("nothing")).compile_ns == first.compile_ns


def test_forgotten_modules_are_compiled_again(runtime):
    deeds = [deed(f"nothing {number}") for number in range(MODULES_KEPT + 3)]
    assert all(runtime.run(one).outcome.normal for one in deeds * 2)


@pytest.mark.parametrize(
    ("words", "kind", "message"),
    [
        pytest.param("hang", "timed out", "no end within 0.5 s", id="hang"),
        pytest.param("abort", "crashed", "SIGABRT: last words", id="abort"),
        pytest.param("leave", "crashed", "exit code 3", id="leave"),
        pytest.param("be refused", "invalid", "not to my taste", id="refused"),
    ],
)
def test_outcome_names_what_happened_and_the_next_run_finds_a_fresh_worker(runtime, words, kind, message):
    sample = runtime.run(deed(words), timeout_ns=SECOND // 2)
    assert (sample.outcome.kind, sample.outcome.message) == (kind, message)
    assert not sample.outcome.normal
    assert sample.execute_ns is None
    assert runtime.run(deed("nothing")).outcome.normal


def test_a_worker_that_others_keep_off_its_core_gets_the_time_that_it_has_not_had():
    core = min(os.sched_getaffinity(0))
    others = [psutil.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(3)]
    try:
        for other in others:
            other.cpu_affinity([core])
        with EmbeddedRuntime("stub", ENGINE, core=core, limits=LIMITS) as runtime:
            runtime.run(deed("nothing"))
            # A quarter of the core: 0.3 s of CPU time take over a second.
            assert runtime.run(deed("compute"), timeout_ns=SECOND // 2).outcome.normal
            assert runtime.run(deed("hang"), timeout_ns=SECOND // 10).outcome.kind == "timed out"
    finally:
        for other in others:
            other.kill()
            other.wait()


@pytest.mark.parametrize("words", ["eat", "spawn a child that eats"])
def test_memory_is_limited_for_the_whole_tree_of_processes(runtime, words):
    sample = runtime.run(deed(words), timeout_ns=30 * SECOND)
    assert sample.outcome.kind == "out of memory"
    assert "128 MiB allowed" in sample.outcome.message
    assert runtime.run(deed("nothing")).outcome.normal


def test_what_an_engine_prints_stays_out_of_the_protocol(runtime):
    assert runtime.run(deed("chatter"), timeout_ns=30 * SECOND).outcome.normal
    assert runtime.run(deed("nothing")).outcome.normal


def test_a_worker_that_died_while_idle_is_not_held_against_the_guest(runtime):
    worker = psutil.Process(runtime.pid)
    worker.kill()
    worker.wait(timeout=10)
    assert runtime.run(deed("nothing")).outcome.normal


def test_renewed_it_compiles_in_fresh_engines_of_the_same_process(runtime):
    runtime.run(deed("nothing"))
    before = runtime.pid
    for words in ("nothing", "nothing", "more"):
        runtime.renew()
        sample = runtime.run(deed(words))
        assert sample.outcome.normal
        assert (sample.compile_ns, sample.compile_cpu_ns) == (1_000_000 + len(deed(words)), 2_000_000)
    assert runtime.pid == before


def test_an_engine_that_remembers_what_it_compiled_is_renewed_by_a_fresh_process():
    engine = replace(ENGINE, options={"remembers": "yes"})
    with EmbeddedRuntime("stub", engine, core=None, limits=LIMITS) as runtime:
        before = runtime.pid
        runtime.renew()
        assert runtime.pid != before
        assert runtime.run(deed("nothing")).outcome.normal


def test_restart_gives_a_fresh_process(runtime):
    before = runtime.pid
    runtime.restart()
    assert runtime.pid != before
    assert not psutil.pid_exists(before)


def test_its_workers_are_processes_of_their_own_and_started_when_they_are_used(runtime):
    others = [runtime.worker(1), runtime.worker(2)]
    assert [other.pid for other in others] == [None, None]
    assert all(other.run(deed("nothing")).outcome.normal for other in others)
    assert len({runtime.pid, *(other.pid for other in others)}) == 3
    assert [runtime.worker(index) for index in range(3)] == [runtime, *others]


def test_a_worker_that_got_ready_is_the_one_that_runs(runtime):
    other = runtime.worker(1)
    other.get_ready()
    before = other.pid
    other.get_ready()
    assert other.run(deed("nothing")).outcome.normal
    assert (other.pid, other.starts) == (before, 1)


def test_a_restart_goes_on_in_the_process_that_was_started_for_it_and_that_has_run_nothing(runtime):
    other = runtime.worker(1)
    runtime.start_next()
    other.start_next()
    before = set(_children())
    runtime.restart()
    other.get_ready()
    assert {runtime.pid, other.pid} < before
    assert runtime.run(deed("nothing")).outcome.normal
    assert other.run(deed("nothing")).outcome.normal
    assert (runtime.starts, other.starts) == (2, 1)


def test_a_process_that_died_before_it_was_needed_is_not_gone_on_in(runtime):
    before = set(_children())
    runtime.start_next()
    (started,) = set(_children()) - before
    os.kill(started, signal.SIGKILL)
    psutil.Process(started).wait(10) if psutil.pid_exists(started) else None
    runtime.restart()
    assert runtime.pid != started
    assert runtime.run(deed("nothing")).outcome.normal


def test_close_ends_the_process_that_was_started_for_a_restart():
    with EmbeddedRuntime("stub", ENGINE, core=None, limits=LIMITS) as first:
        before = set(_children())
        first.start_next()
        (started,) = set(_children()) - before
    assert not psutil.pid_exists(started)


def _children():
    return [child.pid for child in psutil.Process().children()]


def test_restart_and_close_are_for_all_workers(runtime):
    with EmbeddedRuntime("stub", ENGINE, core=None, limits=LIMITS) as first:
        other = first.worker(1)
        other.run(deed("nothing"))
        before = other.pid
        first.restart()
        assert not psutil.pid_exists(before)
        assert other.run(deed("nothing")).outcome.normal
        last = other.pid
    assert not psutil.pid_exists(last)


def test_a_worker_whose_start_was_interrupted_starts_again(runtime, monkeypatch):
    other = runtime.worker(1)

    def interrupt(*arguments, **options):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("reducer.runtimes.process.Worker.listen", interrupt)
        with pytest.raises(KeyboardInterrupt):
            other.run(deed("nothing"))
    assert other.pid is None
    assert other.run(deed("nothing")).outcome.normal
    other.close()


def test_where_every_run_is_a_process_one_worker_does_for_all():
    with EmbeddedRuntime("stub", replace(ENGINE, runs_apart=True), core=None, limits=LIMITS) as runtime:
        assert runtime.worker(1) is runtime
        before = runtime.starts
        runtime.run(deed("nothing"))
        assert runtime.starts == before + 1


def test_nothing_is_left_after_close(runtime):
    # What other tests left to the collector is not to go in between; the guardian, opened once, stays.
    gc.collect()
    descriptors = os.listdir("/proc/self/fd")
    with EmbeddedRuntime("stub", ENGINE, core=None, limits=LIMITS) as another:
        worker = psutil.Process(another.pid)
        another.close()
        assert not worker.is_running()
    assert os.listdir("/proc/self/fd") == descriptors
    with pytest.raises(RuntimeError, match="closed"):
        another.run(deed("nothing"))


def test_being_interrupted_ends_the_worker_and_not_the_runtime(runtime, monkeypatch):
    worker = psutil.Process(runtime.pid)

    def interrupt(*arguments, **options):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(runtime._worker, "listen", interrupt)
        with pytest.raises(KeyboardInterrupt):
            runtime.run(deed("nothing"))
    assert not worker.is_running()
    assert runtime.run(deed("nothing")).outcome.normal


def test_an_engine_that_does_not_start_is_an_error_in_one_line():
    engine = Engine(ENGINE.script, ENGINE.library, observes=False, options={"start": "fails"})
    with pytest.raises(RuntimesError, match=r"stub does not start.*the engine is not there") as caught:
        EmbeddedRuntime("stub", engine, core=None, limits=LIMITS)
    assert "\n" not in str(caught.value)


def test_an_engine_that_nobody_waits_for_starts_all_the_same():
    with EmbeddedRuntime("stub", ENGINE, core=None, limits=LIMITS, waits=False) as runtime:
        assert runtime.pid is not None
        assert runtime.version == "1.2.3"
        assert runtime.run(deed("nothing")).outcome.normal
    engine = Engine(ENGINE.script, ENGINE.library, observes=False, options={"start": "fails"})
    with (
        EmbeddedRuntime("stub", engine, core=None, limits=LIMITS, waits=False) as runtime,
        pytest.raises(RuntimesError, match="stub does not start"),
    ):
        print(runtime.version)


def test_an_engine_that_cannot_observe_says_which_can():
    engine = Engine(ENGINE.script, ENGINE.library, observes=False)
    with (
        EmbeddedRuntime("stub", engine, core=None, limits=LIMITS) as runtime,
        pytest.raises(RuntimesError, match="use wasmtime"),
    ):
        runtime.observe(deed("nothing"), ["counter"])
