"""Conditions that the test's behaviour is computed under: noise that was chosen, or that was recorded.

It reads no file and draws no number: recordings and random sources are handed in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from reducer.oracle.characteristics import Characteristics, characteristics, recorded_characteristics
from reducer.oracle.noise import Noise, calibrate
from reducer.oracle.recording import Recording
from reducer.oracle.settings import DEFAULTS, Settings
from reducer.oracle.simulated_reduction import Mix, simulate_reduction
from reducer.oracle.simulation import (
    Machine,
    NoiseClass,
    PairSource,
    RandomSource,
    RecordedMachine,
    residuals_of,
)

# What the documented table is computed for: noise of a pair, share of runs that are spikes.
DOCUMENTED = ((0.05, 0.0), (0.05, 0.05), (0.20, 0.0), (0.20, 0.05))
DOCUMENTED_RATIOS = (1.0, 1.5, 1.9, 2.1, 2.5, 3.5)


@dataclass(frozen=True, slots=True)
class Condition:
    """A machine: its noise, and the pairs that were recorded on it, if any."""

    name: str
    noise: Noise
    xs: tuple[float, ...] = ()

    def at(self, true_ratio: float, bar: float, settings: Settings = DEFAULTS) -> Characteristics:
        """What the test at `bar` does with candidates of one true ratio here, pair by pair independently."""
        if self.xs:
            return recorded_characteristics(true_ratio, bar, self.noise, residuals_of(self.xs), settings)
        return characteristics(true_ratio, bar, self.noise.sigma, self.noise.spike_rate, settings)

    def machine(self, source: RandomSource) -> PairSource:
        """A simulated machine of this kind; a recorded one repeats the recording's bursts as well."""
        if self.xs:
            return RecordedMachine(self.xs, source)
        return Machine(NoiseClass(self.name, self.noise.sigma, spike=self.noise.spike_rate), source)


def chosen(sigma: float, spikes: float) -> Condition:
    """Gaussian noise of a pair, and the probability with which a run is a spike."""
    name = f"{100 * sigma:g} %" + (f", spikes {100 * spikes:g} %" if spikes else "")
    return Condition(name, Noise(sigma, spikes))


def recorded(recording: Recording, name: str, settings: Settings = DEFAULTS) -> Condition:
    """A machine with the noise of recorded pairs; the test is told what a calibration would tell it."""
    return Condition(name, calibrate(recording.xs, settings), recording.xs)


@dataclass(frozen=True, slots=True)
class Losses:
    """Simulated reductions: how many, how many of them lost the slowdown, pairs a decision (checkpoints
    included), the share of neutral candidates kept, how many passed their hold-out at once."""

    reductions: int
    lost: int
    pairs: float
    neutral_kept: float
    held_out: int


def simulate_reductions(
    condition: Condition, sources: Iterable[RandomSource], mix: Mix, settings: Settings = DEFAULTS
) -> Losses:
    """One whole reduction for each source.  Raises ValueError where there is none."""
    found = [simulate_reduction(condition.machine(source), source, settings, mix) for source in sources]
    if not found:
        raise ValueError("at least one reduction is simulated")
    return Losses(
        len(found),
        sum(outcome.lost for outcome in found),
        fmean(outcome.pairs_per_decision for outcome in found),
        fmean(outcome.neutral_kept for outcome in found),
        sum(outcome.held_out for outcome in found),
    )


def mix_at(threshold: float) -> Mix:
    """The documented mix of candidates, moved to another threshold: all ratios in proportion to it."""
    usual = Mix()
    scale = threshold / usual.threshold
    return Mix(original=usual.original * scale, threshold=threshold, dead_ratio=usual.dead_ratio * scale)


def rows(
    condition: Condition, ratios: Sequence[float], threshold: float, settings: Settings = DEFAULTS
) -> list[tuple[float, Characteristics]]:
    """The operating characteristics at these true ratios."""
    return [(ratio, condition.at(ratio, threshold, settings)) for ratio in ratios]
