"""`index.html` of a batch: the groups in their rank, what else was found, and why each other case is not.

Whatever they say is escaped by the template engine.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from reducer.printable import printable
from reducer.records.batch import BatchFacts, GroupFacts
from reducer.records.findings import Bounds
from reducer.report import wording
from reducer.report.columns import plain_lines
from reducer.report.page import environment

STYLE = Path(__file__).parent / "templates" / "report.css"
READ_AGAIN = Markup("setInterval(() => document.querySelector('details[open]') || location.reload(), 10000)")
"""For a batch that is running: reloads the page every ten seconds, but not while a person reads something
unfolded."""
MOST_CASES = 500
"""The most cases of a stage that are shown: a longer page helps nobody, and cases.csv has all of them."""
ARCHIVE_END = "!"
"""Separates an archive's name from that of its member."""
STAGE_WORDS = {
    "grouped": "in an anomaly",
    "crash": "crash a runtime",
    "failed": "stopped, or not measured",
    "not shown": "looked promising, and were not",
    "reduced": "reduced, not yet grouped",
    "promising": "wait to be reduced",
    "measured": "wait to be compared",
    "checked": "wait to be measured",
    "taken": "wait to be looked at",
    "skipped": "cannot run, or are duplicates",
    "too short": "over before it can be told",
    "normal": "show nothing",
}
"""The words about the cases at a stage, in the order in which a person wants them: what was found, what went
wrong, what is left to do, what is of no interest."""


def batch_page(facts: BatchFacts, stopped: str) -> str:
    """The page; `stopped` is why the batch has not come to its end ("" where it has, "running" where it is
    still at work)."""
    folder = common_folder([case.source for case in facts.cases])
    made = environment()
    made.globals["ratio_words"] = ratio_words
    made.globals["ordinary_range"] = ordinary_range
    made.filters["below"] = lambda source: source.removeprefix(folder)
    made.filters["address"] = lambda path: quote(printable(path))
    counts = sorted(Counter(case.stage for case in facts.cases).items(), key=_interest)
    return made.get_template("batch.html.j2").render(
        facts=facts,
        stopped=stopped,
        models=sorted({group.cpu for group in facts.groups if group.cpu}),
        folder=folder,
        found=[group for group in facts.groups if group.stage in ("confirmed", "reported")],
        others=[group for group in facts.groups if group.stage not in ("confirmed", "reported")],
        dull=[
            (stage, [case for case in facts.cases if case.stage == stage][:MOST_CASES], count)
            for stage, count in counts
            if stage not in ("grouped", "crash")
        ],
        most=MOST_CASES,
        read_again=READ_AGAIN,
        read_again_hash=b64encode(sha256(READ_AGAIN.encode()).digest()).decode(),
        counts=counts,
        words=STAGE_WORDS,
        css=Markup(STYLE.read_text(encoding="utf-8")),
    )


def _interest(entry: tuple[str, int]) -> int:
    order = list(STAGE_WORDS)
    return order.index(entry[0]) if entry[0] in order else len(order)


def common_folder(sources: Sequence[str]) -> str:
    """The common beginning of all files' names, up to a `/` or to the `!` after an archive's name; "" where
    that is nothing or `/`, or where there is only one file."""
    if len(sources) < 2:
        return ""
    first, last = min(sources), max(sources)
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    end = max(first.rfind("/", 0, same), first.rfind(ARCHIVE_END, 0, same)) + 1
    return first[:end] if end > 1 else ""


def group_lines(groups: Sequence[GroupFacts]) -> list[str]:
    """The groups for a terminal under their headings, a line each; nothing without any."""
    rows = [
        (
            str(group.rank),
            ratio_words(group),
            ordinary_range(group),
            f"{group.slow} / {group.fast}",
            group.trigger or "?",
            str(group.cases),
            group.stage,
        )
        for group in groups
    ]
    heads = ("", "ratio", "ordinary", "slow / fast", "trigger", "cases", "stage")
    return plain_lines(heads, rows, (0, 5)) if rows else []


def ratio_words(group: GroupFacts) -> str:
    """A ratio with its interval."""
    return wording.ratio_words(None if group.ratio is None else Bounds(group.ratio, *(group.ci99 or ())))


def ordinary_range(group: GroupFacts) -> str:
    """What ordinary loops show between the two runtimes; a dash where they were not measured."""
    return "-" if group.ordinary is None else str(group.ordinary)
