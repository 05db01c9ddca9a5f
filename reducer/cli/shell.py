"""What every command shows a shell: exit codes, durations.  Loads nothing."""

from __future__ import annotations

import re

COMPLETE = "_WREDUCE_COMPLETE"
"""A shell sets it to ask for completions."""

KEPT, DIFFERENT, BAD_INPUT, NOT_SHOWN, INCONCLUSIVE = 0, 1, 2, 3, 4
BROKEN, INTERRUPTED, CLOSED_PIPE = 70, 130, 141

EXIT_CODES = (
    ("0", "kept: the hold-out's whole interval is above the threshold; or the command is done"),
    ("1", "`wreduce check`: a file came through with other bytes; `wreduce test`: not shown"),
    (
        "2",
        "bad input (also a program that does not end alike on both sides), or something that is not there; "
        "one line says what to do",
    ),
    ("3", "the oracle does not hold on the seed; the ratio measured and its interval are printed"),
    (
        "4",
        "inconclusive: the hold-out did not confirm the result, this machine is too noisy now to measure at "
        "all, or the time limit came before the seed was measured",
    ),
    (
        "70",
        "an error in wreduce itself: please report it; `WREDUCE_DEBUG=1` shows where it is",
    ),
    ("129, 130, 143", "interrupted by SIGHUP, ^C, SIGTERM"),
    ("141", "the reader of a pipe is gone"),
)
"""What they mean, for docs/reference.md."""

_UNITS = {"": 1.0, "s": 1.0, "m": 60.0, "h": 3600.0, "ms": 1e-3}


def duration(text: str) -> float:
    """A duration such as 90, 90s, 10m, 8h or 100ms, in seconds.  Raises ValueError."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(ms|s|m|h|)", text.strip())
    if match is None or float(match.group(1)) <= 0:
        raise ValueError(f"{text!r} is not a duration such as 90s, 10m or 8h")
    return float(match.group(1)) * _UNITS[match.group(2)]
