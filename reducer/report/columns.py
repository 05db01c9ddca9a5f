"""A table of words for a person: aligned lines of text, or drawn on a terminal.  It shows what is printable.

Knows no table; what stands in the cells is said by the file of that table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reducer.printable import printable

Row = Sequence[str]


@dataclass(frozen=True)
class Section:
    """Rows with what stands above them; a row has a style of rich in `styles`, if any."""

    title: str
    rows: Sequence[Row]
    styles: Sequence[str] = ()


@dataclass(frozen=True)
class Grid:
    """Columns under headings.  A row that is shorter than the headings ends in words that may be long: they
    widen no column.  In the columns of `right` (from 0) words end at one place, in the others they begin
    there; `gives_way` is the column that is broken where a terminal is narrow."""

    headings: Row
    sections: Sequence[Section]
    right: Collection[int] = ()
    gives_way: int | None = None

    @property
    def _widths(self) -> list[int]:
        rows = [self.headings, *(row for section in self.sections for row in section.rows)]
        return [
            max(len(printable(row[column])) for row in rows if column < len(row) - (len(row) < len(rows[0])))
            for column in range(len(self.headings))
        ]

    def heading(self) -> str:
        """The headings as a line."""
        return self._line(self.headings, self._widths)

    def lines(self, section: Section) -> list[str]:
        """The rows of one section as lines, with the column widths shared by all sections."""
        widths = self._widths
        return [self._line(row, widths) for row in section.rows]

    def _line(self, row: Row, widths: Sequence[int]) -> str:
        words = [
            printable(word).rjust(width) if column in self.right else printable(word).ljust(width)
            for column, (word, width) in enumerate(zip(row, widths, strict=False))
        ]
        if len(row) < len(widths):
            words[-1] = printable(row[-1])
        return ("  " + "  ".join(words)).rstrip()

    def draw(self, console: Console) -> None:
        """The whole table with its lines, for a terminal."""
        made = Table()
        for column, heading in enumerate(self.headings):
            made.add_column(
                Text(printable(heading)),
                justify="right" if column in self.right else "left",
                no_wrap=self.gives_way not in (None, column),
                overflow="fold" if column == self.gives_way else "ellipsis",
            )
        for section in self.sections:
            made.add_row(Text(printable(section.title), style="bold"))
            styles = section.styles or [""] * len(section.rows)
            for row, style in zip(section.rows, styles, strict=True):
                made.add_row(*(Text(printable(word)) for word in row), style=style)
            made.add_section()
        console.print(made)


def plain_lines(headings: Row, rows: Sequence[Row], right: Collection[int] = ()) -> list[str]:
    """Headings and rows as aligned lines."""
    grid = Grid(headings, (Section("", rows),), right)
    return [grid.heading(), *grid.lines(grid.sections[0])]


def put_out(lines: Iterable[str], console: Console) -> None:
    """Lines as they are, however narrow the console is."""
    for line in lines:
        console.out(line, highlight=False)
