"""The inputs with known kernels: each has its kernel in its text, and the last six have none."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

import pytest

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
sys.path.insert(0, str(SEEDS))

from generate import main  # noqa: E402
from generator.instructions import INSTRUCTIONS  # noqa: E402
from generator.known import INPUTS, KEPT, LARGE, MIDDLE, NOTHING, REFUSED, SMALL  # noqa: E402

from reducer.runtimes.spec import parse_spec  # noqa: E402
from reducer.runtimes.table import known_runtimes  # noqa: E402


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As the command writes it, once for all tests."""
    folder = tmp_path_factory.mktemp("known")
    assert main(["--known", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def manifest(folder: Path) -> list[dict[str, str]]:
    with (folder / "manifest.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_at_least_thirty_show_something_and_six_nothing(manifest: list[dict[str, str]]) -> None:
    counts = Counter(row["expected"] for row in manifest)
    assert counts == {KEPT: len(INPUTS), REFUSED: len(NOTHING)}
    assert len(INPUTS) >= 30
    assert len(NOTHING) == 6


def test_the_kernel_is_in_the_text(folder: Path, manifest: list[dict[str, str]]) -> None:
    for row in manifest:
        text = (folder / row["file"]).read_text(encoding="utf-8")
        assert all(target in text for target in row["targets"].split())
        assert bool(row["targets"]) == (row["expected"] == KEPT)


def test_the_reported_families_come_in_three_sizes_and_every_instruction_is_used() -> None:
    for family in ("bulk_memory", "global_rmw", "ref_func"):
        assert {known.size for known in INPUTS if known.family == family} == {SMALL, MIDDLE, LARGE}
    assert {known.instruction for known in INPUTS if known.family == "instruction"} == {*INSTRUCTIONS}


def test_the_sides_are_runtimes_that_wreduce_knows() -> None:
    for known in (*INPUTS, *NOTHING):
        for spec in map(parse_spec, (known.slow, known.fast)):
            known_runtimes()[spec.name].mode(spec.mode)
