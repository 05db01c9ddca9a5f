"""The table of `wreduce controls` for a person: a line a variant, grouped by what was changed.

Says nothing that is not in the facts; measures nothing.
"""

from __future__ import annotations

from rich.console import Console
from rich.table import Table as DrawnTable
from rich.text import Text

from reducer.printable import printable
from reducer.records.findings import KINDS, ControlsFinding, Kind, SideTimes, VariantFinding
from reducer.report.columns import line_of, widths_of
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
NUMBERS = (2, 3, 4)
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


def controls_lines(finding: ControlsFinding) -> list[str]:
    """The whole table as plain lines."""
    rows = [(title, [variant_words(found) for found in members]) for title, members in groups(finding)]
    cells = [HEADINGS, *(row for _, members in rows for row in members)]
    widths = widths_of(cells)
    lines = [line_of(HEADINGS, widths, NUMBERS)]
    for title, members in rows:
        lines += [title, *(line_of(row, widths, NUMBERS) for row in members)]
    return [*lines, "", *footer(finding)]


def drawn(finding: ControlsFinding) -> DrawnTable:
    """The same for a terminal."""
    grid = DrawnTable()
    for column, heading in enumerate(HEADINGS):
        # An edit gives way where the terminal is narrow; names are what people look for.
        grid.add_column(
            heading,
            justify="right" if column in NUMBERS else "left",
            no_wrap=column != 1,
            overflow="fold" if column == 1 else "ellipsis",
        )
    for title, members in groups(finding):
        grid.add_row(Text(title, style="bold"), *[""] * (len(HEADINGS) - 1))
        for found in members:
            words = [Text(printable(word)) for word in variant_words(found)]
            words[-1].stylize(STYLES.get(found.verdict, "yellow"))
            grid.add_row(*words)
        grid.add_section()
    return grid


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
    rows = [heads, *((found.name, *map(_milliseconds, found.times[2:])) for found in everything)]
    whole = [row for row in rows if len(row) == len(heads)]
    widths = widths_of(whole)
    return [line_of(row, widths, range(1, len(heads))) for row in whole]


def print_controls(finding: ControlsFinding, console: Console) -> None:
    """Drawn on a terminal, plain lines in a pipe."""
    if not console.is_terminal:
        for line in [*controls_lines(finding), *also_lines(finding)]:
            console.out(line, highlight=False)
        return
    console.print(drawn(finding))
    for line in [*footer(finding), *also_lines(finding)]:
        console.print(line, highlight=False, soft_wrap=True, markup=False)
