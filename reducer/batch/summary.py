"""summary.csv and cases.csv: a batch's outcome for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from reducer.printable import cell
from reducer.records.batch import BatchFacts
from reducer.records.codec import to_plain

GROUP_COLUMNS = (
    "rank", "group", "stage", "slow", "fast", "ratio", "low", "high", "ordinary_low", "ordinary_high",
    "cases", "trigger", "instructions", "cpu", "host", "representative", "reduced", "report", "reason",
)  # fmt: skip
CASE_COLUMNS = (
    "case", "source", "hash", "stage", "reason", "group", "slow", "fast", "ratio", "score", "seconds",
    "cpu", "host",
)  # fmt: skip


def summary_csv(facts: BatchFacts) -> str:
    """A row for each group, in their rank; `low` and `high` are the ratio's 99 % interval, `ordinary_low` and
    `ordinary_high` the range of ordinary loops."""
    rows = []
    for group in facts.groups:
        low, high = group.ci99 or (None, None)
        ordinary = (group.ordinary.low, group.ordinary.high) if group.ordinary else (None, None)
        beside = dict(zip(("ordinary_low", "ordinary_high"), ordinary, strict=True))
        rows.append({**to_plain(group), "low": low, "high": high, **beside})
    return _text(GROUP_COLUMNS, rows)


def cases_csv(facts: BatchFacts) -> str:
    """A row for each case."""
    return _text(CASE_COLUMNS, map(to_plain, facts.cases))


def _text(columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: cell(value) for key, value in row.items()} for row in rows)
    return file.getvalue()
