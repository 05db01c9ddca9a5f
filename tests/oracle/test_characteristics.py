"""The operating characteristics: computed, compared with the documented table and with brute force."""

import random
import re
from pathlib import Path

import pytest

from reducer.oracle import DEFAULTS, Decision, Noise, SequentialTest
from reducer.oracle.characteristics import Characteristics, characteristics, pairs_to_tell_apart
from reducer.oracle.simulation import Machine, NoiseClass

DOCUMENT = Path(__file__).parents[2] / "docs" / "oracle.md"
RATIOS = (1.0, 1.5, 1.9, 2.1, 2.5, 3.5)
CONDITIONS = ((0.05, 0.0), (0.05, 0.05), (0.20, 0.0), (0.20, 0.05))
BAR = 2.0


def cell(found: Characteristics) -> str:
    """A cell of the documented table: P(kept) in percent, expected pairs."""
    return f"{100 * found.keep:.3f} % / {found.pairs:.2f}"


def documented() -> dict[float, list[str]]:
    """The rows of the table between its two marks in docs/oracle.md, by true ratio."""
    text = DOCUMENT.read_text(encoding="utf-8")
    table = text.split("<!-- characteristics -->")[1].split("<!-- end -->")[0]
    rows = [
        [part.strip() for part in line.strip("| ").split("|")] for line in table.splitlines() if "%" in line
    ]
    return {float(row[0]): row[1:] for row in rows if re.fullmatch(r"[\d.]+", row[0])}


@pytest.mark.parametrize("ratio", RATIOS)
def test_the_documented_figures_are_the_computed_ones(ratio: float) -> None:
    computed = [cell(characteristics(ratio, BAR, sigma, spikes)) for sigma, spikes in CONDITIONS]
    assert documented()[ratio] == computed


def test_every_documented_ratio_is_compared() -> None:
    assert sorted(documented()) == list(RATIOS)


@pytest.mark.parametrize(("sigma", "spikes"), CONDITIONS)
@pytest.mark.parametrize("ratio", RATIOS)
def test_the_three_ends_are_all_there_is(ratio: float, sigma: float, spikes: float) -> None:
    found = characteristics(ratio, BAR, sigma, spikes)
    assert found.keep + found.reject + found.capped == pytest.approx(1, abs=1e-9)
    assert 2 <= found.pairs <= DEFAULTS.cap_at(sigma)


@pytest.mark.parametrize(("sigma", "spikes"), CONDITIONS)
def test_a_dead_candidate_is_kept_less_than_twice_in_ten_thousand(sigma: float, spikes: float) -> None:
    assert characteristics(1.0, BAR, sigma, spikes).keep < 2e-4


@pytest.mark.parametrize(("sigma", "spikes"), CONDITIONS)
def test_a_finer_grid_gives_the_same_figures(sigma: float, spikes: float) -> None:
    for ratio in (1.9, 2.1, 2.5):
        coarse = characteristics(ratio, BAR, sigma, spikes, steps=256)
        fine = characteristics(ratio, BAR, sigma, spikes, steps=1024)
        assert coarse.keep == pytest.approx(fine.keep, abs=1e-3)
        assert coarse.pairs == pytest.approx(fine.pairs, abs=3e-2)


@pytest.mark.parametrize(
    ("ratio", "sigma", "spikes"),
    [(1.9, 0.20, 0.0), (2.1, 0.20, 0.05), (2.0, 0.05, 0.0), (2.1, 0.05, 0.05), (1.0, 0.20, 0.05)],
)
def test_the_computation_agrees_with_the_test_itself_run_4000_times(
    ratio: float, sigma: float, spikes: float
) -> None:
    times = 4000
    machine = Machine(NoiseClass("", sigma, spike=spikes), random.Random(11))
    kept = pairs = 0
    for _ in range(times):
        test = SequentialTest(BAR, Noise(sigma))
        while test.decision is None:
            test.add(machine.pair(ratio))
        kept += test.decision is Decision.KEPT
        pairs += test.pairs
    found = characteristics(ratio, BAR, sigma, spikes)
    error = (found.keep * (1 - found.keep) / times) ** 0.5
    assert abs(kept / times - found.keep) < 4 * error + 1e-3
    assert pairs / times == pytest.approx(found.pairs, abs=4 * 6 / times**0.5)


def test_an_extra_pair_makes_false_keeps_rarer_and_costs_about_one_pair() -> None:
    before = characteristics(1.0, BAR, 0.05, 0.05).keep
    more = DEFAULTS.asking_one_more()
    assert characteristics(1.0, BAR, 0.05, 0.05, more).keep < before / 5
    extra = characteristics(3.5, BAR, 0.05, 0.05, more).pairs - characteristics(3.5, BAR, 0.05, 0.05).pairs
    assert 1.0 <= extra < 1.5


def test_telling_two_near_ratios_apart_takes_pairs_by_the_square_of_the_noise() -> None:
    once = pairs_to_tell_apart(1.9, 2.1, Noise(0.1))
    assert pairs_to_tell_apart(1.9, 2.1, Noise(0.2)) == pytest.approx(4 * once, abs=4)
    with pytest.raises(ValueError, match="smaller first"):
        pairs_to_tell_apart(2.1, 1.9, Noise(0.1))


def test_figures_need_sensible_input() -> None:
    with pytest.raises(ValueError, match="above 0"):
        characteristics(2.0, 0.0, 0.1)
