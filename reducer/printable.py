"""How text that somebody else wrote is shown: escaped where a terminal would obey it or an eye not see it.

File names, names in a module, what guests and engines say: any of them may hold escape sequences.  This is
for showing alone; the escaped text is not meant to be read back.
"""

from __future__ import annotations

import re

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
