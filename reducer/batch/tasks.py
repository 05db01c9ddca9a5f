"""Tasks of a batch and their outcomes.

A task is a function and its argument, both to be pickled, so that it may run in another process or on another
machine. It runs in the run folder, or in a copy of what it takes from there, so its paths are relative.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from reducer.errors import WreduceError

MEMORY_BYTES = 6 << 30
"""The memory limit of a lane with everything it has started: two guests at their own limits, and the text of
a big module."""

FailureKind = Literal["raised", "timed out", "out of memory", "died"]


@dataclass(frozen=True)
class Task:
    """`function(argument)`.  `key` tells tasks apart; `timed`: in a lane, which is one core and nothing else
    of ours on it; stopped after `seconds`.

    `takes` are the files and folders of the run folder that it reads, `leaves` those that it writes; on
    another machine it sees no others.  `cpu` is the CPU model that it is to be done on where there is one
    ("" for any): a ratio does not hold for another.
    """

    key: tuple[str, int]
    function: Callable[[Any], Any]
    argument: Any
    timed: bool
    seconds: float
    memory_bytes: int = MEMORY_BYTES
    takes: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    cpu: str = ""


@dataclass(frozen=True)
class Done:
    """What became of a task: its value, or the kind of failure and its reason in a line; its seconds, and
    the host and CPU model that it was done on."""

    key: tuple[str, int]
    value: Any = None
    failure: FailureKind | None = None
    reason: str = ""
    seconds: float = 0.0
    host: str = ""
    cpu: str = ""


class ExecutorError(WreduceError):
    """Lanes that cannot be had, or are lost for good; the message is a line that says what to do."""


class Executor(Protocol):
    """Does tasks, each in a process that may be lost with it.  How many lanes it has may change."""

    @property
    def lanes(self) -> int:
        """How many timed tasks are done at a time."""
        ...

    def free(self, *, timed: bool) -> int:
        """How many more tasks can be begun now."""
        ...

    def submit(self, task: Task) -> None:
        """Begin a task; there must be a free place for it."""
        ...

    def finished(self, seconds: float) -> list[Done]:
        """Tasks that have ended; waits for one at most so long.  Raises ExecutorError."""
        ...

    def close(self) -> None:
        """End everything, what is in hand as well.  May be called twice."""
        ...
