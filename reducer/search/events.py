"""What a reduction tells while it runs; who shows it is not known here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reducer.oracle import Interval


@dataclass(frozen=True)
class Progress:
    """Where the search stands: the phase in words, sizes in instructions and bytes of the binary, the ratio,
    the tally."""

    phase: str
    instructions_before: int
    instructions: int
    bytes_before: int
    bytes: int
    ratio: Interval | None
    candidates: int
    kept: int
    pairs: int


Notify = Callable[[Progress], None]


def silent(_progress: Progress) -> None:
    """For those who do not listen."""
