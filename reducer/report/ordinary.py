"""The words for a ratio beside that of ordinary loops.

A reduction tells them, and loads nothing else of what a report says.
"""

from __future__ import annotations

from reducer.records.ordinary import Ordinary


def ordinary_words(ordinary: Ordinary | None, ratio: float | None, *, carried: bool = False) -> str:
    """A case's ratio beside that of ordinary loops; empty where one of the two is not known.  `carried`: what
    carries the slowdown is known, and the case has it."""
    if ordinary is None or ratio is None:
        return ""
    words = f"ratio {ratio:.2f}; ordinary loops show {ordinary} between these two"
    if not ordinary.holds(ratio):
        return words
    return f"{words}: {'no more than that' if carried else 'nothing but an ordinary loop is left'}"
