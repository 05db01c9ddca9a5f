"""A whole reduction in which programs are nothing but true ratios: does the slowdown survive the noise?

It runs the real calibration, anchor, bars, sequential test, checkpoints and bisection on a simulated
machine. The mix of candidates is what a reduction of a generated program meets; it knows no edits.
"""

from dataclasses import dataclass, field

from reducer.oracle.bars import anchor, bar_for, checkpoint_bar
from reducer.oracle.checkpoints import Checkpoints, bisect_history
from reducer.oracle.coverage import simulate_holdout
from reducer.oracle.decisions import measure
from reducer.oracle.noise import Noise, calibrate, too_noisy
from reducer.oracle.processes import Observation, two_kinds
from reducer.oracle.sequential import Decision, SequentialTest
from reducer.oracle.settings import DEFAULTS, Settings
from reducer.oracle.simulation import AT_ONCE, PairSource, RandomSource
from reducer.oracle.verdict import VerdictKind

# A machine that looks too noisy gets this many times the calibration pairs; then the search begins
# regardless.
CALIBRATIONS = 4


@dataclass(frozen=True, slots=True)
class Mix:
    """What a search proposes: shares of dead, weakening and (the rest) neutral candidates, and their
    ratios.
    """

    original: float = 3.5
    threshold: float = 2.0
    decisions: int = 2000
    dead: float = 0.72
    weakening: float = 0.06
    # A dead candidate's true ratio: the slow path is gone, and both sides are as fast as each other.
    dead_ratio: float = 1.0
    # A weakening candidate multiplies the incumbent's ratio by a factor drawn evenly between these.
    weakened_low: float = 0.60
    weakened_high: float = 0.98
    # Seconds that one pair takes, for the checkpoints that go by time.
    seconds_per_pair: float = 0.05
    # Whether the incumbent is ever measured afresh; without it, one false keep is the end.
    checkpoints: bool = True


@dataclass(frozen=True, slots=True)
class ReductionOutcome:
    """How a simulated reduction ended; `lost` when the result's true ratio is not above the threshold.

    `pairs` includes checkpoints and bisections, not calibration. `neutral_kept` is the share of neutral
    candidates proposed to a live incumbent that were kept: what is missing to 1 is size that the noise
    cost.
    """

    bar: float
    lost: bool
    held_out: bool
    pairs: int
    pairs_per_decision: float
    false_keeps: int
    bisections: int
    neutral_kept: float


@dataclass(slots=True)
class _Search:
    """The state of one simulated reduction: the true ratios of all kept steps, and what was spent."""

    machine: PairSource
    settings: Settings
    mix: Mix
    noise: Noise
    two_kinds: bool
    bar: float
    history: list[float]
    checkpoints: Checkpoints
    confirmed: list[int] = field(default_factory=lambda: [0])
    pairs: int = 0
    false_keeps: int = 0
    bisections: int = 0
    neutral: list[bool] = field(default_factory=list)

    def measure(self, ratio: float, bar: float, *, afresh: bool = False) -> SequentialTest:
        """Measure fresh pairs of a program of this true ratio until the sequential test decides, in the
        processes that live, or in fresh ones."""
        test = SequentialTest(bar, self.noise, self.settings, two_kinds=self.two_kinds)
        measure(self.machine, ratio, test, self.pairs, afresh=afresh)
        self.pairs += test.pairs
        return test

    def decide(self, source: RandomSource) -> None:
        """Propose one candidate and keep it or not."""
        incumbent, mix, kind = self.history[-1], self.mix, source.random()
        neutral = kind >= mix.dead + mix.weakening
        if kind < mix.dead:
            ratio = mix.dead_ratio
        elif neutral:
            ratio = incumbent
        else:
            ratio = incumbent * (mix.weakened_low + (mix.weakened_high - mix.weakened_low) * source.random())
        kept = self.measure(ratio, self.bar).decision is Decision.KEPT
        self.checkpoints.decided(kept)
        if neutral and incumbent > mix.threshold:
            self.neutral.append(kept)
        if kept:
            self.history.append(ratio)
            self.false_keeps += ratio <= mix.threshold < incumbent

    def check(self) -> None:
        """Measure the incumbent afresh; go back through the history when it failed twice in a row."""
        bar = checkpoint_bar(self.bar, self.mix.threshold, self.noise, self.settings)
        test = self.measure(self.history[-1], bar, afresh=True)
        if self.checkpoints.checked(not test.rejected, self.pairs * self.mix.seconds_per_pair):
            self.go_back(bar)
        elif test.decision is Decision.KEPT:
            self.confirm(len(self.history) - 1)

    def confirm(self, index: int) -> None:
        """Remember that fresh pairs confirmed a step of the history, and none after it."""
        self.confirmed = [step for step in self.confirmed if step < index] + [index]

    def go_back(self, bar: float) -> None:
        """Bisect the history, restore its last good step, and ask for one more pair from then on."""
        self.bisections += 1
        walk = bisect_history(len(self.history), self.confirmed[-1])
        try:
            index = next(walk)
            while True:
                index = walk.send(not self.measure(self.history[index], bar, afresh=True).rejected)
        except StopIteration as end:
            self.confirm(end.value)
        del self.history[self.confirmed[-1] + 1 :]
        self.settings = self.settings.asking_one_more()

    def hold_out(self) -> bool:
        """Measure the result on the hold-out's plan. Its pairs are not the search's, and are not counted."""
        plan = simulate_holdout(self.machine, self.history[-1], self.mix.threshold, self.settings)
        return plan.verdict is VerdictKind.KEPT


def simulate_reduction(
    machine: PairSource, source: RandomSource, settings: Settings = DEFAULTS, mix: Mix | None = None
) -> ReductionOutcome:
    """Run one whole reduction: calibration, `mix.decisions` candidates, a last checkpoint, the hold-out.

    When the hold-out does not confirm the result, the last ancestor that a checkpoint confirmed stands in
    for it.
    """
    mix = mix or Mix()
    taken = _calibrated(machine, settings, mix)
    processes, xs = zip(*taken, strict=True)
    noise, kinds = calibrate(xs, settings, processes), two_kinds(taken, settings)
    bar = bar_for(mix.threshold, anchor(xs, settings.level), settings.anchor_share, noise, settings)
    search = _Search(
        machine, settings, mix, noise, kinds is not None, bar, [mix.original], Checkpoints(0.0, settings)
    )
    for _ in range(mix.decisions):
        while mix.checkpoints and search.checkpoints.due(search.pairs * mix.seconds_per_pair):
            search.check()
        search.decide(source)
    if mix.checkpoints:
        search.check()
        while search.checkpoints.failures:
            search.check()
    held = search.hold_out()
    if mix.checkpoints and not held:
        last = len(search.history) - 1
        search.history.append(
            search.history[max(step for step in search.confirmed if step < last or not step)]
        )
    final = search.history[-1]
    return ReductionOutcome(
        bar=bar,
        lost=final <= mix.threshold,
        held_out=held,
        pairs=search.pairs,
        pairs_per_decision=search.pairs / mix.decisions,
        false_keeps=search.false_keeps,
        bisections=search.bisections,
        neutral_kept=sum(search.neutral) / max(len(search.neutral), 1),
    )


def _calibrated(machine: PairSource, settings: Settings, mix: Mix) -> list[Observation]:
    """Measure the original until the machine looks quiet enough, or patience ends: its pairs, as many blocks
    as a judge takes, each from fresh processes."""
    taken: list[Observation] = []

    def block(pairs: int) -> None:
        machine.restart()
        for index in range(pairs):
            x = machine.pair(mix.original, "slow first" if index % 2 == 0 else "fast first")
            taken.append((machine.process, x))

    for _ in range(CALIBRATIONS):
        for _ in range(settings.calibration_blocks):
            block(settings.calibration_pairs // settings.calibration_blocks)
        processes, xs = zip(*taken, strict=True)
        if calibrate(xs, settings, processes).between > settings.much_between * settings.indifference:
            for _ in range(settings.kinds_blocks):
                block(settings.kinds_pairs * AT_ONCE)
        processes, xs = zip(*taken, strict=True)
        if too_noisy(calibrate(xs, settings, processes), settings) is None:
            break
    return taken
