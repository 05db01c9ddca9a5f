"""The verdicts on ratios, at the borders: a quarter and half of the logarithm of the case's own ratio."""

import math

import pytest

from reducer.controls.verdicts import borders, is_shown, judged
from reducer.oracle import Interval

CASE = Interval(14.0, 16.0, 18.0, 0.99)


@pytest.mark.parametrize(
    ("low", "estimate", "high", "verdict", "clear"),
    [
        pytest.param(15.0, 16.0, 17.0, "persists", True, id="as slow as the case"),
        pytest.param(20.0, 30.0, 40.0, "persists", True, id="slower than the case"),
        pytest.param(4.3, 5.0, 6.0, "persists", True, id="above half of whatever the case may be"),
        pytest.param(4.1, 5.0, 6.0, "persists", False, id="below half of what the case may be"),
        pytest.param(2.1, 3.0, 3.7, "weakens", True, id="between the borders"),
        pytest.param(2.1, 3.0, 3.9, "weakens", False, id="above half of what the case may be"),
        pytest.param(0.9, 1.0, 1.9, "vanishes", True, id="below a quarter"),
        pytest.param(0.9, 1.0, 1.95, "vanishes", False, id="above a quarter of what the case may be"),
        pytest.param(0.1, 0.2, 0.3, "vanishes", True, id="the other way round"),
        pytest.param(3.9, 4.5, 5.0, "persists", False, id="across the upper border, mostly above"),
        pytest.param(3.0, 3.9, 4.5, "weakens", False, id="across the upper border, mostly below"),
        pytest.param(1.5, 2.1, 2.5, "weakens", False, id="across the lower border, mostly above"),
        pytest.param(1.5, 1.9, 2.5, "vanishes", False, id="across the lower border, mostly below"),
        pytest.param(0.0, 9.0, math.inf, "persists", False, id="too few rounds for an interval"),
    ],
)
def test_a_verdict_is_the_interval_s_or_else_the_estimate_s(
    low: float, estimate: float, high: float, verdict: str, clear: bool
) -> None:
    found = judged(CASE, Interval(low, estimate, high, 0.99))
    assert (found.verdict, found.clear) == (verdict, clear)


def test_the_borders_are_a_quarter_and_half_of_the_logarithm() -> None:
    assert borders(16.0) == pytest.approx((2.0, 4.0))


@pytest.mark.parametrize(
    ("primary", "shown"),
    [
        pytest.param(CASE, True, id="slower"),
        pytest.param(Interval(0.9, 1.1, 1.3, 0.99), False, id="not surely slower"),
        pytest.param(Interval(0.0, 2.1, math.inf, 0.99), True, id="slower, with too few rounds"),
        pytest.param(None, False, id="nothing measured"),
    ],
)
def test_a_case_that_is_not_surely_slower_shows_nothing(primary: Interval | None, shown: bool) -> None:
    assert is_shown(primary) is shown


def test_a_case_that_is_faster_on_its_slow_side_has_no_verdicts() -> None:
    with pytest.raises(ValueError, match="not above 1"):
        judged(Interval(0.4, 0.5, 0.6, 0.99), CASE)
