"""Every constant of the oracle, in one place, with the reason beside it.

Nothing here measures or decides; the other modules of this room are handed a `Settings`.
"""

import math
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Settings:
    """The parameters of calibration, sequential test, checkpoints and hold-out."""

    # --- the sequential test ----------------------------------------------------------------------
    # A false keep poisons everything after it, and a reduction asks some 1,500 dead candidates: one in a
    # thousand is what pure Gaussian noise at the far edge of the indifference zone may pass. Farther away
    # it is far rarer.
    alpha: float = 1e-3
    # A false reject costs one edit, which another pass proposes again: one in fifty is cheap.
    beta: float = 0.02
    # A candidate that 20 pairs cannot tell from the bar is at the bar; more time there buys nothing smaller.
    cap: int = 20
    # On a quiet machine (sigma 10 % at most) 12 pairs do: the longer cap finds 2 in 100 more of candidates
    # 5 % above the bar, and costs a tenth of all pairs once the incumbent lies at the bar.
    quiet_cap: int = 12
    quiet_sigma: float = 0.10
    # The positive clip is ln(1/alpha)/3: three pairs at least, so two spikes in a row on the slow side keep
    # nothing.
    least_pairs_to_keep: int = 3
    # A process that is fast by the luck of its start says so in every pair. Three draws, as many as live at a
    # time, are the fewest of which one lucky one is the minority.
    least_processes_to_keep: int = 3
    # The negative clip is ln(1/beta)/2: one spike on the fast side cannot reject; two pairs reject most
    # dead ones.
    least_pairs_to_reject: int = 2
    # Raised by one each time the search was sent back through its history: this machine has shown that it
    # can fool us.
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
    # Quieter than 2 % is luck of the sample: a zero MAD would make every later pair look like certainty.
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
    # Five minutes of search is what a person loses at most when little is kept.
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
    # Fresh processes at which the hold-out is looked at. Of two speeds, the one that three processes in ten
    # have is missing from 15 of them one time in 200, from 12 one in 70.
    holdout_looks: tuple[int, ...] = (15, 30)
    # Their median bears one spike; more would buy nothing where processes differ as much as pairs do.
    holdout_pairs_a_process: int = 3
    # The level of every interval that a person is shown.
    level: float = 0.99
    # Pairs of a survey (doctor, bisect), which has no hold-out.
    survey_pairs: int = 40

    @property
    def holdout_look_level(self) -> float:
        """The level of a hold-out's interval at each look.

        Half of the error that `level` allows is divided evenly among the looks (Bonferroni), so that it holds
        whichever look is the last; the other half is for processes of two kinds, which lie about no centre,
        as the signed-rank interval takes them to.
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
        """These settings, with one more pair asked for before anything is kept."""
        return replace(self, extra_pairs=self.extra_pairs + 1)


DEFAULTS = Settings()
