"""Files that come with wreduce: at the top of a checkout, and inside the package once installed."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def read_shipped(name: str) -> str:
    """The text of a file such as `grammars/wat.lark`.  Raises FileNotFoundError."""
    checkout = Path(__file__).resolve().parent.parent / name
    if checkout.is_file():
        return checkout.read_text(encoding="utf-8")
    return (files("reducer") / name).read_text(encoding="utf-8")
