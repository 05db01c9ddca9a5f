"""Evidence to verdict: the oracle language, the sequential test, intervals, ledger, checkpoints, guards.

Pure arithmetic over a stream of pairs: no clock, process, file or random source of its own. See
docs/oracle.md.
"""

from reducer.oracle.bars import Threshold, anchor, bar_for, checkpoint_bar, sure_bar
from reducer.oracle.checkpoints import Checkpoints, bisect_history
from reducer.oracle.expression import (
    DEFAULT_ORACLE,
    Clause,
    Keeps,
    Oracle,
    OracleSyntaxError,
    Phase,
    Ratio,
    SameExit,
    SameOutput,
    Time,
    parse_oracle,
)
from reducer.oracle.guards import (
    ANOTHER,
    Alive,
    FloatClass,
    Liveness,
    alive,
    empty_loop,
    mostly_frame,
    new_special_number,
    other_slowdown,
    same_slow_side,
)
from reducer.oracle.holdout import HoldOut, Order
from reducer.oracle.intervals import Interval, hodges_lehmann, median_interval, ratio_interval
from reducer.oracle.ledger import Ledger
from reducer.oracle.noise import Noise, calibrate, too_noisy
from reducer.oracle.sequential import Decision, SequentialTest, enough, increment
from reducer.oracle.settings import DEFAULTS, Settings
from reducer.oracle.verdict import VerdictKind

__all__ = [
    "ANOTHER",
    "DEFAULTS",
    "DEFAULT_ORACLE",
    "Alive",
    "Checkpoints",
    "Clause",
    "Decision",
    "FloatClass",
    "HoldOut",
    "Interval",
    "Keeps",
    "Ledger",
    "Liveness",
    "Noise",
    "Oracle",
    "OracleSyntaxError",
    "Order",
    "Phase",
    "Ratio",
    "SameExit",
    "SameOutput",
    "SequentialTest",
    "Settings",
    "Threshold",
    "Time",
    "VerdictKind",
    "alive",
    "anchor",
    "bar_for",
    "bisect_history",
    "calibrate",
    "checkpoint_bar",
    "empty_loop",
    "enough",
    "hodges_lehmann",
    "increment",
    "median_interval",
    "mostly_frame",
    "new_special_number",
    "other_slowdown",
    "parse_oracle",
    "ratio_interval",
    "same_slow_side",
    "sure_bar",
    "too_noisy",
]
