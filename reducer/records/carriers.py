"""What carries a slowdown: the instructions of the original, or the things that are no instruction, with
which its surplus goes.

A surplus is what the slow side takes longer than the fast one, in ns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NO_SINGLE = "no single carrier"


@dataclass(frozen=True)
class CarrierSite:
    """An instruction of the original: in which function, as which of its instructions in the order of the
    text (from 0), what it is, and how often it runs in a round of the hottest loop."""

    function: str
    number: int
    operation: str
    runs_per_round: float


@dataclass(frozen=True)
class Carrier:
    """What the surplus goes with, knocked out alone.

    Of a `declaration` (locals, segments, nesting), `name` is what is declared, and there are no operations or
    sites.  `group` is the class of instruction that it was found in.  `share` is the part of the surplus that
    goes, with its 99 % interval (None: too few pairs for one); `log_share` the part of ln ratio.
    `surplus_ns` and `fast_ns` are what goes of the surplus and of the fast side's time, in ns each time one
    of the sites runs; of a declaration, in ns a run of the program.
    """

    name: str
    kind: Literal["instruction", "declaration"]
    group: str
    operations: tuple[str, ...]
    sites: tuple[CarrierSite, ...]
    share: float
    low: float | None
    high: float | None
    log_share: float | None
    surplus_ns: float
    fast_ns: float

    @property
    def in_words(self) -> str:
        """`memory.copy 87 % [80, 95]`."""
        share = f"{self.name} {100 * self.share:.0f} %"
        if self.low is None or self.high is None:
            return share
        return f"{share} [{100 * self.low:.0f}, {100 * self.high:.0f}]"


@dataclass(frozen=True)
class Carriers:
    """The carriers of an original, the largest share first; none of them where no single thing carries.

    `instead` says why nobody was asked, "" where the knock-outs were measured.
    """

    found: tuple[Carrier, ...] = ()
    instead: str = ""

    @property
    def in_words(self) -> str:
        """`memory.copy 87 % [80, 95], memory.fill 12 % [8, 15]`, or that there is none."""
        return ", ".join(carrier.in_words for carrier in self.found) or self.instead or NO_SINGLE
