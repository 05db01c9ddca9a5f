"""The sequential test: what one pair can say, how few pairs decide, and that a decision stays."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reducer.oracle import DEFAULTS, Decision, Noise, SequentialTest, enough, increment

QUIET = Noise(0.05)
NOISY = Noise(0.20)
FAR_ABOVE, FAR_BELOW = math.log(1e6), math.log(1e-6)


def decided_after(xs: list[float], test: SequentialTest) -> tuple[Decision | None, int]:
    for x in xs:
        test.add(x)
    return test.decision, test.pairs


def test_three_pairs_far_above_keep_and_two_do_not() -> None:
    assert decided_after([FAR_ABOVE] * 2, SequentialTest(2, QUIET)) == (None, 2)
    assert decided_after([FAR_ABOVE] * 9, SequentialTest(2, QUIET)) == (Decision.KEPT, 3)


def test_two_pairs_far_below_reject_and_one_does_not() -> None:
    assert decided_after([FAR_BELOW], SequentialTest(2, QUIET)) == (None, 1)
    assert decided_after([FAR_BELOW] * 9, SequentialTest(2, QUIET)) == (Decision.NOT_SHOWN, 2)


@pytest.mark.parametrize("extra", [1, 2, 5])
def test_asking_for_more_pairs_raises_the_fewest_that_keep_and_only_those(extra: int) -> None:
    settings = DEFAULTS
    for _ in range(extra):
        settings = settings.asking_one_more()
    assert decided_after([FAR_ABOVE] * 20, SequentialTest(2, QUIET, settings)) == (Decision.KEPT, 3 + extra)
    assert decided_after([FAR_BELOW] * 20, SequentialTest(2, QUIET, settings)) == (Decision.NOT_SHOWN, 2)


@pytest.mark.parametrize(("noise", "cap"), [(QUIET, DEFAULTS.quiet_cap), (NOISY, DEFAULTS.cap)])
def test_what_stays_at_the_bar_is_not_shown_at_the_cap_and_not_rejected(noise: Noise, cap: int) -> None:
    test = SequentialTest(2, noise)
    assert decided_after([math.log(2)] * 50, test) == (Decision.NOT_SHOWN, cap)
    assert not test.rejected


def test_a_decision_stays_whatever_comes_after_it() -> None:
    test = SequentialTest(2, QUIET)
    assert decided_after([FAR_BELOW] * 2 + [FAR_ABOVE] * 50, test) == (Decision.NOT_SHOWN, 2)
    assert test.rejected


def test_prior_evidence_counts_as_if_it_had_just_come() -> None:
    prior = [math.log(2.1), math.log(1.95), math.log(2.2)]
    whole, continued = SequentialTest(2, NOISY), SequentialTest(2, NOISY, prior=prior)
    for x in prior:
        whole.add(x)
    assert (continued.evidence, continued.pairs, continued.decision) == (whole.evidence, 3, None)


def test_a_slow_run_that_was_cut_off_where_the_clip_binds_says_all_that_it_could_have_said() -> None:
    beyond = enough(2, NOISY)
    assert increment(beyond, 2, NOISY) == pytest.approx(DEFAULTS.clip_high)
    assert increment(beyond - 0.01, 2, NOISY) < DEFAULTS.clip_high
    censored = SequentialTest(2, NOISY)
    for _ in range(3):
        censored.add(beyond + 1e-9)
    assert censored.decision is Decision.KEPT


@given(low=st.floats(-3, 3), more=st.floats(0, 5), bar=st.floats(0.5, 10), sigma=st.floats(0.02, 0.35))
def test_a_cut_off_run_never_overstates(low: float, more: float, bar: float, sigma: float) -> None:
    noise = Noise(sigma)
    assert increment(low, bar, noise) <= increment(low + more, bar, noise)


@given(xs=st.lists(st.floats(-2, 3), min_size=1, max_size=25), bar=st.floats(0.5, 8), lower=st.floats(0.1, 1))
def test_what_is_kept_at_a_bar_is_kept_at_every_lower_one(xs: list[float], bar: float, lower: float) -> None:
    high, low = SequentialTest(bar, NOISY, prior=xs), SequentialTest(bar * lower, NOISY, prior=xs)
    if high.decision is Decision.KEPT:
        assert low.decision is Decision.KEPT


@pytest.mark.parametrize("bar", [0.0, -1.0, math.inf, math.nan])
def test_a_bar_that_is_no_ratio_is_refused(bar: float) -> None:
    with pytest.raises(ValueError, match="bar"):
        SequentialTest(bar, QUIET)


def test_a_pair_that_is_not_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="not a number"):
        SequentialTest(2, QUIET).add(math.nan)


def test_the_constants_are_those_of_the_description() -> None:
    assert DEFAULTS.clip_high == pytest.approx(math.log(1000) / 3)
    assert DEFAULTS.clip_low == pytest.approx(-math.log(50) / 2)
    assert DEFAULTS.half_width(0.05) == pytest.approx(math.log(1.1))
    assert DEFAULTS.half_width(0.30) == pytest.approx(0.15)
