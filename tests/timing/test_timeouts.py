"""Time-outs for candidates: pure arithmetic."""

from reducer.timing import adaptive_timeout
from reducer.timing.timeouts import FACTOR, FIRST_NS, MARGIN_NS


def test_without_a_sample_there_is_a_first_time_out():
    assert adaptive_timeout([]) == FIRST_NS
    assert adaptive_timeout([], first_ns=5) == 5


def test_the_longest_sample_counts():
    assert adaptive_timeout([10, 30, 20]) == FACTOR * 30 + MARGIN_NS


def test_a_short_guest_still_has_the_margin():
    assert adaptive_timeout([1]) > MARGIN_NS
