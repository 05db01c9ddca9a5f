"""What is asked of a reduction, and why one cannot be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from reducer.errors import WreduceError
from reducer.judge.question import Question, oracle_against, question_of
from reducer.oracle import Oracle, Ratio, Time, bar_for, sure_bar
from reducer.program.program import Program
from reducer.records.ordinary import Ordinary
from reducer.records.run import Anchor
from reducer.runtimes import Given


class NotShownError(WreduceError):
    """The oracle does not hold on the seed; the message gives the measured ratio and its interval."""

    exit_code = 3


class ProgramError(WreduceError):
    """The seed does not end alike on both sides, or not by itself; the message is one line that says how
    each side ends it."""


def check_clauses(oracle: Oracle) -> None:
    """Raises ProgramError for a clause that a reduction cannot hold."""
    for clause in oracle.clauses:
        if isinstance(clause, Time):
            raise ProgramError(
                "time(...) is not a question for a reduction: trip counts change on the way; ask for a ratio"
            )


def _from_no_other(_kernel: Program) -> bool:
    return False


@dataclass(frozen=True)
class Request:
    """What a person asked for.  `final_seconds` is the fast side's time in the final case.

    `one_of_many`: the case is one of a batch.  It keeps its own effect, also where the oracle would be
    content with less; a kernel that `is_known` from another case is reduced no further.  `with_kernel`: a big
    program gives way to a kernel of it.  `time_limit` is for all of it, in seconds.  The program was loaded
    as is `given`.  `campaign` is where it comes from, in a person's words.  With `keep_input` what it reads
    stays as it is.

    Where neither side is named, the seed is measured on the two default runtimes, and the slower one becomes
    the slow side.
    """

    program: Program
    oracle: Oracle
    slow: str | None
    fast: str | None
    output: Path | None
    final_seconds: float = 0.1
    time_limit: float | None = None
    allow_deleted: bool = False
    one_of_many: bool = False
    given: Given = field(default=Given())
    is_known: Callable[[Program], bool] = field(default=_from_no_other)
    campaign: str = ""
    keep_input: bool = False
    with_kernel: bool = True

    @property
    def cuts_input(self) -> bool:
        """Whether what the program reads is cut before the program: not in a batch, whose cases are compared
        with one another on the same input."""
        called = self.program.invocation
        return bool(called.argv or called.stdin or called.dirs) and not (self.keep_input or self.one_of_many)

    @property
    def question(self) -> Question:
        """The question with its two sides.  Raises RuntimesError."""
        return question_of(self.oracle, self.slow, self.fast)

    @property
    def direction_known(self) -> bool:
        """Whether somebody said which side is the slow one."""
        clause = self.oracle.ratio
        named = () if clause is None else (clause.slow, clause.fast)
        return any((self.slow, self.fast, *named))

    def against(self, ordinary: Ordinary | None) -> Request:
        """The request with `ordinary` in its oracle replaced by a plain number.  Raises QuestionError."""
        return replace(self, oracle=oracle_against(self.oracle, ordinary))

    def guard_bar(self, anchor: Anchor) -> float:
        """The guard band, and so much more that what is kept at it surely holds it; never above the original
        itself."""
        bar = bar_for(self.clause.threshold, anchor.low, noise=anchor.noise)
        return max(bar, min(sure_bar(bar, anchor.noise), anchor.low))

    @property
    def clause(self) -> Ratio:
        """The oracle's ratio clause; where it has none, a share of the original's ratio."""
        main = self.question.main
        return self.oracle.ratio or Ratio(main.phase, None, None, main.bar)
