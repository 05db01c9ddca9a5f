"""What a reduction reports while it runs.  Who shows it is not known here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reducer.oracle import Interval


@dataclass(frozen=True)
class Progress:
    """Where the search stands: the phase in words, sizes in instructions and in bytes of the binary, the
    ratio, the tally.

    `step` is seed, carriers, search, confirm or hold-out; `code` the incumbent's text where it is short;
    `until` when the time is up, of time.monotonic(); `remaining` between how many seconds the search may
    still take, None where that is not known.
    """

    phase: str
    instructions_before: int
    instructions: int
    bytes_before: int
    bytes: int
    ratio: Interval | None
    candidates: int
    kept: int
    pairs: int
    step: str = "search"
    anchor: float | None = None
    code: str = ""
    until: float | None = None
    remaining: tuple[float, float] | None = None


Notify = Callable[[Progress | str | None], None]
"""Called with where the search stands, with a line for the user, or with None between two pairs, when nothing
is timed."""


def silent(_told: Progress | str | None) -> None:
    """A listener that shows nothing."""
