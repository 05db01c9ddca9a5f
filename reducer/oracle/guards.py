"""Guards against what a ratio cannot show: is the loop alive, did both sides end alike, is the time real?

Every guard takes numbers that were measured elsewhere, and returns a verdict or a sentence; None means no
objection. No guard knows a runtime.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from reducer.oracle.noise import Noise

# The median of k runs has a standard error of 1.25 sigma/sqrt(k); a distance of two of these is sure enough.
STANDARD_ERRORS = 2.0
MEDIAN_ERROR = 1.25
# No core of today retires a loop's back edge more than twice a cycle, and none runs above 6 GHz.
LEAST_NS_PER_TRIP = 0.08
# One statement in fifty of the original's loop may be all that matters; less than that per trip is an empty
# loop.
LEAST_TRIP_SHARE = 0.02
# The original's loop may have twenty slow places, of which a candidate keeps one.
LEAST_SURPLUS_SHARE = 0.05
# Four copies may become one, which has a quarter of their surplus; one copy keeps a third of its own.
LEAST_SITE_SHARE = 1 / 3
# Writing back what a call has changed may not make most of a kernel's surplus.
TIMES_FRAME = 2.0
# A carrier that runs at most a twentieth as often as the surplus would need does not cause it.
MOST_TIMES_A_SITE = 20
# Any loop may differ by a few cycles a trip, because of its place in memory or of one more instruction in its
# condition.
FEW_CYCLES_NS = 1.0


class Liveness(StrEnum):
    """Whether the time grows with the trip count."""

    ALIVE = "alive"
    FAST_DELETED = "the fast side deletes the loop"
    SLOW_DELETED = "the slow side deletes the loop"
    BOTH_DELETED = "both sides delete the loop"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Alive:
    """The verdict on a loop, with the growth of each side when its trips were doubled (2 is proportional)."""

    liveness: Liveness
    fast_growth: float
    slow_growth: float

    def deleted(self, *, allow_fast: bool = False) -> bool:
        """Whether a side's compiler has removed the loop; `allow_fast`: the fast side's may."""
        refused = {Liveness.SLOW_DELETED, Liveness.BOTH_DELETED}
        return self.liveness in refused | (set() if allow_fast else {Liveness.FAST_DELETED})

    @property
    def sentence(self) -> str:
        """The verdict in words, with its numbers."""
        fast, slow = f"{self.fast_growth:.2f}x on the fast side", f"{self.slow_growth:.2f}x on the slow"
        return f"{self.liveness}: twice the trips take {fast}, {slow}"


def alive(
    fast_once: Sequence[float],
    fast_more: Sequence[float],
    slow_once: Sequence[float],
    slow_more: Sequence[float],
    noise: Noise,
) -> Alive:
    """Whether both sides really run their loops, from times in ns at n and at 2n trips, without start-up.

    With twice the trips a deleted loop takes the same time (growth 1) and a live one twice as long; the
    border is half way, in logarithms.  UNCLEAR asks for more runs.  Raises ValueError for an empty sample.
    """
    fast, fast_error = _growth(fast_once, fast_more, noise)
    slow, slow_error = _growth(slow_once, slow_more, noise)
    border = math.log(2) / 2
    sides = ((fast, fast_error), (slow, slow_error))
    if any(abs(math.log(growth) - border) < STANDARD_ERRORS * error for growth, error in sides):
        return Alive(Liveness.UNCLEAR, fast, slow)
    match math.log(fast) >= border, math.log(slow) >= border:
        case True, True:
            verdict = Liveness.ALIVE
        case False, True:
            verdict = Liveness.FAST_DELETED
        case True, False:
            verdict = Liveness.SLOW_DELETED
        case _:
            verdict = Liveness.BOTH_DELETED
    return Alive(verdict, fast, slow)


def _growth(once: Sequence[float], twice: Sequence[float], noise: Noise) -> tuple[float, float]:
    """How many times longer twice the trips take, and the standard error of its logarithm."""
    if not once or not twice:
        raise ValueError("liveness needs at least one run at each trip count")
    # Subtracting start-up can leave nothing or less: anything under a nanosecond counts as no time.
    growth = max(median(twice), 1.0) / max(median(once), 1.0)
    # noise.sigma is that of a pair, sqrt(2) times a run's, which is what a quotient of two medians has as
    # well.
    return growth, MEDIAN_ERROR * noise.sigma / math.sqrt(min(len(once), len(twice)))


def empty_loop(fast_ns_per_trip: float, original_ns_per_trip: float) -> str | None:
    """An objection when the fast side's trip costs next to nothing: such a loop gives any ratio at all."""
    least = max(LEAST_NS_PER_TRIP, LEAST_TRIP_SHARE * original_ns_per_trip)
    if fast_ns_per_trip >= least:
        return None
    return (
        f"the fast side's loop is as good as empty: {fast_ns_per_trip:.3f} ns a trip, "
        f"{original_ns_per_trip:.3f} ns in the original"
    )


def mostly_frame(surplus_ns_per_trip: float, frame_ns: float) -> str | None:
    """An objection to a kernel whose trip has so little surplus that most of it may come from what is written
    back in the trip: `frame_ns` is the surplus of that alone."""
    if surplus_ns_per_trip >= TIMES_FRAME * frame_ns:
        return None
    return (
        f"most of the slowdown may be that of writing back what a call changes: {frame_ns:.3g} ns a trip "
        f"of {surplus_ns_per_trip:.3g}"
    )


def other_slowdown(surplus_ns_per_trip: float, original_surplus_ns_per_trip: float) -> str | None:
    """An objection when the slow side loses so much less in each trip that the reason must be another one.

    The surplus is the slow side's time less the fast side's.  It does not change when other work is removed
    from the loop.  The ratio cannot show this: an empty loop may have any ratio.
    """
    if surplus_ns_per_trip >= min(FEW_CYCLES_NS, LEAST_SURPLUS_SHARE * original_surplus_ns_per_trip):
        return None
    return (
        f"the slowdown has changed: the slow side takes {surplus_ns_per_trip:.3f} ns a trip more, "
        f"{original_surplus_ns_per_trip:.3f} ns in the original"
    )


ANOTHER = "another slowdown"
"""The beginning of each objection that concerns what carries the slowdown."""


def carries_less(name: str, surplus_ns: float, original_ns: float) -> str | None:
    """An objection when a carrier is still there but takes less than a third of what it took; both in ns each
    time that one of its sites runs.

    The whole surplus of the program is attributed to that site, so its true share can only be smaller.
    """
    if surplus_ns >= LEAST_SITE_SHARE * original_ns:
        return None
    return (
        f"{ANOTHER}: {name} is there, and the slow side takes {surplus_ns:.3f} ns more each time it runs, "
        f"{original_ns:.3f} ns in the original"
    )


def runs_too_rarely(name: str, surplus_ns: float, original_ns: float) -> str | None:
    """An objection when a carrier runs so rarely that it cannot make up the surplus; both in ns each time
    that any of its sites runs."""
    if surplus_ns <= MOST_TIMES_A_SITE * original_ns:
        return None
    return (
        f"{ANOTHER}: {name} is there, and runs too rarely: the slow side takes {surplus_ns:.3f} ns more for "
        f"each time, {original_ns:.3f} ns in the original"
    )


def evaluated_by_fast(name: str, fast_ns: float, original_ns: float) -> str | None:
    """An objection when the fast side's compiler evaluates what carries the slowdown: it takes less in all
    than a third of what the carrier alone took; both in ns each time that it runs."""
    if original_ns < FEW_CYCLES_NS or fast_ns >= LEAST_SITE_SHARE * original_ns:
        return None
    return (
        f"{ANOTHER}: the fast side evaluates {name} away, {fast_ns:.3f} ns each time it runs, "
        f"{original_ns:.3f} ns in the original"
    )


def same_slow_side(original_xs: Sequence[float], xs: Sequence[float]) -> str | None:
    """An objection when the side that was slower is now the faster one."""
    if (median(original_xs) > 0) == (median(xs) > 0):
        return None
    before, now = math.exp(median(original_xs)), math.exp(median(xs))
    return f"the slow side has changed: the ratio was {before:.2f}, now it is {now:.2f}"


class FloatClass(StrEnum):
    """The kinds of float that processors take different times for."""

    ZERO = "zero"
    SUBNORMAL = "subnormal"
    NORMAL = "normal"
    INFINITE = "infinite"
    NAN = "nan"


def new_special_number(original: Sequence[FloatClass], candidate: Sequence[FloatClass]) -> str | None:
    """An objection when the candidate computes with subnormal numbers or NaN and the original did not."""
    for special in (FloatClass.SUBNORMAL, FloatClass.NAN):
        if special in candidate and special not in original:
            return (
                f"it computes with {special} numbers, which take processors another time, "
                "whatever the runtime"
            )
    return None
