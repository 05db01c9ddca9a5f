"""The simulated runtime: seeded, without a process, with the face of a real one."""

import statistics

from simulated_runtime import SimulatedRuntime

from reducer.runtimes import Outcome, Runtime, Sample

NORMAL = Outcome("exited", 0)


def steady(binary):
    return NORMAL, 0.010


def test_it_is_a_runtime():
    runtime: Runtime = SimulatedRuntime(steady)
    with runtime as opened:
        assert opened.run(b"").outcome.normal
    assert opened.closed


def test_the_same_seed_gives_the_same_samples():
    one, other = SimulatedRuntime(steady, seed=7), SimulatedRuntime(steady, seed=7)
    assert [one.run(b"") for _ in range(20)] == [other.run(b"") for _ in range(20)]


def test_times_are_about_what_was_asked_for_with_spikes_now_and_then():
    runtime = SimulatedRuntime(steady, seed=1, spread=0.02, spike_rate=0.05, spike_factor=4.0)
    times = [runtime.run(b"").execute_ns for _ in range(2000)]
    assert abs(statistics.median(times) / 10_000_000 - 1) < 0.01
    assert 0.03 < sum(time > 30_000_000 for time in times) / len(times) < 0.07


def test_a_guest_that_takes_longer_than_it_may_is_timed_out():
    sample = SimulatedRuntime(steady).run(b"", timeout_ns=1_000_000)
    assert sample.outcome.kind == "timed out"
    assert sample.execute_ns is None


def test_a_refused_module_has_no_times():
    sample = SimulatedRuntime(lambda binary: (Outcome("invalid"), 1.0)).run(b"")
    assert sample == Sample(Outcome("invalid"))
    assert sample.total_ns is None


def test_observed_globals_are_those_that_were_asked_for():
    runtime = SimulatedRuntime(steady, globals_of=lambda binary: {"a": 1, "b": 2})
    assert runtime.observe(b"", ["a", "c"])[1] == {"a": 1}


def test_only_exit_0_is_normal():
    assert Outcome("exited", 0).normal
    assert not Outcome("exited", 7).normal
    assert not Outcome("trapped").normal
