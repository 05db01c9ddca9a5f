"""What a batch tells a person in lines: an event, the end, how a run in another terminal gets on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reducer.records.batch import BatchFacts
from reducer.report.batch_page import group_lines

MANY_SHORT = 0.2
"""So large a part of a corpus that is too short is worth a line at the end."""
QUIET_STAGES = ("checked", "measured", "normal", "too short")


def event_line(event: Mapping[str, Any]) -> str | None:
    """An event for people; None for one that says little."""
    kind = event["event"]
    if kind == "case" and event["stage"] not in QUIET_STAGES:
        return f"{event['stage']}: {event['source']}{': ' if event['reason'] else ''}{event['reason']}"
    if kind == "normal":
        if event["assumed"]:
            return "all runtimes are assumed to be normally equally fast"
        times = ", ".join(f"{spec} {time:.2f}" for spec, time in event["times"].items())
        return f"normal in {event['cases']} cases, the fastest as 1: {times}"
    if kind == "intake":
        return f"{event['new']} new files, {event['refused']} refused, {event['known']} known"
    if kind == "lanes":
        many = f"{event['lanes']} lane{'s' if event['lanes'] > 1 else ''}"
        return f"{many}, since {event['reason']}" if event["reason"] else many
    if kind in ("worker", "worker lost"):
        what = event["reason"] or f"{event['lanes']} lanes, {event['cpu']}"
        lost = " is gone" if kind == "worker lost" else ""
        return f"worker {event['host']} at {event['address']}{lost}: {what}"
    if kind == "grouped":
        return f"group {event['group']}: {event['source']}"
    if kind == "confirmed":
        return f"group {event['group']} confirmed: {event['ratio']:.2f}"
    if kind in ("not confirmed", "report"):
        return f"group {event['group']}: {event['reason'] or 'report written'}"
    return None


def closing_lines(found: BatchFacts, out: Path, stopped: str) -> list[str]:
    """The end of a batch; `stopped` is why it came early."""
    lines = [*_found_lines(found), f"{_counts(found)}; {out / 'index.html'}"]
    short, total = found.counts.get("too short", 0), sum(found.counts.values())
    if short > MANY_SHORT * total:
        lines.append(
            f"{short} of {total} are over in 0.2 ms on every runtime, too short to tell: let them loop longer"
        )
    return [*lines, f"stopped ({stopped}): the same command goes on"] if stopped else lines


def status_lines(folder: Path, found: BatchFacts, running: bool) -> list[str]:
    """How a run gets on."""
    lines = [f"{folder}: {'running' if running else 'not running'}; {_counts(found)}"]
    if running:
        lines += [f"now: {entry.doing} {entry.source}" for entry in found.in_hand]
    return lines + _found_lines(found)


def _found_lines(found: BatchFacts) -> list[str]:
    return [*group_lines(found.groups), *(f"crash: {case.source}: {case.reason}" for case in found.crashes)]


def _counts(found: BatchFacts) -> str:
    words = ", ".join(f"{count} {stage}" for stage, count in found.counts.items())
    total = sum(found.counts.values())
    return f"{total} case{'s' if total != 1 else ''}: {words or 'none'}"
