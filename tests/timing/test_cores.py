"""Which core is chosen. The machine's own is played by a set."""

import os

import pytest

from reducer.timing import cores
from reducer.timing.cores import choose_core, parse_cores


@pytest.fixture
def machine(monkeypatch):
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
    choose_core.cache_clear()
    yield played
    choose_core.cache_clear()


def test_the_last_core_is_for_the_lane_and_the_parent_goes_to_the_others(machine):
    assert choose_core() == 1
    assert machine.allowed == {0}


def test_the_choice_is_made_once(machine):
    assert choose_core() == choose_core() == 1
    assert machine.allowed == {0}


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
