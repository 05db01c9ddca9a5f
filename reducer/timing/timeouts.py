"""How long a candidate may take, from what the incumbent took. Pure arithmetic."""

from collections.abc import Sequence

# A candidate that is worth having is no slower than its incumbent, and noise on a shared machine reaches
# two to three times; at five times, a candidate that would never end costs about as much as one decision.
FACTOR = 5
# For incumbents of a few ms: a worker may be kept off its core for longer than the guest takes.
MARGIN_NS = 250_000_000
# Where nothing has been measured yet.
FIRST_NS = 60 * 10**9


def adaptive_timeout(samples_ns: Sequence[int], *, first_ns: int = FIRST_NS) -> int:
    """The time-out in ns for a candidate, from the incumbent's times in ns on the same side."""
    if not samples_ns:
        return first_ns
    return FACTOR * max(samples_ns) + MARGIN_NS
