"""How short and how long a run may be, in ns, for everybody who asks about a program."""

from __future__ import annotations

from reducer.oracle import Phase

MIN_NS: dict[Phase, int] = {
    "compile": 100_000,
    "instantiate": 50_000,
    "execute": 2_500_000,
    "total": 2_500_000,
}
"""Under this a side's time is mostly what the machine does beside it: a few page faults, a hiccup.  A ratio
of such times could be anything."""
TARGET_NS = 10_000_000
"""The fast side's time at which the search measures: 10 to 20 ms keep the spread of a ratio at 4 to 6 %, a
half doubles it."""
MAX_SLOW_NS = 400_000_000
"""The slow side's time, in the search and in a result: forty pairs take 20 s, however slow the case is."""
MAX_FIRST_RUN_NS = 60_000_000_000
"""A program of which nothing is known may run a minute a side: reporters' programs run for seconds."""
