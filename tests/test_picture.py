"""The README shows one run: its sample output is that of docs/terminal.svg."""

import html
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def packed(text: str) -> str:
    """Without white space: the picture breaks lines where it must."""
    return re.sub(r"\s", "", text)


def test_the_sample_in_the_readme_is_from_the_run_of_the_picture() -> None:
    picture = (ROOT / "docs" / "terminal.svg").read_text(encoding="utf-8")
    drawn = packed(html.unescape("".join(re.findall(r"<text[^>]*>(.*?)</text>", picture, re.DOTALL))))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (sample,) = re.findall(r"^```\n(\(module.*?)^```", readme, re.DOTALL | re.MULTILINE)
    case, figures = sample.split("\n\n")
    assert packed(case) in drawn
    assert packed(figures) in drawn
