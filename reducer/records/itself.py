"""What a case shows on its slow side's own engine, and where its code lies elsewhere: what needs no peer.

Plain data beside the other findings: nothing is measured or decided here.  Times are in ns, intervals of
99 %.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reducer.oracle.placement import PlacementVerdict
from reducer.records.findings import Bounds

PLACEMENT, ITSELF, ORIGIN = "placement.json", "itself.json", "origin.json"
"""The names of the files: the first beside the controls, the others in the run folder."""

RelativeKind = Literal["tier", "optimisation level", "release", "option"]


@dataclass(frozen=True)
class Placed:
    """The case at one placement: how many `functions` stand before its own, how many steps of `padding` in
    the function of the hot loop; medians of both sides and their ratio, None where one failed, and why."""

    functions: int
    padding: int
    slow_ns: float | None
    fast_ns: float | None
    ratio: Bounds | None
    failed: str = ""


@dataclass(frozen=True)
class PlacementFinding:
    """The case's ratio where its code lies elsewhere.  `as_it_is` is its ratio in this session, `ratio` that
    over the `placements`, of which the slowdown is there at `kept` and gone at `lost`; `seed` chose them."""

    slow: str
    fast: str
    seed: int
    as_it_is: Bounds | None
    ratio: Bounds | None
    kept: int
    lost: int
    verdict: PlacementVerdict
    placements: tuple[Placed, ...]
    rounds: int
    seconds: float


@dataclass(frozen=True)
class RelativeFinding:
    """One relative of the slow side: the same engine in another tier or release, or with another option.
    `ratio` is its time over the slow side's, without an interval where there was time for one run only."""

    spec: str
    version: str
    kind: RelativeKind
    tier: str
    ratio: Bounds | None
    rounds: int
    failed: str = ""


@dataclass(frozen=True)
class ItselfFinding:
    """The slow side held against its own engine; `left_out` are relatives for which there was no time."""

    slow: str
    version: str
    tier: str
    relatives: tuple[RelativeFinding, ...]
    left_out: tuple[str, ...]
    seconds: float


@dataclass(frozen=True)
class SideBuild:
    """How a runtime was built and runs, in words: its tier, where its build comes from, what is cached."""

    spec: str
    tier: str
    build: str
    cached: str


@dataclass(frozen=True)
class OriginFinding:
    """What issue forms ask beside the measurements: the tools that the original names as its producers, the
    campaign that it comes from, how the runtimes were built, what the kernel tells of the machine."""

    producers: tuple[str, ...]
    campaign: str
    sides: tuple[SideBuild, ...]
    machine: str
