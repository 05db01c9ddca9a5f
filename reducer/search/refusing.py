"""A seed that cannot be reduced, in a line."""

from __future__ import annotations

import math

from reducer.judge.pairs import MeasurementError
from reducer.judge.verdict import Verdict
from reducer.oracle import VerdictKind
from reducer.search.request import NotShownError
from reducer.timing import Lane


def refuse(verdict: Verdict | None, lane: Lane, oracle: str) -> None:
    """Raises NotShownError or MeasurementError for a seed that cannot be reduced."""
    if verdict is None:
        return
    if verdict.kind is not VerdictKind.NOT_SHOWN or verdict.interval is None:
        raise MeasurementError(verdict.reason or str(verdict.kind))
    found = verdict.interval
    between = f" [{found.low:.2f}, {found.high:.2f}] (99 %)" if math.isfinite(found.high) else ""
    raise NotShownError(
        f"not shown on this machine: {lane.slow.spec} / {lane.fast.spec} = "
        f"{found.estimate:.2f}{between}, and the oracle asks for {oracle}"
    )
