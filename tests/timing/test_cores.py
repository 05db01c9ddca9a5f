"""Which core is chosen. The machine's own is played by a set."""

import os
import subprocess
import sys

import pytest

from reducer.timing import cores
from reducer.timing.cores import (
    choose_core,
    claim_cores,
    core_beside,
    everywhere,
    parse_cores,
    use_core,
)


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """A machine whose allowed cores and hyperthreads a test can set."""

    class Machine:
        allowed = frozenset({0, 1})
        shared = ()

        def siblings(self, core):
            return {core}.union(*(group for group in self.shared if core in group))

    played = Machine()
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: set(played.allowed))
    monkeypatch.setattr(os, "sched_setaffinity", lambda process, rest: setattr(played, "allowed", rest))
    monkeypatch.setattr(cores, "siblings", played.siblings)
    monkeypatch.setattr(cores, "claims_folder", lambda: tmp_path)
    monkeypatch.setattr(cores, "_claims", {})
    monkeypatch.setattr(cores, "_given", [])
    monkeypatch.setattr(cores, "_chosen", [])
    choose_core.cache_clear()
    yield played
    choose_core.cache_clear()


def test_the_last_core_is_for_the_lane_and_the_parent_goes_to_the_others(machine):
    assert choose_core() == 1
    assert machine.allowed == {0}


def test_the_choice_is_made_once(machine):
    assert choose_core() == choose_core() == 1
    assert machine.allowed == {0}


def test_what_starts_while_nothing_is_timed_may_run_on_the_lanes_core_too(machine):
    choose_core()
    with everywhere():
        assert machine.allowed == {0, 1}
    assert machine.allowed == {0}


def test_what_is_not_timed_has_another_core_than_the_lane(machine):
    assert (choose_core(), core_beside()) == (1, 0)


def test_a_lane_of_another_process_has_no_core_beside_its_own(machine):
    use_core(1, {0})
    assert core_beside() == 1


def test_where_there_is_one_core_nothing_has_a_core_of_its_own(machine):
    machine.allowed = {0}
    assert core_beside() is None


def test_a_lane_of_another_process_may_start_its_own_on_its_core(machine):
    use_core(1, {0})
    with everywhere():
        assert machine.allowed == {0, 1}
    assert machine.allowed == {0}


def test_who_has_no_core_of_its_own_starts_where_it_stands(machine):
    machine.allowed = frozenset({3})
    with everywhere():
        assert machine.allowed == {3}


def test_there_is_no_choice_with_one_core(machine):
    machine.allowed = frozenset({3})
    assert choose_core() is None
    assert machine.allowed == {3}


def test_the_parent_leaves_the_hyperthread_of_the_lane_as_well(machine):
    machine.allowed = frozenset({0, 1, 2, 3})
    machine.shared = ({0, 2}, {1, 3})
    assert choose_core() == 3
    assert machine.allowed == {0, 2}


def test_a_hyperthread_is_better_than_nothing(machine):
    machine.shared = ({0, 1},)
    assert choose_core() == 1
    assert machine.allowed == {0}


def test_a_system_that_refuses_gives_no_core(machine, monkeypatch):
    def refuse(process, rest):
        raise PermissionError

    monkeypatch.setattr(os, "sched_setaffinity", refuse)
    assert choose_core() is None


@pytest.mark.parametrize(("text", "expected"), [("0", {0}), ("0-2,5\n", {0, 1, 2, 5}), ("", set())])
def test_the_kernels_lists_are_read(text, expected):
    assert parse_cores(text) == expected


CLAIM = "import sys; from reducer.timing import cores; from pathlib import Path; "
CLAIM += "cores.claims_folder = lambda: Path(sys.argv[1]); "
CLAIM += "print(cores.claim_cores(1, {0, 1, 2})[0], flush=True); sys.stdin.read()"


@pytest.fixture
def claimant(tmp_path):
    """Starts processes that claim one of three cores and hold it."""
    started = []

    def claim():
        process = subprocess.Popen(
            [sys.executable, "-c", CLAIM, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        started.append(process)
        return process, int(process.stdout.readline())

    yield claim
    for process in started:
        process.kill()
        process.communicate()


def test_processes_take_different_cores_and_then_the_least_claimed(machine, claimant):
    assert [claimant()[1] for _ in range(4)] == [2, 1, 0, 2]
    assert claim_cores(1, {0, 1, 2}) == [1]


def test_a_killed_process_gives_its_core_back(machine, claimant):
    process, core = claimant()
    process.kill()
    process.wait()
    assert claimant()[1] == core == 2


def test_several_lanes_of_one_process_get_different_cores(machine):
    assert claim_cores(2, {0, 1, 2}) == [2, 1]
    assert claim_cores(9, {5, 6}) == [6, 5]
    assert claim_cores(1, {0, 1, 2}) == [0]
    cores.release_cores([2])
    assert claim_cores(1, {0, 1, 2}) == [2]


def test_without_a_place_for_claims_the_last_core_is_taken(machine, monkeypatch):
    monkeypatch.setattr(cores, "claims_folder", lambda: None)
    assert choose_core() == 1


def test_a_lane_uses_the_core_that_it_was_given(machine):
    use_core(0, {1})
    assert choose_core() == 0
    assert machine.allowed == {1}


def test_a_folder_of_another_kind_is_no_place_for_claims(monkeypatch, tmp_path):
    monkeypatch.setattr(cores.tempfile, "gettempdir", lambda: str(tmp_path))
    (tmp_path / f"wreduce-cores-{os.getuid()}").write_text("")
    assert cores.claims_folder() is None
