"""The table of `wreduce controls` for a person: a line a variant, grouped by what was changed.

Says nothing that is not in the facts; measures nothing.
"""

from __future__ import annotations

from rich.console import Console

from reducer.printable import printable
from reducer.records.findings import KINDS, ControlsFinding, Kind, SideTimes, VariantFinding
from reducer.report.columns import Grid, Section, plain_lines, put_out
from reducer.report.ordinary import ordinary_words
from reducer.report.wording import interval_words

TITLES: dict[Kind, str] = {
    "primary": "the case",
    "removed": "target removed",
    "sibling": "sibling instructions",
    "operand": "operand sweeps",
    "relation": "operand relations",
    "trip-count": "trip count",
    "edit": "edits asked for",
}
HEADINGS = ("variant", "edit", "slow ms", "fast ms", "ratio", "99 %", "verdict")
WIDEST_EDIT = 48
MOST_NAMED = 4
STYLES = {"persists": "green", "weakens": "yellow", "vanishes": "red", "deleted": "magenta"}


def variant_words(found: VariantFinding) -> tuple[str, ...]:
    """A variant under the HEADINGS."""
    ratio = "-" if found.ratio is None else f"{found.ratio.estimate:.2f}"
    return (
        found.name,
        _shortened(found),
        _milliseconds(found.times[0]),
        _milliseconds(found.times[1]),
        ratio,
        "" if found.ratio is None else interval_words(found.ratio),
        "the case" if found.kind == "primary" and found.verdict == "persists" else _verdict(found),
    )


def _shortened(found: VariantFinding) -> str:
    """The edit without the function that it is in: in a reduced case there is hardly another."""
    edit = found.change.done or found.edit
    return edit if len(edit) <= WIDEST_EDIT else edit[: WIDEST_EDIT - 3] + "..."


def _verdict(found: VariantFinding) -> str:
    return f"{found.verdict}, unclear" if found.unclear else found.verdict


def _milliseconds(side: SideTimes) -> str:
    return "-" if side.median_ns is None else f"{side.median_ns / 1e6:.2f}"


def groups(finding: ControlsFinding) -> list[tuple[str, list[VariantFinding]]]:
    """The variants by kind, each under its title, in the order in which they were made."""
    everything = (finding.primary, *finding.variants)
    made = [(TITLES[kind], [found for found in everything if found.kind == kind]) for kind in KINDS]
    return [(title, members) for title, members in made if members]


def grid(finding: ControlsFinding) -> Grid:
    """The whole table.  An edit gives way where the terminal is narrow; names are what people look for."""
    sections = [
        Section(
            title,
            [variant_words(found) for found in members],
            [STYLES.get(found.verdict, "yellow") for found in members],
        )
        for title, members in groups(finding)
    ]
    return Grid(HEADINGS, sections, right=(2, 3, 4), gives_way=1)


def controls_lines(finding: ControlsFinding) -> list[str]:
    """The whole table as plain lines."""
    made = grid(finding)
    lines = [made.heading()]
    for section in made.sections:
        lines += [section.title, *made.lines(section)]
    return [*lines, "", *footer(finding)]


def footer(finding: ControlsFinding) -> list[str]:
    """What was measured and how, what failed and why, and what a trip costs."""
    trips = "as written" if finding.trip_count is None else f"{finding.trip_count}"
    lines = [
        f"slow {finding.slow}, fast {finding.fast}; {finding.phase} phase, {finding.clock}; "
        f"{finding.rounds} interleaved rounds; trip count {trips}; trigger {finding.trigger_instruction}",
    ]
    for line in finding.lines:
        lines.append(
            f"{line.spec}: {line.slope_ns:.2f} ns a trip, {line.intercept_ns / 1e6:.2f} ms beside the trips "
            "(a line through n and 2n trips)"
        )
    ratio = finding.primary.ratio
    lines += filter(None, [ordinary_words(finding.ordinary, None if ratio is None else ratio.estimate)])
    everything = (finding.primary, *finding.variants)
    reasons: dict[str, list[str]] = {}
    for found in everything:
        if found.reason:
            reasons.setdefault(f"{found.verdict}: {found.reason}", []).append(found.name)
    lines += [f"{_named(names)}: {reason}" for reason, names in reasons.items()]
    if any(found.unclear for found in everything):
        lines.append("unclear: the interval crosses a border, and the estimate gave the verdict")
    machine = finding.machine
    lines.append(f"{machine['cpu']}, {machine['cores']} cores, {machine['system']}; {finding.seconds:.0f} s")
    if finding.interrupted:
        lines.append("INTERRUPTED: this is what was measured until then")
    return list(map(printable, lines))


def _named(names: list[str]) -> str:
    """The names, the first few where they are many."""
    more = len(names) - MOST_NAMED
    return ", ".join(names) if more <= 1 else f"{', '.join(names[:MOST_NAMED])} and {more} more"


def also_lines(finding: ControlsFinding) -> list[str]:
    """The median times on the runtimes beside slow and fast, a line a variant; none without such runtimes."""
    if not finding.also:
        return []
    everything = (finding.primary, *finding.variants)
    heads = ("also, ms", *finding.also)
    rows = [(found.name, *map(_milliseconds, found.times[2:])) for found in everything]
    return plain_lines(heads, [row for row in rows if len(row) == len(heads)], range(1, len(heads)))


def print_controls(finding: ControlsFinding, console: Console) -> None:
    """Drawn on a terminal, plain lines in a pipe."""
    if not console.is_terminal:
        put_out([*controls_lines(finding), *also_lines(finding)], console)
        return
    grid(finding).draw(console)
    put_out([*footer(finding), *also_lines(finding)], console)
