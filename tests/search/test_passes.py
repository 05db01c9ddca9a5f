"""Passes are tested with a list of booleans: no module, no oracle."""

import math
from collections.abc import Callable

import pytest

from reducer.search.passes import (
    along,
    counter_based,
    first_kept,
    halving,
    many,
    one_by_one,
    subset_size,
)


def drive(search, needed: set[int]) -> tuple[list[int], int]:
    """Runs a pass with an oracle that keeps whatever spares the needed elements; what was removed, and the
    tries it took."""
    tries = 0
    try:
        subset = next(search)
        while True:
            tries += 1
            subset = search.send(not needed & set(subset))
    except StopIteration as stop:
        return stop.value, tries


PASSES = [
    pytest.param(counter_based, id="counter based"),
    pytest.param(
        lambda elements: counter_based(elements, together=False), id="counter based, never all at once"
    ),
    pytest.param(halving, id="halving"),
    pytest.param(one_by_one, id="one by one"),
    pytest.param(along, id="along"),
]


@pytest.mark.parametrize("strategy", PASSES)
@pytest.mark.parametrize("needed", [set(), {0}, {39}, {3, 17, 18}, set(range(0, 40, 7)), set(range(40))])
def test_a_pass_removes_all_that_is_not_needed_and_nothing_else(strategy: Callable, needed: set[int]) -> None:
    removed, _ = drive(strategy(list(range(40))), needed)
    assert set(removed) == set(range(40)) - needed
    assert len(removed) == len(set(removed))


@pytest.mark.parametrize("strategy", PASSES)
def test_a_pass_over_nothing_asks_nothing(strategy: Callable) -> None:
    assert drive(strategy([]), set()) == ([], 0)


def test_one_try_is_enough_where_everything_can_go() -> None:
    assert drive(halving(list(range(100))), set())[1] == 1
    assert drive(counter_based(list(range(100))), set())[1] == 1


def test_what_was_removed_stays_removed_in_later_tries() -> None:
    search = one_by_one(["a", "b", "c"])
    assert next(search) == ["a"]
    assert search.send(True) == ["a", "b"]
    assert search.send(False) == ["a", "c"]


def test_subset_sizes_fall_to_one() -> None:
    sizes = [subset_size(round_) for round_ in range(8)]
    assert sizes[0] == 9
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] == 1


def test_counter_based_needs_fewer_tries_than_one_by_one_where_little_is_needed() -> None:
    elements = list(range(60))
    assert drive(counter_based(elements, together=False), {30})[1] < drive(one_by_one(elements), {30})[1] / 2


def test_thirty_thousand_elements_of_which_only_the_number_matters_go_in_tens_of_tries() -> None:
    search, tries, removed = many(range(30_000), one_by_one), 0, 0
    subset = next(search)
    try:
        while True:
            tries += 1
            # 1,200 of them are needed, whichever they are.
            removed = max(removed, len(subset)) if (kept := len(subset) <= 28_800) else removed
            subset = search.send(kept)
    except StopIteration as stop:
        assert len(stop.value) == removed
    assert 28_800 - 30_000 // 64 <= removed <= 28_800 and tries < 100


def test_few_elements_are_each_tried() -> None:
    assert drive(many(range(60), one_by_one), {7})[0] == [element for element in range(60) if element != 7]


def test_of_what_stands_in_each_others_place_the_first_that_is_kept_is_the_last_that_is_tried() -> None:
    search = first_kept([1, 2, 3, 4])
    assert [next(search), search.send(False), search.send(False)] == [[1], [2], [3]]
    with pytest.raises(StopIteration) as stop:
        search.send(True)
    assert stop.value.value == [3]


def test_along_an_order_groups_grow_where_all_goes_and_shrink_where_something_is_needed() -> None:
    sets = []
    search = along(list(range(16)))
    try:
        subset = next(search)
        while True:
            sets.append(list(subset))
            subset = search.send(5 not in subset)
    except StopIteration as done:
        assert done.value == [number for number in range(16) if number != 5]
    assert sets[0] == [0, 1, 2, 3]
    assert sets[1] == list(range(12)) and sets[2] == list(range(8)) and sets[3] == list(range(6))
    assert sets[-1] == [number for number in range(16) if number != 5] and len(sets) < 14


def test_along_an_order_what_is_needed_here_and_there_costs_a_few_decisions_each() -> None:
    needed = set(range(0, 2000, 100))
    removed, tries = drive(along(list(range(2000))), needed)
    # Down to one and up again.
    assert len(removed) == 1980 and tries < 20 * 2 * math.log2(2000)
