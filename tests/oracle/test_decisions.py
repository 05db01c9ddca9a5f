"""What the sequential test does where processes differ, against the table in docs/oracle.md."""

import math
import random
from pathlib import Path

import pytest

from reducer.oracle.decisions import simulate_decisions, true_noise
from reducer.oracle.simulation import NoiseClass

DOCUMENT = Path(__file__).parents[2] / "docs" / "oracle.md"
KINDS = (
    NoiseClass("alike", 0.05),
    NoiseClass("differ by 5 %", 0.05, between=0.05),
    NoiseClass("differ by 10 %", 0.05, between=0.10),
    NoiseClass("two speeds", 0.05, kind_share=0.3),
)
COUNT = 200


def documented() -> list[list[str]]:
    table = DOCUMENT.read_text(encoding="utf-8").split("<!-- processes -->")[1].split("<!-- end -->")[0]
    return [[part.strip() for part in line.strip("| ").split("|")] for line in table.strip().splitlines()[2:]]


@pytest.mark.parametrize("column", range(len(KINDS)), ids=[kind.name for kind in KINDS])
def test_the_documented_figures_are_those_of_the_test(column: int) -> None:
    for row in documented():
        keep, pairs, processes = (float(word.strip(" %")) for word in row[column + 1].split("/"))
        sources = [random.Random(seed) for seed in range(COUNT)]
        found = simulate_decisions(KINDS[column], float(row[0]), 2.0, sources)
        spread = math.sqrt(max(0.0, keep / 100 * (1 - keep / 100)) / COUNT)
        assert found.keep == pytest.approx(keep / 100, abs=4 * spread + 0.01)
        assert found.pairs == pytest.approx(pairs, rel=0.2)
        assert found.processes == pytest.approx(processes, rel=0.2)
        assert found.keep + found.reject + found.capped == pytest.approx(1)


def test_the_true_noise_of_two_kinds_is_that_of_their_mixture() -> None:
    noise = true_noise(KINDS[3])
    assert noise.between == pytest.approx(math.log(1.5) * math.sqrt(0.21))
    assert noise.variances.within == pytest.approx(0.05)


def test_at_least_one_is_simulated() -> None:
    with pytest.raises(ValueError, match="at least one"):
        simulate_decisions(KINDS[0], 2.0, 2.0, [])
