"""What the sequential test does with pairs of processes that differ, by computation and not by sampling.

Pairs go round so many processes. Given their effects the pairs are independent; so the sums of increments of
the processes are walked pair by pair on a grid, one axis a process, with both decisions absorbing.
"""

import itertools
import math
from collections.abc import Sequence

import numpy as np

from reducer.oracle import DEFAULTS, Noise

STEPS = 4
PROCESSES = 3


def kept(
    true_ratio: float, bar: float, noise: Noise, effects: Sequence[tuple[float, float]]
) -> tuple[float, float]:
    """P(kept) and mean pairs of a candidate; `effects` are those that a process may have, in ln ratio, each
    with its probability.  Pairs scatter about them by what `noise` has within a process."""
    both = [0.0, 0.0]
    for drawn in itertools.combinations_with_replacement(effects, PROCESSES):
        ways = math.factorial(PROCESSES) / math.prod(
            math.factorial(len(list(same))) for _, same in itertools.groupby(drawn)
        )
        weight = ways * math.prod(probability for _, probability in drawn)
        jumps = [_jumps(math.log(true_ratio / bar) + effect, noise) for effect, _ in drawn]
        found = _walk(jumps, noise)
        both = [total + weight * one for total, one in zip(both, found, strict=True)]
    return both[0], both[1]


def _jumps(offset: float, noise: Noise, steps: int = STEPS) -> tuple[np.ndarray, int]:
    """P(an increment of k steps) for k = -down ... steps, and `down`; so many steps are the positive clip."""
    step = DEFAULTS.clip_high / steps
    down = round(-DEFAULTS.clip_low / step)
    slope = 2 * DEFAULTS.half_width(noise.sigma) / noise.sigma**2
    within = noise.variances.within
    edges = [((index + 0.5) * step / slope - offset) / within for index in range(-down, steps)]
    below = [0.5 * (1 + math.erf(edge / math.sqrt(2))) for edge in edges]
    return np.diff([0.0, *below, 1.0]), down


def _walk(jumps: Sequence[tuple[np.ndarray, int]], noise: Noise) -> tuple[float, float]:
    """P(kept) and mean pairs, where process i has those increments."""
    down, cap = jumps[0][1], DEFAULTS.cap_at(noise.sigma)
    most = -(-cap // PROCESSES)
    low, size = -most * down, most * (down + STEPS) + 1
    step = DEFAULTS.clip_high / STEPS
    # The three sums, as steps: each axis says what its process has.
    axis = np.arange(size) + low
    alive = np.zeros((size,) * PROCESSES)
    alive[(-low,) * PROCESSES] = 1.0
    shared = (noise.between / noise.sigma) ** 2
    keep = pairs = 0.0
    for count in range(cap):
        mover = count % PROCESSES
        pairs += float(alive.sum())
        moved = np.zeros_like(alive)
        by_axis, from_axis = np.moveaxis(moved, mover, 0), np.moveaxis(alive, mover, 0)
        for index, probability in enumerate(jumps[mover][0]):
            shift = index - down
            if shift < 0:
                by_axis[:shift] += probability * from_axis[-shift:]
            else:
                by_axis[shift:] += probability * from_axis[: size - shift]
        taken = [(count + PROCESSES - place) // PROCESSES for place in range(PROCESSES)]
        weights = [1 / (1 + (max(1, each) - 1) * shared) for each in taken]
        evidence = step * (weights[0] * axis[:, None, None] + weights[1] * axis[:, None] + weights[2] * axis)
        enough = (count >= PROCESSES - 1) & (evidence >= DEFAULTS.keep_at - step / 2)
        # Half a step: the grid's barrier to reject lies between two of its points.
        over = enough | (evidence <= DEFAULTS.reject_at + step / 2)
        keep += float(moved[enough].sum())
        alive = np.where(over, 0.0, moved)
    return keep, pairs


def kept_of_fresh(
    true_ratio: float, bar: float, noise: Noise, effects: Sequence[tuple[float, float]]
) -> tuple[float, float]:
    """The same where every pair comes from a process of its own, whose effect is drawn for it alone."""
    offset, steps = math.log(true_ratio / bar), 64
    found = [(_jumps(offset + effect, noise, steps), weight) for effect, weight in effects]
    down, step = found[0][0][1], DEFAULTS.clip_high / steps
    jumps = sum(weight * jump for (jump, _), weight in found)
    alive, first = np.ones(1), 0
    keep = pairs = 0.0
    for count in range(DEFAULTS.cap_at(noise.sigma)):
        pairs += float(alive.sum())
        alive, first = np.convolve(alive, jumps), first - down
        evidence = step * (np.arange(len(alive)) + first)
        enough = (count >= PROCESSES - 1) & (evidence >= DEFAULTS.keep_at - step / 2)
        keep += float(alive[enough].sum())
        alive = np.where(enough | (evidence <= DEFAULTS.reject_at + step / 2), 0.0, alive)
    return keep, pairs
