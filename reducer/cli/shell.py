"""What every command shows a shell: exit codes, durations.  Loads nothing.

Exit codes: 0 kept, or done; 1 not shown, or different (test, check); 2 bad input, or something that is not
there; 3 the oracle does not hold on the seed; 4 inconclusive; 70 an error in wreduce itself; 129, 130 or 143
interrupted by SIGHUP, ^C or SIGTERM; 141 a closed pipe.
"""

from __future__ import annotations

import re

KEPT, DIFFERENT, BAD_INPUT, NOT_SHOWN, INCONCLUSIVE = 0, 1, 2, 3, 4
BROKEN, INTERRUPTED, CLOSED_PIPE = 70, 130, 141

_UNITS = {"": 1.0, "s": 1.0, "m": 60.0, "h": 3600.0, "ms": 1e-3}


def duration(text: str) -> float:
    """A duration such as 90, 90s, 10m, 8h or 100ms, in seconds.  Raises ValueError."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(ms|s|m|h|)", text.strip())
    if match is None or float(match.group(1)) <= 0:
        raise ValueError(f"{text!r} is not a duration such as 90s, 10m or 8h")
    return float(match.group(1)) * _UNITS[match.group(2)]
