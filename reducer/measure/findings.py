"""What was found out about a case, as facts: its variants, what goes with which site, what compilers made.

Plain data that one command writes as JSON and another reads; nothing is measured or decided here.  Times are
in ns, ratios are slow/fast, intervals of 99 % where nothing else is said.
"""

from __future__ import annotations

import dataclasses
import math
import types
import typing
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, get_args, get_origin

FORMAT = 1

Kind = Literal["primary", "removed", "sibling", "operand", "relation", "trip-count", "edit"]
Verdict = Literal[
    "persists", "weakens", "vanishes", "folded away", "traps", "unmeasurable", "invalid", "not measured"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
Compiled = Literal["inline", "library call", "gone", "unknown"]
Pattern = Literal[
    "helper call per iteration",
    "the fast side deletes the work",
    "sensitive to one value",
    "machine-dependent",
    "not told apart",
]


class FindingsError(Exception):
    """JSON that is no such finding; the message is one line."""


@dataclass(frozen=True)
class Bounds:
    """A 99 % interval with its estimate.  `low` and `high` are None with too few rounds for one."""

    estimate: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Variant:
    """A changed copy of a case, before anything is measured.

    `name` is the file's stem; `edit` says in words what was done to `parent` (a file's name); `axis` is what
    a sweep sweeps (`length of memory.copy`; else empty) and `value` where on it this one stands; `text` the
    WAT.
    """

    name: str
    kind: Kind
    edit: str
    parent: str
    text: str
    axis: str = ""
    value: float | None = None


@dataclass(frozen=True)
class SideTimes:
    """One variant on one runtime: the median in ns with its 99 % interval, None where there is none, and why.

    `ns_per_trip` is None where the trip count is not known.
    """

    spec: str
    version: str
    median_ns: float | None
    low_ns: float | None
    high_ns: float | None
    rounds: int
    failed: str = ""
    ns_per_trip: float | None = None


@dataclass(frozen=True)
class VariantFinding:
    """What a variant showed.  `times` in the order slow, fast, also...; `ratio` slow/fast, None where there
    is none; `reason` says more than the verdict where there is more to say; `file` is its name in the
    folder.

    `trip_count` is how often its loop goes round, None where no constant sets it. `unclear`: the intervals
    leave the verdict open, and the estimate gave it.
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


@dataclass(frozen=True)
class Line:
    """A straight line through times over trip counts: ns at no trips at all, and ns for each trip."""

    spec: str
    intercept_ns: float
    slope_ns: float


@dataclass(frozen=True)
class ControlsFinding:
    """A session over a case and its variants.  `also` are the specs beside slow and fast; `folder` is where
    the files lie; `lines` are start-up and cost of a trip, by runtime, from n and 2n trips."""

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


@dataclass(frozen=True)
class Neighbour:
    """The smallest edit that kills the slowdown; `before` and `after` are the line it changes."""

    edit: str
    before: str
    after: str
    file: str
    ratio: Bounds | None


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
class SideEvidence:
    """What one runtime's compiler made of the trigger's instruction; `why_not` where it cannot be seen."""

    spec: str
    version: str
    available: bool
    why_not: str
    instruction: str
    compiled: Compiled
    excerpt: str
    command: str


@dataclass(frozen=True)
class EvidenceFinding:
    """The evidence of every side, in the order slow, fast, also..."""

    case: str
    sides: tuple[SideEvidence, ...]


# In JSON a ratio is a number, as everywhere else that wreduce writes one, and its interval stands beside it.
RATIO, CI99 = "ratio", "ci99"

Finding = ControlsFinding | BlameFinding | EvidenceFinding
Made = TypeVar("Made")


def to_json(finding: Any) -> dict[str, Any]:
    """Plain dicts, lists, numbers and strings; a number that is not finite becomes null."""
    data: dict[str, Any] = _plain(finding)
    return {"what": f"wreduce {type(finding).__name__}", "format": FORMAT, **data}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        plain = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        if RATIO in plain:
            bounds = plain[RATIO] or {"estimate": None, "low": None, "high": None}
            plain[RATIO] = bounds["estimate"]
            plain[CI99] = None if bounds["low"] is None else [bounds["low"], bounds["high"]]
        return plain
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def from_json(kind: type[Made], data: Any) -> Made:
    """The finding that `to_json` gave.  Keys that this release does not know are passed over.

    Raises FindingsError where it is something else, or of another format.
    """
    what = f"wreduce {kind.__name__}"
    if not isinstance(data, dict) or data.get("what") != what or data.get("format") != FORMAT:
        raise FindingsError(f"not a {what} of format {FORMAT}")
    try:
        made: Made = _made(kind, data)
    except (KeyError, TypeError, ValueError) as error:
        raise FindingsError(f"a broken {what}: {error}") from None
    return made


def _made(kind: Any, value: Any) -> Any:
    """`value`, plain as it is, as that type.  Raises KeyError, TypeError or ValueError."""
    origin = get_origin(kind)
    if dataclasses.is_dataclass(kind):
        if not isinstance(value, dict):
            raise TypeError(f"no object: {value!r}")
        hints = typing.get_type_hints(kind)
        if isinstance(value.get(RATIO), (int, float)):
            low, high = value.get(CI99) or (None, None)
            value = {**value, RATIO: {"estimate": value[RATIO], "low": low, "high": high}}
        given = {
            field.name: _made(hints[field.name], value[field.name])
            for field in dataclasses.fields(kind)
            if field.name in value or field.default is dataclasses.MISSING
        }
        return kind(**given)  # type: ignore[operator]
    if origin is types.UnionType:
        return (
            None
            if value is None
            else _made(next(one for one in get_args(kind) if one is not type(None)), value)
        )
    if origin is tuple:
        return tuple(_made(get_args(kind)[0], entry) for entry in value)
    if origin is Literal:
        if value not in get_args(kind):
            raise ValueError(f"{value!r} is none of {', '.join(get_args(kind))}")
        return value
    if origin is dict:
        return dict(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value
