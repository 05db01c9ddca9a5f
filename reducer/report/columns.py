"""Rows of words as lines of text: columns aligned, two blanks between them, nothing but what is printable.

Knows no table; what stands in the cells is said by the file of that table.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from reducer.printable import printable

Row = Sequence[str]


def widths_of(rows: Sequence[Row]) -> list[int]:
    """The letters that each column needs."""
    return [max(len(printable(row[column])) for row in rows) for column in range(len(rows[0]))]


def line_of(row: Row, widths: Sequence[int], right: Collection[int] = ()) -> str:
    """A row as a line; the columns of `right` (from 0) end at one place, the others begin there."""
    words = [
        printable(word).rjust(width) if column in right else printable(word).ljust(width)
        for column, (word, width) in enumerate(zip(row, widths, strict=True))
    ]
    return ("  " + "  ".join(words)).rstrip()
