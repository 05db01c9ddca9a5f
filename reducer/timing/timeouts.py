"""How long a candidate may take, from what the incumbent took. Pure arithmetic."""

from collections.abc import Sequence

# A useful candidate is no slower than its incumbent, and noise on a shared machine makes a run two to three
# times as long; with five times, a candidate that never ends costs about as much as one decision.
FACTOR = 5
# For incumbents of a few ms: a worker may wait for its core longer than the guest takes.
MARGIN_NS = 250_000_000
# The limit where nothing has been measured yet.
FIRST_NS = 60 * 10**9


def adaptive_timeout(samples_ns: Sequence[int], *, first_ns: int = FIRST_NS) -> int:
    """The time-out in ns for a candidate, from the incumbent's times in ns on the same side."""
    if not samples_ns:
        return first_ns
    return FACTOR * max(samples_ns) + MARGIN_NS
