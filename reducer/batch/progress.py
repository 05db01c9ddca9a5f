"""The progress of a batch: what a stage costs, when it will be done, and what was found; as facts and in a
line."""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from reducer.batch.one_engine import ASKED_FIRST, SETTING, of_one_engine
from reducer.batch.plan import cpu_of, reduced_path, run_path
from reducer.batch.store import Store
from reducer.records.batch import BatchFacts, Case, CaseFacts, Group, GroupFacts, InHand

TIMED = ("triage", "reduce", "confirm", "report")
GUESSED_SECONDS = {"triage": 2.0, "reduce": 120.0, "confirm": 10.0, "report": 180.0}
"""The assumed time of a stage before any was measured, in seconds."""


ENDS = ("grouped", "normal", "too short", "not shown", "skipped", "crash", "failed")


class Pace:
    """Seconds spent in each kind of task since this process began.  Lanes may come and go."""

    def __init__(self) -> None:
        self.started = self._ticked = time.monotonic()
        self.lanes = 0
        self.lane_seconds = 0.0
        self._ended_before: int | None = None
        self.ended = 0
        self.seconds: dict[str, float] = defaultdict(float)
        self.tasks: dict[str, int] = defaultdict(int)

    def add(self, kind: str, seconds: float) -> None:
        """A task has ended."""
        self.seconds[kind] += seconds
        self.tasks[kind] += 1

    def tick(self, lanes: int, ended: int) -> None:
        """Notes how many lanes there are now, and how many cases have ended."""
        now = time.monotonic()
        self.lane_seconds += self.lanes * (now - self._ticked)
        self.lanes, self._ticked = lanes, now
        if self._ended_before is None:
            self._ended_before = ended
        self.ended = ended - self._ended_before

    @property
    def elapsed(self) -> float:
        """Seconds since the beginning."""
        return max(1e-3, time.monotonic() - self.started)

    @property
    def busy(self) -> float:
        """The share of the lanes' time in which they had a task, of tasks that have ended."""
        return min(1.0, sum(self.seconds[kind] for kind in TIMED) / max(1e-3, self.lane_seconds))

    def each(self, kind: str) -> float:
        """Seconds that a task of this kind takes."""
        count = self.tasks[kind]
        return self.seconds[kind] / count if count else GUESSED_SECONDS[kind]


def remaining_seconds(
    pace: Pace, counts: Mapping[str, int], groups: Mapping[str, int], reports: bool = True
) -> float:
    """How long the lanes need for the rest, if the cases that are not yet measured are like the others;
    `reports` says whether reports are written."""
    report_seconds = pace.each("report") if reports else 0.0
    unmeasured = counts.get("taken", 0) + counts.get("checked", 0)
    ended = ("reduced", "grouped", "not shown", "promising")
    promising = sum(counts.get(stage, 0) for stage in ended)
    dull = counts.get("normal", 0) + counts.get("too short", 0)
    share = promising / max(1, promising + dull)
    undecided = unmeasured + counts.get("measured", 0)
    reductions = counts.get("promising", 0) + share * undecided
    seconds = unmeasured * pace.each("triage") + reductions * pace.each("reduce")
    seconds += groups.get("open", 0) * (pace.each("confirm") + report_seconds)
    seconds += groups.get("confirmed", 0) * report_seconds
    return seconds / max(1, pace.lanes)


def facts(store: Store) -> BatchFacts:
    """Everything about a run, for JSON and for pages: settings, counts, groups in their rank, cases."""
    cases = store.cases()
    by_id = {case.id: case for case in cases}
    groups = [_group_facts(group, by_id) for group in store.groups()]
    order = {"reported": 0, "confirmed": 0, "open": 1, "not confirmed": 2}
    own_first = store.settings().get(SETTING) == ASKED_FIRST

    def rank(group: GroupFacts) -> tuple[int, bool, float, int]:
        # Sorted by the lower bound of the effect, then by the number of cases.
        needs_peer = own_first and not of_one_engine(group.slow, group.fast)
        return order[group.stage], needs_peer, -(group.sure or 0.0), -group.cases

    groups.sort(key=rank)
    return BatchFacts(
        store.settings(),
        store.counts(),
        tuple(replace(group, rank=rank) for rank, group in enumerate(groups, 1)),
        tuple(_case_facts(case) for case in cases if case.stage == "crash"),
        tuple(_case_facts(case) for case in cases),
        tuple(InHand(case.id, case.source, case.doing) for case in store.in_hand()),
        _timing_share(cases),
    )


def _timing_share(cases: list[Case]) -> float | None:
    """The share of the reductions' time in which guests ran."""
    seconds = [case.result.summary.seconds for case in cases if case.result.summary is not None]
    total = sum(entry.total for entry in seconds)
    return sum(entry.timing for entry in seconds) / total if total else None


def _group_facts(group: Group, cases: Mapping[int, Case]) -> GroupFacts:
    members = [case for case in cases.values() if case.group_id == group.id]
    chosen = cases.get(group.representative or -1) or members[0]
    summary = chosen.result.summary
    # The hold-out of the group where there was one, otherwise that of the reduction.
    found = group.result if group.result is not None and group.result.ratio is not None else None
    ratio = found.ratio if found else summary.ratio.final if summary else None
    bounds = found.ci99 if found else summary.ratio.ci99 if summary else None
    return GroupFacts(
        rank=0,
        group=group.id,
        stage=group.stage,
        reason=group.reason,
        slow=group.slow,
        fast=chosen.evidence.fast,
        trigger=group.trigger,
        ratio=ratio,
        ci99=bounds,
        sure=bounds[0] if bounds else None,
        cases=len(members),
        instructions=summary.output.instructions if summary else None,
        representative=chosen.source,
        host=(found.host if found else "") or chosen.result.host,
        cpu=(found.cpu if found else "") or chosen.result.cpu,
        reduced=reduced_path(chosen).as_posix(),
        report=(run_path(chosen) / "report.html").as_posix() if group.stage == "reported" else None,
        members=tuple(case.source for case in members),
        ordinary=summary.ordinary if summary else None,
    )


def _case_facts(case: Case) -> CaseFacts:
    return CaseFacts(
        case=case.id,
        source=case.source,
        hash=case.hash,
        stage=case.stage,
        reason=case.reason,
        group=case.group_id,
        score=case.score,
        ratio=case.evidence.ratio,
        slow=case.evidence.slow,
        fast=case.evidence.fast,
        host=case.result.host or case.evidence.host,
        cpu=cpu_of(case),
        seconds=round(case.seconds, 2),
    )


def progress_event(
    store: Store, pace: Pace, groups_in_hand: Iterable[str] = (), reports: bool = True
) -> dict[str, Any]:
    """Where the batch stands: counts, pace, the tasks in hand (`doing` names those on groups), and the best
    finds so far."""
    counts = store.counts()
    groups: dict[str, int] = defaultdict(int)
    for group in store.groups():
        groups[group.stage] += 1
    return {
        "event": "progress",
        "counts": counts,
        "groups": dict(groups),
        "ended": sum(counts.get(stage, 0) for stage in ENDS),
        "cases": sum(counts.values()),
        "cases_an_hour": round(3600 * pace.ended / pace.elapsed, 1) if pace.ended else None,
        "eta_seconds": round(remaining_seconds(pace, counts, groups, reports)),
        "elapsed_seconds": round(pace.elapsed, 1),
        "lanes": pace.lanes,
        "busy": round(pace.busy, 3),
        "in_hand": [
            # Only the name, because this is for one line; `status` shows the whole path.
            *(f"{case.doing} {PurePath(case.source).name}" for case in store.in_hand()),
            *groups_in_hand,
        ],
        "best": [
            {"group": group.id, "ratio": ratio, "slow": group.slow, "trigger": group.trigger}
            for group in store.groups()
            if group.result is not None and (ratio := group.result.ratio) is not None
        ],
    }


def progress_line(event: Mapping[str, Any]) -> str:
    """The same in a line."""
    counts = event["counts"]
    words = [f"{count} {stage}" for stage, count in counts.items()]
    line = f"{event['ended']} of {event['cases']} cases: {', '.join(words) or 'none yet'}"
    if event["cases_an_hour"]:
        line += f"; {event['cases_an_hour']:.0f} an hour"
    if event["eta_seconds"]:
        line += f"; about {in_words(event['eta_seconds'])} left"
    if event["best"]:
        best = max(event["best"], key=lambda group: group["ratio"])
        line += f"; best {best['ratio']:.2f} x on {best['slow']} ({best['trigger']})"
    if event["lanes"] == 0:
        line += "; no lane: waiting for workers"
    elif event["in_hand"]:
        line += f"; now: {', '.join(event['in_hand'])}"
    return line


def in_words(seconds: float) -> str:
    """A duration for people: 40 s, 12 min, 3.5 h."""
    if seconds < 90:
        return f"{math.ceil(seconds)} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
