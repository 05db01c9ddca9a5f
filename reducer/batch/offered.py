"""What a source offers: a file that may be a case, and how to read it; or why it cannot be one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from reducer.wat.compressed import Readable


@dataclass(frozen=True)
class Offered:
    """A file that may be a case: where it came from, how to read it, the oracle that a manifest gives it
    (None: the run's); or why it is none.  What it is read from raises OSError or Unreadable."""

    source: str
    read: Callable[[], AbstractContextManager[Readable]] | None = None
    oracle: str | None = None
    reason: str = ""


class Unreadable(Exception):
    """Content that cannot be read; the message is one line."""


def first_line(error: BaseException) -> str:
    """What an error says, in a line."""
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return next(iter(words.splitlines()), "") or type(error).__name__
