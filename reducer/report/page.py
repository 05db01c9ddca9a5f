"""How the HTML templates of this room are read: escaped, strict about what is missing, no stray blank lines.

Knows no page.
"""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reducer.printable import printable


def environment() -> Environment:
    """A fresh environment over the room's templates, for a page to add its own filters to."""
    return Environment(
        loader=PackageLoader("reducer.report"),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _shown(value: Any) -> Any:
    """Text of a case for a page, with everything escaped that nobody would see, or that changes the direction
    of the text."""
    return (
        printable(value, keep="\n\t") if isinstance(value, str) and not isinstance(value, Markup) else value
    )
