"""How often the quick test of a share is wrong, by running its own code on simulated runs.

It knows no machine but a formula: each run is lognormal, and some runs are spikes.
"""

import math
from dataclasses import dataclass
from statistics import mean

from reducer.oracle.characteristics import SPIKE_FACTORS
from reducer.oracle.sequential import Decision
from reducer.oracle.settings import DEFAULTS
from reducer.oracle.simulation import RandomSource
from reducer.oracle.surplus import ORIGINALS, scatter, takes_a_share


@dataclass(frozen=True, slots=True)
class ShareCharacteristics:
    """How often a knock-out of a true share is named, and the mean of its pairs."""

    named: float
    pairs: float


def share_characteristics(
    share: float,
    ratio: float,
    sigma: float,
    spike_probability: float,
    source: RandomSource,
    *,
    calibration: int = DEFAULTS.calibration_pairs,
    tries: int = 2000,
) -> ShareCharacteristics:
    """The quick test on simulated runs: `sigma` is the noise of one run's logarithm, `ratio` the original's,
    and each run is two to five times too long with `spike_probability`."""

    def run(time_ns: float) -> float:
        low, high = SPIKE_FACTORS
        spike = low + (high - low) * source.random() if source.random() < spike_probability else 1.0
        return time_ns * spike * math.exp(source.gauss(0.0, sigma))

    def surplus(left: float) -> float:
        return run(1 + (ratio - 1) * left) - run(1.0)

    named, counts = 0, []
    for _ in range(tries):
        noise = scatter([surplus(1.0) for _ in range(calibration)])
        original: list[float] = []
        without: list[float] = []
        decision = None
        while decision is None:
            original += [surplus(1.0) for _ in range(ORIGINALS)]
            without.append(surplus(1 - share))
            decision = takes_a_share(original, without, noise)
        named += decision is Decision.KEPT
        counts.append(len(without))
    return ShareCharacteristics(named / tries, mean(counts))
