"""What a run of `wreduce SEED` leaves on disk, beside programs: its state, its decisions, its summary.

Ratios are slow/fast, intervals of 99 %, sizes are in instructions (`end` and `else` aside) and in bytes of
the assembled binary without names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from reducer.oracle import Interval, Noise, VerdictKind
from reducer.records.carriers import NOT_ASKED, Carriers
from reducer.records.ordinary import Ordinary
from reducer.runtimes import Ending, Given

RUN = "wreduce run"
SCHEMA_VERSION = 5
"""Of the whole run folder.  Raised when one of its files changes so that an older reader would misread it."""

SUMMARY_VERSION = 1
"""Of the summary alone, for docs/summary.schema.json.  Raised when a field goes or changes its meaning."""

Stage = Literal["input", "search", "anneal", "searched"]
"""input: what the seed reads is cut; search: at the guard band; anneal: down to the threshold; searched: what
is left is the hold-out."""


@dataclass(frozen=True)
class Size:
    """A program: where its file is, its size."""

    path: str
    bytes: int
    instructions: int


@dataclass(frozen=True)
class StrongSize:
    """The strong case, and its ratio in fresh pairs; None where it was not measured."""

    path: str
    bytes: int
    instructions: int
    ratio: float | None


@dataclass(frozen=True)
class SeedFile:
    """The seed's copy in the run folder: its name there, and the hash of its bytes."""

    file: Literal["seed.wat", "seed.wasm"]
    sha256: str


@dataclass(frozen=True)
class Side:
    """A side: the runtime as it was named, and the version that it turned out to be."""

    spec: str
    version: str


@dataclass(frozen=True)
class Anchor:
    """What the original shows: the noise, the lower bound that the search hangs on, the interval of the
    ratio."""

    noise: Noise
    low: float
    interval: Interval
    pairs: int


@dataclass(frozen=True)
class Ratios:
    """The seed's lower bound; the result's ratio and interval from that many hold-out pairs and processes,
    None where there was no hold-out.

    `between` and `within` are the standard deviations of a process's effect and of a pair within one, in ln
    ratio.  `share_above` is the share of processes above the threshold where they are of two kinds, else
    None.
    """

    anchor: float
    final: float | None
    ci99: tuple[float, float] | None
    pairs: int
    processes: int = 0
    between: float | None = None
    within: float | None = None
    share_above: float | None = None


@dataclass(frozen=True)
class Candidates:
    """How many were proposed, invalid, timed, kept."""

    proposed: int
    invalid: int
    timed: int
    kept: int


@dataclass(frozen=True)
class Seconds:
    """Where the time went; `timing` is that of guests."""

    search: float
    holdout: float
    timing: float
    total: float


@dataclass(frozen=True)
class Machine:
    """The machine that a result holds for."""

    cpu: str
    cores: int
    system: str


@dataclass(frozen=True)
class Other:
    """A slowdown for another reason than the seed's: its file, why it is another, its ratio and interval in
    fresh pairs."""

    path: str
    instructions: int
    reason: str
    ratio: float
    ci99: tuple[float, float]


@dataclass(frozen=True)
class Kernel:
    """What a case that is a kernel calls over and over, in words; the program that it was taken from, as far
    as that was reduced; and what carries the kernel's slowdown."""

    calls: str
    program: Size
    carriers: Carriers = NOT_ASKED


@dataclass(frozen=True)
class Summary:
    """The outcome of a run, as `--json` writes it.  The fields are promised in docs/summary.schema.json.

    `entry` is what of the seed was called, in words; `said` what loading it and its first runs had to tell;
    `declared` what the result declares a great number of, "" where that is nothing; `carriers` what carries
    the seed's slowdown; `others` are slowdowns for another reason that were met on the way; `ordinary` is
    what ordinary loops show between the two runtimes, None where they were not measured; `kernel` is None
    where the result is no kernel.
    """

    input: Size
    output: Size
    strong: StrongSize
    ratio: Ratios
    slow: Side
    fast: Side
    candidates: Candidates
    seconds: Seconds
    verdict: VerdictKind
    run_dir: str
    machine: Machine
    ending: Ending = field(default=Ending())
    entry: str = ""
    said: tuple[str, ...] = ()
    given: Given = field(default=Given())
    declared: str = ""
    carriers: Carriers = field(default=NOT_ASKED)
    others: tuple[Other, ...] = ()
    ordinary: Ordinary | None = None
    kernel: Kernel | None = None


@dataclass(frozen=True)
class TripPlace:
    """Where a constant that sets a trip count stands: in which function, as which of its integer constants in
    the order of the text, counted from 0 (None: it is gone); its instruction and value."""

    function: str
    number: int | None
    instruction: str
    value: int


@dataclass(frozen=True)
class State:
    """What was asked, what the seed showed, how far the run is; `summary` is there when it has ended.

    `strong` is where the trip constants of strong.wat stand.  The seed is searched at `trip_counts`; it and
    all that comes of it have its `ending`; it was loaded, and all are called, as is `given`; where the input
    was cut, `asked` is what a person gave it, else None; `said` is what loading it and its first runs had to
    tell, a line each; `carriers` is what carries its slowdown, `ordinary` what ordinary loops show.  A run
    that was taken apart has `parts`, the name of each one's carrier: part_1.wat is the first one's program,
    part_1 its run folder.  `campaign` is where the seed comes from, in a person's words.
    """

    input: Size
    seed: SeedFile
    oracle: str
    slow: Side
    fast: Side
    anchor: Anchor
    trip_counts: tuple[int, ...] = ()
    ending: Ending = field(default=Ending())
    strong: tuple[TripPlace, ...] = ()
    given: Given = field(default=Given())
    asked: Given | None = None
    said: tuple[str, ...] = ()
    own_runtimes: str = "{}"
    ordinary: Ordinary | None = None
    carriers: Carriers = field(default=NOT_ASKED)
    stage: Stage = "search"
    summary: Summary | None = None
    parts: tuple[str, ...] = ()
    campaign: str = ""


@dataclass(frozen=True)
class Decision:
    """A line of decisions.jsonl: what was tried in which stage, and what came of it.

    `labels` are the last few of its `edits`, `seconds` are since the search began in this process.  Of what
    was kept: its size, its ratio where pairs were taken, `step`, its number in steps/, and its `trips`.  When
    the search went back, `back_to` is how many of the steps kept until then stand.
    """

    stage: str
    verdict: str
    seconds: float | None = None
    edits: int = 0
    labels: tuple[str, ...] = field(default=())
    instructions: int | None = None
    ratio: float | None = None
    step: int | None = None
    trips: tuple[TripPlace, ...] = field(default=())
    back_to: int | None = None
