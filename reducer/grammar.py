"""Where the grammars and the instruction table are read from: the installed package, or the checkout's
grammars/ folder.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def read_grammar(name: str) -> str:
    """The text of a file of grammars/.  Raises FileNotFoundError."""
    checkout = Path(__file__).resolve().parent.parent / "grammars" / name
    if checkout.is_file():
        return checkout.read_text(encoding="utf-8")
    return (files("reducer.grammars") / name).read_text(encoding="utf-8")
