"""The way of the cases of a batch: check, triage, reduce the most promising first, group, confirm, report.

It decides what is done next and writes down what came of it; the work is an executor's, and what the work is,
is handed in.  It can be stopped at any moment: all it knows is in the store.
"""

from __future__ import annotations

import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from reducer.batch.apart import take_parts
from reducer.batch.checking import Checked
from reducer.batch.grouping import stored_key
from reducer.batch.intake import Intake, Watch
from reducer.batch.one_engine import own_suspicion
from reducer.batch.parcels import recover
from reducer.batch.plan import (
    Plan,
    check_task,
    confirm_task,
    cpu_of,
    describe_task,
    ratio_of,
    reduce_task,
    report_task,
    run_path,
    triage_task,
)
from reducer.batch.progress import ENDS, Pace, progress_event
from reducer.batch.steps import Described, Reduced, Steps
from reducer.batch.store import Store
from reducer.batch.tasks import Done, Executor, Task
from reducer.batch.triage import (
    LEAST_CORPUS,
    OF_ORIGINAL,
    Measured,
    Times,
    first_verdict,
    normal_vector,
    telling,
    too_short,
)
from reducer.oracle import Threshold, VerdictKind
from reducer.records.batch import Case, CaseEvidence, CaseResult, Confirmed, Group
from reducer.records.codec import to_plain

TRIAGE_SHARE, REDUCE_SHARE = 0.5, 0.8
"""The shares of the time limit after which no further case is measured, and none reduced: the rest is for the
reports on what was found."""
TIME_LIMIT = "time limit"
MOST_ATTEMPTS = 20
"""After this many interrupted attempts a case is assumed to crash wreduce."""
MOST_REPRESENTATIVES = 3
WATCHED_CORPUS = 50
"""How many measured cases of a watched folder are judged together: a fuzzer may never stop."""
ANY_CPU = "any CPU"
LOOK_SECONDS = 2.0
"""The time between two looks at a watched folder."""
WAIT_SECONDS = 0.5
TELL_SECONDS = 5.0
"""The time between two reports of progress."""

Event = dict[str, Any]
Tell = Callable[[Event], None]


class Pipeline:
    """One batch while it runs."""

    def __init__(
        self, store: Store, folder: Path, plan: Plan, steps: Steps, executor: Executor, tell: Tell
    ) -> None:
        self.store, self.folder, self.plan, self.steps = store, folder.absolute(), plan, steps
        self.executor, self.tell = executor, tell
        self.pace = Pace()
        self._started = time.monotonic()
        self._not_again: set[int] = set()
        self._groups_in_hand: dict[int, str] = {}
        self._normal: dict[str, tuple[float, ...]] = {}
        recover(self.folder)
        self._takers: dict[str, Callable[[int, Done], None]] = {
            "check": self._take_check,
            "triage": self._take_triage,
            "reduce": self._take_reduce,
            "describe": self._take_describe,
            "confirm": self._take_confirm,
            "report": self._take_report,
        }
        self._in_hand = 0
        self._watching = False

    def run(self, watch: tuple[Watch, Intake] | None = None) -> str:
        """Works until there is nothing left to do, or the time is up; returns why it ended early ("" where it
        did not).  With a `watch` there is always something left.  ^C comes out as KeyboardInterrupt."""
        self._watching = watch is not None
        looked = told = time.monotonic() - TELL_SECONDS
        while True:
            self.pace.tick(self.executor.lanes, self._done_with())
            if time.monotonic() - told >= TELL_SECONDS:
                told = time.monotonic()
                doing = [f"{what} group {group}" for group, what in self._groups_in_hand.items()]
                self.tell(progress_event(self.store, self.pace, doing, self.plan.reports))
            if watch is not None and time.monotonic() - looked >= LOOK_SECONDS:
                looked = time.monotonic()
                watch[1].take_all(iter(watch[0].look()))
            if self._used() >= 1.0:
                return TIME_LIMIT
            self._classify()
            self._fill()
            if not self._in_hand and watch is None and not self._is_waiting():
                return TIME_LIMIT if self._is_left() else ""
            for done in self.executor.finished(WAIT_SECONDS):
                self._take(done)

    def _is_waiting(self) -> bool:
        """Whether there is work, but all workers are gone."""
        return self.executor.lanes == 0 and (
            self._is_left() or any(map(self._wants_work, self.store.groups()))
        )

    def _done_with(self) -> int:
        counts = self.store.counts()
        return sum(counts.get(stage, 0) for stage in ENDS)

    def _used(self) -> float:
        """The share of the time limit that has passed."""
        limit = self.plan.time_limit
        return 0.0 if limit is None else (time.monotonic() - self._started) / limit

    def _is_left(self) -> bool:
        counts = self.store.counts()
        return any(counts.get(stage) for stage in ("taken", "checked", "measured", "promising", "reduced"))

    # ---- what is next

    def _fill(self) -> None:
        while self.executor.free(timed=False) and (task := self._next_at_desk()) is not None:
            self._submit(task)
        while self.executor.free(timed=True) and (task := self._next_in_lane()) is not None:
            self._submit(task)

    def _submit(self, task: Task) -> None:
        self._in_hand += 1
        self.executor.submit(task)

    def _next_at_desk(self) -> Task | None:
        if (case := self._first("reduced")) is not None:
            return self._begun(case, describe_task(case, self.steps))
        if self._used() < TRIAGE_SHARE and (case := self._first("taken")) is not None:
            return self._begun(case, check_task(case, self.steps, self.plan))
        return None

    def _next_in_lane(self) -> Task | None:
        ways = (self._next_triage, self._next_reduction, self._next_of_groups)
        # A fuzzer may produce programs faster than they are measured; then the finds come first.
        for way in reversed(ways) if self._watching else ways:
            if (task := way()) is not None:
                return task
        return None

    def _next_triage(self) -> Task | None:
        if self._used() < TRIAGE_SHARE and (case := self._first("checked")) is not None:
            return self._begun(case, triage_task(case, self.steps, self.plan))
        return None

    def _next_reduction(self) -> Task | None:
        if self._used() < REDUCE_SHARE and (case := self._first("promising")) is not None:
            return self._begun(case, self._reduce(case))
        return None

    def _first(self, stage: Any) -> Case | None:
        for case in self.store.cases(stage, idle=True, most=1):
            return case
        return None

    def _begun(self, case: Case, task: Task) -> Task | None:
        if self.store.begin(case.id, task.key[0]) > MOST_ATTEMPTS:
            reason = f"wreduce ended {MOST_ATTEMPTS} times while this case was in hand ({task.key[0]})"
            self._move(case, "failed", reason=reason)
            return self._next_in_lane() if task.timed else self._next_at_desk()
        return task

    def _reduce(self, case: Case) -> Task:
        if case.attempts == 0:
            # Left by an attempt that ended and failed.
            shutil.rmtree(self.folder / run_path(case), ignore_errors=True)
        limit = self.plan.case_seconds
        if self.plan.time_limit is not None:
            left = self.plan.time_limit * (REDUCE_SHARE - self._used())
            limit = max(1.0, min(limit, left))
        known = tuple(group.key for group in self.store.groups())
        return reduce_task(case, self.steps, self.plan, limit, known)

    def _next_of_groups(self) -> Task | None:
        for group in self.store.groups():
            if group.id in self._groups_in_hand:
                continue
            if group.stage == "open":
                self._groups_in_hand[group.id] = "confirm"
                case = self.representative(group)
                self.store.move_group(group.id, "open", representative=case.id)
                return confirm_task(group, case, self.steps, self.plan)
            if self._wants_work(group) and group.representative is not None:
                self._groups_in_hand[group.id] = "report"
                return report_task(group, self.store.case(group.representative), self.steps, self.plan)
        return None

    def _wants_work(self, group: Group) -> bool:
        """Whether the group has yet to be confirmed, or needs a report."""
        reports = self.plan.reports and group.id not in self._not_again
        return group.stage == "open" or (group.stage == "confirmed" and reports)

    def representative(self, group: Group) -> Case:
        """The smallest case that has not failed its hold-out; of equal ones, that with the larger ratio."""
        members = self.store.members(group.id)
        untried = [case for case in members if case.id not in group.tried] or members

        def rank(case: Case) -> tuple[int, float]:
            summary = case.result.summary
            assert summary is not None
            return summary.output.instructions, -(summary.ratio.final or 0.0)

        return min(untried, key=rank)

    # ---- what came of it

    def _take(self, done: Done) -> None:
        kind, id_ = done.key
        self._in_hand -= 1
        self.pace.add(kind, done.seconds)
        self._takers[kind](id_, done)

    def _move(self, case: Case, stage: Any, **what: Any) -> None:
        self.store.move(case.id, stage, **what)
        self.tell({"event": "case", "case": case.id, "source": case.source, "stage": stage,
                   "reason": what.get("reason", "")})  # fmt: skip

    def _fail(self, case: Case, done: Done) -> None:
        kind = done.key[0]
        self._move(case, "failed", reason=f"{kind}: {done.reason}", seconds=done.seconds)

    def _take_check(self, id_: int, done: Done) -> None:
        case = self.store.case(id_)
        if done.failure is not None:
            return self._fail(case, done)
        checked: Checked = done.value
        if checked.reason:
            return self._move(case, "skipped", reason=checked.reason, seconds=done.seconds)
        twin = self.store.twin(id_, checked.binary_hash, case.oracle)
        if twin is not None:
            return self._move(case, "skipped", reason=f"the same program as {twin}", seconds=done.seconds)
        size = CaseEvidence(checked.instructions, checked.bytes)
        return self._move(
            case, "checked", seconds=done.seconds, binary_hash=checked.binary_hash, evidence=size
        )

    def _take_triage(self, id_: int, done: Done) -> None:
        case = self.store.case(id_)
        if done.failure is not None:
            return self._fail(case, done)
        measured: Measured = done.value
        evidence = replace(
            case.evidence,
            times_ns=measured.times,
            endings=measured.endings,
            at_least=measured.at_least,
            host=done.host,
            cpu=done.cpu,
        )
        stage, reason = first_verdict(measured)
        return self._move(case, stage, reason=reason, seconds=done.seconds, evidence=evidence)

    def _classify(self) -> None:
        """Judges the measured cases, once all are measured: only then is it known what is normal."""
        counts = self.store.counts()
        enough = self._watching and counts.get("measured", 0) >= WATCHED_CORPUS
        still = not enough and any(counts.get(stage) for stage in ("taken", "checked"))
        if not counts.get("measured") or (still and self._used() < TRIAGE_SHARE):
            return
        # Judged for each CPU model; where one has too few measured cases, for all together.
        everyone: dict[str, list[Times]] = defaultdict(list)
        for case in self.store.cases():
            for times in telling(filter(None, [_times_of(case)])):
                everyone[cpu_of(case)].append(times)
                everyone[ANY_CPU].append(times)
        measured = self.store.cases("measured")
        for cpu in sorted({cpu_of(case) for case in measured}):
            enough = len(everyone[cpu]) >= LEAST_CORPUS
            corpus = [] if self.plan.equal else everyone[cpu if enough else ANY_CPU]
            normal = normal_vector(corpus, len(self.plan.specs))
            self._tell_normal(cpu, normal, len(corpus))
            for case in measured:
                if cpu_of(case) == cpu:
                    self._judge(case, normal)

    def _tell_normal(self, cpu: str, normal: tuple[float, ...], cases: int) -> None:
        if normal != self._normal.get(cpu):
            self._normal[cpu] = normal
            relative = {
                spec: round(part / min(normal), 2) for spec, part in zip(self.plan.specs, normal, strict=True)
            }
            assumed = cases < LEAST_CORPUS
            self.tell({"event": "normal", "cpu": cpu, "times": relative, "cases": cases, "assumed": assumed})

    def _judge(self, case: Case, normal: Sequence[float]) -> None:
        times, clause = _times_of(case), ratio_of(case)
        assert times is not None
        if too_short(times):
            longest = max(time for time in times if time is not None)
            return self._move(case, "too short", reason=f"{longest / 1e3:.0f} us at most", score=0.0)
        sides, specs = None, self.plan.specs
        if clause.slow is not None and clause.fast is not None:
            if clause.slow not in specs or clause.fast not in specs:
                reason = "its oracle names a runtime that is not among --runtime"
                return self._move(case, "skipped", reason=reason)
            sides = specs.index(clause.slow), specs.index(clause.fast)
        bar, own_first = _threshold(clause.threshold), specs if self.plan.itself else ()
        found = own_suspicion(times, normal, bar, own_first, sides)
        if found is None:
            return self._move(case, "skipped", reason="fewer than two runtimes have a time")
        slow, fast = specs[found.slow], specs[found.fast]
        evidence = replace(case.evidence, slow=slow, fast=fast, ratio=found.ratio, excess=found.excess)
        stage = "promising" if found.promising else "normal"
        reason = f"{slow} / {fast} = {found.ratio:.2f}, {found.excess:.2f} times what is normal here"
        if case.reason:
            # This is about a runtime that has no time while the others have one.
            reason += f"; {case.reason}"
        return self._move(case, stage, reason=reason, evidence=evidence, score=found.score)

    def _take_reduce(self, id_: int, done: Done) -> None:
        case = self.store.case(id_)
        if done.failure is not None:
            return self._fail(case, done)
        reduced: Reduced = done.value
        result = CaseResult(reduced.summary, done.host, done.cpu)
        what: dict[str, Any] = {"reason": reduced.reason, "seconds": done.seconds, "result": result}
        if reduced.verdict == "kept":
            take_parts(self.store, self.folder, run_path(case), case, reduced.parts)
            return self._move(case, "reduced", **what)
        if reduced.verdict == "not shown":
            return self._move(case, "not shown", **what)
        what["reason"] = f"{reduced.verdict}: {reduced.reason}" if reduced.reason else reduced.verdict
        return self._move(case, "failed", **what)

    def _take_describe(self, id_: int, done: Done) -> None:
        case = self.store.case(id_)
        # A case that cannot be compared with others gets a group of its own, not a wrong one.
        described: Described = done.value or Described(f"case {id_}: {done.reason}", "unknown")
        slow = case.evidence.slow
        key = stored_key(slow, ratio_of(case).phase, described.trigger, described.canonical)
        group = self.store.put_in_group(id_, key, slow, described.trigger)
        self.tell({"event": "grouped", "case": id_, "source": case.source, "group": group})

    def _take_confirm(self, id_: int, done: Done) -> None:
        del self._groups_in_hand[id_]
        group = next(group for group in self.store.groups() if group.id == id_)
        found: Confirmed = done.value or Confirmed("failed", reason=done.reason)
        found = replace(found, host=done.host, cpu=done.cpu)
        if found.verdict == VerdictKind.KEPT:
            self.store.move_group(id_, "confirmed", result=found)
            self.tell({"event": "confirmed", "group": id_, **to_plain(found)})
            return
        tried = (*group.tried, *([] if group.representative is None else [group.representative]))
        members = {case.id for case in self.store.members(id_)}
        over = len(tried) >= MOST_REPRESENTATIVES or members <= set(tried)
        reason = f"hold-out: {found.reason or found.verdict}"
        stage: Any = "not confirmed" if over else "open"
        self.store.move_group(id_, stage, reason=reason, tried=tried)
        self.tell({"event": stage, "group": id_, "reason": reason})

    def _take_report(self, id_: int, done: Done) -> None:
        del self._groups_in_hand[id_]
        reason = done.reason if done.failure is not None else done.value
        if reason:
            # It is not tried again in this run, but in the next one.
            self._not_again.add(id_)
            self.store.move_group(id_, "confirmed", reason=f"no report: {reason}")
        else:
            self.store.move_group(id_, "reported")
        self.tell({"event": "report", "group": id_, "reason": reason})


def _times_of(case: Case) -> Times | None:
    """The times of a case that has at least two."""
    times = case.evidence.times_ns
    return times if sum(time is not None for time in times) >= 2 else None


def _threshold(threshold: Threshold) -> float:
    """The ratio that a case must show to be reduced; a bound that is only known later sets none."""
    return OF_ORIGINAL if threshold.of_original or threshold.of_ordinary else threshold.value
