"""Is the slowdown in this file?  The question that any other reducer can ask, file by file.

Pairs are taken until the sequential test decides.  With a ledger it is calibrated on the first file, and no
pair is taken twice; without one, every file is judged in the light of its own pairs (oracle.uncalibrated).
The file is run as it is: no trip count is touched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reducer.measure.evidence import PHASES, Evidence, Original, Row
from reducer.measure.question import Asked, Question, phase_time
from reducer.oracle import (
    DEFAULTS,
    Decision,
    Interval,
    Noise,
    Phase,
    SameExit,
    SameOutput,
    SequentialTest,
    Verdict,
    anchor,
    calibrate,
    ratio_interval,
    too_noisy,
)
from reducer.oracle.uncalibrated import own_noise, uncalibrated_test

if TYPE_CHECKING:
    # A ledger that knows the answer needs neither: loading them takes as long as all the rest.
    from reducer.runtimes import Sample
    from reducer.timing import Lane

LEAST_NS: dict[Phase, int] = {
    "compile": 100_000,
    "instantiate": 50_000,
    "execute": 2_500_000,
    "total": 2_500_000,
}
"""Under this, in ns, a side's time is mostly what the machine does beside it: a ratio of such times could be
anything."""
BLOCKS = 3
"""The calibration's pairs come from this many fresh processes, as an anchor's do."""


@dataclass(frozen=True)
class Finding:
    """The answer, why (where the ratio is not the reason), the pairs it rests on as ln ratios, and how many
    of them are new."""

    verdict: Verdict
    reason: str = ""
    xs: tuple[float, ...] = ()
    bar: float | None = None
    noise: Noise | None = None
    new_pairs: int = 0

    @property
    def interval(self) -> Interval | None:
        """The number that was asked about, with its 99 % interval (infinite under 8 pairs)."""
        return ratio_interval(self.xs) if self.xs else None


@dataclass
class Interest:
    """Answers one question about files.  `calibrated`: hold them against an original, the first file if
    none is known.

    A run may take `timeout_ns`; where that is None, five times what the original takes, or a minute.
    """

    asked: Asked
    evidence: Evidence
    calibrated: bool
    timeout_ns: int | None = None
    ledger_folder: Path | None = None
    new_pairs: int = field(default=0, init=False)

    def take_up(self, found: Evidence | None) -> None:
        """Go on with what was found in the ledger.  Raises LedgerError where that is another question's."""
        if found is not None:
            found.check(self.evidence, self.ledger_folder)
            self.evidence = found

    # ---- from evidence alone

    def known(self, key: str) -> Finding | None:
        """What the evidence says of a file; None while more is wanted."""
        evidence = self.evidence
        if self.calibrated and evidence.original is None:
            return None
        if key in evidence.failed:
            kind, reason = evidence.failed[key]
            return Finding(Verdict.NOT_SHOWN, f"{kind}: {reason}" if reason else kind)
        rows = evidence.rows.get(key, [])
        if not rows:
            return None
        objection = self._printed_otherwise(key) or self._unmeasurable(rows)
        if objection is not None:
            return Finding(Verdict.NOT_SHOWN, objection)
        tests = [self._test(question, rows) for question in self.asked.questions]
        verdicts = [
            self._verdict(test, question, rows)
            for test, question in zip(tests, self.asked.questions, strict=True)
        ]
        if Verdict.NOT_SHOWN in verdicts:
            verdict = Verdict.NOT_SHOWN
        elif None in verdicts:
            return None
        else:
            verdict = Verdict.INCONCLUSIVE if Verdict.INCONCLUSIVE in verdicts else Verdict.KEPT
        # What is told is the number that decided.
        index = verdicts.index(verdict)
        xs = self._xs(self.asked.questions[index], rows)
        noise, reason = tests[index].noise, ""
        if not self.calibrated and verdict is Verdict.INCONCLUSIVE:
            reason = too_noisy(noise) or ""
        return Finding(verdict, reason, xs, tests[index].bar, noise, self.new_pairs)

    def _test(self, question: Question, rows: Sequence[Row]) -> SequentialTest:
        xs, original = self._xs(question, rows), self._original_xs(question)
        if not original:
            return uncalibrated_test(question.bar.value, xs)
        bar = question.bar.against(anchor(original)) if question.bar.of_original else question.bar.value
        return SequentialTest(bar, calibrate(original), prior=xs)

    def _verdict(self, test: SequentialTest, question: Question, rows: Sequence[Row]) -> Verdict | None:
        """At the cap, "not shown" only where the whole interval is below the bar."""
        if test.decision is None:
            return None
        if test.decision is Decision.KEPT:
            return Verdict.KEPT
        if test.rejected or ratio_interval(self._xs(question, rows)).high < test.bar:
            return Verdict.NOT_SHOWN
        return Verdict.INCONCLUSIVE

    def _xs(self, question: Question, rows: Sequence[Row]) -> tuple[float, ...]:
        return tuple(x for row in rows if (x := question.x(row)) is not None)

    def _original_xs(self, question: Question) -> tuple[float, ...]:
        """The calibration; empty where there is none."""
        original = self.evidence.original
        if not self.calibrated or original is None:
            return ()
        return self._xs(question, self.evidence.rows[original.key][: original.pairs])

    def _printed_otherwise(self, key: str) -> str | None:
        if not self.asked.wants(SameOutput):
            return None
        original, printed = self.evidence.original, self.evidence.printed
        wanted = printed[original.key][1] if self.calibrated and original else printed[key][0]
        return None if printed[key] == (wanted, wanted) else "it prints something else"

    def _unmeasurable(self, rows: Sequence[Row]) -> str | None:
        """A time that the runtime did not tell, or that is too short for a ratio."""
        for question in self.asked.questions:
            if any(question.x(row) is None for row in rows):
                return "unmeasurable: a side gave no time"
        question = self.asked.main
        if question.side != "both":
            return None
        for name, times in (("slow", slice(None, len(PHASES))), ("fast", slice(len(PHASES), None))):
            found = sorted(phase_time(row[times], question.phase) or 1 for row in rows)[len(rows) // 2]
            if found < LEAST_NS[question.phase]:
                return (
                    f"unmeasurable: the {name} side takes {found / 1e6:.3f} ms "
                    f"({LEAST_NS[question.phase] / 1e6:g} ms is the least)"
                )
        return None

    # ---- by running it

    def answer(self, key: str, binary: bytes, lane: Lane) -> Finding:
        """The answer, with as many pairs as it takes.  Raises LedgerError where the ledger is of other
        releases."""
        from reducer.timing import describe_machine

        versions = [lane.slow.version, lane.fast.version]
        self.evidence.check_measured_by(str(describe_machine()["cpu"]), versions, self.ledger_folder)
        if self.calibrated and self.evidence.original is None:
            noisy = self.calibrate(key, binary, lane)
            if noisy is not None:
                return noisy
        original = self.evidence.original
        if self.calibrated and original is not None:
            lane.exit_code = original.exit_code if self.asked.wants(SameExit) else 0
        else:
            self._settle_exit(binary, lane)
        while (finding := self.known(key)) is None:
            if self._hopeless(key):
                noise = own_noise(self._xs(self.asked.main, self.evidence.rows[key]))
                return Finding(Verdict.INCONCLUSIVE, too_noisy(noise) or "", new_pairs=self.new_pairs)
            self._take(key, binary, lane)
        return finding

    def calibrate(self, key: str, binary: bytes, lane: Lane) -> Finding | None:
        """Make this file the original: its noise, its anchor, what it prints and exits with.

        None where it is; otherwise why it cannot be, which is not remembered, but that it fails is.
        """
        self._settle_exit(binary, lane)
        rows = self.evidence.rows.setdefault(key, [])
        del rows[:]
        noisy: str | None = None
        for _ in range(2):
            for block in range(BLOCKS):
                if rows or block:
                    lane.restart()
                for _ in range(DEFAULTS.calibration_pairs // BLOCKS):
                    self._take(key, binary, lane)
                    if key in self.evidence.failed:
                        kind, reason = self.evidence.failed[key]
                        return Finding(Verdict.NOT_SHOWN, f"{kind}: {reason}" if reason else kind)
            objection = self._unmeasurable(rows)
            if objection is not None:
                return Finding(Verdict.NOT_SHOWN, objection)
            noisy = too_noisy(calibrate(self._xs(self.asked.main, rows)))
            if noisy is None:
                self.evidence.original = Original(key, len(rows), lane.exit_code)
                return None
        self.evidence.rows.pop(key)
        return Finding(Verdict.INCONCLUSIVE, noisy or "", new_pairs=self.new_pairs)

    def _settle_exit(self, binary: bytes, lane: Lane) -> None:
        """With `same-exit` and nothing to compare with, the code that it exits with is the right one."""
        if self.asked.wants(SameExit):
            outcome = lane.fast.run(binary, timeout_ns=self._timeout()).outcome
            if outcome.kind == "exited":
                lane.exit_code = outcome.exit_code or 0

    def _hopeless(self, key: str) -> bool:
        """Whether, judged on its own, a file's pairs scatter more than anything can be told from."""
        rows = self.evidence.rows.get(key, [])
        if self.calibrated or len(rows) < DEFAULTS.quiet_cap:
            return False
        return own_noise(self._xs(self.asked.main, rows)).sigma > DEFAULTS.sigma_limit

    def _timeout(self) -> int:
        from reducer.timing.timeouts import adaptive_timeout

        original = self.evidence.original
        if self.timeout_ns is not None or original is None:
            return adaptive_timeout([]) if self.timeout_ns is None else self.timeout_ns
        rows = self.evidence.rows[original.key][: original.pairs]
        return adaptive_timeout(
            [max(sum(time or 0 for time in row[times]) for row in rows) for times in (slice(3), slice(3, 6))]
        )

    def _take(self, key: str, binary: bytes, lane: Lane) -> None:
        """One more pair of a file into the evidence, or why there is none."""
        pair = lane.pair(binary, timeout_ns=self._timeout())
        self.new_pairs += 1
        failed = pair.failed()
        if failed is not None:
            outcome = failed.outcome
            reason = f"with code {outcome.exit_code}" if outcome.kind == "exited" else outcome.message
            self.evidence.failed[key] = (outcome.kind, reason)
            return
        assert pair.slow is not None and pair.fast is not None
        self.evidence.rows.setdefault(key, []).append((*_times(pair.slow), *_times(pair.fast)))
        self.evidence.printed[key] = (_digest(pair.slow.output), _digest(pair.fast.output))


def _times(sample: Sample) -> tuple[int | None, ...]:
    from reducer.timing import time_of

    return tuple(time_of(sample, phase, "cpu") for phase in ("compile", "instantiate", "execute"))


def _digest(output: bytes) -> str:
    return hashlib.sha256(output).hexdigest()[:16]
