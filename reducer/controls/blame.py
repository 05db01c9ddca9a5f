"""How much of a slowdown goes with each site of a case, and with each class of instruction.

Everything is knocked out by itself, and all of it measured in one session.  Shares need not add up to all:
two sites may each be needed, or either be enough.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from reducer.controls.evidence import evidence
from reducer.controls.hot_loop import counts, hot_loop
from reducer.controls.knock_outs import (
    NO_TRIPS,
    KnockOut,
    LoopCheck,
    class_knock_outs,
    site_knock_outs,
    sound,
)
from reducer.controls.listing import heated, line_numbers
from reducer.controls.neighbour import INSTRUCTION, OPERAND, STATEMENT, Choice, code_lines, nearest
from reducer.controls.pattern import pattern_of
from reducer.controls.session import OBSERVER, Asked, Notify, Prepared, Session, bounds_of, shortened
from reducer.controls.target import Target
from reducer.controls.trigger import carrying, trigger_sentence
from reducer.controls.variants import Made
from reducer.measure.anchor import observer
from reducer.measure.candidate import Candidate
from reducer.measure.findings import (
    BlameFinding,
    BlameSite,
    Bounds,
    ControlsFinding,
    EvidenceFinding,
    Variant,
    VariantFinding,
)
from reducer.measure.pairs import MeasurementError
from reducer.measure.profile import Profile, profile
from reducer.measure.table import open_all
from reducer.measure.trip_time import as_written, ending
from reducer.oracle import DEFAULTS, hodges_lehmann
from reducer.runtimes import Runtime, open_runtime
from reducer.timing import choose_core, time_of
from reducer.wat.check import read_module
from reducer.wat.errors import WatError
from reducer.wat.module import Module, parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module
from reducer.wat.tree import Instr

COUNTER = "wasmtime:fuel=on"
"""Counts instructions and trips, so that what never ends is stopped."""
MOST_SITES = 40
"""Sites of a session: a person waits for them."""
FIRST_RUN_NS = 60 * 10**9


@dataclass(frozen=True)
class Blamed:
    """What a session gave: the facts, the text of the neighbour ("" without one), how many sites were left
    out."""

    finding: BlameFinding
    evidence: EvidenceFinding
    neighbour_text: str
    left_out: int
    interrupted: bool


@dataclass(frozen=True, eq=False)
class Tried:
    """A knock-out, its candidate at few trips (None: it breaks the loop, `reason` says how), and the index of
    its variant in the session; alike ones share one."""

    knock_out: KnockOut
    candidate: Candidate | None
    reason: str
    index: int | None


@dataclass(frozen=True)
class Known:
    """What was found out of a case before anything is timed: at few trips, so that runs are short."""

    base: Candidate
    written: Candidate
    profile: Profile
    check: LoopCheck


def run_blame(
    asked: Asked, controls: ControlsFinding | None, controls_folder: Path | None, notify: Notify
) -> Blamed:
    """The whole session; every process is gone when it returns.  ^C ends the measuring early, with what there
    is.  `controls` are the findings of an earlier `wreduce controls`, whose files lie in that folder.

    Raises RuntimesError, MeasurementError, WatError.
    """
    started = time.monotonic()
    with ExitStack() as stack:
        core = choose_core()
        notify("starting the runtimes")
        runtimes = open_all([asked.slow, asked.fast], stack, core=core)
        with open_runtime(OBSERVER, core=core) as observing:
            written = as_written(asked.case, observing)
        counting = stack.enter_context(open_runtime(COUNTER, core=core))
        notify("finding what can be knocked out")
        known = look_into(asked, written, counting)
        measured = shortened(asked, runtimes, written)
        tried, left_out = try_all(known, asked.most)
        session = _session(asked, runtimes, measured, tried, notify)
        session.run()
    blamed = conclude(asked, known, tried, session, controls, controls_folder)
    seconds = round(time.monotonic() - started, 1)
    finding = replace(blamed.finding, seconds=seconds)
    return replace(blamed, finding=finding, left_out=left_out)


# ---- what is knocked out


def look_into(asked: Asked, written: Candidate, counting: Runtime) -> Known:
    """How often everything runs.  Raises MeasurementError for a case that cannot be counted."""
    check = LoopCheck(counting, asked.case.assembler, written)
    base = written.at(check.trips)
    counted = profile(base.module, observer(counting, asked.case.assembler)) if check.works else None
    if counted is None:
        raise MeasurementError(f"{asked.case.path} does not run to its end on {COUNTER}")
    return Known(base, written, counted, check)


def try_all(known: Known, most: int) -> tuple[list[Tried], int]:
    """Every knock-out that leaves the loop going, at most so many sites; and how many sites were left out."""
    heat = counts(known.base.module, known.profile)
    classes = class_knock_outs(known.base, heat)
    sites = site_knock_outs(known.base, heat)
    indices: dict[str, int] = {known.base.key: 0, _cleaned(known.base).key: 0}
    count = 1
    tried: list[Tried] = []
    left_out = 0
    for knock_out in (*classes, *sites):
        if knock_out.extent != "class" and count > most + len(classes):
            left_out += 1
            continue
        kept, candidate, reason = sound(known.base, knock_out, known.check)
        index = None if candidate is None else indices.setdefault(candidate.key, count)
        count += index == count
        if index != 0 and reason != NO_TRIPS:
            tried.append(Tried(kept, candidate, reason, index))
    return tried, left_out


def _session(
    asked: Asked, runtimes: Sequence[Runtime], measured: Candidate, tried: Sequence[Tried], notify: Notify
) -> Session:
    """The session over the case and its knock-outs, at the trip count of `measured`."""
    assembler, parent = asked.case.assembler, asked.case.path.name
    primary = Variant("primary", "primary", "as it is", parent, "")
    made = [Made(primary, measured, assembler.assemble(measured.text))]
    for entry in tried:
        if entry.candidate is None or entry.index != len(made):
            continue
        candidate = entry.candidate.at(measured.trip_counts)
        variant = Variant(f"knock_out_{entry.index}", "edit", entry.knock_out.label, parent, "")
        made.append(_assembled(variant, candidate, assembler.assemble))
    sample = runtimes[0].run(made[0].binary, timeout_ns=FIRST_RUN_NS)
    if not sample.outcome.normal:
        raise MeasurementError(f"{asked.case.path} on {asked.slow}: {ending(sample.outcome)}")
    slow_ns = time_of(sample, "execute", "cpu") or asked.target_ns
    # Knock-outs are of the whole case: no instruction is the target.
    target = Target("", Instr(""))
    return Session(asked, Prepared(target, tuple(made), 0, slow_ns), runtimes, notify)


def _assembled(variant: Variant, candidate: Candidate, assemble: Callable[[str], bytes]) -> Made:
    try:
        return Made(variant, candidate, assemble(candidate.text))
    except WatError as error:
        return Made(variant, candidate, b"", str(error))


# ---- what it says


def conclude(
    asked: Asked,
    known: Known,
    tried: Sequence[Tried],
    session: Session,
    controls: ControlsFinding | None,
    controls_folder: Path | None,
) -> Blamed:
    """Shares, trigger, neighbour, pattern, evidence.  Raises MeasurementError where nothing is slower."""
    primary = session.finding(0)
    if primary.verdict != "persists" and primary.verdict != "folded away":
        words = primary.reason or "its interval does not lie above 1"
        raise MeasurementError(f"{asked.case.path} is not slower on {asked.slow} here: {words}")
    text = read_module(asked.case.path)
    lines = line_numbers(parse(text), known.base.module)
    found = [(entry, _site(entry, session, lines)) for entry in tried]
    sites = _ranked(_different(found))
    classes = _ranked(site for entry, site in found if entry.knock_out.extent == "class")
    carriers = carrying(sites, controls)
    trigger = carriers[0] if carriers else (controls.trigger_instruction if controls is not None else "")
    shown = evidence(
        str(asked.case.path),
        session.made[0].binary,
        trigger,
        hot_loop(known.base.module, known.profile, trigger),
        [*((side.spec, side.version) for side in primary.times), *((spec, "") for spec in asked.also)],
    )
    neighbour, neighbour_text = nearest(_choices(known, tried, session, controls, controls_folder)) or (
        None,
        "",
    )
    pattern, because = pattern_of(sites, controls, shown)
    finding = BlameFinding(
        case=str(asked.case.path),
        slow=asked.slow,
        fast=asked.fast,
        sites=sites,
        classes=classes,
        trigger=trigger_sentence(sites, classes, controls),
        neighbour=neighbour,
        pattern=pattern,
        because=because,
        listing=heated(text, heat_of_lines(found, lines)),
        seconds=0.0,
    )
    if neighbour is not None:
        words = f"Nearest passing neighbour of {asked.case.path.name}: {neighbour.edit}"
        neighbour_text = f";; {words}\n{neighbour_text}"
    return Blamed(finding, shown, neighbour_text, 0, session.interrupted)


def _site(entry: Tried, session: Session, lines: Mapping[int, int]) -> BlameSite:
    knock_out = entry.knock_out
    line = lines.get(id(knock_out.node), 0) if knock_out.node is not None else 0
    site = BlameSite(
        line, knock_out.function, knock_out.text, knock_out.label, None, None, "not measured", entry.reason
    )
    if entry.index is None:
        return site
    found = session.finding(entry.index)
    reason = found.reason or ("unclear" if found.unclear else "")
    site = replace(site, ratio=found.ratio, verdict=found.verdict, reason=reason)
    if found.verdict not in ("persists", "weakens", "vanishes"):
        return site
    return replace(site, share=share(_logs(session, entry.index)))


def _logs(session: Session, index: int) -> list[tuple[float, float]]:
    """ln ratio of the case and of a variant, from the rounds that have both."""
    found = []
    for cells in (session.cells, session.more):
        if not all((which, side) in cells for which in (0, index) for side in (0, 1)):
            continue
        slow, fast, slow_changed, fast_changed = (
            cells[which, side].times for which in (0, index) for side in (0, 1)
        )
        for round_ in slow.keys() & fast.keys() & slow_changed.keys() & fast_changed.keys():
            whole = math.log(slow[round_] / fast[round_])
            found.append((whole, math.log(slow_changed[round_] / fast_changed[round_])))
    return found


def share(logs: Sequence[tuple[float, float]]) -> Bounds | None:
    """The part of ln ratio that went, with its interval, from (the case's, the variant's) of each round: 1
    all, 0 none, below 0 where the ratio grew.  None where the case was not slower in some round."""
    if not logs or any(whole <= 0 for whole, _ in logs):
        return None
    return bounds_of(hodges_lehmann([1 - changed / whole for whole, changed in logs], DEFAULTS.level))


def _different(found: Sequence[tuple[Tried, BlameSite]]) -> Iterator[BlameSite]:
    """The sites, of those that gave the same program the first."""
    seen: set[int] = set()
    for entry, site in found:
        if entry.knock_out.extent == "class" or entry.index in seen:
            continue
        if entry.index is not None:
            seen.add(entry.index)
        yield site


def _ranked(sites: Iterable[BlameSite]) -> tuple[BlameSite, ...]:
    """The most first; what has no share comes last."""
    return tuple(sorted(sites, key=lambda site: math.inf if site.share is None else -site.share.estimate))


def heat_of_lines(found: Sequence[tuple[Tried, BlameSite]], lines: Mapping[int, int]) -> dict[int, float]:
    """By line: the largest share of an instruction on it, from the edit that is closest to that instruction
    alone."""
    closest: dict[int, tuple[int, float]] = {}
    order = ("instruction", "operand", "expression", "statement")
    for entry, site in found:
        node = entry.knock_out.node
        # What a block's deletion takes away is told by what is in it.
        if node is None or site.share is None or (isinstance(node, Instr) and node.block is not None):
            continue
        rank = order.index(entry.knock_out.extent)
        if id(node) not in closest or rank < closest[id(node)][0]:
            # What cannot be told from nothing is no heat.
            told = site.share.low is None or site.share.low > 0
            closest[id(node)] = (rank, site.share.estimate if told else 0.0)
    heat: dict[int, float] = {}
    for node_id, (_, estimate) in closest.items():
        line = lines.get(node_id, 0)
        heat[line] = max(estimate, heat.get(line, 0.0))
    return heat


# ---- the neighbour


RANKS = {"operand": OPERAND, "instruction": INSTRUCTION, "expression": INSTRUCTION, "statement": STATEMENT}
VARIANT_RANKS = {"operand": OPERAND, "relation": OPERAND, "sibling": INSTRUCTION, "removed": INSTRUCTION}


def _choices(
    known: Known,
    tried: Sequence[Tried],
    session: Session,
    controls: ControlsFinding | None,
    folder: Path | None,
) -> list[Choice]:
    """Every single edit that was measured, here and by the controls."""
    before = code_lines(_cleaned(known.base).module)
    choices = []
    for entry in tried:
        if entry.index is None or entry.candidate is None or entry.knock_out.extent == "class":
            continue
        found = session.finding(entry.index)
        after = code_lines(entry.candidate.module)
        text = _as_written(entry.candidate, known.written)
        rank = RANKS[entry.knock_out.extent]
        choices.append(_choice(rank, entry.knock_out.label, found, before, after, text))
    return choices if controls is None or folder is None else choices + _from_controls(controls, folder)


def _choice(
    rank: int, edit: str, found: VariantFinding, before: Sequence[str], after: Sequence[str], text: str
) -> Choice:
    return Choice(rank, edit, found.verdict, found.unclear, found.ratio, before, after, text)


def _as_written(candidate: Candidate, written: Candidate) -> str:
    """The candidate's text at the trip count of the case, without the case's own header."""
    module = candidate.at(written.trip_counts).module
    return print_module(replace(module, head=f"(module {module.name}".rstrip())).lstrip("\n")


def _cleaned(candidate: Candidate) -> Candidate:
    return candidate.edited(())


def _from_controls(controls: ControlsFinding, folder: Path) -> list[Choice]:
    """The controls' variants that lost the slowdown, held against the case as it was measured beside them."""
    choices = []
    try:
        before = code_lines(_named(folder / controls.primary.file))
        for found in controls.variants:
            if found.verdict == "vanishes" and found.kind in VARIANT_RANKS:
                path = folder / found.file
                text = path.read_text(encoding="utf-8")
                after = code_lines(_named(path))
                choices.append(_choice(VARIANT_RANKS[found.kind], found.edit, found, before, after, text))
    except (OSError, WatError):
        return []
    return choices


def _named(path: Path) -> Module:
    return named(parse(read_module(path)))
