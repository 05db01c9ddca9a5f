"""What was found out about a case, as facts: its variants, what goes with which site, what compilers made.

Plain data that one command writes as JSON and another reads; nothing is measured or decided here.  Times are
in ns, ratios are slow/fast, intervals of 99 % where nothing else is said.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from reducer.change import UNKNOWN, Change
from reducer.records.codec import FORMAT as FORMAT_KEY
from reducer.records.codec import WHAT, Made, RecordError, document_fields, from_plain, parse_json, to_plain
from reducer.records.ordinary import Ordinary
from reducer.records.writing import read_text
from reducer.runtimes import Ending

FORMAT = 2

Kind = Literal["primary", "removed", "sibling", "operand", "relation", "trip-count", "edit"]
Verdict = Literal[
    "persists", "weakens", "vanishes", "deleted", "traps", "unmeasurable", "invalid", "not measured"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
Compiled = Literal["inline", "library call", "gone", "unknown"]
Pattern = Literal[
    "helper call per iteration",
    "the fast side deletes the work",
    "sensitive to one value",
    "alignment only",
    "machine-dependent",
    "not told apart",
]


@dataclass(frozen=True)
class Bounds:
    """A 99 % interval with its estimate.  `low` and `high` are None with too few rounds for one."""

    estimate: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Variant:
    """A changed copy of a case, before anything is measured.

    `name` is the file's stem; `edit` says in words what was done to `parent` (a file's name), `change` as
    facts; `axis` is what a sweep sweeps (`length of memory.copy`; else empty) and `value` where on it this
    one stands; `text` the WAT.
    """

    name: str
    kind: Kind
    edit: str
    parent: str
    text: str
    axis: str = ""
    value: float | None = None
    change: Change = UNKNOWN


@dataclass(frozen=True)
class SideTimes:
    """One variant on one runtime: the median in ns with its 99 % interval, None where there is none, and why.

    `ns_per_trip` is None where the trip count is not known; `runs_ns` has the time of each round, in order.
    """

    spec: str
    version: str
    median_ns: float | None
    low_ns: float | None
    high_ns: float | None
    rounds: int
    failed: str = ""
    ns_per_trip: float | None = None
    runs_ns: tuple[int, ...] = ()


@dataclass(frozen=True)
class VariantFinding:
    """What a variant showed.  `times` in the order slow, fast, also...; `ratio` slow/fast, None where there
    is none; `reason` says more than the verdict where there is more to say; `file` is its name in the
    folder.

    `trip_count` is how often its loop goes round, None where no constant sets it. `unclear`: the intervals
    leave the verdict open, and the estimate gave it.  `deleted_by` is the side whose compiler deletes the
    loop.
    """

    name: str
    kind: Kind
    edit: str
    parent: str
    file: str
    axis: str
    value: float | None
    times: tuple[SideTimes, ...]
    ratio: Bounds | None
    verdict: Verdict
    reason: str = ""
    unclear: bool = False
    trip_count: int | None = None
    change: Change = UNKNOWN
    deleted_by: Literal["", "slow", "fast"] = ""


@dataclass(frozen=True)
class Line:
    """A straight line through times over trip counts: ns at no trips at all, and ns for each trip."""

    spec: str
    intercept_ns: float
    slope_ns: float


@dataclass(frozen=True)
class ControlsFinding:
    """A session over a case and its variants.  `also` are the specs beside slow and fast; `folder` is where
    the files lie; `lines` are start-up and cost of a trip, by runtime, from n and 2n trips.  The case and all
    variants that were measured have one `ending`; `ordinary` is what ordinary loops show between slow and
    fast, None where they were not measured."""

    case: str
    folder: str
    slow: str
    fast: str
    also: tuple[str, ...]
    machine: dict[str, str | int]
    clock: str
    phase: str
    rounds: int
    trip_count: int | None
    trigger_instruction: str
    primary: VariantFinding
    variants: tuple[VariantFinding, ...]
    lines: tuple[Line, ...]
    seconds: float
    interrupted: bool = False
    ending: Ending = field(default=Ending())
    ordinary: Ordinary | None = None

    def named(self, name: str) -> VariantFinding | None:
        """The variant (or the primary) of that name; None where there is none."""
        return next((found for found in (self.primary, *self.variants) if found.name == name), None)


@dataclass(frozen=True)
class BlameSite:
    """A site or a class that was knocked out.  `line` counts from 1 in the case's text (0 for a class);
    `share` is the part of ln ratio that went with it: 1 all, 0 none."""

    line: int
    function: str
    text: str
    edit: str
    ratio: Bounds | None
    share: Bounds | None
    verdict: Verdict
    reason: str = ""
    unclear: bool = False
    change: Change = UNKNOWN


@dataclass(frozen=True)
class Neighbour:
    """The smallest edit that kills the slowdown; `before` and `after` are the line it changes."""

    edit: str
    before: str
    after: str
    file: str
    ratio: Bounds | None
    change: Change = UNKNOWN


@dataclass(frozen=True)
class ListingLine:
    """A line of the case; `heat` is the share of the slowdown that hangs on it, 0 to 1."""

    line: int
    text: str
    heat: float


@dataclass(frozen=True)
class BlameFinding:
    """What the slowdown hangs on: `sites` and `classes`, the most first; `trigger` is one sentence, `because`
    what speaks for `pattern`."""

    case: str
    slow: str
    fast: str
    sites: tuple[BlameSite, ...]
    classes: tuple[BlameSite, ...]
    trigger: str
    neighbour: Neighbour | None
    pattern: Pattern
    because: str
    listing: tuple[ListingLine, ...]
    seconds: float


@dataclass(frozen=True)
class SideCode:
    """What one runtime's compiler made of the trigger's instruction; `why_not` where it cannot be seen.
    `no_loop`: the code of the hot loop's function was seen, and has no jump back."""

    spec: str
    version: str
    available: bool
    why_not: str
    instruction: str
    compiled: Compiled
    excerpt: str
    command: str
    no_loop: bool = False


@dataclass(frozen=True)
class CodeCounts:
    """What stands in the machine code of a loop: `loads` and `stores` of memory that is not the stack's,
    `spills` to and from the stack."""

    instructions: int
    calls: int
    loads: int
    stores: int
    branches: int
    spills: int


@dataclass(frozen=True)
class CodeRow:
    """A line of two columns: the same instruction on both sides but for registers and addresses, or one that
    stands on one side only (the other is empty), or one in the place of another."""

    left: str
    right: str
    same: bool


@dataclass(frozen=True)
class CodePair:
    """The machine code of two hot loops, aligned: of the case and its nearest passing neighbour on the slow
    side, or of both sides.  `why_not` where one was not found; `left_calls` and `right_calls` name what is
    called; `left_out` rows at the end are not kept."""

    what: Literal["neighbour", "sides"]
    left: str
    right: str
    why_not: str
    left_counts: CodeCounts | None = None
    right_counts: CodeCounts | None = None
    left_calls: tuple[str, ...] = ()
    right_calls: tuple[str, ...] = ()
    rows: tuple[CodeRow, ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class CodeFinding:
    """The generated code of every side, in the order slow, fast, also..., and what two of them differ in."""

    case: str
    sides: tuple[SideCode, ...]
    pairs: tuple[CodePair, ...] = ()


# In JSON a ratio is a number, as everywhere else that wreduce writes one, and its interval stands beside it.
RATIO, CI99 = "ratio", "ci99"


def to_json(finding: object, place: Path | str = "") -> dict[str, Any]:
    """Plain dicts, lists, numbers and strings; a number that is not finite becomes null.  Raises
    RecordError."""
    plain: dict[str, Any] = _beside(to_plain(finding, place))
    return {WHAT: _what(type(finding)), FORMAT_KEY: FORMAT, **plain}


def from_json(kind: type[Made], data: object, place: Path | str = "") -> Made:
    """The finding that `to_json` gave.  Raises RecordError where it is something else, or of another
    format."""
    fields = document_fields(data, _what(kind), FORMAT, place)
    return from_plain(kind, _together(fields, place), place)


def finding_text(finding: object) -> str:
    """A finding as the text of its file.  Raises RecordError."""
    return json.dumps(to_json(finding), indent=1) + "\n"


def read_finding(path: Path, kind: type[Made]) -> Made | None:
    """A finding from its file, None where there is none.  Raises FileError, RecordError for a broken one."""
    return from_json(kind, parse_json(read_text(path), path), path) if path.exists() else None


def _what(kind: type) -> str:
    return f"wreduce {kind.__name__}"


def _beside(value: Any) -> Any:
    """With every ratio's interval beside it."""
    if isinstance(value, list):
        return [_beside(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    plain = {key: _beside(entry) for key, entry in value.items()}
    if RATIO in plain:
        bounds = plain[RATIO] or {"estimate": None, "low": None, "high": None}
        plain[RATIO] = bounds["estimate"]
        plain[CI99] = None if bounds["low"] is None else [bounds["low"], bounds["high"]]
    return plain


def _together(value: Any, place: Path | str) -> Any:
    """With every ratio's interval in it, as the dataclasses have it."""
    if isinstance(value, list):
        return [_together(entry, place) for entry in value]
    if not isinstance(value, dict):
        return value
    plain = {key: _together(entry, place) for key, entry in value.items() if key != CI99}
    if RATIO in plain:
        interval = value.get(CI99) or [None, None]
        if not isinstance(interval, list) or len(interval) != 2:
            raise RecordError(f"{place}: {CI99}: this is no interval")
        if plain[RATIO] is not None:
            plain[RATIO] = {"estimate": plain[RATIO], "low": interval[0], "high": interval[1]}
    return plain
