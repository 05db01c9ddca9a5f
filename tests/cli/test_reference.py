"""docs/reference.md says what the commands say, and docs/summary.schema.json what a summary holds."""

from pathlib import Path

import pytest

from reducer.cli.reference import files

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("name", ["reference.md", "summary.schema.json"])
def test_what_the_code_makes_is_up_to_date(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    assert text == files()[name], "make it anew: python -m reducer.cli.reference docs"
