"""How short and how long a run may be, in ns, for everybody who asks about a program."""

from __future__ import annotations

from reducer.oracle import Phase

MIN_NS: dict[Phase, int] = {
    "compile": 100_000,
    "instantiate": 50_000,
    "execute": 1_000_000,
    "total": 1_000_000,
}
"""Below this, a side's time is mostly what the machine does besides: a few page faults, a hiccup.  A ratio of
such times could be anything."""
TARGET_NS = 4_000_000
"""The fast side's time at which the search measures, where the clock is the worker's own: the shortest at
which a pair scatters no more than a longer one (by 0.25 at 1 ms, 0.20 at 2 ms, 0.12 to 0.2 from 4 to 16 ms
on a shared machine, whose hiccups are longer than a run), and at which all else that a pair takes is the
lesser part."""
OUTSIDE_TARGET_NS = 10_000_000
"""The same where a process is timed from outside, and the time of its start is subtracted."""
SHORT_SLOW_NS = 30_000_000
"""The slow side's time at which the search measures, as long as that leaves the fast side LEAST_NS."""
LEAST_NS = 2_000_000
"""The fast side's shortest time in the search, as in a hold-out."""
OUTSIDE_LEAST_NS = 5_000_000
"""The same where each run is a process: of less, too much is its start."""
MAX_SLOW_NS = 400_000_000
"""The slow side's longest time, in the search and in a result: forty pairs take 20 s, however slow the case
is."""
MAX_FIRST_RUN_NS = 60_000_000_000
"""A program of which nothing is known may run a minute a side: reporters' programs run for seconds."""
