"""The e-value of processes: its closed form, and the error rate that it promises, computed exactly."""

from fractions import Fraction
from math import comb

import pytest

from reducer.oracle.wins import e_value


def by_terms(wins: int, losses: int) -> Fraction:
    """The integral of (1 + t)^wins (1 - t)^losses from 0 to 1, the product written out in powers of t."""
    total = Fraction(0)
    for up in range(wins + 1):
        for down in range(losses + 1):
            total += Fraction(comb(wins, up) * comb(losses, down) * (-1) ** down, up + down + 1)
    return total


@pytest.mark.parametrize(("wins", "losses"), [(0, 0), (1, 0), (0, 1), (13, 0), (7, 3), (3, 7), (15, 15)])
def test_it_is_the_integral(wins: int, losses: int) -> None:
    assert e_value(wins, losses) == pytest.approx(float(by_terms(wins, losses)), rel=1e-9)


def test_thirteen_wins_in_a_row_reach_a_thousand_and_twelve_do_not() -> None:
    assert e_value(13, 0) > 1000 > e_value(12, 0)


def test_a_fair_coin_gains_nothing_by_one_more_process() -> None:
    for wins in range(6):
        for losses in range(6):
            mean = (e_value(wins + 1, losses) + e_value(wins, losses + 1)) / 2
            assert mean == pytest.approx(e_value(wins, losses))


@pytest.mark.parametrize("share", [0.5, 0.3])
def test_looked_at_after_each_of_a_hundred_processes_it_fools_with_alpha_at_most(share: float) -> None:
    alpha, alive, fooled = 1e-3, {0: 1.0}, 0.0
    for count in range(1, 101):
        following: dict[int, float] = {}
        for wins, mass in alive.items():
            following[wins + 1] = following.get(wins + 1, 0.0) + mass * share
            following[wins] = following.get(wins, 0.0) + mass * (1 - share)
        alive = {}
        for wins, mass in following.items():
            if e_value(wins, count - wins) >= 1 / alpha:
                fooled += mass
            else:
                alive[wins] = mass
    assert fooled <= alpha
    # It is not idle either: at even odds it uses a good part of what it may.
    assert share < 0.5 or fooled > alpha / 5
