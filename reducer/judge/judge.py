"""Is the slowdown in this program?  Everyone who has that question (a search, `wreduce test`, a control, a
batch) asks here.

Pairs are taken until the sequential test decides, and kept by the content of the program, so that no question
is asked twice and no verdict is drawn again.  A program whose loop became quicker is measured at more trips;
where more trips take no more time, the loop was deleted.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reducer.judge.alive import deleted
from reducer.judge.anchor import anchor_of
from reducer.judge.calibration import take_blocks
from reducer.judge.guards import Guards
from reducer.judge.pairs import ended_otherwise, middle, pair_of, pairs
from reducer.judge.reading import Reading
from reducer.judge.tuning import bounded_ns, target_of, toward
from reducer.judge.verdict import Verdict
from reducer.oracle import (
    VerdictKind,
    enough,
    too_noisy,
)
from reducer.program.program import Program
from reducer.program.short_run import ShortRun
from reducer.records.evidence import PHASES, OriginalRow, PairRow, Times
from reducer.runtimes import Ending, Sample
from reducer.timing import Lane, Pair, adaptive_timeout, describe_machine, time_of
from reducer.wat.errors import WatError

CUT_OFF_MARGIN = 1.5
"""A margin, because a slow run is stopped by wall time but judged by CPU time, and because the fast run
beside it varies."""
FRESH_WORKER_NS = 300_000_000
"""What stopping a run costs: the runtime needs a new process, and compiles the program again."""
FAR_BELOW = 1.5
EARLY_PAIRS = 3
"""An original is refused before it is calibrated where so many pairs, of a process each, show less than its
threshold divided by this."""
UNENDED = {"timed out": VerdictKind.TIMED_OUT, "invalid": VerdictKind.INVALID}
"""The verdicts on runs that did not end by themselves, by the kind of their outcome."""
NO_TIME = "a side takes no time to speak of"
LOST = (
    "a run takes no longer than its start varies by: wait until this machine is quieter, or run longer trip "
    "counts"
)


@dataclass
class Tally:
    """How many programs were proposed, refused by the assembler, decided by running a guest, and kept."""

    proposed: int = 0
    invalid: int = 0
    timed: int = 0
    kept: int = 0


class Judge:
    """Answers one question about programs, in one lane, from one body of evidence.

    `guards` are those of the original, None where programs are judged without one.  `short_run` may reject a
    candidate without timing it.  `run_ns` is the longest that the incumbent takes on a side, in ns, from
    which time-outs follow; `timeout_ns` overrules that.
    """

    def __init__(self, lane: Lane, reading: Reading, *, timeout_ns: int | None = None) -> None:
        self.lane, self.reading, self._timeout_ns = lane, reading, timeout_ns
        self.run_ns = reading.longest_ns
        self.target_ns = target_of(lane)
        self.guards: Guards | None = None
        self.short_run: ShortRun | None = None
        self.tally = Tally()
        # The keys of the programs whose loops run on both sides.
        self._alive: set[str] = set()

    @property
    def timeout_ns(self) -> int:
        """How long a run may take on one side, in ns."""
        if self._timeout_ns is not None:
            return self._timeout_ns
        return adaptive_timeout([self.run_ns] if self.run_ns else [])

    # ---- the original

    def first_ending(self, program: Program) -> tuple[Ending, Verdict | None]:
        """How both sides end a program whose ending nobody stated; where they end it differently, the verdict
        that says why it cannot be measured."""
        self.measured_here()
        pair = pair_of(self.lane, program, self.timeout_ns, as_it_ends=True)
        if pair.ending is not None:
            return pair.ending, None
        kinds = {sample.outcome.kind for sample in (pair.slow, pair.fast) if sample is not None}
        kind = next((UNENDED[kind] for kind in kinds if kind in UNENDED), VerdictKind.ENDED)
        return program.ending, self._fail(program, kind, ended_otherwise(self.lane, pair))

    def calibrate(
        self,
        original: Program,
        *,
        rounds: float | None = None,
        special: tuple[str, ...] | None = None,
        threshold: float | None = None,
    ) -> Verdict | None:
        """Makes this program the original, with its noise and its anchor.  Returns None, or why it cannot be
        the original: inconclusive where the machine is too noisy.

        `rounds` is how often its hottest loop goes round and `special` the special numbers that it
        computes with, where these are known.
        """
        self._forget(original)
        refused = self._blocks(original, threshold)
        if refused is not None:
            return refused
        noisy = too_noisy(self.reading.noise_of(original.key))
        if noisy is not None:
            self._forget(original)
            return Verdict(VerdictKind.INCONCLUSIVE, noisy)
        refused = self._below(original, threshold)
        if refused is not None:
            return refused
        evidence = self.reading.evidence
        rows = evidence.pairs[original.key]
        fast_ns = middle(row.fast[-1] for row in rows)
        ns_per_round = None if rounds is None else fast_ns / max(1.0, rounds)
        evidence.add(OriginalRow(original.key, len(rows), original.ending, ns_per_round, special))
        self.reading.take_up_original()
        self.run_ns = self.reading.longest_ns
        return None

    def far_below(self, original: Program, first_x: float, threshold: float) -> Verdict | None:
        """Whether an original lies so far below its threshold that it need not be calibrated.

        `first_x` is ln(slow/fast) of the first pair; where it is low, more pairs are taken, each from another
        process. Raises MeasurementError.
        """
        xs = [first_x]
        while max(xs) < math.log(threshold / FAR_BELOW):
            if len(xs) == EARLY_PAIRS:
                return _not_shown(xs, threshold)
            xs.append(pairs(self.lane, original, 1, self.timeout_ns)[0].x)
        return None

    def _below(self, original: Program, threshold: float | None) -> Verdict | None:
        """Takes as many pairs again of an original that is not clearly above its threshold; the verdict from
        all of them."""
        if threshold is None or anchor_of(self.reading.xs(original.key)).interval.low > threshold:
            return None
        refused = self._blocks(original)
        xs = self.reading.xs(original.key)
        if refused is None and anchor_of(xs).interval.estimate > threshold:
            return None
        return refused or _not_shown(xs, threshold)

    def _blocks(self, original: Program, threshold: float | None = None) -> Verdict | None:
        """Takes the pairs of a calibration; returns why that is not possible, or None."""
        return take_blocks(lambda: self._take(original), self.lane, self.reading, original.key, threshold)

    def _forget(self, original: Program) -> None:
        if self.reading.evidence.pairs.get(original.key):
            self.reading.evidence.add(OriginalRow(original.key, 0))

    def _take(self, program: Program) -> Verdict | None:
        """Adds one pair to the evidence; returns why that is not possible, or None."""
        self.measured_here()
        pair = pair_of(self.lane, program, self.timeout_ns)
        if pair.lost:
            return Verdict(VerdictKind.INCONCLUSIVE, LOST)
        return self._record(program, pair)

    # ---- candidates

    def ask(self, program: Program, bar: float | None = None) -> Verdict:
        """Whether the program shows what is asked, from as many pairs as that needs.

        `bar` replaces the question's own.  The verdict's program is the one that was measured: its trip count
        may have been raised.
        """
        self.tally.proposed += 1
        missing = self._missing(program)
        if missing is not None:
            self.reading.fail(program.key, VerdictKind.NOT_SHOWN, missing)
        verdict = self.reading.known(program.key, bar)
        if verdict is None:
            verdict = self._measured(program, bar)
            if bar is not None:
                self.reading.decide(program.key, bar)
        verdict = replace(verdict, program=verdict.program or program)
        if verdict.kept and self.guards is not None:
            objection = self.guards.objection(verdict.program or program, verdict.xs, verdict.fast_ns)
            if objection is not None:
                verdict = replace(self._fail(program, VerdictKind.NOT_SHOWN, objection), xs=verdict.xs)
        self.tally.kept += verdict.kept
        return verdict

    def _measured(self, program: Program, bar: float | None) -> Verdict:
        """Takes pairs until the tests decide, or until something shows that there can be none."""
        try:
            _ = program.binary
        except WatError as error:
            self.tally.invalid += 1
            return self._fail(program, VerdictKind.INVALID, str(error))
        self.tally.timed += 1
        refusal = None if self.short_run is None else self.short_run.refusal(program)
        if refusal is not None:
            return self._fail(program, refusal.kind, refusal.reason)
        self.measured_here()
        program, pair = self._first_pair(program)
        whole: list[Pair] = []
        new = 0
        while True:
            new += 1
            refused = self._record(program, pair, may_be_cut_off=bool(whole))
            if refused is not None:
                return refused
            whole += [pair] if pair.comparable else []
            if new == 1 and self._deleted(pair):
                reason = f"{NO_TIME}, whatever the trip count" if program.has_trips else NO_TIME
                return self._fail(program, VerdictKind.UNMEASURABLE, reason)
            verdict = self.reading.known(program.key, bar) or self.reading.hopeless(program.key)
            fast_ns, slow_ns = _middles(whole)
            if verdict is not None:
                return replace(verdict, program=program, fast_ns=fast_ns, slow_ns=slow_ns, new_pairs=new)
            if new % self.reading.pairs_a_draw(self.lane.processes) == 0:
                # Further pairs from these processes would add little.
                self.lane.restart()
            cut_off = self._cut_off(bar, fast_ns, slow_ns)
            pair = pair_of(self.lane, program, self.timeout_ns, slow_timeout_ns=cut_off)

    def _first_pair(self, program: Program) -> tuple[Program, Pair]:
        """The first pair; where the fast side takes too little time, at a higher trip count."""
        pair = pair_of(self.lane, program, self.timeout_ns)
        measured = self.lane.phase == "execute" and pair.comparable and program.has_trips
        if measured and (pair.fast_ns or 0) < self.target_ns // 2:
            took_ns = bounded_ns(pair.fast_ns or 0, pair.slow_ns or 0, self.target_ns)
            longer = toward(program, took_ns, self.target_ns)
            if longer.trip_count > program.trip_count:
                more = longer.trip_count / program.trip_count
                self.run_ns = max(self.run_ns, round(more * (pair.slow_ns or 0)))
                return longer, pair_of(self.lane, longer, self.timeout_ns)
        return program, pair

    def _deleted(self, pair: Pair) -> bool:
        """Whether a side takes almost no time at a trip count at which it should: then its loop is gone, and
        a ratio means nothing."""
        if self.reading.question.main.side != "both":
            return False
        least = self.reading.min_ns
        slow_gone, fast_gone = ((taken or 0) < least for taken in (pair.slow_ns, pair.fast_ns))
        return slow_gone or (fast_gone and not self.reading.allow_deleted)

    def _cut_off(self, bar: float | None, fast_ns: int, slow_ns: int) -> int | None:
        """The time in ns after which a slow run has shown enough and is stopped; None where waiting for its
        end costs no more than stopping it.

        The first run of a program is never stopped, because it must be seen to end.
        """
        reading = self.reading
        tells = self.lane.phase == "execute" and self.lane.slow.tells_least
        if not tells or reading.anchor is None or len(reading.question.numbers) > 1:
            return None
        bar = reading.bar() if bar is None else bar
        proved = CUT_OFF_MARGIN * fast_ns * math.exp(enough(bar, reading.noise, reading.settings))
        return int(proved) if proved + FRESH_WORKER_NS < slow_ns else None

    def _missing(self, program: Program) -> str | None:
        """The instruction that the oracle wants kept and the program lacks."""
        keeps = self.reading.question.keeps
        if not keeps:
            return None
        module = program.module
        ops = frozenset().union(*map(module.operations, module.functions))
        return next((f"no {op} left" for op in keeps if op not in ops), None)

    def measured_here(self) -> None:
        """Notes in the evidence on which releases pairs are taken.  Raises RecordError where it is from other
        releases."""
        cpu = str(describe_machine()["cpu"])
        self.reading.evidence.measured_by(cpu, (self.lane.slow.version, self.lane.fast.version))

    def _record(self, program: Program, pair: Pair, *, may_be_cut_off: bool = False) -> Verdict | None:
        """Adds a pair to the evidence; returns why it cannot be added, or None."""
        whole = pair.comparable
        if not whole and not (may_be_cut_off and pair.least_x is not None):
            failed = pair.failed()
            if failed is None:
                return self._fail(program, VerdictKind.UNMEASURABLE, "a side gave no time")
            outcome = failed.outcome
            if outcome.kind in UNENDED:
                return self._fail(program, UNENDED[outcome.kind], outcome.message)
            return self._fail(program, VerdictKind.ENDED, outcome.in_words)
        assert pair.slow is not None and pair.fast is not None
        slow, fast = _times(pair.slow), _times(pair.fast)
        if not whole:
            slow = (slow[0], slow[1], pair.slow.least_cpu_ns)
        printed = _digest(pair.slow.output), _digest(pair.fast.output)
        self.reading.add(PairRow(program.key, slow, fast, printed, pair.process, whole))
        return None

    def _fail(self, program: Program, kind: VerdictKind, reason: str) -> Verdict:
        return replace(self.reading.fail(program.key, kind, reason), program=program)

    # ---- afresh

    def deleted(self, program: Program) -> str | None:
        """The sentence that says which side does not run the program's loop; None where both do.  A program
        found alive is not asked about again: no process deletes a loop that another one runs."""
        if program.key in self._alive:
            return None
        found = deleted(
            self.lane,
            program,
            self.reading.noise,
            known=self._known_times(program),
            allow_fast=self.reading.allow_deleted,
            run_ns=self.run_ns,
            timeout_ns=2 * self.timeout_ns,
        )
        if found is None:
            self._alive.add(program.key)
        return found

    def _known_times(self, program: Program) -> list[tuple[int, int]]:
        """The fast and the slow side's times in the pairs of a program that are evidence, in ns."""
        rows = self.reading.evidence.pairs.get(program.key, ())
        return [(row.fast[-1] or 0, row.slow[-1] or 0) for row in rows if row.whole]


def _not_shown(xs: Sequence[float], threshold: float) -> Verdict:
    return Verdict(VerdictKind.NOT_SHOWN, "", None, tuple(xs), threshold, new_pairs=len(xs))


def _times(sample: Sample) -> Times:
    compiled, instantiated, executed = (time_of(sample, phase, "cpu") for phase in PHASES)
    return compiled, instantiated, executed


def _digest(output: bytes) -> str:
    return hashlib.sha256(output).hexdigest()[:16]


def _middles(taken: Sequence[Pair]) -> tuple[int, int]:
    """The median times of the fast and the slow side, in ns."""
    return middle(pair.fast_ns for pair in taken), middle(pair.slow_ns for pair in taken)
