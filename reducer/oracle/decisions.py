"""What the sequential test does where processes differ.  This is simulated, because the pairs of a process
depend on each other, which `characteristics` cannot compute.  Random sources are handed in; no number is
drawn here.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from reducer.oracle.noise import Noise
from reducer.oracle.processes import pairs_a_process
from reducer.oracle.sequential import Decision, SequentialTest
from reducer.oracle.settings import DEFAULTS, Settings
from reducer.oracle.simulation import AT_ONCE, Machine, NoiseClass, PairSource, RandomSource


@dataclass(frozen=True, slots=True)
class Decisions:
    """Simulated decisions on candidates of one true ratio: the shares kept, rejected, and neither at the cap;
    mean pairs and processes."""

    keep: float
    reject: float
    capped: float
    pairs: float
    processes: float


def measure(
    machine: PairSource, ratio: float, test: SequentialTest, first: int = 0, *, afresh: bool = False
) -> set[int]:
    """Gives the test pairs of a program of this true ratio until it decides; returns the processes that they
    came from.

    The pairs come from the processes that are alive (from fresh ones with `afresh`).  Fresh ones are started
    after as many pairs as are worth taking from one process.  `first` is the number of the first pair, which
    sets the order of the sides.
    """
    noise, settings = test.noise, test.settings
    pairs_a_draw = AT_ONCE * pairs_a_process(noise.variances, settings.process_cost, 1.0)
    processes = set()
    while test.decision is None:
        if test.pairs % pairs_a_draw == 0 and (afresh or test.pairs):
            machine.restart()
        x = machine.pair(ratio, "slow first" if (first + test.pairs) % 2 == 0 else "fast first")
        test.add(x, machine.process)
        processes.add(machine.process)
    return processes


def true_noise(kind: NoiseClass) -> Noise:
    """The noise that a calibration of infinite length would find on a machine."""
    spread = math.log(kind.kind_factor) * math.sqrt(kind.kind_share * (1 - kind.kind_share))
    between = math.hypot(kind.between, spread)
    return Noise(math.hypot(kind.sigma, between), kind.spike, between)


def simulate_decisions(
    kind: NoiseClass,
    ratio: float,
    bar: float,
    sources: Sequence[RandomSource],
    settings: Settings = DEFAULTS,
) -> Decisions:
    """One decision for each source, each in processes of its own.  The test is told the true noise.

    Raises ValueError where there is none.
    """
    if not sources:
        raise ValueError("at least one decision is simulated")
    noise, two_kinds = true_noise(kind), kind.kind_share > 0
    tests, processes = [], []
    for source in sources:
        test = SequentialTest(bar, noise, settings, two_kinds=two_kinds)
        processes.append(len(measure(Machine(kind, source), ratio, test)))
        tests.append(test)
    kept = fmean(test.decision is Decision.KEPT for test in tests)
    rejected = fmean(test.decision is Decision.NOT_SHOWN and test.rejected for test in tests)
    capped = fmean(test.decision is Decision.NOT_SHOWN and not test.rejected for test in tests)
    return Decisions(kept, rejected, capped, fmean(test.pairs for test in tests), fmean(processes))
