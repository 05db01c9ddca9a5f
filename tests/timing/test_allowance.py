"""How much time a step may take is told by one clock."""

import math

from simulated_clock import SimulatedClock

from reducer.timing import Allowance, up_to


def test_an_allowance_is_spent_when_its_time_has_come() -> None:
    clock = SimulatedClock()
    allowance = Allowance(10.0, clock)
    assert (allowance.left, allowance.spent) == (10.0, False)
    clock.seconds = 10.0
    assert (allowance.left, allowance.spent) == (0.0, True)
    clock.seconds = 12.0
    assert allowance.left == 0.0


def test_a_part_is_a_share_of_what_is_left_and_no_more_than_its_most() -> None:
    clock = SimulatedClock(60.0)
    allowance = Allowance(100.0, clock)
    assert allowance.part(0.25).until == 70.0
    assert allowance.part(0.25, 5.0).until == 65.0
    clock.seconds = 200.0
    assert allowance.part(0.25).spent


def test_without_a_deadline_only_the_most_ends_it() -> None:
    assert up_to(None).until == math.inf and not up_to(None).part(0.25).spent
    assert Allowance(math.inf, SimulatedClock(3.0)).part(0.25, 20.0).until == 23.0
    assert up_to(7.5).until == 7.5
