"""What can be said of a program that was asked about."""

from enum import StrEnum


class VerdictKind(StrEnum):
    """Whether the slowdown is there; or why that cannot be asked of a program."""

    KEPT = "kept"
    NOT_SHOWN = "not shown"
    INCONCLUSIVE = "inconclusive"
    INVALID = "invalid"
    ENDED = "ends otherwise"
    TIMED_OUT = "timed out"
    UNMEASURABLE = "unmeasurable"
