"""`wreduce test FILE`: the interestingness test for any other reducer.  Says nothing; its exit code does.

It is called thousands of times, so it loads only what it needs: typer would take longer than all the rest.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reducer.cli.shell import BAD_INPUT, DIFFERENT, INCONCLUSIVE, INTERRUPTED, KEPT, duration
from reducer.measure.atomic import FileError, check_writable, write_atomically
from reducer.measure.evidence import LedgerError
from reducer.measure.interesting import Finding
from reducer.measure.one_file import examine
from reducer.measure.question import DEFAULT_SIDES, Asked, AskedError, asked
from reducer.oracle import OracleSyntaxError, Verdict, parse_oracle
from reducer.runtimes.config_file import unread_words, use_config_file

EXIT_CODES = {Verdict.KEPT: KEPT, Verdict.NOT_SHOWN: DIFFERENT, Verdict.INCONCLUSIVE: INCONCLUSIVE}
EPILOGUE = """Exit code 0 where the oracle holds; 1 where it is not shown, or the file is invalid, traps or
takes too long; 2 for errors; 4 where as many pairs as are worth it cannot tell."""


def test(words: Sequence[str]) -> int:
    """The command; gives its exit code."""
    options = _parser().parse_args(words)
    use_config_file(options.config)
    try:
        check_writable(options.json)
        question = asked(parse_oracle(options.oracle), options.slow, options.fast)
        finding = examine(question, options.file, options.ledger, options.original, options.timeout)
        if options.json is not None:
            write_atomically(options.json, json.dumps(_summary(question, finding), indent=1) + "\n")
    except (OracleSyntaxError, AskedError, LedgerError, FileError) as error:
        return _fail(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        from reducer.runtimes import RuntimesError

        if isinstance(error, RuntimesError):
            return _fail(error)
        # Python would end with 1: here that is an answer, and the wrong one.
        traceback.print_exc()
        return BAD_INPUT
    if options.verbose:
        print(_line(finding), flush=True)
    return EXIT_CODES[finding.verdict]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wreduce test",
        description="Is the slowdown in this file?  For other reducers: silent, its exit code tells.",
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
        help="what is held against (default: the ledger's first file)",
    )
    add(
        "--timeout",
        type=_nanoseconds,
        metavar="TIME",
        help="how long a run may take, such as 5s (default: five times the original's, or 60s)",
    )
    add("--config", type=Path, metavar="FILE", help="the wreduce.toml with runtimes of your own")
    add("--json", type=Path, metavar="FILE", help="where the finding goes")
    add("-v", "--verbose", action="store_true", help="say in one line what was found")
    return parser


def _nanoseconds(text: str) -> int:
    try:
        return round(duration(text) * 1e9)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _fail(error: Exception) -> int:
    # Else it is silent: other reducers call it from folders of theirs.
    if words := unread_words():
        print(f"wreduce: {words}", file=sys.stderr)
    print(f"wreduce: {error}", file=sys.stderr)
    return BAD_INPUT


def _line(finding: Finding) -> str:
    """Verdict, the number with its interval against its bar, pairs; why, where the number is not why."""
    line, interval = str(finding.verdict), finding.interval
    if interval is not None:
        low, middle, high, bar = map(
            _number, (interval.low, interval.estimate, interval.high, finding.bar or 0)
        )
        bounds = f" [{low}, {high}]" if math.isfinite(interval.high) else ""
        line += f": {middle}{bounds} against {bar}, {len(finding.xs)} pairs"
    return f"{line}: {finding.reason}" if finding.reason else line


def _number(value: float) -> str:
    """A ratio to two places; what is far from one (a time in ns, or one over it) to three digits."""
    return f"{value:.2f}" if 0.01 <= value < 1000 else f"{value:.3g}"


def _summary(question: Asked, finding: Finding) -> dict[str, Any]:
    interval = finding.interval
    bounded = interval is not None and math.isfinite(interval.high)
    return {
        "verdict": str(finding.verdict),
        "reason": finding.reason,
        "ratio": interval and interval.estimate,
        "ci99": [interval.low, interval.high] if interval and bounded else None,
        "bar": finding.bar,
        "pairs": len(finding.xs),
        "new_pairs": finding.new_pairs,
        "noise": finding.noise and [finding.noise.sigma, finding.noise.spike_rate],
        "slow": question.slow,
        "fast": question.fast,
        "oracle": question.oracle.text,
    }
