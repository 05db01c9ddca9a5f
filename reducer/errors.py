"""The base of every error that a person can cause: one line for them, and an exit code for the command."""

from __future__ import annotations


class WreduceError(Exception):
    """Something that a person can correct.  Its text says in one line what is wrong, then what to do.

    Each room derives a type of its own from this; docs/reference.md lists the exit codes.  Where the error is
    `about` a file, the text begins with the file, and `reason` is the rest.
    """

    exit_code = 2

    def __init__(self, reason: str = "", *, about: object = None) -> None:
        super().__init__(reason if about is None else f"{about}: {reason}")
        self.reason = reason


class InterruptedWork(WreduceError):
    """A signal has ended the work early; the words say what is left of it."""

    exit_code = 130
