"""Processes: x = mu + b(process) + e(pair), in ln ratio, and what a sequence of pairs says of b and e.

Pairs from one process share its memory layout and whatever else was drawn when it started.  So a process is
the unit of evidence, and a pair only half of one.  Sources: T. Kalibera and R. Jones, "Rigorous benchmarking
in reasonable time", ISMM 2013; D. Montgomery, Design and Analysis of Experiments, for the mean squares.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from reducer.oracle.settings import DEFAULTS, Settings

Observation = tuple[int, float]
"""The process that a pair comes from (any number that names it), and the pair's x = ln(T_slow/T_fast)."""

# The MAD of a Gaussian is 0.6745 sigma.
MAD_TO_SIGMA = 1.4826
# The gap between two kinds, in standard deviations of a process within its kind.  Of 1,000 sets of 12
# Gaussian process effects of one kind, 4 to 13 show such a gap, of 20 or 30 none to one.
MIN_GAP_SIGMAS = 3.0
# A kind has two processes at least: one alone may have met a spike.
MIN_OF_A_KIND = 2
# With fewer processes, at least one set in twenty shows such a gap by chance.
MIN_PROCESSES = 10

# With this few pairs, half of them are spikes in one process of twenty where 10 % of all pairs are: these
# pull the median.
FEW_PAIRS = 4


@dataclass(frozen=True, slots=True)
class Variances:
    """Standard deviations of a process's effect and of a pair within a process, in ln ratio (0.05 is 5 %)."""

    between: float
    within: float

    @property
    def of_pair(self) -> float:
        """The standard deviation of one pair from a process of its own."""
        return math.hypot(self.between, self.within)

    def of_process_mean(self, pairs: int) -> float:
        """The standard deviation of the mean of so many pairs from one process."""
        return math.hypot(self.between, self.within / math.sqrt(pairs))

    def of_mean(self, pairs_by_process: Sequence[int]) -> float:
        """The standard error of the mean of all pairs, where the processes have given so many each."""
        total = sum(pairs_by_process)
        shared = sum(count**2 for count in pairs_by_process) / total**2
        return math.sqrt(self.between**2 * shared + self.within**2 / total)


@dataclass(frozen=True, slots=True)
class TwoKinds:
    """Processes that fall into two groups: each one's centre, in ln ratio, and the share of the upper one."""

    low: float
    high: float
    share_high: float


def by_process(observations: Iterable[Observation]) -> dict[int, list[float]]:
    """The pairs of each process, in the order in which they came."""
    found: dict[int, list[float]] = {}
    for process, x in observations:
        found.setdefault(process, []).append(x)
    return found


def without_spikes(
    observations: Iterable[Observation], settings: Settings = DEFAULTS
) -> dict[int, list[float]]:
    """The pairs of each process, without those that lie farther from the centre of their process than noise
    explains.

    Where a process has only a few pairs and they lie too far apart, the spikes are those farther from what
    all processes show.  Every process keeps at least one pair.  Raises ValueError where no process has two.
    """
    processes = by_process(observations)
    within = _robust_within(processes.values(), settings)
    reach = settings.spike_sigmas * within
    middle = median(x for xs in processes.values() for x in xs)
    kept = {}
    for process, xs in processes.items():
        centre = median(xs)
        if len(xs) <= FEW_PAIRS and max(xs) - min(xs) > math.sqrt(2) * reach:
            centre = min(xs, key=lambda x: abs(x - middle))
        kept[process] = [x for x in xs if abs(x - centre) <= reach] or [centre]
    return kept


def variances(observations: Iterable[Observation], settings: Settings = DEFAULTS) -> Variances:
    """Both standard deviations, from the mean squares within and between processes, spikes left out.

    `within` is at least `settings.sigma_floor`; `between` is 0 where the processes scatter no more than
    their pairs explain, or where there is only one.  Raises ValueError where no process has two pairs.
    """
    processes = without_spikes(observations, settings).values()
    total = sum(map(len, processes))
    squares = sum((x - fmean(xs)) ** 2 for xs in processes for x in xs)
    within = max(math.sqrt(squares / max(1, total - len(processes))), settings.sigma_floor)
    if len(processes) < 2:
        return Variances(0.0, within)
    grand = sum(map(sum, processes)) / total
    mean_square = sum(len(xs) * (fmean(xs) - grand) ** 2 for xs in processes) / (len(processes) - 1)
    # Pairs a process, where they have not all as many.
    size = (total - sum(len(xs) ** 2 for xs in processes) / total) / (len(processes) - 1)
    return Variances(math.sqrt(max(0.0, (mean_square - within**2) / size)), within)


def process_means(observations: Iterable[Observation]) -> tuple[float, ...]:
    """The mean of each process's pairs, spikes and all, in the order in which the processes came."""
    return tuple(map(fmean, by_process(observations).values()))


def two_kinds(observations: Iterable[Observation], settings: Settings = DEFAULTS) -> TwoKinds | None:
    """The two kinds of processes (bimodal), with spikes left out; None where there is one kind, or where no
    process has two pairs, so that a spike would look like a kind.

    There are two kinds where the widest gap between neighbouring means leaves at least two processes on each
    side, is wider than half the indifference zone (a difference under 10 % does not matter), and is wider
    than MIN_GAP_SIGMAS times the spread of processes within their kind.
    """
    taken = list(observations)
    if len(by_process(taken)) == len(taken):
        return None
    ordered = sorted(fmean(xs) for xs in without_spikes(taken, settings).values())
    splits = range(MIN_OF_A_KIND, len(ordered) - MIN_OF_A_KIND + 1)
    if len(ordered) < MIN_PROCESSES:
        return None
    at = max(splits, key=lambda index: ordered[index] - ordered[index - 1])
    lower, upper = ordered[:at], ordered[at:]
    low, high = fmean(lower), fmean(upper)
    squares = sum((x - low) ** 2 for x in lower) + sum((x - high) ** 2 for x in upper)
    scatter = math.sqrt(squares / (len(ordered) - 2))
    if upper[0] - lower[-1] < max(settings.indifference, MIN_GAP_SIGMAS * scatter):
        return None
    return TwoKinds(low, high, len(upper) / len(ordered))


def pairs_a_process(found: Variances, process_cost: float, pair_cost: float, most: int = 4) -> int:
    """How many pairs of one process to take before the next is started, for the narrowest interval at a cost.

    n* = sqrt(cost of a process / cost of a pair x variance within / variance between), rounded, 1 to `most`;
    costs are in any one unit (Kalibera and Jones 2013, section 6).
    """
    if found.between == 0:
        return most
    best = math.sqrt(process_cost / pair_cost) * found.within / found.between
    return min(max(round(best), 1), most)


def _robust_within(groups: Iterable[Sequence[float]], settings: Settings) -> float:
    """The standard deviation of a pair within its process from all differences of two, which spikes cannot
    move: 0.6745 sigma sqrt(2) is their median."""
    differences = [
        abs(xs[one] - xs[other]) for xs in groups for one in range(len(xs)) for other in range(one)
    ]
    if not differences:
        raise ValueError("variances need a process with two pairs")
    if not all(map(math.isfinite, differences)):
        raise ValueError("variances need finite pairs: a time of zero was measured")
    return max(MAD_TO_SIGMA * median(differences) / math.sqrt(2), settings.sigma_floor)
