"""One decision: is the slowdown still there in this candidate?  Pairs are taken in the lane until the
sequential test decides.

The evidence is kept by content in the ledger, so no question is asked twice and no verdict is re-rolled.  A
candidate whose loop became quicker is measured at more trips; where more trips take no more time, the loop
was folded away.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reducer.measure.candidate import Candidate
from reducer.measure.pairs import TARGET_NS, middle
from reducer.measure.short_run import Check
from reducer.oracle import Decision, Ledger, enough
from reducer.search.guards import Guards
from reducer.timing import Lane, Pair
from reducer.wat.assemble import Assembler
from reducer.wat.errors import WatError
from reducer.wat.tree import instructions

LEAST_NS = 5_000_000
"""Under half the target, the trip count is raised before a candidate is judged."""
MOST_LONGER = 256.0
"""A candidate that would need more trips than this many times the incumbent's has lost its loop."""
TIMEOUT_FACTOR = 4
TIMEOUT_MARGIN_NS = 50_000_000
"""A candidate may take four times what the incumbent's slow side takes and a moment more: both sides of a
busy machine run at half speed for a while, a scheduler's hiccup is a few hundredths of a second.  A healthy
candidate cut off is one edit not made."""
CUT_OFF_MARGIN = 1.5
"""A slow run is stopped by the wall's clock and judged by its CPU time, and the fast run beside it varies."""
FRESH_WORKER_NS = 300_000_000
"""What it costs to stop a run: a new process for the runtime, and the program compiled again."""


FOLDED = "the loop is gone: a side takes no time to speak of, whatever the trip count"


class VerdictKind(StrEnum):
    """What became of a candidate."""

    KEPT = "kept"
    NOT_SHOWN = "not shown"
    INVALID = "invalid"
    TRAPPED = "trapped"
    TIMED_OUT = "timed out"
    UNMEASURABLE = "unmeasurable"


@dataclass(frozen=True)
class Verdict:
    """The verdict, why (in words), and the candidate as it was measured (its trip count may have been
    raised)."""

    kind: VerdictKind
    reason: str
    candidate: Candidate
    fast_ns: int | None = None
    slow_ns: int | None = None

    @property
    def kept(self) -> bool:
        """Whether the slowdown is still there."""
        return self.kind is VerdictKind.KEPT

    def __str__(self) -> str:
        return f"{self.kind}: {self.reason}" if self.reason else str(self.kind)


@dataclass
class Tally:
    """How many candidates were proposed, refused by the assembler, decided by running a guest, kept."""

    proposed: int = 0
    invalid: int = 0
    timed: int = 0
    kept: int = 0


class Judge:
    """Decides candidates at a bar.

    `slow_ns` is the incumbent's time on the slow side, from which time-outs follow.  A side under `least_ns`
    cannot be measured.  `check` may tell without timing that a candidate is no use, `guards` that a kept one
    is no descendant of the original.  A candidate without an instruction of `keeps`, or that prints something
    else than `output` where that is not None, is not shown.
    """

    def __init__(
        self,
        lane: Lane,
        assembler: Assembler,
        ledger: Ledger,
        *,
        allow_folded: bool = False,
        slow_ns: int = 0,
    ) -> None:
        self.lane, self.assembler, self.ledger = lane, assembler, ledger
        self.allow_folded = allow_folded
        self.slow_ns = slow_ns
        self.least_ns = LEAST_NS // 2
        self.check: Check | None = None
        self.guards: Guards | None = None
        # Where another phase is judged, what the original took to run, in ns: its time-out follows from that.
        self.run_ns: int | None = None
        self.keeps: tuple[str, ...] = ()
        self.output: bytes | None = None
        self.tally = Tally()
        self._failed: dict[str, tuple[VerdictKind, str]] = {}

    @property
    def timeout_ns(self) -> int | None:
        """How long a candidate may run on one side, in ns; None while nothing is known."""
        if self.run_ns is not None:
            return TIMEOUT_FACTOR * self.run_ns + TIMEOUT_MARGIN_NS
        return TIMEOUT_FACTOR * self.slow_ns + TIMEOUT_MARGIN_NS if self.slow_ns else None

    def decide(self, candidate: Candidate, bar: float) -> Verdict:
        """Keeps asking for pairs until the slowdown is shown at this bar, or not."""
        self.tally.proposed += 1
        key = candidate.key
        if key in self._failed:
            return Verdict(*self._failed[key], candidate)
        missing = self._missing(candidate)
        if missing is not None:
            return self._fail(key, VerdictKind.NOT_SHOWN, missing, candidate)
        decision, verdict = self.ledger.verdict(key, bar), Verdict(VerdictKind.NOT_SHOWN, "", candidate)
        if decision is None:
            verdict = self._measured(key, candidate, bar)
            decision = self.ledger.verdict(key, bar)
        if decision is Decision.KEPT:
            objection = self._objection(verdict)
            if objection is not None:
                return self._fail(key, VerdictKind.NOT_SHOWN, objection, candidate)
            verdict = replace(verdict, kind=VerdictKind.KEPT)
        self.tally.kept += verdict.kept
        return verdict

    def _measured(self, key: str, candidate: Candidate, bar: float) -> Verdict:
        """Pairs until the test decides; the verdict says NOT_SHOWN where it does not say why there can be
        none."""
        try:
            binary = self.assembler.assemble(candidate.text)
        except WatError as error:
            self.tally.invalid += 1
            return self._fail(key, VerdictKind.INVALID, str(error), candidate)
        self.tally.timed += 1
        problem = self.check(candidate) if self.check is not None else None
        if problem is not None:
            return self._fail(key, VerdictKind(problem[0]), problem[1], candidate)
        pair = self.lane.pair(binary, timeout_ns=self.timeout_ns)
        if self._too_short(pair) and candidate.has_trips:
            candidate = candidate.longer(min(MOST_LONGER, TARGET_NS / max(1, pair.fast_ns or 1)))
            binary = self.assembler.assemble(candidate.text)
            pair = self.lane.pair(binary, timeout_ns=self.timeout_ns)
        if pair.comparable and self._folded(pair):
            return self._fail(key, VerdictKind.UNMEASURABLE, FOLDED, candidate)
        test = self.ledger.test(key, bar)
        whole: list[Pair] = []
        while True:
            least = pair.least_x
            if least is not None and whole:
                self.ledger.add(key, least)
                decision = test.add_censored(least)
            else:
                failed = self._problem(key, pair, candidate)
                if failed is not None:
                    return failed
                whole.append(pair)
                self.ledger.add(key, pair.x)
                decision = test.add(pair.x)
            if decision is not None:
                break
            fast_ns, slow_ns = _middles(whole)
            cut_off = self._cut_off(bar, fast_ns, slow_ns)
            pair = self.lane.pair(binary, timeout_ns=self.timeout_ns, slow_timeout_ns=cut_off)
        return Verdict(VerdictKind.NOT_SHOWN, "", candidate, *_middles(whole))

    def _cut_off(self, bar: float, fast_ns: int, slow_ns: int) -> int | None:
        """When a slow run has proved its point, in ns; None where waiting for its end costs no more.

        The first run of a candidate is never cut off: it must be seen to end.
        """
        if self.lane.phase != "execute":
            return None
        proved = CUT_OFF_MARGIN * fast_ns * math.exp(enough(bar, self.ledger.noise, self.ledger.settings))
        return int(proved) if proved + FRESH_WORKER_NS < slow_ns else None

    def _objection(self, verdict: Verdict) -> str | None:
        """What the ratio cannot see."""
        if self.guards is None:
            return None
        return self.guards.objection(
            verdict.candidate, self.ledger.xs(verdict.candidate.key), verdict.fast_ns
        )

    def _missing(self, candidate: Candidate) -> str | None:
        """The instruction that the oracle keeps and the candidate has not."""
        module = candidate.module
        if not self.keeps:
            return None
        ops = {node.op for function in module.functions for node in instructions(module.body(function))}
        return next((f"no {op} left" for op in self.keeps if op not in ops), None)

    def _too_short(self, pair: Pair) -> bool:
        """Whether more trips would measure it better; only the execute phase grows with them."""
        return self.lane.phase == "execute" and pair.comparable and (pair.fast_ns or 0) < LEAST_NS

    def _folded(self, pair: Pair) -> bool:
        """Whether a side takes no time to speak of, whatever the trip count: its loop is gone, and a ratio
        says nothing."""
        slow_gone, fast_gone = ((time or 0) < self.least_ns for time in (pair.slow_ns, pair.fast_ns))
        return slow_gone or (fast_gone and not self.allow_folded)

    def _problem(self, key: str, pair: Pair, candidate: Candidate) -> Verdict | None:
        samples = [sample for sample in (pair.slow, pair.fast) if sample is not None]
        if self.output is not None and any(sample.output != self.output for sample in samples):
            return self._fail(key, VerdictKind.NOT_SHOWN, "it prints something else", candidate)
        if pair.comparable:
            return None
        failed = pair.failed()
        if failed is None:
            return self._fail(key, VerdictKind.UNMEASURABLE, "a side gave no time", candidate)
        outcome = failed.outcome
        kind = {"timed out": VerdictKind.TIMED_OUT, "invalid": VerdictKind.INVALID}.get(
            outcome.kind, VerdictKind.TRAPPED
        )
        return self._fail(key, kind, outcome.message or str(outcome.kind), candidate)

    def _fail(self, key: str, kind: VerdictKind, reason: str, candidate: Candidate) -> Verdict:
        self._failed[key] = (kind, reason)
        return Verdict(kind, reason, candidate)


def _middles(taken: Sequence[Pair]) -> tuple[int, int]:
    """The median times of the fast and the slow side, in ns."""
    return middle(pair.fast_ns for pair in taken), middle(pair.slow_ns for pair in taken)
