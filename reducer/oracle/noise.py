"""Calibration: how noisy is a pair here, and is that too noisy to decide anything?

An observation is x = ln(T_slow/T_fast) of one adjacent pair. Sigma is the scaled median absolute deviation,
so that spikes do not count into it; they are counted apart (Rousseeuw and Croux, "Alternatives to the MAD",
JASA 1993).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from reducer.oracle.processes import MAD_TO_SIGMA, Variances, variances
from reducer.oracle.settings import DEFAULTS, Settings


@dataclass(frozen=True, slots=True)
class Noise:
    """Noise of a pair: `sigma` of x (0.05 is 5 %), and the share of *runs* (two a pair) that are spikes.

    `between` is the part of sigma that the pairs of one process share (oracle/processes.py), 0 where none is
    known.
    """

    sigma: float
    spike_rate: float = 0.0
    between: float = 0.0

    @property
    def variances(self) -> Variances:
        """The same, between processes and within one."""
        return Variances(self.between, math.sqrt(max(0.0, self.sigma**2 - self.between**2)))


def calibrate(xs: Sequence[float], settings: Settings = DEFAULTS, processes: Sequence[int] = ()) -> Noise:
    """The noise of pairs `xs`, all of one program: `settings.calibration_pairs` of them, or more.

    `processes` name the process of each pair; without them nothing is known of what processes differ by.
    Raises ValueError for fewer than two pairs, or for a value that is not finite.
    """
    if len(xs) < 2:
        raise ValueError(f"calibration needs at least 2 pairs, got {len(xs)}")
    if not all(math.isfinite(x) for x in xs):
        raise ValueError("calibration needs finite pairs: a time of zero was measured")
    centre = median(xs)
    sigma = max(MAD_TO_SIGMA * median(abs(x - centre) for x in xs), settings.sigma_floor)
    far = max(settings.spike_sigmas * sigma, math.log(settings.spike_factor))
    spikes = sum(abs(x - centre) > far for x in xs)
    if not _has_a_process_of_two(processes):
        return Noise(sigma, spikes / (2 * len(xs)))
    # Where processes run at two speeds, the median deviation misses the rarer speed, and overstates the noise
    # where both are equally common; the mean squares, without spikes, are right in both cases.
    found = variances(zip(processes, xs, strict=True), settings)
    return Noise(found.of_pair, spikes / (2 * len(xs)), found.between)


def _has_a_process_of_two(processes: Sequence[int]) -> bool:
    return len(set(processes)) < len(processes)


def too_noisy(noise: Noise, settings: Settings = DEFAULTS) -> str | None:
    """The sentence that says why nothing can be decided here, or None.

    The spike rate itself is rough after 24 pairs: before you refuse, measure as many pairs again and
    calibrate on all.
    """
    if noise.sigma > settings.sigma_limit:
        return (
            f"this machine is too noisy to compare anything: a pair varies by {noise.sigma:.0%} "
            f"(the limit is {settings.sigma_limit:.0%}); wait until it is quieter, or run longer trip counts"
        )
    if noise.spike_rate > settings.spike_limit:
        return (
            f"this machine is too noisy to compare anything: {noise.spike_rate:.0%} of the runs are far off "
            f"(the limit is {settings.spike_limit:.0%}); stop what else is running, or pin to another core"
        )
    return None
