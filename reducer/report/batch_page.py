"""`index.html` of a batch: the groups in their rank, what else was found, and why each other case is not.

Handed the facts as plain data; whatever they say is escaped by the template engine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from reducer.report.page import environment

STYLE = Path(__file__).parent / "templates" / "report.css"
MOST_CASES = 2000
"""A page of more rows is no use to anybody: all of them are in cases.csv."""


def batch_page(facts: Mapping[str, Any], stopped: str) -> str:
    """The page; `stopped` is why the batch has not come to its end ("" where it has)."""
    dull = [case for case in facts["cases"] if case["stage"] not in ("grouped", "crash")]
    # What went wrong first, what is normal last.
    dull.sort(key=lambda case: (case["stage"] == "normal", case["stage"], case["case"]))
    return (
        _environment()
        .get_template("batch.html.j2")
        .render(
            facts=facts,
            stopped=stopped,
            found=[group for group in facts["groups"] if group["stage"] in ("confirmed", "reported")],
            others=[group for group in facts["groups"] if group["stage"] not in ("confirmed", "reported")],
            dull=dull[:MOST_CASES],
            left_out=max(0, len(dull) - MOST_CASES),
            counts=sorted(Counter(case["stage"] for case in facts["cases"]).items()),
            css=Markup(STYLE.read_text(encoding="utf-8")),
        )
    )


def group_lines(groups: Sequence[Mapping[str, Any]]) -> list[str]:
    """The groups for a terminal, a line each."""
    lines = []
    for group in groups:
        what = f"{group['slow']} / {group['fast']}"
        many = f"{group['cases']} case{'s' if group['cases'] != 1 else ''}"
        lines.append(
            f"{group['rank']:>3}  {ratio_words(group):<22}  {what:<34}  {group['trigger'] or '?':<28}  "
            f"{many:<9}  {group['stage']}"
        )
    return lines


def ratio_words(group: Mapping[str, Any]) -> str:
    """A ratio with its interval."""
    if group["ratio"] is None:
        return "-"
    bounds = group["ci99"]
    return f"{group['ratio']:.2f}" + (f" [{bounds[0]:.2f}, {bounds[1]:.2f}]" if bounds else "")


@cache
def _environment() -> Environment:
    made = environment()
    made.globals["ratio_words"] = ratio_words
    return made
