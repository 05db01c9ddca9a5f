"""A simulated machine: pairs with the noise of real ones, replayable because the random source is handed in.

Noise is lognormal, with spikes, bursts of spikes, AR(1) drift and a machine that has two speeds. A run is
simulated, not a pair, so that what lasts longer than one run cancels within a pair as it does on a real
machine. Processes have effects of their own, which their pairs share and a restart draws anew.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Protocol

from reducer.oracle.characteristics import SPIKE_FACTORS
from reducer.oracle.holdout import Order


class RandomSource(Protocol):
    """What is asked of a random source; `random.Random` is one."""

    def random(self) -> float:
        """A number in [0, 1)."""

    def gauss(self, mu: float, sigma: float, /) -> float:
        """A Gaussian number."""


@dataclass(frozen=True, slots=True)
class NoiseClass:
    """A kind of machine. Probabilities are per run; `sigma` is that of a pair's ln ratio, sqrt(2) times a
    run's.
    """

    name: str
    sigma: float
    spike: float = 0.0
    # Bursts: how often one begins and ends, and how often a run within one is a spike.
    burst_begins: float = 0.0
    burst_ends: float = 0.2
    burst_spike: float = 0.5
    # Drift: ln speed is an AR(1) process with this spread, and this memory from run to run.
    drift: float = 0.0
    drift_memory: float = 0.98
    # Two speeds: how often the machine changes between them, and how much slower the slower one is.
    state_change: float = 0.0
    state_factor: float = 1.5
    # What processes differ by, in ln of the ratio; `sigma` is then that of a pair within its process.
    between: float = 0.0
    # Processes of two kinds: the share of those that show a ratio so many times as large.
    kind_share: float = 0.0
    kind_factor: float = 1.5


# The machines that the tests and `wreduce simulate` go through.
NOISE_CLASSES = (
    NoiseClass("5 %, quiet", 0.05),
    NoiseClass("5 %, spikes", 0.05, spike=0.05),
    NoiseClass("5 %, bursts", 0.05, spike=0.01, burst_begins=0.01),
    NoiseClass("5 %, two speeds", 0.05, spike=0.01, state_change=0.02),
    NoiseClass("20 %, spikes and drift", 0.20, spike=0.05, drift=0.20),
    NoiseClass("5 %, processes 5 %", 0.05, spike=0.01, between=0.05),
    NoiseClass("5 %, processes 10 %", 0.05, spike=0.01, between=0.10),
    NoiseClass("5 %, processes of two kinds", 0.05, spike=0.01, kind_share=0.3),
)
# Processes that live at a time, as in a lane.
AT_ONCE = 3


class PairSource(Protocol):
    """What is asked of a machine: pairs, from AT_ONCE processes in turn."""

    @property
    def process(self) -> int:
        """The process that the last pair came from."""

    def restart(self) -> None:
        """Go on with fresh processes."""

    def pair(self, ratio: float, order: Order = "slow first") -> float:
        """x = ln(T_slow/T_fast) of one adjacent pair of a program whose true ratio is `ratio`."""


class Machine:
    """A machine of one noise class. Holds its state from run to run: speed, burst, drift."""

    def __init__(self, noise_class: NoiseClass, source: RandomSource) -> None:
        self.noise_class = noise_class
        self.runs = 0
        self.process = -1
        self._pairs = 0
        self._fresh = 0
        self._effects: dict[int, float] = {}
        self._source = source
        self._run_sigma = noise_class.sigma / math.sqrt(2)
        self._drift = source.gauss(0.0, noise_class.drift)
        self._in_burst = False
        self._slower = False

    def run(self) -> float:
        """ln of the factor by which noise lengthens the next run."""
        kind, source = self.noise_class, self._source
        self.runs += 1
        noise = source.gauss(0.0, self._run_sigma)
        if kind.drift:
            step = kind.drift * math.sqrt(1 - kind.drift_memory**2)
            self._drift = kind.drift_memory * self._drift + source.gauss(0.0, step)
            noise += self._drift
        if kind.burst_begins and source.random() < (kind.burst_ends if self._in_burst else kind.burst_begins):
            self._in_burst = not self._in_burst
        if kind.state_change and source.random() < kind.state_change:
            self._slower = not self._slower
        if self._slower:
            noise += math.log(kind.state_factor)
        if source.random() < (kind.burst_spike if self._in_burst else kind.spike):
            low, high = SPIKE_FACTORS
            noise += math.log(low + (high - low) * source.random())
        return noise

    def pair(self, ratio: float, order: Order = "slow first") -> float:
        """x = ln(T_slow/T_fast) of one adjacent pair of a program whose true ratio is `ratio`."""
        first, second = self.run(), self.run()
        effect = self._effect()
        return math.log(ratio) + effect + (first - second if order == "slow first" else second - first)

    def restart(self) -> None:
        """Go on with fresh processes."""
        self._fresh += AT_ONCE
        self._effects.clear()

    def _effect(self) -> float:
        """The effect of the process whose turn it is; the mean over processes is zero."""
        kind, worker = self.noise_class, self._pairs % AT_ONCE
        self._pairs += 1
        self.process = self._fresh + worker
        if worker not in self._effects:
            effect = self._source.gauss(0.0, kind.between) if kind.between else 0.0
            if kind.kind_share:
                larger = self._source.random() < kind.kind_share
                effect += (larger - kind.kind_share) * math.log(kind.kind_factor)
            self._effects[worker] = effect
        return self._effects[worker]


def residuals_of(xs: Sequence[float]) -> tuple[float, ...]:
    """What is noise in recorded pairs of one program: each less their median."""
    centre = median(xs)
    return tuple(x - centre for x in xs)


class RecordedMachine:
    """A machine that makes the noise of recorded pairs again: in the order of the recording, bursts and all.

    It begins somewhere in the recording and jumps elsewhere now and then, so that no two runs are alike.
    Which pairs shared a process was not recorded: each has its own.
    """

    def __init__(self, xs: Sequence[float], source: RandomSource, jump: float = 0.02) -> None:
        """`xs` are pairs of one program, whatever its ratio; `jump` is the probability of a jump after each.

        Raises ValueError where there are none.
        """
        if not xs:
            raise ValueError("a recording has at least one pair")
        self._residuals = residuals_of(xs)
        self._source = source
        self._jump = jump
        self._at = self._somewhere()
        self.process = -1

    def restart(self) -> None:
        """Nothing to do: every pair has a process of its own."""

    def _somewhere(self) -> int:
        return int(self._source.random() * len(self._residuals))

    def pair(self, ratio: float, order: Order = "slow first") -> float:
        """x = ln(T_slow/T_fast) of one adjacent pair of a program whose true ratio is `ratio`."""
        self.process += 1
        noise = self._residuals[self._at % len(self._residuals)]
        self._at = self._somewhere() if self._source.random() < self._jump else self._at + 1
        return math.log(ratio) + noise
