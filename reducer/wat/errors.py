"""What can be wrong with a module's text, told in one line.  Knows nothing of how the text is read."""

from __future__ import annotations

from reducer.errors import WreduceError

MAX_MESSAGE = 400
"""Characters of a message: a word of the text that is quoted in it may be a megabyte long."""


class WatError(WreduceError):
    """Text or a binary that is not a module this package can take.

    `line` and `column` (from 1) say where, when that is known.  `str()` of it is one line.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        if len(message) > MAX_MESSAGE:
            message = f"{message[: MAX_MESSAGE // 2]} ... {message[-MAX_MESSAGE // 2 :]}"
        self.message, self.line, self.column = message, line, column
        where = "" if line is None else f"line {line}, column {column}: "
        super().__init__(where + message)


class FoldError(Exception):
    """Code that cannot be typed, at a character offset of the body's text."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message, self.position = message, position


def at(source: str, offset: int, message: str) -> WatError:
    """The error with the line and column of a character offset into the source."""
    line = source.count("\n", 0, offset) + 1
    column = offset - (source.rfind("\n", 0, offset) + 1) + 1
    return WatError(message, line, column)
