"""hyperfine's JSON (`--export-json`) of the case on every runtime, for its scripts and for whoever reads it.

The fields are those of hyperfine 1.x: seconds, one result for each command.
"""

from __future__ import annotations

import json
from statistics import fmean, median, stdev
from typing import Any

from reducer.report.formats.runs import Runs, case_runs
from reducer.report.subject import Subject

NAME = "hyperfine.json"


def files(subject: Subject) -> dict[str, str]:
    """The file.  Raises ReportError where the single runs are not known."""
    results = [_result(subject, runs) for runs in case_runs(subject)]
    return {NAME: json.dumps({"results": results}, indent=2) + "\n"}


def _result(subject: Subject, runs: Runs) -> dict[str, Any]:
    times = [time / 1e9 for time in runs.times_ns]
    # Processor time is not split here into the program's and the system's: all of it stands under `user`.
    return {
        "command": runs.command(subject),
        "mean": fmean(times),
        "stddev": stdev(times) if len(times) > 1 else None,
        "median": median(times),
        "user": fmean(times),
        "system": 0.0,
        "min": min(times),
        "max": max(times),
        "times": times,
        "exit_codes": [subject.controls.ending.exit_code] * len(times),
    }
