"""The table of `wreduce measure` for a person: lines for a pipe, a drawn table for a terminal, CSV for a
spreadsheet.

Says nothing that is not in the facts; measures nothing.
"""

from __future__ import annotations

import csv
import io
import math
from typing import Any

from rich.console import Console

from reducer.oracle import Interval
from reducer.printable import cell as spreadsheet_cell
from reducer.printable import printable
from reducer.report.columns import Grid, Section, put_out
from reducer.surveys.table import Cell, Plan, Table, TableFile, bounds

HEADINGS = ("runtime", "version", "rounds", "time", "99 %", "ratio", "99 %")
UNITS = (("s", 1e9), ("ms", 1e6), ("us", 1e3), ("ns", 1.0))
COUNTS = (("G", 1e9), ("M", 1e6), ("k", 1e3), ("", 1.0))
Units = tuple[tuple[str, float], ...]
TOO_FEW = "too few rounds"
"""Shown in place of an interval, which needs 8 rounds for 99 %."""


def time_in_words(nanoseconds: float, units: Units = UNITS) -> str:
    """`16.2 ms`: three digits, in the unit that suits it; `16.2 M` of a count, with COUNTS."""
    unit, size = _unit(nanoseconds, units)
    return f"{_digits(nanoseconds / size)} {unit}".rstrip()


def _unit(value: float, units: Units) -> tuple[str, float]:
    return next((entry for entry in units if value >= entry[1]), units[-1])


def _digits(value: float) -> str:
    """Three significant digits, and none after the point from 100 on."""
    return f"{value:.{max(0, 2 - math.floor(math.log10(value)))}f}" if value > 0 else "0"


def _interval(interval: Interval, size: float = 1.0) -> str:
    """The bounds with as many places as the estimate has."""
    if bounds(interval) is None:
        return TOO_FEW
    places = len(_digits(interval.estimate / size).partition(".")[2])
    return f"[{interval.low / size:.{places}f}, {interval.high / size:.{places}f}]"


def cell_words(table: Table, cell: Cell) -> tuple[str, ...]:
    """A cell under the HEADINGS; a failed one ends with its reason under `time`."""
    spec, version = table.runtimes[cell.runtime]
    time, ratio = cell.time, table.ratio(cell)
    units = UNITS if table.plan.counter is None else COUNTS
    if time is None:
        return (spec, version, str(len(cell.times) or "-"), cell.reason or "not measured")
    words = (
        spec,
        version,
        str(len(cell.times)),
        time_in_words(time.estimate, units),
        _interval(time, _unit(time.estimate, units)[1]),
    )
    if ratio is not None:
        return (*words, f"{ratio.estimate:.2f}", _ratio_bounds(ratio))
    return (*words, "1" if table.reference(cell.program) is cell else "-", "")


def _ratio_bounds(ratio: Interval) -> str:
    return TOO_FEW if bounds(ratio) is None else f"[{ratio.low:.2f}, {ratio.high:.2f}]"


def title(program: TableFile) -> str:
    """The file with its size, and what was done to it."""
    note = f", {program.note}" if program.note else ""
    return printable(f"{program.path} ({len(program.binary)} bytes{note})")


def grid(table: Table) -> Grid:
    """The whole table, a section a program: numbers to the right, so that their sizes are seen."""
    sections = []
    for index, program in enumerate(table.programs):
        cells = table.row(index)
        fastest = table.reference(index)
        styles = ["yellow" if cell.reason else "green" if cell is fastest else "" for cell in cells]
        sections.append(Section(title(program), [cell_words(table, cell) for cell in cells], styles))
    return Grid(HEADINGS, sections, right=(2, 3, 5))


def table_lines(table: Table) -> list[str]:
    """The whole table as plain lines, columns aligned over all programs."""
    made, lines = grid(table), []
    for section in made.sections:
        lines += [section.title, made.heading(), *made.lines(section), ""]
    return [*lines, *footer(table)]


def footer(table: Table) -> list[str]:
    """What was measured and how, in words, and on what machine."""
    plan, machine = table.plan, table.machine
    reference = "each file's fastest" if table.against is None else table.runtimes[table.against][0]
    lines = [
        f"{plan.phase} phase, {_clock(plan)}; {plan.rounds} interleaved rounds; medians;",
        f"ratios to {reference}, from the pairs of each round (Hodges-Lehmann)",
    ]
    if any(0 < len(cell.times) < plan.rounds and not cell.reason for cell in table.cells):
        lines += [
            f"fewer rounds: the run is slow (more than {plan.budget_ns / 1e9:.0f} s in all), "
            "some of its runs drowned",
            "in start-up, or the table was interrupted",
        ]
    lines.append(f"{machine['cpu']}, {machine['cores']} cores, {machine['system']}")
    return [*lines, "INTERRUPTED: this is what was measured until then"] if table.interrupted else lines


def _clock(plan: Plan) -> str:
    if plan.counter is not None:
        return f"{plan.counter} in user mode (perf), in the place of time"
    return "task-clock (user + system CPU time)" if plan.clock == "cpu" else "wall time"


def print_table(table: Table, console: Console) -> None:
    """Drawn on a terminal, plain lines in a pipe."""
    if not console.is_terminal:
        put_out(table_lines(table), console)
        return
    grid(table).draw(console)
    put_out(footer(table), console)


def csv_text(table: Table) -> str:
    """A line a cell, times in ns; empty where there is nothing."""
    out = io.StringIO()
    columns = "file,runtime,version,rounds,time_ns,time_low_ns,time_high_ns,ratio,ratio_low,ratio_high"
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*columns.split(","), "reference", "failed"])
    for file in table.facts()["files"]:
        for cell in file["cells"]:
            writer.writerow(map(spreadsheet_cell, _csv_row(file, cell)))
    return out.getvalue()


def _csv_row(file: dict[str, Any], cell: dict[str, Any]) -> list[Any]:
    time, ratio = cell["time_ci99"] or ("", ""), cell["ratio_ci99"] or ("", "")
    return [
        file["path"], cell["runtime"], cell["version"], cell["rounds"],
        cell["time_ns"], *time, cell["ratio"], *ratio, file["reference"], cell["failed"],
    ]  # fmt: skip
