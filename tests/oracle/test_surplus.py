"""Whether a share of a surplus goes with a knock-out: decided in few pairs, and how often wrongly."""

import random
import re
from pathlib import Path

import pytest

from reducer.oracle import Decision, Noise
from reducer.oracle.surplus import (
    scatter,
    share_characteristics,
    share_interval,
    shares,
    takes_a_share,
)

DOCS = Path(__file__).resolve().parents[2] / "docs" / "oracle.md"
SHARES = (0.0, 0.1, 0.2, 0.3, 0.5, 0.9)
# Of a run; a pair's is sqrt(2) times as large: 5 % and 20 %.
MACHINES = ((0.05 / 2**0.5, 0.0), (0.05 / 2**0.5, 0.05), (0.2 / 2**0.5, 0.0), (0.2 / 2**0.5, 0.05))
QUIET = Noise(0.05)


def row(share: float, tries: int) -> str:
    found = [share_characteristics(share, 2.5, sigma, spikes, tries=tries) for sigma, spikes in MACHINES]
    return " | ".join(f"{100 * one.named:.1f} % / {one.pairs:.1f}" for one in found)


def documented() -> dict[float, str]:
    table = DOCS.read_text(encoding="utf-8").split("<!-- shares -->")[1].split("<!-- end shares -->")[0]
    return {float(share): rest for share, rest in re.findall(r"^\| (0\.\d) \| (.*) \|$", table, re.MULTILINE)}


def test_the_documented_shares_are_there() -> None:
    assert tuple(documented()) == SHARES


@pytest.mark.long
@pytest.mark.parametrize("share", SHARES)
def test_the_documented_characteristics_are_those_of_the_code(share: float) -> None:
    assert documented()[share] == row(share, 2000)


def test_nothing_is_not_named_and_a_half_is_not_missed() -> None:
    assert share_characteristics(0.0, 2.5, MACHINES[0][0], tries=200).named == 0.0
    half = share_characteristics(0.5, 2.5, MACHINES[0][0], tries=200)
    assert half.named == 1.0 and half.pairs < 3.5


def test_a_share_is_what_is_missing_from_the_original_s_surplus() -> None:
    assert shares([10.0, 11.0, 9.0], [10.0, 5.0, 0.0, 15.0]) == [0.0, 0.5, 1.0, -0.5]


@pytest.mark.parametrize(
    ("without", "decision"),
    [
        pytest.param([10.0, 10.0], Decision.NOT_SHOWN, id="two pairs tell that nothing went"),
        pytest.param([0.0, 0.0], None, id="two pairs name nothing"),
        pytest.param([0.0, 0.0, 0.0], Decision.KEPT, id="three pairs name what takes all"),
        pytest.param([10.0, 0.0, 0.0], None, id="one hiccup decides nothing"),
    ],
)
def test_few_pairs_decide(without: list[float], decision: Decision | None) -> None:
    assert takes_a_share([10.0] * 4, without, QUIET) is decision


def test_who_is_not_slower_has_no_surplus() -> None:
    with pytest.raises(ValueError, match="not the slower"):
        scatter([-1.0, 0.5, -2.0])


def test_eight_pairs_give_a_share_its_interval() -> None:
    source = random.Random(3)
    without = [3.0 + source.gauss(0.0, 0.2) for _ in range(8)]
    found = share_interval([10.0] * 4, without)
    assert 0.6 < found.low < 0.7 < found.high < 0.8
