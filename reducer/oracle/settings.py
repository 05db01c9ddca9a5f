"""Every constant of the oracle, in one place, with the reason beside it.

Nothing here measures or decides; the other modules of this room are handed a `Settings`.
"""

import math
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Settings:
    """The parameters of calibration, sequential test, checkpoints and hold-out."""

    # --- the sequential test ----------------------------------------------------------------------
    # Everything after a false keep is lost, and a reduction tries some 1,500 dead candidates. Of candidates
    # at the far edge of the indifference zone, pure Gaussian noise lets one in a thousand pass; of those
    # farther away, far fewer.
    alpha: float = 1e-3
    # A false reject costs one edit, and another pass proposes it again: one in fifty costs little.
    beta: float = 0.02
    # A candidate that 20 pairs cannot tell from the bar lies at the bar; more time would not make the result
    # smaller.
    cap: int = 20
    # On a quiet machine (sigma at most 10 %) 12 pairs are enough: of candidates 5 % above the bar the longer
    # cap would find 2 in 100 more, and it would cost a tenth of all pairs once the incumbent lies at the bar.
    quiet_cap: int = 12
    quiet_sigma: float = 0.10
    # The positive clip is ln(1/alpha)/3: three pairs at least, so two spikes in a row on the slow side keep
    # nothing.
    least_pairs_to_keep: int = 3
    # A process that happens to start fast is fast in every pair. Three processes, as many as live at a time,
    # are the fewest among which one such process is in the minority.
    least_processes_to_keep: int = 3
    # The negative clip is ln(1/beta)/2: one spike on the fast side cannot reject; two pairs reject most
    # dead ones.
    least_pairs_to_reject: int = 2
    # Raised by one each time the search had to go back through its history: on this machine noise has led to
    # a false keep.
    extra_pairs: int = 0
    # Half the width of the indifference zone, in ln ratio: a difference under 10 % is of no interest to a
    # person ...
    indifference: float = math.log(1.1)
    # ... and on a noisy machine half a sigma, or else the cap would decide everything near the bar.
    indifference_per_sigma: float = 0.5

    # --- calibration ------------------------------------------------------------------------------
    # 24 pairs give sigma within about 20 % (the MAD's relative error is about 1.17/sqrt(2 n)) in one or two
    # seconds.
    calibration_pairs: int = 24
    # Of a program that compiles for a second they take half a minute, and such long times vary little: half
    # as many give sigma within 30 %. Under 8 there is no anchor at all.
    long_calibration_pairs: int = 12
    # They come in two blocks, each from as many fresh processes as live at a time.
    calibration_blocks: int = 2
    # Where processes differ by more than this share of half the indifference zone, this many more blocks are
    # taken, with this many pairs a process: these are enough to tell whether there are two kinds of
    # processes.
    much_between: float = 0.5
    kinds_blocks: int = 2
    kinds_pairs: int = 2
    # The cost of a fresh process on both sides, compiling included, in pairs.
    process_cost: float = 10.0
    # A sample that looks quieter than 2 % is luck: with a MAD of zero every later pair would look certain.
    sigma_floor: float = 0.02
    # Above 35 % the original's own 99 % interval over 24 pairs is wider than the 0.8 guard band.
    sigma_limit: float = 0.35
    # More than one run in ten far off: then three spikes in a row, 1e-3, are as common as alpha allows in
    # all.
    spike_limit: float = 0.10
    # A pair is a spike when it lies farther from the median than both of these: 3.5 sigma (1 in 2,000 of a
    # Gaussian)
    spike_sigmas: float = 3.5
    # ... and a factor of 1.5, under which the clip already makes it harmless.
    spike_factor: float = 1.5

    # --- checkpoints ------------------------------------------------------------------------------
    # At 25 kept steps a checkpoint's few pairs add about 1 % to the search, and a loss throws away 25 steps
    # at most.
    checkpoint_kept: int = 25
    # A person loses at most five minutes of search when little is kept.
    checkpoint_seconds: float = 300.0
    # After a false keep nothing is kept any more, so the count of kept steps never comes due. A run of 50
    # rejections is the sign of it (0.72^50 = 7e-8 in a live search), and a checkpoint costs less than two
    # of those decisions.
    checkpoint_rejected: int = 50
    # One failed checkpoint in fifty is chance (beta); two in a row send the search back.
    checkpoint_failures: int = 2

    # --- bars and hold-out ------------------------------------------------------------------------
    # A candidate keeps at least this share of the original's lower bound: no slide from 4.5 down to 2.0.
    anchor_share: float = 0.8
    # After how many fresh processes the hold-out is looked at. A speed that three processes in ten have is
    # missing among 15 processes one time in 200, among 12 one time in 70.
    holdout_looks: tuple[int, ...] = (15, 30)
    # Their median tolerates one spike; more pairs would gain nothing where processes differ as much as pairs
    # do.
    holdout_pairs_a_process: int = 3
    # The level of every interval that a person is shown.
    level: float = 0.99
    # Pairs of a survey (doctor, bisect), which has no hold-out.
    survey_pairs: int = 40

    @property
    def holdout_look_level(self) -> float:
        """The level of a hold-out's interval at each look.

        Half of the error that `level` allows is divided evenly among the looks (Bonferroni), so that the
        level holds whichever look is the last.  The other half allows for processes of two kinds, which do
        not scatter symmetrically about a centre as the signed-rank interval assumes.
        """
        return 1 - (1 - self.level) / 2 / len(self.holdout_looks)

    @property
    def keep_at(self) -> float:
        """The log-likelihood at which a candidate is kept."""
        return math.log(1 / self.alpha)

    @property
    def reject_at(self) -> float:
        """The log-likelihood (negative) at which a candidate is rejected."""
        return -math.log(1 / self.beta)

    @property
    def pairs_to_keep(self) -> int:
        """The fewest pairs after which a candidate can be kept."""
        return self.least_pairs_to_keep + self.extra_pairs

    @property
    def clip_high(self) -> float:
        """The most that one pair can say in favour."""
        return self.keep_at / self.pairs_to_keep

    @property
    def clip_low(self) -> float:
        """The most that one pair can say against (negative)."""
        return self.reject_at / self.least_pairs_to_reject

    def half_width(self, sigma: float) -> float:
        """Half the indifference zone, in ln ratio, at noise `sigma`."""
        return max(self.indifference, self.indifference_per_sigma * sigma)

    def cap_at(self, sigma: float) -> int:
        """The pairs after which a candidate is "not shown", at noise `sigma`; extra pairs add to it."""
        return (self.quiet_cap if sigma <= self.quiet_sigma else self.cap) + self.extra_pairs

    def asking_one_more(self) -> "Settings":
        """These settings, but one more pair is needed before anything is kept."""
        return replace(self, extra_pairs=self.extra_pairs + 1)


DEFAULTS = Settings()
