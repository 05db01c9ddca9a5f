"""How the HTML templates of this room are read: escaped, strict about what is missing, no stray blank lines.

Knows no page.
"""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined


def environment() -> Environment:
    """A fresh environment over the room's templates, for a page to add its own filters to."""
    return Environment(
        loader=PackageLoader("reducer.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
