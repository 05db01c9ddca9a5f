"""`wreduce test FILE`: the interestingness test for any other reducer.  Says nothing; its exit code does.

It is called thousands of times, so it loads only what it needs: typer would take longer than all the rest.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from reducer.cli.ending import tell
from reducer.cli.given import add_given, given_in, split_words
from reducer.cli.shell import DIFFERENT, INCONCLUSIVE, KEPT, duration
from reducer.errors import WreduceError
from reducer.judge.one_file import examine
from reducer.judge.question import DEFAULT_SIDES, Question, question_of
from reducer.judge.verdict import Verdict
from reducer.oracle import VerdictKind, parse_oracle
from reducer.printable import show
from reducer.records.writing import check_writable, write_atomically
from reducer.runtimes import parse_spec
from reducer.runtimes.config_file import unread_words, use_config_file

EXIT_CODES = {VerdictKind.KEPT: KEPT, VerdictKind.INCONCLUSIVE: INCONCLUSIVE}
EPILOGUE = """Exit code 0 where the oracle holds; 1 where it is not shown, or the file is invalid, traps or
takes too long; 2 for errors; 4 where as many pairs as are worth it cannot tell."""


def test(words: Sequence[str]) -> int:
    """The command; gives its exit code."""
    words, arguments = split_words(words)
    options = parser().parse_args(words)
    use_config_file(options.config)
    try:
        check_writable(options.json)
        question = question_of(parse_oracle(options.oracle), options.slow, options.fast)
        # A ledger is of two runtimes, however they are spelt.
        slow, fast = (str(parse_spec(side)) for side in (question.slow, question.fast))
        question = replace(question, slow=slow, fast=fast)
        given = given_in(options, arguments)
        verdict = examine(question, options.file, options.ledger, options.original, options.timeout, given)
        if options.json is not None:
            write_atomically(options.json, json.dumps(_summary(question, verdict), indent=1) + "\n")
    except WreduceError:
        # Otherwise it prints nothing, because other reducers call it in their own folders.
        if unread := unread_words():
            tell(unread)
        raise
    if options.verbose:
        show(_line(verdict))
    return EXIT_CODES.get(verdict.kind, DIFFERENT)


def parser() -> argparse.ArgumentParser:
    """What reads its words."""
    parser = argparse.ArgumentParser(
        prog="wreduce test",
        description="Test whether a file is slow, for other reducers: the exit code is the answer.",
        epilog=EPILOGUE,
    )
    add = parser.add_argument
    add("file", type=Path, metavar="FILE", help="the candidate: .wat or .wasm")
    add("--oracle", required=True, help="what must hold, such as 'ratio>2' or ratio:2")
    add("--slow", metavar="RUNTIME", help=f"the runtime on the slow side (default: {DEFAULT_SIDES[0]})")
    add("--fast", metavar="RUNTIME", help=f"the runtime on the fast side (default: {DEFAULT_SIDES[1]})")
    add("--ledger", type=Path, metavar="DIR", help="a folder in which calls share evidence and calibration")
    add(
        "--original",
        type=Path,
        metavar="FILE",
        help="the original to compare with (default: the ledger's first file)",
    )
    add(
        "--timeout",
        type=_nanoseconds,
        metavar="TIME",
        help="time limit for each run, such as 5s (default: five times the original's time, or 60s)",
    )
    add_given(parser)
    add("--config", type=Path, metavar="FILE", help="the wreduce.toml with runtimes of your own")
    add("--json", type=Path, metavar="FILE", help="file for the verdict, as JSON")
    add("-v", "--verbose", action="store_true", help="print the result in one line")
    return parser


def _nanoseconds(text: str) -> int:
    try:
        return round(duration(text) * 1e9)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _line(verdict: Verdict) -> str:
    """Verdict, the number with its interval against its bar, pairs; why, where the number is not why."""
    line, interval = str(verdict.kind), verdict.interval
    if interval is not None:
        low, middle, high, bar = map(
            _number, (interval.low, interval.estimate, interval.high, verdict.bar or 0)
        )
        bounds = f" [{low}, {high}]" if math.isfinite(interval.high) else ""
        line += f": {middle}{bounds} against {bar}, {len(verdict.xs)} pairs"
    return f"{line}: {verdict.reason}" if verdict.reason else line


def _number(value: float) -> str:
    """A ratio to two places; what is far from one (a time in ns, or one over it) to three digits."""
    return f"{value:.2f}" if 0.01 <= value < 1000 else f"{value:.3g}"


def _summary(question: Question, verdict: Verdict) -> dict[str, Any]:
    interval = verdict.interval
    bounded = interval is not None and math.isfinite(interval.high)
    return {
        "verdict": str(verdict.kind),
        "reason": verdict.reason,
        "ratio": interval and interval.estimate,
        "ci99": [interval.low, interval.high] if interval and bounded else None,
        "bar": verdict.bar,
        "pairs": len(verdict.xs),
        "new_pairs": verdict.new_pairs,
        "noise": verdict.noise and [verdict.noise.sigma, verdict.noise.spike_rate],
        "slow": question.slow,
        "fast": question.fast,
        "oracle": question.oracle.text,
    }
