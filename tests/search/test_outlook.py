"""An estimate of what remains is an honest range, or none."""

import pytest

from reducer.search.outlook import Outlook


def falling(seconds: int, rate: float, start: float = 60_000, every: int = 10) -> Outlook:
    """A program that becomes smaller by that share each ten seconds."""
    outlook, size = Outlook(), start
    for second in range(0, seconds + 1, every):
        outlook.note(second, round(size))
        size *= 1 - rate
    return outlook


def test_at_a_steady_rate_the_range_holds_what_remains() -> None:
    outlook = falling(300, 0.05)
    found = outlook.remaining(300)
    assert found is not None
    # 60,000 fall to 300 in 1,033 s, and to 30 in 1,482 s.
    assert found[0] == pytest.approx(733, rel=0.1) and found[1] == pytest.approx(1182, rel=0.1)


def test_a_search_that_becomes_slower_has_a_wider_range() -> None:
    outlook = falling(200, 0.1)
    steady = outlook.remaining(200)
    for second, size in ((230, 6900), (260, 6850), (290, 6800)):
        outlook.note(second, size)
    slower = outlook.remaining(300)
    assert steady is not None and slower is not None
    assert slower[1] / slower[0] > 2 * steady[1] / steady[0]


@pytest.mark.parametrize("seconds", [0, 59])
def test_in_the_first_minute_nothing_is_known(seconds: int) -> None:
    assert falling(seconds, 0.2).remaining(seconds) is None


def test_nothing_is_known_where_nothing_vanishes_any_more() -> None:
    outlook = falling(100, 0.1)
    assert outlook.remaining(100) is not None
    assert outlook.remaining(400) is None


def test_nothing_is_known_of_a_program_that_may_be_done_at_any_moment() -> None:
    assert falling(300, 0.3).remaining(300) is None
