"""The gallery's page: what was measured stands in it, and nothing else."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "bench"), str(ROOT / "seeds")]

from gallery.entries import Entry, entries  # noqa: E402
from gallery.page import page  # noqa: E402

from reducer.runtimes.spec import parse_spec  # noqa: E402
from reducer.wat.module import parse  # noqa: E402

ENTRIES = list(entries(lambda name: (ROOT / "seeds" / name).read_text(encoding="utf-8")))
LINE = {
    "name": "memory.copy",
    "about": "A call for each copy.",
    "command": "wreduce seeds/bulk_memory/memory_copy_1.wat --oracle 'ratio>2'",
    "slow": "wasmtime@41.0.0",
    "fast": "wasmer 0.5.0",
    "phase": "of the execute phase",
    "verdict": "kept",
    "ratio": 2.556,
    "ci99": [2.394, 2.771],
    "before": 2172,
    "after": 13,
    "ordinary": [0.9, 1.3],
    "carried": ["carrier: memory.copy, 98% of the surplus [94%, 101%]"],
    "case": ["(module", "  (func))"],
    "seconds": 11.1,
    "load": 0.4,
    "date": "2026-11-25",
    "machine": {"cpu": "A CPU", "cores": 2, "system": "Linux"},
}


def test_there_are_ten_entries_and_more_each_with_a_name_of_its_own() -> None:
    assert len({entry.name for entry in ENTRIES}) == len(ENTRIES) >= 10


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_its_program_is_a_module_and_its_sides_are_runtimes(entry: Entry) -> None:
    parse_spec(entry.slow)
    parse_spec(entry.fast)
    if len(text := entry.text()) < 100_000:
        assert parse(text).functions


def test_the_page_shows_the_ratio_the_case_and_what_is_missing() -> None:
    text = page([LINE], ["memory.copy", "memory.fill"])
    assert (
        "| [memory.copy](#memorycopy) | wasmtime@41.0.0 / wasmer 0.5.0 | 2.56 [2.39, 2.77] | 2172 -> 13 | 0 |"
        in text
    )
    assert "```wat\n(module\n  (func))\n```" in text
    assert "- carrier: memory.copy, 98% of the surplus [94%, 101%]" in text
    assert "Not measured yet: memory.fill." in text


def test_what_was_not_kept_has_no_ratio_and_no_case() -> None:
    text = page([LINE | {"verdict": "inconclusive", "ratio": None, "ci99": None}], ["memory.copy"])
    assert "- memory.copy, wasmtime@41.0.0 / wasmer 0.5.0: inconclusive" in text
    assert "```wat" not in text and not re.search(r"\| \[memory", text)
