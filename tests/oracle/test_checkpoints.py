"""Checkpoints: when they are due, and the way back through the history."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reducer.oracle import Checkpoints, bisect_history


def walk(length: int, held: Callable[[int], bool], known_good: int = 0) -> tuple[int, list[int]]:
    """Drive a bisection with true answers; the step it ends at, and the steps it measured."""
    asked: list[int] = []
    generator = bisect_history(length, known_good)
    try:
        index = next(generator)
        while True:
            asked.append(index)
            index = generator.send(held(index))
    except StopIteration as end:
        return end.value, asked


def test_due_after_25_kept_steps() -> None:
    checkpoints = Checkpoints()
    for _ in range(24):
        checkpoints.decided(kept=True)
    assert not checkpoints.due(0.0)
    checkpoints.decided(kept=True)
    assert checkpoints.due(0.0)
    assert not checkpoints.checked(held=True, now=0.0)
    assert not checkpoints.due(0.0)


def test_due_after_300_seconds_if_anything_was_kept() -> None:
    checkpoints = Checkpoints(now=1000.0)
    assert not checkpoints.due(2000.0)
    checkpoints.decided(kept=True)
    assert not checkpoints.due(1299.0)
    assert checkpoints.due(1300.0)


def test_due_when_nothing_is_kept_any_more_as_after_a_false_keep() -> None:
    checkpoints = Checkpoints()
    checkpoints.decided(kept=True)
    for _ in range(49):
        checkpoints.decided(kept=False)
    assert not checkpoints.due(0.0)
    checkpoints.decided(kept=False)
    assert checkpoints.due(0.0)


def test_one_failure_is_measured_again_at_once_and_two_in_a_row_go_back() -> None:
    checkpoints = Checkpoints()
    checkpoints.decided(kept=True)
    assert not checkpoints.checked(held=False, now=0.0)
    assert checkpoints.due(0.0)
    assert checkpoints.checked(held=False, now=0.0)
    assert not checkpoints.due(0.0)


def test_a_pass_between_two_failures_forgives_the_first() -> None:
    checkpoints = Checkpoints()
    assert not checkpoints.checked(held=False, now=0.0)
    assert not checkpoints.checked(held=True, now=0.0)
    assert not checkpoints.checked(held=False, now=0.0)


@given(data=st.data(), length=st.integers(2, 300))
def test_bisection_finds_the_last_step_that_holds(data: st.DataObject, length: int) -> None:
    last_good = data.draw(st.integers(0, length - 2))
    known_good = data.draw(st.integers(0, last_good))
    found, asked = walk(length, lambda index: index <= last_good, known_good)
    assert found == last_good
    assert len(asked) <= length.bit_length() + 1
    assert length - 1 not in asked


def test_a_step_that_was_wrongly_said_to_hold_is_left_when_it_fails_its_second_measurement() -> None:
    lies = [3]

    def held(index: int) -> bool:
        if index in lies:
            lies.remove(index)
            return True
        return index <= 1

    assert walk(5, held)[0] == 1


def test_a_step_that_once_passed_a_checkpoint_is_no_longer_believed_when_it_fails_now() -> None:
    found, _ = walk(40, lambda index: index <= 7, known_good=20)
    assert found == 7


@pytest.mark.parametrize("length", [1, 2])
def test_a_history_without_anything_between_goes_back_to_the_original_unasked(length: int) -> None:
    assert walk(length, lambda index: False) == (0, [])
