"""What evidence says about a program, without running it: verdicts at bars, and why a program cannot be kept.

Every verdict is computed from the pairs.  What was decided at a bar stays decided at that bar.
"""

from __future__ import annotations

from collections.abc import Sequence

from reducer.judge.anchor import anchor_of
from reducer.judge.evidence import Evidence
from reducer.judge.limits import MIN_NS
from reducer.judge.pairs import middle
from reducer.judge.question import Number, Question, phase_time
from reducer.judge.verdict import Verdict
from reducer.oracle import (
    DEFAULTS,
    Decision,
    Ledger,
    Noise,
    SameOutput,
    SequentialTest,
    Settings,
    VerdictKind,
    calibrate,
    ratio_interval,
    too_noisy,
)
from reducer.oracle.processes import Observation, pairs_a_process, two_kinds
from reducer.oracle.uncalibrated import own_noise, uncalibrated_test
from reducer.records.evidence import DecidedRow, FailureRow, OverturnedRow, PairRow, Times
from reducer.records.run import Anchor


class Reading:
    """The answers to one question that a body of evidence holds.

    `anchor` is the original's, None where programs are judged each on its own.  Times under `min_ns` are no
    measure; a fast side may delete its loop with `allow_deleted`.  `own_outputs`: what a program must print
    on both sides is what it prints itself on the fast one, since another input gives another output.
    `any_output`: what programs print is not asked for now, whatever the question says.
    """

    def __init__(
        self,
        question: Question,
        evidence: Evidence,
        *,
        allow_deleted: bool = False,
        settings: Settings = DEFAULTS,
    ) -> None:
        self.question, self.evidence, self.settings = question, evidence, settings
        self.allow_deleted = allow_deleted
        self.any_output = False
        self.min_ns = MIN_NS[question.main.phase]
        self.own_outputs = False
        self.anchor: Anchor | None = None
        self._ledgers: dict[Number, Ledger] = {}
        self._bars: dict[Number, float] = {}
        if evidence.original is not None:
            self.take_up_original()

    @property
    def noise(self) -> Noise:
        """The noise of a pair of the original; where there is no original, that of a machine that is not
        quiet."""
        return Noise(DEFAULTS.sigma_limit / 2) if self.anchor is None else self.anchor.noise

    @property
    def longest_ns(self) -> int:
        """The longest time that the original takes on a side, in ns; 0 where there is no original."""
        return _longest(self._original_rows())

    def longest_of(self, key: str) -> int:
        """The longest time that a program takes on a side, in ns; 0 where it was not measured."""
        return _longest(self.evidence.pairs.get(key, ()))

    def _original_rows(self) -> list[PairRow]:
        original = self.evidence.original
        return [] if original is None else self.evidence.pairs[original.key][: original.pairs]

    # ---- what is added to it

    def take_up_original(self) -> None:
        """Sets the bars by the original, and reads all evidence about its descendants."""
        rows = self._original_rows()
        for number in self.question.numbers:
            taken = [(row.process, x) for row in rows if (x := number.x(row)) is not None]
            processes, xs = tuple(zip(*taken, strict=True)) or ((), ())
            found = anchor_of(xs, self.settings, processes)
            if number is self.question.main:
                self.anchor = found
            self._bars[number] = number.bar.against(found.low)
            kinds = two_kinds(taken, self.settings)
            ledger = Ledger(found.noise, self.settings, two_kinds=kinds is not None)
            self._ledgers[number] = ledger
            for key in self.evidence.pairs:
                for process, x in self.observations(key, number):
                    ledger.add(key, x, process)
        ledger = self._ledgers[self.question.main]
        for entry in self.evidence.decided:
            ledger.decide(entry.key, entry.bar, Decision.KEPT if entry.kept else Decision.NOT_SHOWN)
        for key, bar in self.evidence.overturned.items():
            ledger.overturn(key, bar)

    def add(self, row: PairRow) -> None:
        """One more pair."""
        self.evidence.add(row)
        for number, ledger in self._ledgers.items():
            x = number.x(row)
            if x is not None:
                ledger.add(row.key, x, row.process)

    def fail(self, key: str, kind: VerdictKind, reason: str) -> Verdict:
        """The verdict on a program that cannot be kept, whatever its times."""
        self.evidence.add(FailureRow(key, kind, reason))
        return Verdict(kind, reason)

    def decide(self, key: str, bar: float) -> None:
        """Makes what the pairs say at this bar final, where they decide anything."""
        ledger = self._ledgers.get(self.question.main)
        decision = None if ledger is None or key not in self.evidence.pairs else ledger.verdict(key, bar)
        if decision is not None:
            self.evidence.add(DecidedRow(key, bar, decision is Decision.KEPT))

    def overturn(self, key: str, bar: float) -> None:
        """Notes that fresh pairs showed a program below the bar: it stays "not shown" there."""
        self.evidence.add(OverturnedRow(key, bar))
        self._ledgers[self.question.main].overturn(key, bar)

    def ask_one_more(self) -> None:
        """Asks for one more pair before anything is kept, because noise on this machine has led to a false
        keep."""
        self.settings = self.settings.asking_one_more()
        for ledger in self._ledgers.values():
            ledger.settings = self.settings

    # ---- what it says

    def bar(self) -> float:
        """The main number's bar, as the question has it."""
        main = self.question.main
        return self._bars.get(main, main.bar.value)

    def xs(self, key: str, number: Number | None = None) -> tuple[float, ...]:
        """A program's pairs as logarithms of a number (the main one by default), where the runtime reported
        it."""
        return tuple(x for _, x in self.observations(key, number))

    def observations(self, key: str, number: Number | None = None) -> list[Observation]:
        """The same, each with the process that it comes from."""
        number = number or self.question.main
        rows = self.evidence.pairs.get(key, ())
        return [(row.process, x) for row in rows if (x := number.x(row)) is not None]

    def processes(self, key: str, number: Number | None = None) -> tuple[int, ...]:
        """The processes that a program's pairs come from, one a pair."""
        return tuple(process for process, _ in self.observations(key, number))

    def noise_of(self, key: str) -> Noise:
        """The noise of a program's own pairs, in the main number."""
        return calibrate(self.xs(key), self.settings, self.processes(key))

    def pairs_a_draw(self, processes: int) -> int:
        """How many pairs to take of a candidate from this many live processes before fresh ones are
        started."""
        return processes * pairs_a_process(self.noise.variances, self.settings.process_cost, 1.0)

    def known(self, key: str, bar: float | None = None) -> Verdict | None:
        """The verdict on a program from the evidence; None while more pairs are wanted.  `bar` replaces the
        question's own."""
        failed = self.evidence.failed.get(key)
        if failed is not None:
            return Verdict(failed.kind, failed.reason)
        if not self.evidence.pairs.get(key):
            return None
        objection = self._printed_otherwise(key)
        if objection is not None:
            return Verdict(VerdictKind.NOT_SHOWN, objection)
        objection = self.unmeasurable(key)
        if objection is not None:
            return Verdict(VerdictKind.UNMEASURABLE, objection)
        numbers = self.question.numbers
        tests = [self._test(number, key, bar) for number in numbers]
        kinds = [self._kind(test, number, key) for test, number in zip(tests, numbers, strict=True)]
        if VerdictKind.NOT_SHOWN in kinds:
            kind = VerdictKind.NOT_SHOWN
        elif None in kinds:
            return None
        else:
            unsure = VerdictKind.INCONCLUSIVE in kinds
            kind = VerdictKind.INCONCLUSIVE if unsure else VerdictKind.KEPT
        # The verdict reports the number that decided it.
        index = kinds.index(kind)
        test, xs, reason = tests[index], self.xs(key, numbers[index]), ""
        if self.anchor is None and kind is VerdictKind.INCONCLUSIVE:
            reason = too_noisy(test.noise) or ""
        return Verdict(kind, reason, None, xs, test.bar, test.noise)

    def _test(self, number: Number, key: str, bar: float | None) -> SequentialTest:
        ledger = self._ledgers.get(number)
        if ledger is None:
            bar = number.bar.value if bar is None else bar
            return uncalibrated_test(bar, self.xs(key, number), processes=self.processes(key, number))
        return ledger.test(
            key, self._bars[number] if bar is None or number is not self.question.main else bar
        )

    def _kind(self, test: SequentialTest, number: Number, key: str) -> VerdictKind | None:
        """At the cap, "not shown" only where the whole interval is below the bar."""
        if test.decision is None:
            return None
        if test.decision is Decision.KEPT:
            return VerdictKind.KEPT
        if test.rejected or ratio_interval(self.xs(key, number)).high < test.bar:
            return VerdictKind.NOT_SHOWN
        return VerdictKind.INCONCLUSIVE

    def _printed_otherwise(self, key: str) -> str | None:
        if self.any_output or not self.question.wants(SameOutput):
            return None
        original = self.evidence.original
        measure = key if original is None or self.own_outputs else original.key
        wanted = self.evidence.pairs[measure][0].printed[1]
        rows = self.evidence.pairs[key]
        same = all(digest == wanted for row in rows for digest in row.printed[0 if row.whole else 1 :])
        return None if same else "it prints something else"

    def unmeasurable(self, key: str) -> str | None:
        """Why a program cannot be measured: the runtime reported no time, or one that is too short for a
        ratio."""
        rows = self.evidence.pairs[key]
        if any(number.x(row) is None for number in self.question.numbers for row in rows):
            return "a side gave no time"
        number = self.question.main
        if number.side != "both":
            return None
        for side, allowed in (("slow", False), ("fast", self.allow_deleted)):
            found = middle(phase_time(getattr(row, side), number.phase) for row in rows)
            if found < self.min_ns and not allowed:
                return f"the {side} side takes {found / 1e6:.3f} ms ({self.min_ns / 1e6:g} ms is the least)"
        return None

    def hopeless(self, key: str) -> Verdict | None:
        """The verdict on a program that is judged without an original and scatters too much to decide
        anything; otherwise None."""
        xs = self.xs(key)
        if self.anchor is not None or len(xs) < DEFAULTS.quiet_cap:
            return None
        noise = own_noise(xs, processes=self.processes(key))
        if noise.sigma <= DEFAULTS.sigma_limit:
            return None
        return Verdict(VerdictKind.INCONCLUSIVE, too_noisy(noise) or "", xs=xs)


def _longest(rows: Sequence[PairRow]) -> int:
    return max((_total(side) for row in rows for side in (row.slow, row.fast)), default=0)


def _total(times: Times) -> int:
    return sum(time_ns or 0 for time_ns in times)
