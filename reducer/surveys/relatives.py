"""A slow side held against its own engine: other tiers, levels of optimisation, releases, engine options.

Only what is installed is asked, and nothing is fetched.  A slowdown of an optimising tier against its own
baseline, or of a release against the one before, needs no peer to be a bug.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from reducer.records.findings import Bounds
from reducer.records.itself import ItselfFinding, RelativeFinding, RelativeKind
from reducer.runtimes import Runtime, RuntimesError, Spec, open_runtime, parse_spec
from reducer.runtimes.checked import open_checked
from reducer.runtimes.listing import Listed, versions_here
from reducer.runtimes.mode import Mode
from reducer.runtimes.spec import ANY_BYTES
from reducer.runtimes.table import known_runtimes
from reducer.runtimes.versions import release_of
from reducer.surveys.table import Plan, Table, TableFile, bounds, measure_table
from reducer.timing import choose_core, time_of

MAX_SECONDS = 20.0
"""A person waits for it beside controls and blame."""
MAX_RELEASES = 4
"""Releases beside the slow side's own, the nearest first."""
MIN_ROUNDS, MAX_ROUNDS = 8, 15
"""8 rounds are the fewest that give an interval of 99 %."""
RESTART_SECONDS = 0.15
"""What a fresh process in every round costs a runtime, about."""
TIMEOUT_FACTOR, MIN_TIMEOUT_NS = 20, 2 * 10**9
"""An interpreter is stopped where it takes more than so many times the slow side's time."""
LEVEL, INTERPRETER = "opt-level", "interpreter"
NO_CHECKS = ("size-level", "fuel")
"""Options of runtimes that say nothing of a check: the others are taken for engine options worth a look."""

OpenSide = Callable[[str], Runtime]


@dataclass(frozen=True)
class Relative:
    """The engine of a slow side in another way; `tier` is what its mode promises."""

    spec: str
    kind: RelativeKind
    tier: str


# ---- who is related


def relatives(text: str, version: str) -> list[Relative]:
    """The relatives of the runtime `text`, of that version, that are here: tiers, the nearest releases,
    levels of optimisation and options, the most telling first.  Raises RuntimesError."""
    spec = parse_spec(text)
    row = known_runtimes()[spec.name]
    own = row.mode(spec.mode)
    tiers = []
    for mode in row.modes.values():
        if _is_another_tier(mode, own):
            here = [entry for entry in versions_here(row, mode) if entry.state != "missing"]
            same = [entry for entry in here if entry.version == version]
            tiers += [_relative(entry, "tier", mode, row.default_mode) for entry in (same or here)[:1]]
    releases = [
        _relative(entry, "release", own, row.default_mode, spec.options)
        for entry in _nearest(versions_here(row, own), version)
    ]
    compilers = [entry for entry in tiers if entry.tier != INTERPRETER]
    interpreters = [entry for entry in tiers if entry.tier == INTERPRETER]
    turns = chain.from_iterable(zip_longest(compilers, releases))
    found = [*(entry for entry in turns if entry is not None), *interpreters, *_with_options(spec, own)]
    unique = {entry.spec: entry for entry in reversed(found) if entry.spec != str(spec)}
    return list(unique.values())[::-1]


def _is_another_tier(mode: Mode, own: Mode) -> bool:
    """Whether a mode is another compiler or interpreter of the engine, and not its program beside its
    package: modes called cli are these."""
    if mode.name == own.name:
        return False
    if own.kind == "embedded":
        return not mode.name.startswith("cli")
    return mode.kind == own.kind and not mode.name.endswith("-run")


def _nearest(here: Iterable[Listed], version: str) -> list[Listed]:
    """The releases around a version, one before and one after by turns, the nearest first."""
    others = sorted(
        {entry.version: entry for entry in here if entry.state != "missing"}.values(),
        key=lambda entry: release_of(entry.version),
    )
    own = release_of(version)
    before = [entry for entry in reversed(others) if release_of(entry.version) < own]
    after = [entry for entry in others if release_of(entry.version) > own]
    turns = chain.from_iterable(zip_longest(before, after))
    return [entry for entry in turns if entry is not None][:MAX_RELEASES]


def _relative(
    entry: Listed, kind: RelativeKind, mode: Mode, default: str, options: tuple[tuple[str, str], ...] = ()
) -> Relative:
    spec = parse_spec(entry.spec)
    shown = replace(spec, mode=None if spec.mode == default else spec.mode, options=options)
    return Relative(str(shown), kind, mode.expects)


def _with_options(spec: Spec, mode: Mode) -> Iterator[Relative]:
    """The same release with every value of its level of optimisation, then of each other option."""
    for key in sorted(mode.options, key=lambda key: key != LEVEL):
        kind: RelativeKind = "optimisation level" if key == LEVEL else "option"
        others = tuple(item for item in spec.options if item[0] != key)
        for allowed in () if key in NO_CHECKS else mode.options[key]:
            # Of all numbers of bytes, none at all is another way to work.
            value = "0" if allowed == ANY_BYTES else allowed
            yield Relative(str(replace(spec, options=(*others, (key, value)))), kind, mode.expects)


def tier_of(text: str) -> str:
    """What the mode of a runtime promises; "any" for one that is not known."""
    try:
        spec = parse_spec(text)
        return known_runtimes()[spec.name].mode(spec.mode).expects
    except RuntimesError:
        return "any"


# ---- how long they take


def measure_itself(
    slow: str,
    program: TableFile,
    notify: Callable[[str], None],
    seconds: float = MAX_SECONDS,
    related: Callable[[str, str], Sequence[Relative]] = relatives,
    open_side: OpenSide | None = None,
) -> ItselfFinding:
    """The slow side and its relatives on one program, in an interleaved session of about so many seconds.

    A relative that cannot run it says why; those for which there is no time are named.  ^C comes out as
    KeyboardInterrupt.  Raises RuntimesError where the slow side itself is not to be had.
    """
    started = time.monotonic()
    core = choose_core()
    opened = open_side or (lambda spec: open_checked(parse_spec(spec), core=core))
    with ExitStack() as stack:
        notify(f"against itself: starting {slow}")
        own = stack.enter_context(open_runtime(slow, core=core) if open_side is None else open_side(slow))
        session = _Session(program, own, notify)
        cost = session.first_run(own)
        asked = list(related(slow, own.version))
        left_out: list[str] = []
        for number, relative in enumerate(asked):
            # Half of the time is for the rounds.
            if time.monotonic() - started > seconds / 2:
                left_out = [entry.spec for entry in asked[number:]]
                break
            notify(f"against itself: starting {relative.spec}")
            session.add(relative, opened, stack)
        session.measure(cost, seconds - (time.monotonic() - started))
        return ItselfFinding(
            slow, own.version, tier_of(slow), tuple(session.found), tuple(left_out),
            round(time.monotonic() - started, 1),
        )  # fmt: skip


class _Session:
    """The relatives while they come in."""

    def __init__(self, program: TableFile, own: Runtime, notify: Callable[[str], None]) -> None:
        self.program, self.own, self.notify = program, own, notify
        self.own_ns = 0
        self.found: list[RelativeFinding] = []
        self.runtimes: dict[int, Runtime] = {}
        self.costs: dict[int, float] = {}

    def first_run(self, runtime: Runtime) -> float:
        """The slow side's own; what a round of it costs, in seconds.  Raises RuntimesError where it fails."""
        cost, taken_ns, failed = self._run(runtime, MIN_TIMEOUT_NS * TIMEOUT_FACTOR)
        if taken_ns is None:
            raise RuntimesError(f"{runtime.spec}: {failed}")
        self.own_ns = taken_ns
        return cost

    def add(self, relative: Relative, opened: OpenSide, stack: ExitStack) -> None:
        """One more relative, run once."""
        made = RelativeFinding(relative.spec, "", relative.kind, relative.tier, None, 0)
        try:
            runtime = stack.enter_context(opened(relative.spec))
            cost, taken_ns, failed = self._run(runtime, max(MIN_TIMEOUT_NS, TIMEOUT_FACTOR * self.own_ns))
        except RuntimesError as error:
            self.found.append(replace(made, failed=" ".join(str(error).split())))
            return
        made = replace(made, version=runtime.version, failed=failed)
        if taken_ns is not None:
            made = replace(made, ratio=Bounds(taken_ns / self.own_ns), rounds=1)
            self.runtimes[len(self.found)], self.costs[len(self.found)] = runtime, cost
        self.found.append(made)

    def _run(self, runtime: Runtime, timeout_ns: int) -> tuple[float, int | None, str]:
        """Seconds of wall time, and ns of CPU time of the run, or why there are none."""
        program, started = self.program, time.monotonic()
        sample = runtime.run(program.binary, invocation=program.invocation, timeout_ns=timeout_ns)
        cost = time.monotonic() - started + RESTART_SECONDS
        if program.ending is not None and not program.ending.of(sample.outcome):
            return cost, None, sample.outcome.in_words
        taken_ns = time_of(sample, "execute", "cpu")
        if not taken_ns:
            return cost, None, "too close to start-up"
        return cost, taken_ns, ""

    def measure(self, own_cost: float, seconds: float) -> None:
        """Rounds for the most telling whose rounds fit into the time left; the others keep their one run."""
        chosen, a_round = [], own_cost
        for index in self.runtimes:
            if (a_round + self.costs[index]) * MIN_ROUNDS <= seconds:
                chosen.append(index)
                a_round += self.costs[index]
        if not chosen:
            return
        rounds = int(min(MAX_ROUNDS, max(MIN_ROUNDS, seconds / a_round)))
        sides = [self.own, *(self.runtimes[index] for index in chosen)]
        plan = Plan(rounds, timeout_ns=max(MIN_TIMEOUT_NS, TIMEOUT_FACTOR * self.own_ns))

        def tell(round_: int, path: str, spec: str) -> None:
            self.notify(f"against itself, round {round_}/{rounds}  {spec}")

        table: Table = measure_table([self.program], sides, plan, against=0, tell=tell)
        if table.interrupted:
            raise KeyboardInterrupt
        for cell, index in zip(table.row(0)[1:], chosen, strict=True):
            ratio = table.ratio(cell)
            if ratio is not None:
                both = bounds(ratio) or (None, None)
                made = replace(self.found[index], ratio=Bounds(ratio.estimate, *both), rounds=len(cell.times))
                self.found[index] = made
            elif cell.reason:
                self.found[index] = replace(self.found[index], ratio=None, rounds=0, failed=cell.reason)
