"""The verdicts on ratios, at the borders: a quarter and half of the logarithm of the case's own ratio."""

import math

import pytest

from reducer.controls.verdicts import is_shown, judged
from reducer.oracle import Interval

CASE = Interval(14.0, 16.0, 18.0, 0.99)
ROUNDS = 12


def around(ratio: float, times: float = 1.0) -> list[float]:
    """The logarithms of as many ratios about this one, the outermost `times` larger or smaller."""
    half = (ROUNDS - 1) / 2
    return [math.log(ratio) + math.log(times) * (round_ - half) / half for round_ in range(ROUNDS)]


@pytest.mark.parametrize(
    ("ratio", "times", "verdict", "clear"),
    [
        pytest.param(16.0, 1.1, "persists", True, id="as slow as the case"),
        pytest.param(30.0, 1.3, "persists", True, id="slower than the case"),
        pytest.param(4.5, 1.05, "persists", True, id="just above half"),
        pytest.param(4.5, 1.3, "persists", False, id="about half, mostly above"),
        pytest.param(3.6, 1.3, "weakens", False, id="about half, mostly below"),
        pytest.param(2.8, 1.1, "weakens", True, id="between the borders"),
        pytest.param(2.2, 1.3, "weakens", False, id="about a quarter, mostly above"),
        pytest.param(1.8, 1.3, "vanishes", False, id="about a quarter, mostly below"),
        pytest.param(1.8, 1.05, "vanishes", True, id="just below a quarter"),
        pytest.param(1.0, 1.3, "vanishes", True, id="no slowdown"),
        pytest.param(0.2, 1.3, "vanishes", True, id="the other way round"),
    ],
)
def test_a_verdict_is_the_interval_s_or_else_the_estimate_s(
    ratio: float, times: float, verdict: str, clear: bool
) -> None:
    found = judged([(math.log(16.0), changed) for changed in around(ratio, times)])
    assert (found.verdict, found.clear) == (verdict, clear)


def test_what_disturbs_a_round_disturbs_the_case_and_its_variant() -> None:
    """The case is at 9 to 28; within each round the variant has a third of it, in logarithms."""
    found = judged([(whole, whole / 3) for whole in around(16.0, 1.8)])
    assert (found.verdict, found.clear) == ("weakens", True)
    apart = zip(around(16.0, 1.8), reversed(around(16.0 ** (1 / 3), 1.6)), strict=True)
    assert judged(list(apart)).clear is False


def test_too_few_rounds_leave_the_estimate() -> None:
    found = judged([(math.log(16.0), math.log(9.0))] * 7)
    assert (found.verdict, found.clear) == ("persists", False)


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
