"""The only exception of this room that is meant for a person."""

from reducer.errors import WreduceError


class RuntimesError(WreduceError):
    """Something that a person can correct; the message is one line and says how."""
