"""How text that somebody else wrote is shown: escaped where a terminal would obey it, or where nobody would
see it.

File names, names in a module, and what guests and engines print may contain escape sequences.  The escaped
text is only for showing, and cannot be read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TextIO

# Controls (an escape sequence begins with one), marks and overrides of direction, what has no width, other
# line ends, halves of a surrogate pair (how Python reads a file name that is not UTF-8), tags.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)

_FORMULA = ("=", "+", "-", "@")
"""What a formula begins with."""


def printable(text: str, keep: str = "") -> str:
    r"""The text with unsafe and unseen characters as \xNN or \u{NNNN}; those in `keep`, such as "\n", stay.

    The result can be encoded as UTF-8.  Text that is plain comes back as it is.
    """
    return _UNSEEN.sub(lambda found: found[0] if found[0] in keep else _escaped(ord(found[0])), text)


def cell(value: object) -> object:
    """A value for a CSV file that a spreadsheet may open: its text is printable, and no formula."""
    if not isinstance(value, str):
        return value
    return f"'{text}" if (text := printable(value)).lstrip()[:1] in _FORMULA else text


def _escaped(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{{{code:04x}}}"


def show(*lines: str, stream: TextIO | None = None) -> None:
    """Prints each line as one line whatever it contains (tabs stay), to that stream or to standard output."""
    for line in lines:
        print(printable(line, keep="\t"), file=stream, flush=True)


class PrintableStream:
    """A stream of text that escapes what is written to it, so that everything a program shows passes through
    it.

    Line ends and tabs pass; a caller that shows a name within a line uses `show`.
    """

    def __init__(self, stream: TextIO) -> None:
        self.rich_proxied_file = stream
        """Where rich writes, because it needs escape sequences of its own; see reducer.report.terminal."""

    def write(self, text: str) -> int:
        self.rich_proxied_file.write(printable(text, keep="\n\t"))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.rich_proxied_file, name)
