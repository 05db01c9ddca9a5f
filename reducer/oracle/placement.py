"""Does a slowdown depend on where the code lies, and not on what it is?  Pure arithmetic over ln ratios.

A case is measured as it is, and at placements that change addresses and nothing else.  A slowdown of the
case's own is there at every placement; one that comes from alignment is there at some placements and gone at
the others.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from reducer.oracle.simulation import RandomSource

PlacementVerdict = Literal["alignment only", "not alignment", "unclear"]

MOVED, PADDED, MORE = 4, 12, 24
"""The numbers of placements without padding in the function, with padding, and of further ones with padding
where these leave it unclear.  Many engines align functions, so that only padding within one moves its loop by
bytes."""
MIN_PLACEMENTS = 12
KEPT, LOST = 0.5, 0.25
"""Shares of the case's ln ratio: a placement that shows more than the first keeps the slowdown, one that
shows less than the second has lost it.  The borders are those of `wreduce controls`."""
LOST_SHARE, STRAY_SHARE = 1 / 6, 1 / 20
"""How many placements lose the slowdown: at least the first share (3 of 16, or 7 of 40) where it comes from
alignment, and at most the second (none of 16, or 2 of 40) where it is the case's own and noise hid it."""
KEPT_SHARE = 0.75
"""The share of placements that must keep the slowdown for it to be the case's own."""


@dataclass(frozen=True)
class Placements:
    """How many placements keep the slowdown, how many have lost it, and the verdict; `open` means that more
    placements may settle it."""

    verdict: PlacementVerdict
    kept: int
    lost: int
    open: bool = False


def judge_placements(as_it_is: float, moved: Sequence[float], padded: Sequence[float]) -> Placements:
    """The verdict from ln ratios: of the case as it is, of placements by functions put before it (`moved`),
    and of those with padding in its own function as well (`padded`).

    Padding is code.  If every padded placement has lost the slowdown and no moved one has, the padding itself
    may be the cause, and the verdict is unclear.  It is also unclear for a case that is not slower as it is.
    """
    everywhere = [*moved, *padded]
    kept = sum(x > KEPT * as_it_is for x in everywhere)
    lost_moved, lost_padded = (sum(x < LOST * as_it_is for x in xs) for xs in (moved, padded))
    lost = lost_moved + lost_padded
    if as_it_is <= 0 or len(everywhere) < MIN_PLACEMENTS:
        return Placements("unclear", kept, lost)
    by_padding = lost_padded == len(padded) and not lost_moved
    if lost >= LOST_SHARE * len(everywhere) and not by_padding:
        return Placements("alignment only", kept, lost)
    if lost <= STRAY_SHARE * len(everywhere) and kept >= KEPT_SHARE * len(everywhere):
        return Placements("not alignment", kept, lost)
    return Placements("unclear", kept, lost, open=bool(padded))


def simulated_verdicts(
    source: RandomSource, ratio: float, slow_share: float, noise: float, cases: int = 2000
) -> Mapping[PlacementVerdict, float]:
    """How often each verdict falls on made cases that are slow by `ratio` as they are, and so at a share of
    the padded placements (1: at all, as a true slowdown is), and as fast as the peer at the others.

    `noise` is the standard deviation of a placement's ln ratio.  Functions before the case move nothing.
    """
    slow = math.log(ratio)
    counts = dict.fromkeys(get_args(PlacementVerdict), 0)

    def seen(x: float) -> float:
        return x + source.gauss(0.0, noise)

    def with_padding(count: int) -> list[float]:
        return [seen(slow if source.random() < slow_share else 0.0) for _ in range(count)]

    for _ in range(cases):
        as_it_is, moved, padded = seen(slow), [seen(slow) for _ in range(MOVED)], with_padding(PADDED)
        judged = judge_placements(as_it_is, moved, padded)
        if judged.open:
            judged = judge_placements(as_it_is, moved, [*padded, *with_padding(MORE)])
        counts[judged.verdict] += 1
    return {verdict: count / cases for verdict, count in counts.items()}
