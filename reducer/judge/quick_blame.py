"""What carries the slowdown of an original: its hot code is knocked out class by class, then by operation and
site.

As few pairs as decide whether at least a fifth of the surplus goes with it.  They are no candidate's evidence.
"""

from __future__ import annotations

from reducer.judge.judge import Judge
from reducer.program.profile import Observe
from reducer.program.program import Program
from reducer.program.short_run import ShortRun
from reducer.records.carriers import Carriers


def quick_blame(judge: Judge, original: Program, observe: Observe, short: ShortRun | None) -> Carriers:
    """The carriers of an original that the judge is calibrated on.

    `observe` counts what its copies do, `short` is the check on its descendants (None: it does not end well
    in a short run).
    """
    return Carriers(instead="not looked for")
