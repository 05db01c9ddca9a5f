"""What a session over knock-outs shows: ranked shares; trigger, pattern and neighbour; the listing with heat.

Nothing is measured here, but compilers are asked for their code.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reducer.change import Change
from reducer.controls.attempts import Known, Tried, cleaned
from reducer.controls.generated_code import Compared, generated_code
from reducer.controls.hot_loop import HotLoop, hot_loop, same_loop
from reducer.controls.listing import heated, line_numbers, listed_text
from reducer.controls.neighbour import INSTRUCTION, OPERAND, STATEMENT, Choice, code_lines, nearest
from reducer.controls.pattern import of_deleted, pattern_of
from reducer.controls.session import Asked, Session
from reducer.controls.trigger import carrying, carrying_class, trigger_sentence
from reducer.controls.verdicts import bounds_of
from reducer.judge.pairs import MeasurementError
from reducer.oracle import DEFAULTS, hodges_lehmann
from reducer.program.declared import greatest_number
from reducer.program.program import Program
from reducer.records.errors import FileError
from reducer.records.findings import (
    BlameFinding,
    BlameSite,
    Bounds,
    CodeFinding,
    ControlsFinding,
    Neighbour,
    VariantFinding,
    read_finding,
)
from reducer.records.itself import PLACEMENT, PlacementFinding
from reducer.wat.errors import WatError
from reducer.wat.module import Module, parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module, with_header
from reducer.wat.reading import read_source
from reducer.wat.tree import Instr


@dataclass(frozen=True)
class Blamed:
    """What a session gave: the facts, the text of the neighbour ("" without one), how many sites were left
    out."""

    finding: BlameFinding
    generated_code: CodeFinding
    neighbour_text: str
    left_out: int
    interrupted: bool


def conclude(
    asked: Asked,
    known: Known,
    tried: Sequence[Tried],
    session: Session,
    controls: ControlsFinding | None,
    controls_folder: Path | None,
) -> Blamed:
    """Everything that can be concluded.  Raises MeasurementError where nothing is slower."""
    primary = session.finding(0)
    if primary.verdict != "persists" and primary.verdict != "deleted":
        words = primary.reason or "its interval does not lie above 1"
        raise MeasurementError(f"{asked.case.path} is not slower on {asked.slow} here: {words}")
    text = listed_text(asked.case)
    lines = line_numbers(parse(text), known.base.module)
    found = [(entry, _site(entry, session, lines)) for entry in tried]
    sites = _ranked(_different(found))
    classes = _ranked(site for entry, site in found if entry.knock_out.extent == "class")
    carriers = [*carrying(sites, controls), carrying_class(classes)]
    nearby = nearest(_choices(known, tried, session, controls, controls_folder))
    shown = _generated_code(asked, known, session, carriers, controls, nearby)
    pattern, because = pattern_of(sites, controls, shown, _placement(controls, controls_folder))
    trigger = trigger_sentence(sites, classes, controls, greatest_number(known.base.module))
    if primary.verdict == "deleted":
        trigger = f"no trigger: {primary.reason}"
        pattern, because = of_deleted(primary, shown)
    finding = BlameFinding(
        case=str(asked.case.path),
        slow=asked.slow,
        fast=asked.fast,
        sites=sites,
        classes=classes,
        trigger=trigger,
        neighbour=nearby and nearby[0],
        pattern=pattern,
        because=because,
        listing=heated(text, heat_of_lines(found, lines)),
        seconds=0.0,
    )
    words = f"Nearest passing neighbour of {asked.case.path.name}: {nearby[0].edit}" if nearby else ""
    text = with_header([words], nearby[1]) if nearby else ""
    return Blamed(finding, shown, text, 0, session.interrupted)


def _placement(controls: ControlsFinding | None, folder: Path | None) -> PlacementFinding | None:
    """What the controls found at other placements; None where they did not look, or it cannot be read."""
    if controls is None or folder is None:
        return None
    try:
        return read_finding(folder / PLACEMENT, PlacementFinding)
    except FileError:
        return None


def _generated_code(
    asked: Asked,
    known: Known,
    session: Session,
    carriers: Sequence[str],
    controls: ControlsFinding | None,
    nearby: tuple[Neighbour, str] | None,
) -> CodeFinding:
    """What the compilers make of the carrier, or of what the controls found as the trigger."""
    guessed = controls.trigger_instruction if controls is not None else ""
    trigger = next(filter(None, carriers), guessed)
    loop = hot_loop(known.base.module, known.profile, trigger)
    sides = [(side.spec, side.version) for side in session.finding(0).times]
    sides += [(spec, "") for spec in asked.also]
    case = Compared(str(asked.case.path), session.made[0].binary, loop)
    other = None if nearby is None or loop is None else _neighbour(known, *nearby, loop, trigger)
    return generated_code(case, trigger, sides, other)


def _neighbour(known: Known, found: Neighbour, text: str, loop: HotLoop, trigger: str) -> Compared | None:
    """What is compiled of the neighbour, and its loop in the place of the case's; None if it does not
    assemble."""
    try:
        module = named(parse(text))
        binary = known.written.assembler.assemble(text)
        return Compared(found.file, binary, same_loop(module, loop, trigger))
    except WatError:
        return None


def _site(entry: Tried, session: Session, lines: Mapping[int, int]) -> BlameSite:
    knock_out = entry.knock_out
    line = lines.get(id(knock_out.node), 0) if knock_out.node is not None else 0
    change = knock_out.change
    site = BlameSite(
        line, change.function, knock_out.text, change.label, None, None, "not measured", entry.reason,
        change=change,
    )  # fmt: skip
    if entry.index is None:
        return site
    found = session.finding(entry.index)
    site = replace(site, ratio=found.ratio, verdict=found.verdict, reason=found.reason, unclear=found.unclear)
    if found.verdict not in ("persists", "weakens", "vanishes"):
        return site
    return replace(site, share=share(session.logs(entry.index)))


def share(logs: Sequence[tuple[float, float]]) -> Bounds | None:
    """The share of ln ratio that disappeared, with its interval, from (the case's, the variant's) of each
    round: 1 is all, 0 none, below 0 where the ratio grew.  None where the case is not slower.

    The two are compared within each round; the difference is then divided by the case's ratio over all
    rounds.
    """
    if not logs:
        return None
    whole = hodges_lehmann([whole for whole, _ in logs], DEFAULTS.level).estimate
    if whole <= 0:
        return None
    went = bounds_of(hodges_lehmann([before - changed for before, changed in logs], DEFAULTS.level))
    parts = (None if bound is None else bound / whole for bound in (went.estimate, went.low, went.high))
    estimate, low, high = parts
    return Bounds(estimate or 0.0, low, high)


def _different(found: Sequence[tuple[Tried, BlameSite]]) -> Iterator[BlameSite]:
    """The sites, and only the first of several that give the same program."""
    seen: set[int] = set()
    for entry, site in found:
        if entry.knock_out.extent == "class" or entry.index in seen:
            continue
        if entry.index is not None:
            seen.add(entry.index)
        yield site


def _ranked(sites: Iterable[BlameSite]) -> tuple[BlameSite, ...]:
    """The largest share first; sites without a share come last."""
    return tuple(sorted(sites, key=lambda site: math.inf if site.share is None else -site.share.estimate))


def heat_of_lines(found: Sequence[tuple[Tried, BlameSite]], lines: Mapping[int, int]) -> dict[int, float]:
    """For each line: the largest share of an instruction on it, from the edit that concerns the least besides
    that instruction."""
    closest: dict[int, tuple[int, float]] = {}
    order = ("instruction", "operand", "expression", "statement")
    for entry, site in found:
        node = entry.knock_out.node
        # The instructions inside a deleted block have shares of their own.
        if node is None or site.share is None or (isinstance(node, Instr) and node.block is not None):
            continue
        rank = order.index(entry.knock_out.extent)
        if id(node) not in closest or rank < closest[id(node)][0]:
            # A share that may be zero gives no heat.
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
    before = code_lines(cleaned(known.base).module)
    choices = []
    for entry in tried:
        if entry.index is None or entry.candidate is None or entry.knock_out.extent == "class":
            continue
        found = session.finding(entry.index)
        after = code_lines(entry.candidate.module)
        text = _as_written(entry.candidate, known.written)
        rank = RANKS[entry.knock_out.extent]
        choices.append(_choice(rank, entry.knock_out.change, found, before, after, text))
    return choices if controls is None or folder is None else choices + _from_controls(controls, folder)


def _choice(
    rank: int, change: Change, found: VariantFinding, before: Sequence[str], after: Sequence[str], text: str
) -> Choice:
    return Choice(rank, change, found.verdict, found.unclear, found.ratio, before, after, text)


def _as_written(candidate: Program, written: Program) -> str:
    """The candidate's text at the trip count of the case, without the case's own header."""
    module = candidate.at(written.trip_counts).module
    return print_module(replace(module, head=f"(module {module.name}".rstrip())).lstrip("\n")


def _from_controls(controls: ControlsFinding, folder: Path) -> list[Choice]:
    """The controls' variants that lost the slowdown, compared with the case as it was measured beside
    them."""
    choices = []
    try:
        before = code_lines(_named(folder / controls.primary.file))
        for found in controls.variants:
            if found.verdict == "vanishes" and found.kind in VARIANT_RANKS:
                path = folder / found.file
                text = path.read_text(encoding="utf-8")
                after = code_lines(_named(path))
                choices.append(_choice(VARIANT_RANKS[found.kind], found.change, found, before, after, text))
    except (OSError, WatError):
        return []
    return choices


def _named(path: Path) -> Module:
    return named(parse(read_source(path).text))
