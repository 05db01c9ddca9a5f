"""The operating characteristics of the sequential test, by computation and not by sampling.

Given how a pair is distributed, the clipped increment's distribution is put on a grid that both barriers
lie on, and convolved pair by pair with the barriers absorbing (Siegmund, Sequential Analysis, 1985, chapter
II). It knows no machine: bursts and drift, which make pairs depend on each other, are for the simulation.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reducer.oracle.noise import Noise
from reducer.oracle.settings import DEFAULTS, Settings

Array = NDArray[np.float64]

# Grid steps in one positive clip. Twice as many move no probability in the documented table by more than
# 0.0002.
STEPS = 512
# A spike multiplies a run's time by a factor drawn evenly between these two.
SPIKE_FACTORS = (2.0, 5.0)
# Spike sizes are represented by this many equally likely ones; sigma blurs what lies between.
SPIKE_ATOMS = 64
# Both sides of one pair spike in one pair of 400 only, so their quotient needs fewer.
BOTH_ATOMS = 12


@dataclass(frozen=True, slots=True)
class Characteristics:
    """What the test does with candidates of one true ratio: its three ends' probabilities, and mean pairs."""

    keep: float
    reject: float
    capped: float
    pairs: float


def characteristics(
    true_ratio: float,
    bar: float,
    sigma: float,
    spike_probability: float = 0.0,
    settings: Settings = DEFAULTS,
    steps: int = STEPS,
) -> Characteristics:
    """P(kept), P(rejected), P(cap reached) and expected pairs for independent pairs of `true_ratio`.

    A pair is Gaussian in ln ratio with `sigma`, and each of its two runs is a spike with
    `spike_probability`. The test is assumed to know sigma. Raises ValueError for a ratio, bar or sigma that
    is not above 0.
    """
    _check(true_ratio, bar, sigma)
    step, down = _grid(settings, steps)
    jumps = _increments(math.log(true_ratio / bar), sigma, spike_probability, settings, step, down, steps)
    return _ends(jumps, down, steps, sigma, settings)


def recorded_characteristics(
    true_ratio: float,
    bar: float,
    noise: Noise,
    residuals: Sequence[float],
    settings: Settings = DEFAULTS,
    steps: int = STEPS,
) -> Characteristics:
    """The same for a machine whose pairs were recorded: each pair is drawn from `residuals`, independently.

    Residuals are recorded x less their median; `noise` is what a calibration makes of them, and what the
    test is told. Raises ValueError as above, and where there are no residuals.
    """
    _check(true_ratio, bar, noise.sigma)
    if not residuals:
        raise ValueError("a recording has at least one pair")
    step, down = _grid(settings, steps)
    slope = 2 * settings.half_width(noise.sigma) / noise.sigma**2
    raw = slope * (math.log(true_ratio / bar) + np.asarray(residuals, dtype=np.float64)) / step
    indices = np.clip(np.rint(raw), -down, steps).astype(np.int64) + down
    jumps: Array = np.bincount(indices, minlength=down + steps + 1) / len(residuals)
    return _ends(jumps, down, steps, noise.sigma, settings)


def _check(true_ratio: float, bar: float, sigma: float) -> None:
    if min(true_ratio, bar, sigma) <= 0:
        raise ValueError("true ratio, bar and sigma must be above 0")


def _grid(settings: Settings, steps: int) -> tuple[float, int]:
    """The grid's step in log-likelihood, and how many of them the negative clip is."""
    step = settings.clip_high / steps
    return step, round(-settings.clip_low / step)


def _ends(jumps: Array, down: int, steps: int, sigma: float, settings: Settings) -> Characteristics:
    """Convolve pair by pair, with both barriers absorbing, up to the cap."""
    floor, ceiling = -settings.least_pairs_to_reject * down, settings.pairs_to_keep * steps
    alive = np.zeros(ceiling - floor - 1)  # state i is an evidence of (floor + 1 + i) steps
    alive[-floor - 1] = 1.0
    keep = reject = pairs = 0.0
    for _ in range(settings.cap_at(sigma)):
        pairs += float(alive.sum())
        spread = np.convolve(alive, jumps)  # index j is an evidence of (floor + 1 - down + j) steps
        reject += float(spread[:down].sum())
        keep += float(spread[down + len(alive) :].sum())
        alive = spread[down : down + len(alive)]
    return Characteristics(keep, reject, float(alive.sum()), pairs)


def _increments(
    offset: float, sigma: float, spikes: float, settings: Settings, step: float, down: int, up: int
) -> Array:
    """P(increment = k steps) for k = -down ... up; the clips are its ends, and hold what lies beyond them."""
    slope = 2 * settings.half_width(sigma) / sigma**2
    edges = (np.arange(-down, up) + 0.5) * step / slope
    below: Array = np.zeros(len(edges))
    for shift, weight in _spike_atoms(spikes):
        below = below + weight * _normal_cdf(np.asarray((edges - offset - shift) / sigma, dtype=np.float64))
    return np.diff(below, prepend=0.0, append=1.0)


def _spike_atoms(probability: float) -> Iterator[tuple[float, float]]:
    """Shifts of x by spikes on neither, the slow, the fast and both sides, with their probabilities."""
    yield 0.0, (1 - probability) ** 2
    if not probability:
        return
    one_side = probability * (1 - probability) / SPIKE_ATOMS
    for size in _spike_sizes(SPIKE_ATOMS):
        yield size, one_side
        yield -size, one_side
    for slow in _spike_sizes(BOTH_ATOMS):
        for fast in _spike_sizes(BOTH_ATOMS):
            yield slow - fast, (probability / BOTH_ATOMS) ** 2


@lru_cache(maxsize=8)
def _spike_sizes(count: int) -> tuple[float, ...]:
    """Equally likely spike sizes in ln: the middles of `count` even shares of the factors."""
    low, high = SPIKE_FACTORS
    return tuple(math.log(low + (high - low) * (index + 0.5) / count) for index in range(count))


_erf = np.frompyfunc(math.erf, 1, 1)


def _normal_cdf(z: Array) -> Array:
    """P(Z <= z) for a standard Gaussian."""
    values: Array = np.asarray(_erf(z / math.sqrt(2)), dtype=np.float64)
    return (1 + values) / 2


def pairs_to_tell_apart(low: float, high: float, noise: Noise, settings: Settings = DEFAULTS) -> int:
    """About how many pairs tell a ratio of `low` from one of `high` at the settings' error rates.

    Wald's expected pairs of an unclipped test at its worst point, half way between the two: B A / drift
    variance.
    """
    if not 0 < low < high:
        raise ValueError(f"two ratios to tell apart, the smaller first: got {low} and {high}")
    gap = math.log(high / low)
    return math.ceil(-settings.keep_at * settings.reject_at * (noise.sigma / gap) ** 2)


def least_kept(
    threshold: float,
    noise: Noise,
    probability: float = 0.95,
    settings: Settings = DEFAULTS,
) -> float | None:
    """The smallest true ratio that the test at `threshold` keeps with this probability.

    To 0.1 %; None where not even a hundred times the threshold is.
    """

    def kept(ratio: float) -> float:
        return characteristics(ratio, threshold, noise.sigma, noise.spike_rate, settings).keep

    low, high = threshold, 100 * threshold
    if kept(high) < probability:
        return None
    while high / low > 1.001:
        middle = math.sqrt(low * high)
        low, high = (low, middle) if kept(middle) >= probability else (middle, high)
    return high
