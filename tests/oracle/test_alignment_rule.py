"""Where code lies or what it is: the rule, and how often it is right on made cases."""

import math
from random import Random

import pytest

from reducer.oracle.placement import MOVED, PADDED, judge_placements, simulated_verdicts

SLOW, FAST = math.log(2.5), 0.0


def test_a_slowdown_that_is_there_at_every_placement_is_not_one_of_alignment() -> None:
    judged = judge_placements(SLOW, [SLOW] * MOVED, [SLOW] * PADDED)
    assert (judged.verdict, judged.kept, judged.lost) == ("not alignment", 16, 0)


def test_a_slowdown_that_is_gone_at_three_of_sixteen_places_is_one_of_alignment() -> None:
    judged = judge_placements(SLOW, [SLOW] * MOVED, [FAST] * 3 + [SLOW] * 9)
    assert (judged.verdict, judged.lost) == ("alignment only", 3)
    judged = judge_placements(SLOW, [SLOW] * MOVED, [FAST] * 2 + [SLOW] * 10)
    assert (judged.verdict, judged.open) == ("unclear", True)


def test_what_the_padding_alone_takes_away_everywhere_is_not_called_alignment() -> None:
    judged = judge_placements(SLOW, [SLOW] * MOVED, [FAST] * PADDED)
    assert (judged.verdict, judged.open) == ("unclear", True)
    assert judge_placements(SLOW, [SLOW] * MOVED, [FAST] * 35 + [SLOW]).verdict == "alignment only"
    assert judge_placements(SLOW, [FAST] * MOVED, [FAST] * PADDED).verdict == "alignment only"


def test_a_case_that_is_no_slower_or_has_few_placements_says_nothing() -> None:
    assert judge_placements(0.0, [FAST] * MOVED, [FAST] * PADDED).verdict == "unclear"
    few = judge_placements(SLOW, [SLOW] * MOVED, [])
    assert (few.verdict, few.open) == ("unclear", False)


@pytest.mark.parametrize(
    ("ratio", "slow_share", "right"),
    [(2.5, 1.0, "not alignment"), (1.5, 1.0, "not alignment"), (2.5, 0.5, "alignment only")],
)
def test_five_of_five_made_cases_are_called_what_they_are(
    ratio: float, slow_share: float, right: str
) -> None:
    assert simulated_verdicts(Random(1), ratio, slow_share, 0.05, cases=5) == {
        **dict.fromkeys(("alignment only", "not alignment", "unclear"), 0.0),
        right: 1.0,
    }


def test_the_wrong_verdict_is_rare_and_what_is_missed_is_unclear() -> None:
    true = simulated_verdicts(Random(1), 1.5, 1.0, 0.1)
    assert true["alignment only"] < 0.002 and true["not alignment"] > 0.9
    made = simulated_verdicts(Random(1), 2.0, 0.5, 0.1)
    assert made["alignment only"] > 0.99 and made["not alignment"] < 0.002
    seldom_fast = simulated_verdicts(Random(1), 2.0, 0.75, 0.05)
    assert seldom_fast["alignment only"] > 0.8 and seldom_fast["not alignment"] < 0.05
    seldom_slow = simulated_verdicts(Random(1), 2.0, 1 / 16, 0.05)
    assert seldom_slow["alignment only"] > 0.8 and seldom_slow["not alignment"] == 0.0
