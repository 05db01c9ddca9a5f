"""Which variants are in the only table of a report: three to six, each of which shows something else.

The case, the case without its target, the nearest neighbour that passes, and what the trigger is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from reducer.records.findings import Bounds, Kind, SideTimes, VariantFinding
from reducer.report.reproducer import without_comments
from reducer.report.subject import Subject

MOST = 6


@dataclass(frozen=True)
class Row:
    """A row: the name of its file, what it is in words, times in the order of the runtimes (empty where it
    was measured in a session of its own), ratio slow/fast, verdict."""

    file: str
    role: str
    times: tuple[SideTimes, ...]
    ratio: Bounds | None
    verdict: str
    reason: str = ""
    unclear: bool = False

    @property
    def apart(self) -> bool:
        """Whether its ratio comes from another session than the other rows'."""
        return not self.times and self.ratio is not None


def file_name(file: str) -> str:
    """The name of a file without its folder, even if the finding gives a path."""
    return Path(file).name


def chosen_rows(subject: Subject) -> list[Row]:
    """The rows, the case first; files that are not in the folder are left out."""
    case, variants = subject.case, subject.controls.variants
    rows = [_row(case, "the case")]
    neighbour = _neighbour(subject)
    removed = next((entry for entry in variants if entry.kind == "removed"), None)
    if removed is not None:
        role = f"without {_target(subject)}"
        if neighbour is not None and neighbour.file == file_name(removed.file):
            role, neighbour = f"{role}: the nearest that passes", None
        rows.append(_row(removed, role))
    rows += [neighbour] if neighbour is not None else []
    for kind in ("sibling", "operand", "relation"):
        entry = _telling(variants, kind)
        if entry is not None:
            rows.append(_row(entry, entry.change.done))
    unique = {row.file: row for row in reversed(rows) if subject.path_of(row.file) is not None}
    ordered = [row.file for row in rows if row.file in unique]
    return [unique[file] for file in dict.fromkeys(ordered)][:MOST]


def _row(entry: VariantFinding, role: str) -> Row:
    return Row(
        file_name(entry.file), role, entry.times, entry.ratio, entry.verdict, entry.reason, entry.unclear
    )


def _target(subject: Subject) -> str:
    return subject.controls.trigger_instruction or "its target"


def _neighbour(subject: Subject) -> Row | None:
    """The neighbour that blame names, with its times where the session has the same program."""
    found = None if subject.blame is None else subject.blame.neighbour
    if found is None:
        return None
    role = f"nearest that passes: {found.change.done}"
    file = file_name(found.file)
    variants = subject.controls.variants
    same = next((entry for entry in variants if file_name(entry.file) == file), None)
    if same is None:
        passing = (entry for entry in variants if entry.verdict != "persists")
        same = next((entry for entry in passing if _alike(subject, entry, file)), None)
    return _row(same, role) if same is not None else Row(file, role, (), found.ratio, "vanishes")


def _alike(subject: Subject, entry: VariantFinding, file: str) -> bool:
    """Whether a file is the variant at another trip count."""
    texts = [subject.text_of(name) for name in (entry.file, file)]
    if texts[0] is None or texts[1] is None:
        return False
    ours, theirs = (without_comments(text) for text in texts if text is not None)
    trips = "no constant" if entry.trip_count is None else rf"\b{entry.trip_count}\b"
    pattern = [re.sub(trips, "TRIPS", line) for line in ours]
    if len(ours) != len(theirs):
        return False
    return all(
        re.fullmatch(re.escape(line).replace("TRIPS", r"-?\d+"), other) is not None
        for line, other in zip(pattern, theirs, strict=True)
    )


def _telling(variants: tuple[VariantFinding, ...], kind: Kind) -> VariantFinding | None:
    """A variant of this kind on which the slowdown stays, because it shows best what the trigger is not.

    Among sweeps, a length comes before all else, and the value next to nothing; where the slowdown stays on
    none, one that was measured.
    """
    found = [entry for entry in variants if entry.kind == kind and entry.ratio is not None]
    stays = [entry for entry in found if entry.verdict == "persists"]
    return min(
        stays or found,
        key=lambda entry: (entry.unclear, entry.change.operand != "length", abs(entry.value or 0.0)),
        default=None,
    )
