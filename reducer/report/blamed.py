"""The ranking of `wreduce blame` for a person, and the listing with its heat: colours on a terminal,
percentages in a pipe.

Says nothing that is not in the facts; measures nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from reducer.printable import printable
from reducer.records.findings import BlameFinding, BlameSite, Bounds, CodeFinding, ListingLine
from reducer.report.columns import plain_lines, put_out

HEADINGS = ("share", "99 %", "ratio", "line", "verdict", "what is knocked out")
MOST_ROWS = 12
"""How many sites are listed, those with the largest shares; the others are counted."""
NOTE = (
    "A share is the part of ln(slow/fast) that goes with a site, each by itself; "
    "together they need not be 100 %."
)
# Warm, warmer, hot: where a line's share reaches so much.
COLOURS = ((0.75, "bold red"), (0.25, "red"), (0.1, "yellow"))


def site_words(site: BlameSite) -> tuple[str, ...]:
    """A site under the HEADINGS."""
    share = "-" if site.share is None else f"{round(100 * site.share.estimate)} %"
    ratio = "-" if site.ratio is None else f"{site.ratio.estimate:.2f}"
    verdict = f"{site.verdict}, unclear" if site.unclear else site.verdict
    if site.reason:
        verdict = f"{verdict}: {site.reason}"
    return (share, percents(site.share), ratio, str(site.line or "-"), verdict, site.change.done)


def percents(bounds: Bounds | None) -> str:
    """`[88, 104]` in percent; empty where there is no interval."""
    if bounds is None or bounds.low is None or bounds.high is None:
        return ""
    return f"[{round(100 * bounds.low)}, {round(100 * bounds.high)}]"


def table_lines(title: str, sites: Sequence[BlameSite]) -> list[str]:
    """The sites that were measured, the most first; the rest is counted."""
    measured = [site for site in sites if site.share is not None]
    rows = [site_words(site) for site in measured[:MOST_ROWS]]
    lines = [title, *(plain_lines(HEADINGS, rows, (0, 1, 2, 3)) if rows else ["  none could be measured"])]
    if len(measured) > MOST_ROWS:
        lines.append(f"  {len(measured) - MOST_ROWS} more, of smaller shares")
    unknown = [site for site in sites if site.share is None and site.verdict != "not measured"]
    lines += [
        f"  says nothing: {site.change.done}: {site.verdict} ({site.reason})" for site in unknown[:MOST_ROWS]
    ]
    if len(unknown) > MOST_ROWS:
        lines.append(f"  {len(unknown) - MOST_ROWS} more that say nothing")
    others = len(sites) - len(measured) - len(unknown)
    if others:
        lines.append(f"  {others} cannot go: without them the loop ends, never ends, or traps")
    return list(map(printable, lines))


def listing_lines(listing: Sequence[ListingLine]) -> list[str]:
    """The case's text with a column of percentages, empty below 1 %."""
    return [f"{_percent(line.heat):>5}  {printable(line.text)}".rstrip() for line in listing]


def _percent(heat: float) -> str:
    return f"{round(100 * heat)} %" if heat >= 0.01 else ""


def coloured(listing: Sequence[ListingLine]) -> Text:
    """The same for a terminal: the line itself takes the colour."""
    made = Text()
    for line, words in zip(listing, listing_lines(listing), strict=True):
        style = next((style for least, style in COLOURS if line.heat >= least), "")
        made.append(f"{words}\n", style=style)
    return made


def conclusion_lines(finding: BlameFinding, generated_code: CodeFinding) -> list[str]:
    """Trigger, neighbour, pattern, and what the compilers make of the trigger."""
    lines = [f"trigger: {finding.trigger}"]
    neighbour = finding.neighbour
    if neighbour is None:
        lines.append("nearest passing neighbour: none of the single edits that were measured")
    else:
        ratio = "" if neighbour.ratio is None else f", ratio {neighbour.ratio.estimate:.2f}"
        lines.append(f"nearest passing neighbour: {neighbour.edit}{ratio} ({neighbour.file})")
        lines.append(f"  - {neighbour.before or '(nothing)'}")
        lines.append(f"  + {neighbour.after or '(nothing)'}")
    lines.append(f"pattern: {finding.pattern}; {finding.because}")
    for side in generated_code.sides:
        what = side.instruction or "the loop"
        words = f"{what} is {_compiled(side.compiled)}" if side.available else "not shown"
        lines.append(f"code of {side.spec}: {words}{f': {side.why_not}' if side.why_not else ''}")
    return list(map(printable, lines))


def _compiled(compiled: str) -> str:
    return {"unknown": "not told apart", "library call": "a library call", "gone": "gone"}.get(
        compiled, compiled
    )


def print_blame(finding: BlameFinding, generated_code: CodeFinding, console: Console) -> None:
    """All of it; colours on a terminal only."""
    head = printable(f"{finding.case}, {finding.slow} / {finding.fast}")
    classes, sites = (
        table_lines(title, found)
        for title, found in (("classes of instruction", finding.classes), ("sites", finding.sites))
    )
    put_out([head, "", *classes, "", *sites, "", NOTE, ""], console)
    if console.is_terminal:
        console.print(coloured(finding.listing))
    else:
        put_out([*listing_lines(finding.listing), ""], console)
    put_out(conclusion_lines(finding, generated_code), console)
